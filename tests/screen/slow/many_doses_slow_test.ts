import { fitScreen } from "../../../lib/screen/mod.ts";
import { assertAsGeneral, manyDoses } from "../many_doses.ts";
import { screenOf } from "../simulate_screen.ts";

Deno.test("fitScreen() fits a curve of 2,000 doses among small ones as fitDoseResponse() does", () => {
  const columns = screenOf([manyDoses(8, 24, 1), manyDoses(2000, 2000, 5), manyDoses(8, 24, 6)]);
  const fits = fitScreen(columns, { checkOneIn: 0 });
  for (let curve = 0; curve < columns.curves; curve++) assertAsGeneral(fits, columns, curve);
});
