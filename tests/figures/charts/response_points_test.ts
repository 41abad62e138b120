import { responsePoints } from "../../../lib/figures/charts/response_points.ts";
import { assertAlmostEquals, assertEquals } from "../../assert.ts";
import { fitOf } from "../fixtures.ts";

/** A fit with these wells. */
function withWells(doses: readonly number[], responses: readonly number[]) {
  const fit = fitOf({ key: {} });
  return { ...fit, curve: { ...fit.curve, doses, responses } };
}

const ONE = withWells([10, 0, 10, 0, 10], [0.4, 0.9, 0.5, 1.1, 0.6]);

Deno.test("responsePoints() are means by dose, in the order of the doses", () => {
  const points = responsePoints([ONE], "SD");
  assertEquals(points.map(({ dose, n }) => [dose, n]), [[0, 2], [10, 3]]);
  assertAlmostEquals(points[1].mean, 0.5, 1e-15);
});

Deno.test("responsePoints() have bars of the standard deviation, its share of √n, or Student's interval", () => {
  const half = (errorBars: "SD" | "SEM" | "95 % CI") => {
    const [, { low, mean, high }] = responsePoints([ONE], errorBars);
    assertAlmostEquals(high! - mean, mean - low!, 1e-15);
    return high! - mean;
  };
  assertAlmostEquals(half("SD"), 0.1, 1e-15);
  assertAlmostEquals(half("SEM"), 0.1 / Math.sqrt(3), 1e-15);
  // t(0.975, 2) = 4.302652729696142
  assertAlmostEquals(half("95 % CI"), 4.302652729696142 * 0.1 / Math.sqrt(3), 1e-9);
  assertEquals(responsePoints([ONE], "none")[1].low, null);
});

Deno.test("responsePoints() have no bar where one value stands alone", () => {
  const [point] = responsePoints([withWells([3], [0.7])], "SD");
  assertEquals(point, { dose: 3, mean: 0.7, low: null, high: null, n: 1 });
});

Deno.test("responsePoints() of replicates average the wells of each first", () => {
  const other = withWells([10], [0.9]);
  const [, point] = responsePoints([ONE, other], "SD");
  assertEquals([point.dose, point.n], [10, 2]);
  assertAlmostEquals(point.mean, 0.7, 1e-15);
  assertAlmostEquals(point.high! - point.mean, 0.4 / Math.SQRT2, 1e-12);
});

Deno.test("responsePoints() take doses that differ by rounding for one", () => {
  const points = responsePoints([withWells([0.3, 0.1 + 0.2], [1, 2])], "SD");
  assertEquals(points.map(({ n }) => n), [2]);
});
