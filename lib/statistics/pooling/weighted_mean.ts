/** Mean of effects weighted by 1 / (vᵢ + τ²), and what heterogeneity statistics need beside it. */
export interface WeightedMean {
  readonly mean: number;
  readonly weights: readonly number[];
  readonly sumOfWeights: number;
  /** Σ wᵢ (yᵢ - mean)². */
  readonly q: number;
}

/** The inverse-variance mean of effects with between-study variance τ². */
export function weightedMean(
  effects: readonly number[],
  variances: readonly number[],
  tauSquared: number,
): WeightedMean {
  const weights = variances.map((variance) => 1 / (variance + tauSquared));
  const sumOfWeights = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = effects.reduce((sum, effect, i) => sum + weights[i] * effect, 0) / sumOfWeights;
  const q = effects.reduce((sum, effect, i) => sum + weights[i] * (effect - mean) ** 2, 0);
  return { mean, weights, sumOfWeights, q };
}
