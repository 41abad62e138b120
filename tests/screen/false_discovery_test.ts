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

Deno.test("falseDiscovery() orders p values of every size, 0 and -0 among them", () => {
  const random = randomSeeded(8);
  const p = Float64Array.from(
    { length: 3000 },
    (_, i) => i % 50 === 0 ? [0, -0, 1, 5e-324, NaN][i / 50 % 5] : 10 ** (-300 * random() ** 4),
  );
  const expected = adjustPValues(Array.from(p, (value) => Number.isNaN(value) ? null : value));
  assertEquals([...falseDiscovery(p)].map(String), expected.map((value) => String(value ?? NaN)));
  assertEquals([...falseDiscovery(new Float64Array(0))], []);
  assertEquals([...falseDiscovery(Float64Array.of(NaN, NaN))], [NaN, NaN]);
});
