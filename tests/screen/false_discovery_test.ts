import { randomSeeded } from "../../lib/numerics/mod.ts";
import { falseDiscovery } from "../../lib/screen/mod.ts";
import { adjustPValues } from "../../lib/statistics/mod.ts";
import { assertEquals } from "../assert.ts";

Deno.test("falseDiscovery() is Benjamini-Hochberg to the last bit, ties and gaps included", () => {
  const random = randomSeeded(3);
  const p = Float64Array.from(
    { length: 500 },
    (_, i) => i % 7 === 0 ? NaN : Math.round(random() ** 3 * 200) / 200,
  );
  const expected = adjustPValues(Array.from(p, (value) => Number.isNaN(value) ? null : value));
  assertEquals([...falseDiscovery(p)], expected.map((value) => value ?? NaN));
});
