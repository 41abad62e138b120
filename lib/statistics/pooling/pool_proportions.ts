import { plural, quote } from "../../errors/mod.ts";
import { requireCount, requireLevel } from "../arguments.ts";
import { requireChoice } from "../choices.ts";
import { normalQuantile } from "../distributions/normal.ts";
import { tQuantile } from "../distributions/student_t.ts";
import { proportionInterval } from "../proportions/proportion_interval.ts";
import { FEWEST_STUDIES, nothingPooled, type PoolingCore } from "./pooling_core.ts";
import { poolByBinomialNormal } from "./pool_by_binomial_normal.ts";
import { poolByInverseVariance } from "./pool_by_inverse_variance.ts";
import type {
  PooledProportion,
  PooledStudy,
  PoolingInterval,
  PoolingModel,
  PredictionInterval,
  PredictionReference,
  StudyCount,
} from "./pooled_proportion.ts";
import type { TauSquaredEstimator } from "./tau_squared.ts";

/** How proportions are pooled. */
export interface PoolProportionsOptions {
  /** Default "binomial-normal". */
  readonly model?: PoolingModel;
  /** Between-study variance of the inverse-variance models; default "REML". */
  readonly estimator?: TauSquaredEstimator;
  /** Default "t" for the binomial-normal model, "Hartung-Knapp" for the others. */
  readonly interval?: PoolingInterval;
  /** Reference of the prediction interval; default "t, k - 1". */
  readonly prediction?: PredictionReference;
  /** Two-sided confidence level; default 0.95. */
  readonly level?: number;
}

const ACTION = "pool proportions";

/** Below this many studies a prediction interval says next to nothing. */
const FEWEST_FOR_PREDICTION = 5;

const MODELS: readonly PoolingModel[] = ["binomial-normal", "logit", "Freeman-Tukey", "arcsine"];
const ESTIMATORS: readonly TauSquaredEstimator[] = [
  "REML",
  "DerSimonian-Laird",
  "Paule-Mandel",
  "none",
];
const INTERVALS: readonly PoolingInterval[] = [
  "t",
  "profile",
  "normal",
  "Hartung-Knapp",
  "Hartung-Knapp unguarded",
];

/**
 * Pools the proportion of an event over studies that may differ.
 *
 * `binomial-normal` (default): x ~ binomial(n, p), logit p ~ normal(μ, τ²), by maximum likelihood. It
 * needs no correction for studies without events and is right at both ends of the scale. The estimate
 * is the inverse logit of μ. Intervals: `t` (default) is μ ± t(k - 1) · standard error; `profile` the
 * profile likelihood at the same t²; `normal` for comparison, too short for few studies.
 *
 * `logit`, `Freeman-Tukey` and `arcsine` average transformed proportions with weights 1 / (v + τ²).
 * `Hartung-Knapp` (their default interval) is t(k - 1) times a standard error scaled by the spread
 * seen, guarded so that it is never below the plain one; unguarded it can be absurdly short. Use
 * `logit` as a check and the other two only to reproduce older papers: with rare events the double
 * arcsine has been seen 60 % too low.
 *
 * Over SIMULATED sets of 3 to 20 studies with proportions of 3, 15 and 40 % and τ of 0, 0.5 and 1 the
 * 95 % intervals held the truth in 93 to 100 % (`t`), 95 to 100 % (`profile`), 80 to 97 % (`normal`);
 * the logit model with Hartung-Knapp in 91 to 100 % at 15 and 40 %, but at 3 % in as little as 37 %, its
 * correction of empty studies growing with their number. The table is beside the tests.
 *
 * Fewer than three studies get no interval. The prediction interval, where a further study may lie, is
 * μ ± q √(τ² + se²) with q of the named reference.
 *
 * Cost: some three milliseconds; `profile` ten times that.
 *
 * @param studies Events and total of each; a total of 0 is left out and counted in `reason`
 * @throws {UsageError} If a count is not whole, events exceed a total, or an option is unknown or does
 * not go with the model
 * @see Stijnen, Hamza and Özdemir (2010) Stat. Med. 29:3046, doi:10.1002/sim.4040 (binomial-normal);
 * Hartung and Knapp (2001) Stat. Med. 20:3875, doi:10.1002/sim.1009; Röver, Knapp and Friede (2015) BMC
 * Med. Res. Methodol. 15:99, doi:10.1186/s12874-015-0091-1 (the guard); Schwarzer et al. (2019) Res.
 * Synth. Methods 10:476, doi:10.1002/jrsm.1348 (what is wrong with Freeman-Tukey); Higgins, Thompson
 * and Spiegelhalter (2009) J. R. Stat. Soc. A 172:137, doi:10.1111/j.1467-985X.2008.00552.x
 * (prediction)
 * @example Six simulated studies of a rare event, four of them without one
 * ```ts
 * import { poolProportions } from "halfmax/statistics/mod.ts";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * const events = [0, 0, 1, 0, 2, 0];
 * const totals = [15, 22, 40, 8, 65, 31];
 * const pooled = poolProportions(events.map((x, i) => ({ events: x, total: totals[i] })));
 * assertEquals(pooled.status, "no heterogeneity");
 * assertAlmostEquals(pooled.estimate!, 3 / 181, 1e-12);
 * ```
 */
export function poolProportions(
  studies: readonly StudyCount[],
  {
    model = "binomial-normal",
    estimator = "REML",
    interval = model === "binomial-normal" ? "t" : "Hartung-Knapp",
    prediction = "t, k - 1",
    level = 0.95,
  }: PoolProportionsOptions = {},
): PooledProportion {
  requireOptions(model, estimator, interval, prediction, level);
  studies.forEach(({ events, total }) => {
    requireCount(ACTION, "total", total);
    requireCount(ACTION, "events", events, total);
  });
  const used = studies.filter(({ total }) => total > 0);
  const core = used.length === 0
    ? nothingPooled("no studies", "no study has anybody assessed")
    : model === "binomial-normal"
    ? poolByBinomialNormal(used, interval, level)
    : poolByInverseVariance(used, model, estimator, interval, level);
  const { status, estimate, lower, upper, effect, standardError, heterogeneity } = core;
  return {
    status,
    reason: [core.reason, leftOut(studies.length - used.length)].filter(Boolean).join("; "),
    model,
    k: used.length,
    events: used.reduce((sum, { events }) => sum + events, 0),
    total: used.reduce((sum, { total }) => sum + total, 0),
    estimate,
    lower,
    upper,
    interval: core.interval,
    level,
    effect,
    standardError,
    estimator: model === "binomial-normal" ? "maximum likelihood" : estimator,
    heterogeneity,
    prediction: predict(core, used.length, prediction, level),
    studies: used.map((study, i) =>
      describeStudy(study, studies.indexOf(study), core.weights[i] ?? null, level)
    ),
  };
}

/** The prediction interval about an estimate, or null where there is none to be had. */
function predict(
  core: PoolingCore,
  k: number,
  reference: PredictionReference,
  level: number,
): PredictionInterval | null {
  const { effect, standardError, heterogeneity, back } = core;
  if (k < FEWEST_STUDIES || effect === null || standardError === null || heterogeneity === null) {
    return null;
  }
  const tail = (1 - level) / 2;
  const quantile = reference === "normal"
    ? -normalQuantile(tail)
    : -tQuantile(tail, reference === "t, k - 1" ? k - 1 : k - 2);
  const half = quantile * Math.sqrt(heterogeneity.tauSquared + standardError ** 2);
  return {
    lower: back(effect - half),
    upper: back(effect + half),
    reference,
    informative: k >= FEWEST_FOR_PREDICTION,
  };
}

function describeStudy(
  { name, events, total }: StudyCount,
  place: number,
  weight: number | null,
  level: number,
): PooledStudy {
  const interval = proportionInterval(events, total, { level });
  return { name: name ?? `study ${place + 1}`, ...interval, weight };
}

function leftOut(count: number): string {
  return count === 0 ? "" : `${plural(count, "study", "studies")} with nobody assessed left out`;
}

function requireOptions(
  model: PoolingModel,
  estimator: TauSquaredEstimator,
  interval: PoolingInterval,
  prediction: PredictionReference,
  level: number,
): void {
  requireChoice(ACTION, "model", model, MODELS);
  requireChoice(ACTION, "estimator", estimator, ESTIMATORS);
  requireChoice(ACTION, "prediction", prediction, ["normal", "t, k - 1", "t, k - 2"]);
  requireLevel(ACTION, level);
  const offered = model === "binomial-normal"
    ? INTERVALS.slice(0, 3)
    : INTERVALS.filter((name) => name !== "profile");
  requireChoice(`${ACTION} by the model ${quote(model)}`, "interval", interval, offered);
}
