import { portableLog } from "../../numerics/mod.ts";
import type { EventCount } from "../contingency/risk_difference.ts";
import { binomialNormalLikelihood } from "./binomial_normal_likelihood.ts";
import { type LikelihoodPoint, maximizeSigma } from "./maximize_sigma.ts";

/** What the maximum of the binomial-normal likelihood is like. */
export type BinomialNormalStatus =
  | "estimated"
  | "no heterogeneity"
  | "no events"
  | "only events"
  | "divergent";

/** A maximum of the binomial-normal likelihood. */
export interface BinomialNormalMaximum {
  /** Mean logit. */
  readonly mu: number;
  /** Standard error of `mu` from the inverse observed information of (μ, σ). */
  readonly standardError: number;
  /** Between-study standard deviation of the logit. */
  readonly sigma: number;
  readonly logLikelihood: number;
}

/** Maximum likelihood fit of the binomial-normal model. */
export interface BinomialNormalFit {
  readonly status: BinomialNormalStatus;
  /** Null where there is no finite maximum. */
  readonly maximum: BinomialNormalMaximum | null;
}

/**
 * Fits the binomial-normal model by maximum likelihood.
 *
 * For a given σ the likelihood is log-concave in μ (a marginal of a log-concave function), so its
 * maximum over μ is one safe Newton iteration; what is left is one dimension, looked at over a grid of
 * σ from 0 to 25.6 and then solved for the root of ∂ℓ/∂σ. Where every study has no or only events, or
 * nearly so, the likelihood rises with σ past the grid: `divergent`.
 */
export function fitBinomialNormal(studies: readonly EventCount[]): BinomialNormalFit {
  const events = studies.reduce((sum, study) => sum + study.events, 0);
  const total = studies.reduce((sum, study) => sum + study.total, 0);
  if (events === 0) return { status: "no events", maximum: null };
  if (events === total) return { status: "only events", maximum: null };

  let mu = portableLog(events / (total - events));
  const { point, atEnd } = maximizeSigma((sigma) => {
    const best = maximizeMu(studies, sigma, mu);
    mu = best.mu;
    return best;
  });
  if (atEnd || divergesBeyond(studies, point)) return { status: "divergent", maximum: null };
  return summarize(point.sigma === 0 ? "no heterogeneity" : "estimated", point);
}

/** Newton's method on a concave function, its steps halved where they would go down. */
function maximizeMu(studies: readonly EventCount[], sigma: number, start: number): LikelihoodPoint {
  let mu = start;
  let likelihood = binomialNormalLikelihood(studies, mu, sigma);
  for (let iteration = 0; iteration < 100; iteration++) {
    const [slope] = likelihood.gradient;
    // Far out, where the curvature is lost in rounding, Newton's step would leave for infinity.
    const longest = 2 + sigma;
    let step = -slope / likelihood.hessian[0];
    if (!(Math.abs(step) <= longest)) step = Math.sign(slope) * longest;
    let next = binomialNormalLikelihood(studies, mu + step, sigma);
    const slack = 1e-12 * Math.abs(likelihood.logLikelihood);
    while (!(next.logLikelihood >= likelihood.logLikelihood - slack) && Math.abs(step) > 1e-12) {
      step /= 2;
      next = binomialNormalLikelihood(studies, mu + step, sigma);
    }
    mu += step;
    likelihood = next;
    // Convergence is quadratic: after so small a step the point is exact.
    if (Math.abs(step) <= 1e-7 * (1 + Math.abs(mu))) break;
  }
  return { mu, sigma, likelihood };
}

/**
 * True where all studies have no or only events and the limit of σ → ∞, in which each study is either
 * by the flip of a coin, is more likely than the best σ of the grid.
 */
function divergesBeyond(studies: readonly EventCount[], best: LikelihoodPoint): boolean {
  if (studies.some(({ events, total }) => events > 0 && events < total)) return false;
  const full = studies.filter(({ events }) => events > 0).length / studies.length;
  const limit = studies.length * (full * portableLog(full) + (1 - full) * portableLog(1 - full));
  return limit > best.likelihood.logLikelihood + 1e-9;
}

function summarize(status: BinomialNormalStatus, point: LikelihoodPoint): BinomialNormalFit {
  const [muMu, muSigma, sigmaSigma] = point.likelihood.hessian;
  // At the boundary only μ is estimated.
  const information = point.sigma === 0 ? -muMu : -(muMu - muSigma * muSigma / sigmaSigma);
  const maximum = {
    mu: point.mu,
    standardError: 1 / Math.sqrt(information),
    sigma: point.sigma,
    logLikelihood: point.likelihood.logLikelihood,
  };
  return { status, maximum };
}
