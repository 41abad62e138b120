import type { EventCount } from "../contingency/risk_difference.ts";
import { normalQuantile } from "../distributions/normal.ts";
import { tQuantile } from "../distributions/student_t.ts";
import { cochranQ, type Heterogeneity, iSquared } from "./heterogeneity.ts";
import type { PoolingInterval } from "./pooled_proportion.ts";
import { FEWEST_STUDIES, type PoolingCore, tooFew } from "./pooling_core.ts";
import { type ProportionScale, transformProportions } from "./proportion_transform.ts";
import { tauSquared, type TauSquaredEstimator, tauSquaredLimits } from "./tau_squared.ts";
import { type WeightedMean, weightedMean } from "./weighted_mean.ts";

/** Pools studies as an inverse-variance mean on a transformed scale; totals are above 0. */
export function poolByInverseVariance(
  studies: readonly EventCount[],
  scale: ProportionScale,
  estimator: TauSquaredEstimator,
  interval: PoolingInterval,
  level: number,
): PoolingCore {
  const k = studies.length;
  const { effects, variances, back } = transformProportions(studies, scale);
  const tau2 = tauSquared(effects, variances, estimator);
  const pooled = weightedMean(effects, variances, tau2);
  const standardError = standardErrorOf(pooled, interval);
  const tail = (1 - level) / 2;
  const half = -standardError *
    (interval === "normal" || k < 2 ? normalQuantile(tail) : tQuantile(tail, k - 1));
  const enough = k >= FEWEST_STUDIES;
  const fixed = estimator === "none";
  return {
    status: !enough ? "too few studies" : tau2 > 0 ? "estimated" : "no heterogeneity",
    reason: !enough
      ? tooFew(k)
      : fixed
      ? "the variance between studies is taken as 0"
      : tau2 > 0
      ? ""
      : "the variance between studies is estimated as 0",
    estimate: back(pooled.mean),
    lower: enough ? back(pooled.mean - half) : null,
    upper: enough ? back(pooled.mean + half) : null,
    interval: enough ? interval : null,
    effect: pooled.mean,
    standardError,
    heterogeneity: k < 2 ? null : heterogeneityOf(effects, variances, tau2, level),
    weights: pooled.weights.map((weight) => weight / pooled.sumOfWeights),
    back,
  };
}

/**
 * √(1 / Σw), for Hartung-Knapp times √(Σ w (y - mean)² / (k - 1)), which the guard keeps at 1 or
 * above.
 */
function standardErrorOf(pooled: WeightedMean, interval: PoolingInterval): number {
  const plain = Math.sqrt(1 / pooled.sumOfWeights);
  const df = pooled.weights.length - 1;
  if (df === 0) return plain;
  const scale = Math.sqrt(pooled.q / df);
  if (interval === "Hartung-Knapp unguarded") return plain * scale;
  return interval === "Hartung-Knapp" ? plain * Math.max(1, scale) : plain;
}

function heterogeneityOf(
  effects: readonly number[],
  variances: readonly number[],
  tau2: number,
  level: number,
): Heterogeneity {
  const cochran = cochranQ(effects, variances);
  return {
    ...cochran,
    tauSquared: tau2,
    tauSquaredLimits: tauSquaredLimits(effects, variances, level),
    ...iSquared(cochran.q, variances, tau2),
  };
}
