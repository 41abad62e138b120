/**
 * A second opinion on the distributions: @stdlib's, which are not used by the library (they load 220
 * packages, and their incomplete gamma is wrong for large shapes).
 */
import betainc from "@stdlib/math-base-special-betainc";
import erfc from "@stdlib/math-base-special-erfc";
import gammaln from "@stdlib/math-base-special-gammaln";
import betaQuantileOther from "@stdlib/stats-base-dists-beta-quantile";
import chiSquaredQuantileOther from "@stdlib/stats-base-dists-chisquare-quantile";
import fQuantileOther from "@stdlib/stats-base-dists-f-quantile";
import tQuantileOther from "@stdlib/stats-base-dists-t-quantile";
import {
  betaQuantile,
  betaUpperTail,
  chiSquaredQuantile,
  fQuantile,
  logGamma,
  normalUpperTail,
  regularizedBeta,
  tQuantile,
} from "../../../lib/statistics/mod.ts";
import { assertClose } from "../../assert.ts";

const SHAPES = [0.5, 1, 2.5, 10, 120, 3000];
const LEVELS = [1e-6, 0.005, 0.025, 0.3, 0.5, 0.9, 0.975, 0.9999];

Deno.test("beta tails agree with @stdlib to 1e-11", () => {
  for (const a of SHAPES) {
    for (const b of SHAPES) {
      for (const x of [0.001, 0.2, a / (a + b), 0.7, 0.99]) {
        const what = `x ${x} a ${a} b ${b}`;
        const [lower, upper] = [betainc(x, a, b, true, false), betainc(x, a, b, true, true)];
        if (lower > 1e-290) assertClose(regularizedBeta(x, a, b), lower, 1e-11, what);
        if (upper > 1e-290) assertClose(betaUpperTail(x, a, b), upper, 1e-11, what);
      }
    }
  }
});

Deno.test("quantiles agree with @stdlib to 1e-9", () => {
  for (const p of LEVELS) {
    for (const one of SHAPES) {
      assertClose(tQuantile(p, one), p === 0.5 ? 0 : tQuantileOther(p, one), 1e-9, `t ${p} ${one}`);
      if (one < 200) {
        assertClose(
          chiSquaredQuantile(p, one),
          chiSquaredQuantileOther(p, one),
          1e-9,
          `${p} ${one}`,
        );
      }
      for (const other of SHAPES) {
        const what = `${p} ${one} ${other}`;
        assertClose(betaQuantile(p, one, other), betaQuantileOther(p, one, other), 1e-9, what);
        // With less than one degree of freedom it gives up far out, with Infinity.
        if (other < 1) continue;
        assertClose(fQuantile(p, one, other), fQuantileOther(p, one, other), 1e-9, what);
      }
    }
  }
});

Deno.test("normal tails and log gamma agree with @stdlib to 1e-13", () => {
  for (const z of [-5, -1, 0, 0.3, 1.5, 1.51, 4, 12, 30]) {
    assertClose(normalUpperTail(z), erfc(z / Math.SQRT2) / 2, 2e-13, `z ${z}`);
  }
  for (const x of [1e-8, 0.3, 0.5, 0.99, 1.01, 1.5, 1.99, 2.01, 2.5, 7, 11, 11.5, 400, 1e9]) {
    assertClose(logGamma(x), gammaln(x), 1e-13, `x ${x}`);
  }
});
