import { fUpperTail } from "../statistics/mod.ts";
import type { CurveModel } from "./curve_model.ts";

/**
 * Is there any effect at all? The F test of a curve against no effect, by the extra sum of squares.
 *
 * F = ((rss0 - rss) / df1) / (rss / df2). Without a fixed top, "no effect" is a flat line at any
 * height; with the top fixed it is a flat line at that top, because a drug that kills at every dose
 * has an effect. df1 counts the parameters that the curve has more, df2 = n - p. Under a flat line
 * the IC50 and the slope mean nothing, so the F distribution is only approximate: simulated, the
 * test is conservative (about 1.5 % rejections at 5 % with 10 doses in triplicate).
 *
 * @param responses The wells
 * @param rss Residual sum of squares of the curve, above 0
 * @see Bates & Watts (1988) Nonlinear Regression Analysis, section 3.10
 */
export function noEffectTest(
  responses: readonly number[],
  rss: number,
  { fixed, free }: CurveModel,
): { f: number; df1: number; df2: number; p: number } {
  const flat = fixed.top ?? responses.reduce((sum, y) => sum + y, 0) / responses.length;
  const rss0 = responses.reduce((sum, y) => sum + (y - flat) * (y - flat), 0);
  const df1 = fixed.top === undefined ? free - 1 : free;
  const df2 = responses.length - free;
  const f = Math.max(0, (rss0 - rss) / df1) / (rss / df2);
  return { f, df1, df2, p: fUpperTail(f, df1, df2) };
}
