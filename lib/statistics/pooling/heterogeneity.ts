import { chiSquaredUpperTail } from "../distributions/chi_squared.ts";
import { weightedMean } from "./weighted_mean.ts";

/** How much studies differ beyond chance. */
export interface Heterogeneity {
  /** The statistic named by `qDefinition`. */
  readonly q: number;
  /** Cochran's weighted sum of squares, or twice the log-likelihood ratio to one proportion each. */
  readonly qDefinition: "Cochran" | "likelihood ratio";
  /** k - 1. */
  readonly degreesOfFreedom: number;
  /** Upper chi-squared tail of q; rough when events are rare. */
  readonly pValue: number;
  /** Between-study variance on the scale of the model. */
  readonly tauSquared: number;
  /**
   * Q-profile limits of τ² at the level of the pooling; for the binomial-normal model from the logits
   * of the studies.
   */
  readonly tauSquaredLimits: readonly [lower: number, upper: number];
  /** I² by Higgins and Thompson: (q - df) / q, at least 0. */
  readonly iSquaredFromQ: number;
  /** I² from variances: τ² / (τ² + typical sampling variance). */
  readonly iSquaredFromTauSquared: number;
}

/** I² by both definitions, as fractions; programs differ in which they print. */
export function iSquared(
  q: number,
  variances: readonly number[],
  tauSquared: number,
): Pick<Heterogeneity, "iSquaredFromQ" | "iSquaredFromTauSquared"> {
  const df = variances.length - 1;
  return {
    iSquaredFromQ: q > df ? (q - df) / q : 0,
    iSquaredFromTauSquared: tauSquared / (tauSquared + typicalVariance(variances)),
  };
}

/** Cochran's Q of effects: Σ (y - mean)² / v about the fixed-effect mean, with its p-value. */
export function cochranQ(
  effects: readonly number[],
  variances: readonly number[],
): Pick<Heterogeneity, "q" | "qDefinition" | "degreesOfFreedom" | "pValue"> {
  const { q } = weightedMean(effects, variances, 0);
  const degreesOfFreedom = effects.length - 1;
  return {
    q,
    qDefinition: "Cochran",
    degreesOfFreedom,
    pValue: chiSquaredUpperTail(q, degreesOfFreedom),
  };
}

/**
 * The sampling variance of a typical study, (k - 1) Σw / ((Σw)² - Σw²).
 *
 * @see Higgins and Thompson (2002) Stat. Med. 21:1539, doi:10.1002/sim.1186
 */
function typicalVariance(variances: readonly number[]): number {
  const weights = variances.map((variance) => 1 / variance);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const squares = weights.reduce((total, weight) => total + weight * weight, 0);
  return (variances.length - 1) * sum / (sum * sum - squares);
}
