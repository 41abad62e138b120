import { portableExp, portableLog } from "../../numerics/mod.ts";
import type { EventCount } from "../contingency/risk_difference.ts";
import { chiSquaredUpperTail } from "../distributions/chi_squared.ts";
import { normalQuantile } from "../distributions/normal.ts";
import { tQuantile } from "../distributions/student_t.ts";
import { proportionInterval } from "../proportions/proportion_interval.ts";
import { profileMeanLimits } from "./binomial_normal_limits.ts";
import { type BinomialNormalMaximum, fitBinomialNormal } from "./fit_binomial_normal.ts";
import { type Heterogeneity, iSquared } from "./heterogeneity.ts";
import type { PoolingInterval } from "./pooled_proportion.ts";
import { FEWEST_STUDIES, nothingPooled, type PoolingCore, tooFew } from "./pooling_core.ts";
import { transformProportions } from "./proportion_transform.ts";
import { tauSquaredLimits } from "./tau_squared.ts";

/** Pools studies by the binomial-normal model; the totals of all studies are above 0. */
export function poolByBinomialNormal(
  studies: readonly EventCount[],
  interval: PoolingInterval,
  level: number,
): PoolingCore {
  const { status, maximum } = fitBinomialNormal(studies);
  const k = studies.length;
  if (status === "no events" || status === "only events") {
    return withoutContrast(studies, status, level);
  }
  if (maximum === null) {
    return nothingPooled(
      "divergent",
      "(nearly) all studies have no or only events, so the variance between them has no finite " +
        "estimate",
    );
  }
  const limits = k < FEWEST_STUDIES
    ? [null, null]
    : limitsOfMean(studies, maximum, interval, level);
  return {
    status: k < FEWEST_STUDIES ? "too few studies" : status,
    reason: k < FEWEST_STUDIES
      ? tooFew(k)
      : status === "no heterogeneity"
      ? "the variance between studies is estimated as 0"
      : "",
    estimate: inverseLogit(maximum.mu),
    lower: limits[0] === null ? null : inverseLogit(limits[0]),
    upper: limits[1] === null ? null : inverseLogit(limits[1]),
    interval: k < FEWEST_STUDIES ? null : interval,
    effect: maximum.mu,
    standardError: maximum.standardError,
    heterogeneity: k < 2 ? null : heterogeneityOf(studies, maximum.sigma ** 2, level),
    weights: [],
    back: inverseLogit,
  };
}

/** No event anywhere, or nothing else: the likelihood has no finite maximum, the totals speak. */
function withoutContrast(
  studies: readonly EventCount[],
  status: "no events" | "only events",
  level: number,
): PoolingCore {
  const events = studies.reduce((sum, study) => sum + study.events, 0);
  const total = studies.reduce((sum, study) => sum + study.total, 0);
  const { estimate, lower, upper } = proportionInterval(events, total, {
    method: "Clopper-Pearson",
    level,
  });
  if (studies.length < FEWEST_STUDIES) {
    return { ...nothingPooled("too few studies", tooFew(studies.length)), estimate };
  }
  return {
    ...nothingPooled(
      status,
      `${events} of ${total} over all studies: no model can be fitted, the interval takes all ` +
        "patients as one study",
    ),
    estimate,
    lower,
    upper,
    interval: "Clopper-Pearson of the total",
  };
}

function limitsOfMean(
  studies: readonly EventCount[],
  { mu, standardError, logLikelihood }: BinomialNormalMaximum,
  interval: PoolingInterval,
  level: number,
): readonly [lower: number, upper: number] {
  const tail = (1 - level) / 2;
  if (interval === "profile") {
    const t = tQuantile(tail, studies.length - 1);
    return profileMeanLimits(studies, mu, logLikelihood, t * t / 2);
  }
  const quantile = interval === "normal"
    ? normalQuantile(tail)
    : tQuantile(tail, studies.length - 1);
  const half = -quantile * standardError;
  return [mu - half, mu + half];
}

function heterogeneityOf(
  studies: readonly EventCount[],
  tauSquared: number,
  level: number,
): Heterogeneity {
  const { effects, variances } = transformProportions(studies, "logit");
  const q = likelihoodRatio(studies);
  const degreesOfFreedom = studies.length - 1;
  return {
    q,
    qDefinition: "likelihood ratio",
    degreesOfFreedom,
    pValue: chiSquaredUpperTail(q, degreesOfFreedom),
    tauSquared,
    tauSquaredLimits: tauSquaredLimits(effects, variances, level),
    ...iSquared(q, variances, tauSquared),
  };
}

/** Twice the log-likelihood of a proportion for each study over that of one for all. */
function likelihoodRatio(studies: readonly EventCount[]): number {
  const events = studies.reduce((sum, study) => sum + study.events, 0);
  const total = studies.reduce((sum, study) => sum + study.total, 0);
  const part = (observed: number, expected: number) =>
    observed === 0 ? 0 : observed * portableLog(observed / expected);
  return 2 * studies.reduce(
    (sum, { events: x, total: n }) =>
      sum + part(x, n * events / total) + part(n - x, n * (total - events) / total),
    0,
  );
}

function inverseLogit(logit: number): number {
  return 1 / (1 + portableExp(-logit));
}
