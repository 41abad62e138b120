/**
 * Distributions, intervals, tests, multiple testing and pooled proportions. Knows numbers, no
 * biology.
 *
 * @module
 */
export {
  normalCdf,
  normalLogCdf,
  normalPdf,
  normalQuantile,
  normalUpperTail,
} from "./distributions/normal.ts";
export { tCdf, tQuantile, tUpperTail } from "./distributions/student_t.ts";
export { fCdf, fQuantile, fUpperTail } from "./distributions/f.ts";
export {
  chiSquaredCdf,
  chiSquaredQuantile,
  chiSquaredUpperTail,
} from "./distributions/chi_squared.ts";
export { betaQuantile, betaUpperTail, regularizedBeta } from "./distributions/beta.ts";
export { logGamma } from "./distributions/log_gamma.ts";
export { hypergeometricProbabilities } from "./distributions/hypergeometric.ts";
export type { CountDistribution } from "./distributions/hypergeometric.ts";
export {
  geometricMean,
  mean,
  median,
  medianAbsoluteDeviation,
  standardDeviation,
} from "./descriptive.ts";
export { meanInterval } from "./mean_interval.ts";
export type { MeanInterval } from "./mean_interval.ts";
export { adjustPValues } from "./adjust_p_values.ts";
export type { PValueAdjustment } from "./adjust_p_values.ts";
export { censoredNormalMean } from "./censored_normal_mean.ts";
export type { CensoredMean, CensoredMeanStatus } from "./censored_normal_mean.ts";
export type { CensoredValue } from "./censored_normal_likelihood.ts";
export { proportionInterval } from "./proportions/proportion_interval.ts";
export type { ProportionInterval, ProportionMethod } from "./proportions/proportion_interval.ts";
export { fisherExact } from "./contingency/fisher_exact.ts";
export type { Alternative, FisherTest } from "./contingency/fisher_exact.ts";
export type { TwoByTwo } from "./contingency/two_by_two.ts";
export { conditionalOddsRatio } from "./contingency/conditional_odds_ratio.ts";
export type { OddsRatio } from "./contingency/conditional_odds_ratio.ts";
export { riskDifference } from "./contingency/risk_difference.ts";
export type {
  EventCount,
  RiskDifference,
  RiskDifferenceMethod,
} from "./contingency/risk_difference.ts";
export { compareProportions } from "./contingency/compare_proportions.ts";
export type { ProportionComparison } from "./contingency/compare_proportions.ts";
export { barnardTest, boschlooTest } from "./contingency/unconditional_exact.ts";
export type { UnconditionalTest } from "./contingency/unconditional_exact.ts";
export { mcNemarExact } from "./contingency/mcnemar_exact.ts";
export type { McNemarTest } from "./contingency/mcnemar_exact.ts";
export { freemanHalton } from "./contingency/freeman_halton.ts";
export type { FreemanHaltonTest } from "./contingency/freeman_halton.ts";
export { chiSquaredTest } from "./contingency/chi_squared_test.ts";
export type { ChiSquaredTest } from "./contingency/chi_squared_test.ts";
export { poolProportions } from "./pooling/pool_proportions.ts";
export type { PoolProportionsOptions } from "./pooling/pool_proportions.ts";
export type {
  PooledProportion,
  PooledStudy,
  PoolingInterval,
  PoolingModel,
  PoolingStatus,
  PredictionInterval,
  PredictionReference,
  StudyCount,
} from "./pooling/pooled_proportion.ts";
export type { Heterogeneity } from "./pooling/heterogeneity.ts";
export type { ProportionScale } from "./pooling/proportion_transform.ts";
export type { TauSquaredEstimator } from "./pooling/tau_squared.ts";
export { leaveOneOut } from "./pooling/leave_one_out.ts";
export type { LeftOneOut } from "./pooling/leave_one_out.ts";
export { coOccurrence } from "./co_occurrence/co_occurrence.ts";
export type { EventPair } from "./co_occurrence/co_occurrence.ts";
export { coOccurrenceWithBurden } from "./co_occurrence/co_occurrence_with_burden.ts";
export type { BurdenModel, BurdenPair } from "./co_occurrence/co_occurrence_with_burden.ts";
export type { EventColumn } from "./co_occurrence/event_column.ts";
