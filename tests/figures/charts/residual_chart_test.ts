import { residualChart } from "../../../lib/figures/mod.ts";
import { assert, assertAlmostEquals, assertEquals } from "../../assert.ts";
import { DOSES, fitOf } from "../fixtures.ts";
import { count, textsOf } from "../read_svg.ts";
import { assertSvgSnapshot } from "../svg_snapshot.ts";

const FITS = [
  fitOf({ key: { cell_line: "H3122" }, ic50: 210 }),
  fitOf({ key: { cell_line: "H3122-CR" }, ic50: 15000, seed: 7 }),
];

Deno.test("residualChart() draws a point for every well", async () => {
  const figure = residualChart(FITS, { color: "cell_line" });
  await assertSvgSnapshot("residuals", figure.svg);
  assertEquals(figure.data.length, 2 * 3 * DOSES.length);
  assertEquals(count(figure.svg, '[aria-label="residuals"] circle'), 3 * DOSES.length);
  assertEquals(count(figure.svg, '[aria-label="residuals"] path'), 3 * DOSES.length);
  assert(textsOf(figure.svg).includes("Residual (fraction of control)"));
});

Deno.test("residualChart() shows response less fitted curve", () => {
  const [{ dose_nM, response_fraction, fitted, residual }] = residualChart([FITS[0]]).data;
  assertEquals(dose_nM, 0);
  assertAlmostEquals(Number(fitted), 1, 1e-12);
  assertAlmostEquals(Number(residual), Number(response_fraction) - 1, 1e-12);
});

Deno.test("residualChart() is symmetric about zero, which is drawn", () => {
  const { svg, data } = residualChart(FITS);
  assertEquals(count(svg, '[aria-label="rule"] line'), 1);
  assert(textsOf(svg).includes("0.0"));
  assert(data.some(({ residual }) => Number(residual) < 0));
});

Deno.test("residualChart() counts the curves that were not fitted", () => {
  const failed = fitOf({ key: { cell_line: "A" }, status: "not converged" });
  assert(residualChart([...FITS, failed]).caption.includes("1 curve without a fit not shown"));
});

Deno.test("residualChart() of nothing fitted says so in a figure", async () => {
  const failed = fitOf({ key: { cell_line: "A" }, status: "not converged" });
  const figure = residualChart([failed]);
  await assertSvgSnapshot("residuals_none", figure.svg);
  assert(textsOf(figure.svg).join(" ").startsWith("No residuals to show: none of 1 curve"));
  assertEquals(figure.data, []);
});
