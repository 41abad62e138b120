import { findRoot, portableLog } from "../../numerics/mod.ts";
import { chiSquaredQuantile } from "../distributions/chi_squared.ts";
import { weightedMean } from "./weighted_mean.ts";

/** How the variance between studies is estimated; `none` takes it as zero (fixed effect). */
export type TauSquaredEstimator = "REML" | "DerSimonian-Laird" | "Paule-Mandel" | "none";

/**
 * Between-study variance τ² of effects yᵢ with sampling variances vᵢ, never below zero.
 *
 * - `DerSimonian-Laird`: (Q - (k - 1)) / (Σw - Σw²/Σw), w = 1/v.
 * - `Paule-Mandel`: the τ² at which Q with weights 1 / (v + τ²) equals k - 1.
 * - `REML`: the maximum of the restricted likelihood, to the root of its score.
 *
 * @see DerSimonian and Laird (1986) Control. Clin. Trials 7:177, doi:10.1016/0197-2456(86)90046-2;
 * Paule and Mandel (1982) J. Res. Natl. Bur. Stand. 87:377, doi:10.6028/jres.087.022; Viechtbauer
 * (2005) J. Educ. Behav. Stat. 30:261, doi:10.3102/10769986030003261 (REML)
 */
export function tauSquared(
  effects: readonly number[],
  variances: readonly number[],
  estimator: TauSquaredEstimator,
): number {
  if (effects.length < 2 || estimator === "none") return 0;
  if (estimator === "DerSimonian-Laird") return derSimonianLaird(effects, variances);
  if (estimator === "Paule-Mandel") return tauSquaredAtQ(effects, variances, effects.length - 1);
  return restrictedMaximum(effects, variances);
}

/**
 * Q-profile limits of τ²: where Q with weights 1 / (v + τ²) meets the chi-squared quantiles of k - 1
 * degrees of freedom. Both are 0 where even τ² = 0 gives too small a Q.
 *
 * @see Viechtbauer (2007) Stat. Med. 26:37, doi:10.1002/sim.2514
 */
export function tauSquaredLimits(
  effects: readonly number[],
  variances: readonly number[],
  level: number,
): readonly [lower: number, upper: number] {
  const df = effects.length - 1;
  return [
    tauSquaredAtQ(effects, variances, chiSquaredQuantile((1 + level) / 2, df)),
    tauSquaredAtQ(effects, variances, chiSquaredQuantile((1 - level) / 2, df)),
  ];
}

function derSimonianLaird(effects: readonly number[], variances: readonly number[]): number {
  const { q, weights, sumOfWeights } = weightedMean(effects, variances, 0);
  const squares = weights.reduce((sum, weight) => sum + weight * weight, 0);
  return Math.max(0, (q - (effects.length - 1)) / (sumOfWeights - squares / sumOfWeights));
}

/** The τ² at which the generalised Q, which falls with it, reaches a value; 0 where it starts below. */
function tauSquaredAtQ(
  effects: readonly number[],
  variances: readonly number[],
  value: number,
): number {
  const excess = (tau2: number) => weightedMean(effects, variances, tau2).q - value;
  if (excess(0) <= 0) return 0;
  return findRoot(excess, 0, beyond(variances, (tau2) => excess(tau2) <= 0));
}

/**
 * The τ² of greatest restricted likelihood. The score is scanned from 0 outward for every change from
 * rising to falling, since sparse data may have two; the highest of them and of the boundary wins.
 */
function restrictedMaximum(effects: readonly number[], variances: readonly number[]): number {
  const score = (tau2: number) => restrictedScore(effects, variances, tau2);
  const scale = variances.reduce((least, variance) => Math.min(least, variance), Infinity);
  const end = beyond(variances, (tau2) => {
    const spread = Math.max(...effects) - Math.min(...effects);
    return tau2 > spread * spread && score(tau2) < 0;
  });
  let best = 0;
  let bestLikelihood = restrictedLikelihood(effects, variances, 0);
  let low = 0;
  let lowScore = score(0);
  for (let high = scale / 8; low < end; high *= 2) {
    const highScore = score(high);
    if (lowScore > 0 && highScore <= 0) {
      const root = findRoot(score, low, high);
      const likelihood = restrictedLikelihood(effects, variances, root);
      if (likelihood > bestLikelihood) [best, bestLikelihood] = [root, likelihood];
    }
    [low, lowScore] = [high, highScore];
  }
  return best;
}

/** Twice the derivative of the restricted log-likelihood: Σ w² (y - mean)² - Σ w + Σ w² / Σ w. */
function restrictedScore(
  effects: readonly number[],
  variances: readonly number[],
  tau2: number,
): number {
  const { mean, weights, sumOfWeights } = weightedMean(effects, variances, tau2);
  let squares = 0;
  let weightedSquares = 0;
  effects.forEach((effect, i) => {
    squares += weights[i] ** 2;
    weightedSquares += weights[i] ** 2 * (effect - mean) ** 2;
  });
  return weightedSquares - sumOfWeights + squares / sumOfWeights;
}

/** Twice the restricted log-likelihood but for a constant. */
function restrictedLikelihood(
  effects: readonly number[],
  variances: readonly number[],
  tau2: number,
): number {
  const { q, weights, sumOfWeights } = weightedMean(effects, variances, tau2);
  return weights.reduce((sum, weight) => sum + portableLog(weight), 0) - portableLog(sumOfWeights) -
    q;
}

/** A τ² so large that a condition holds, by doubling. */
function beyond(variances: readonly number[], holds: (tau2: number) => boolean): number {
  let tau2 = variances.reduce((most, variance) => Math.max(most, variance), 0);
  while (!holds(tau2) && tau2 < 1e300) tau2 *= 2;
  return tau2;
}
