import { findRoot, minimize1d } from "../../numerics/mod.ts";
import type { BinomialNormalLikelihood } from "./binomial_normal_likelihood.ts";

/** The binomial-normal likelihood at one point. */
export interface LikelihoodPoint {
  readonly mu: number;
  readonly sigma: number;
  readonly likelihood: BinomialNormalLikelihood;
}

/** Spreads at which the likelihood is looked at before its maximum is closed in on. */
const SIGMAS = [0, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8, 25.6];

/** A log-likelihood so far below the best that larger spreads need no look. */
const FAR_BELOW = 8;

/**
 * The point of greatest likelihood along a path over σ from 0 to 25.6, to the root of ∂ℓ/∂σ.
 *
 * @param at The point of the path at σ: at a fixed μ, or at the best μ for that σ (the derivative
 * along either is ∂ℓ/∂σ)
 * @returns The point, and whether it stands at the upper end, past which the likelihood may rise on
 */
export function maximizeSigma(
  at: (sigma: number) => LikelihoodPoint,
): { readonly point: LikelihoodPoint; readonly atEnd: boolean } {
  const points: LikelihoodPoint[] = [];
  let best = 0;
  for (const sigma of SIGMAS) {
    const point = at(sigma);
    points.push(point);
    const drop = points[best].likelihood.logLikelihood - point.likelihood.logLikelihood;
    // Of equally likely spreads the smallest is taken.
    if (drop < -1e-12) best = points.length - 1;
    if (drop > FAR_BELOW) break;
  }
  if (best === SIGMAS.length - 1) return { point: points[best], atEnd: true };
  if (best === 0 && rise(points[0]) <= 0) return { point: points[0], atEnd: false };
  return { point: at(stationarySigma(at, points, best)), atEnd: false };
}

function stationarySigma(
  at: (sigma: number) => LikelihoodPoint,
  points: readonly LikelihoodPoint[],
  best: number,
): number {
  const low = rise(points[best]) > 0 ? best : best - 1;
  if (rise(points[low]) > 0 && rise(points[low + 1]) < 0) {
    return findRoot((sigma) => rise(at(sigma)), SIGMAS[low], SIGMAS[low + 1]);
  }
  // A likelihood with a dip between grid points: no sign change to close in on.
  return minimize1d(
    (sigma) => -at(sigma).likelihood.logLikelihood,
    SIGMAS[Math.max(0, best - 1)],
    SIGMAS[best + 1],
  ).x;
}

/** ∂ℓ/∂σ over σ, which has a limit at σ = 0: positive where more spread is more likely. */
function rise({ sigma, likelihood }: LikelihoodPoint): number {
  return sigma === 0 ? likelihood.hessian[2] : likelihood.gradient[1] / sigma;
}
