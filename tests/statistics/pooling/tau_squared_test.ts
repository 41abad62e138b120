import fc from "fast-check";
import { tauSquared, tauSquaredLimits } from "../../../lib/statistics/pooling/tau_squared.ts";
import { chiSquaredQuantile } from "../../../lib/statistics/mod.ts";
import { assert, assertClose, assertEquals } from "../../assert.ts";

function q(effects: readonly number[], variances: readonly number[], tau2: number): number {
  const weights = variances.map((variance) => 1 / (variance + tau2));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const mean = effects.reduce((total, effect, i) => total + weights[i] * effect, 0) / sum;
  return effects.reduce((total, effect, i) => total + weights[i] * (effect - mean) ** 2, 0);
}

const studies = fc.array(
  fc.tuple(
    fc.double({ min: -3, max: 3, noNaN: true }),
    fc.double({ min: 0.01, max: 2, noNaN: true }),
  ),
  { minLength: 2, maxLength: 8 },
).map((pairs) => [pairs.map(([effect]) => effect), pairs.map(([, variance]) => variance)] as const);

Deno.test("Paule and Mandel's τ² makes Q equal its degrees of freedom, or is 0", () => {
  fc.assert(
    fc.property(studies, ([effects, variances]) => {
      const tau2 = tauSquared(effects, variances, "Paule-Mandel");
      if (tau2 === 0) assert(q(effects, variances, 0) <= effects.length - 1 + 1e-12);
      else assertClose(q(effects, variances, tau2), effects.length - 1, 1e-9);
    }),
    { seed: 1 },
  );
});

Deno.test("REML's τ² is a maximum of the restricted likelihood", () => {
  const likelihood = (effects: readonly number[], variances: readonly number[], tau2: number) => {
    const weights = variances.map((variance) => 1 / (variance + tau2));
    const logs = weights.reduce((sum, weight) => sum + Math.log(weight), 0);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return logs - Math.log(total) - q(effects, variances, tau2);
  };
  fc.assert(
    fc.property(studies, ([effects, variances]) => {
      const tau2 = tauSquared(effects, variances, "REML");
      const best = likelihood(effects, variances, tau2);
      for (let other = 0; other < 12; other = other * 1.3 + 0.005) {
        assert(likelihood(effects, variances, other) <= best + 1e-10, `${other} beats ${tau2}`);
      }
    }),
    { seed: 2 },
  );
});

Deno.test("with equal variances all three estimators are the variance of the effects less theirs", () => {
  const effects = [0.1, 0.9, 1.4, 2.2];
  const variances = [0.2, 0.2, 0.2, 0.2];
  const center = effects.reduce((sum, effect) => sum + effect, 0) / 4;
  const expected = effects.reduce((sum, effect) => sum + (effect - center) ** 2, 0) / 3 - 0.2;
  for (const estimator of ["REML", "DerSimonian-Laird", "Paule-Mandel"] as const) {
    assertClose(tauSquared(effects, variances, estimator), expected, 1e-10, estimator);
  }
  assertEquals(tauSquared(effects, variances, "none"), 0);
});

Deno.test("Q-profile limits meet the chi-squared quantiles and hold Paule and Mandel's τ²", () => {
  const effects = [0.1, 0.9, 1.4, 2.6, -1];
  const variances = [0.1, 0.2, 0.05, 0.3, 0.2];
  const [lower, upper] = tauSquaredLimits(effects, variances, 0.95);
  assertClose(q(effects, variances, lower), chiSquaredQuantile(0.975, 4), 1e-10);
  assertClose(q(effects, variances, upper), chiSquaredQuantile(0.025, 4), 1e-10);
  const tau2 = tauSquared(effects, variances, "Paule-Mandel");
  assert(lower < tau2 && tau2 < upper);
});
