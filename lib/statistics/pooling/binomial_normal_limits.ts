import { findRoot } from "../../numerics/mod.ts";
import type { EventCount } from "../contingency/risk_difference.ts";
import { binomialNormalLikelihood } from "./binomial_normal_likelihood.ts";
import { maximizeSigma } from "./maximize_sigma.ts";

/** Logits from the estimate within which a limit is sought; beyond stands 0 or 1. */
const FARTHEST = 64;

/**
 * Profile-likelihood limits of the mean logit: where the log-likelihood, maximised over σ, has fallen
 * by `drop`. Infinite where it never falls so far, as with a single study that has events.
 */
export function profileMeanLimits(
  studies: readonly EventCount[],
  mu: number,
  logLikelihood: number,
  drop: number,
): readonly [lower: number, upper: number] {
  const excess = (mean: number) => {
    const { point } = maximizeSigma((sigma) => ({
      mu: mean,
      sigma,
      likelihood: binomialNormalLikelihood(studies, mean, sigma),
    }));
    return logLikelihood - drop - point.likelihood.logLikelihood;
  };
  const limit = (direction: 1 | -1) => {
    for (let near = 0, far = 0.5; near < FARTHEST; [near, far] = [far, 2 * far]) {
      if (excess(mu + direction * far) < 0) continue;
      return findRoot(excess, mu + direction * near, mu + direction * far, { tolerance: 1e-10 });
    }
    return direction * Infinity;
  };
  return [limit(-1), limit(1)];
}
