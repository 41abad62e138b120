import { fitScreen, simulateScreen } from "../../../lib/screen/mod.ts";
import { assertEquals } from "../../assert.ts";

Deno.test("no area lies beyond the curve's own wells, also where a plateau has run away", () => {
  const screen = simulateScreen({ lines: 100, drugs: 100, seed: 3 });
  const { auc } = fitScreen(screen, { interval: "none", checkOneIn: 0 }).values;
  const beyond = Array.from(auc).filter((area, curve) => {
    const wells = screen.response.subarray(screen.start[curve], screen.start[curve + 1])
      .filter((response) => !Number.isNaN(response));
    return area < Math.min(...wells) || area > Math.max(...wells);
  });
  assertEquals(beyond, []);
});
