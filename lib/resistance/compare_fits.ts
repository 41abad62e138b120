import { type DoseResponseFit, inhibitoryConcentration } from "../dose_response/mod.ts";
import { list } from "../errors/mod.ts";
import { portableExp10 } from "../numerics/mod.ts";
import { dividePotencies, makeRatio, type Potency, type Ratio } from "../potency/mod.ts";
import { fQuantile, tQuantile } from "../statistics/mod.ts";
import type { FoldChangeWithin, FoldChangeWithinOptions } from "./fold_change_within.ts";
import {
  fitJointCurves,
  type JointQuestion,
  jointRatio,
  type SharedParameter,
} from "./joint_curves.ts";
import {
  describeTests,
  type JointFitSummary,
  nestedTest,
  summarizeJointFit,
} from "./nested_fits.ts";
import { oppositeDirections } from "./opposite_directions.ts";

/** How two curves are compared. */
export type CompareOptions = Required<
  Pick<FoldChangeWithinOptions, "share" | "kind" | "percent" | "level">
>;

type Answer = Omit<
  FoldChangeWithin,
  "test" | "reference" | "key" | "scope" | "direction"
>;

/** The ratio of the dose of curve `test` to that of the first, from one fit of all. */
export function compareFits(
  fits: readonly DoseResponseFit[],
  test: number,
  options: CompareOptions,
): Answer {
  const { percent, level } = options;
  const potenciesOf = (kind: "relative" | "absolute") => {
    const rows = [fits[test], fits[0]].map((fit) =>
      inhibitoryConcentration([fit], { percent, kind, level })[0].potency
    );
    return { test: rows[0], reference: rows[1] };
  };
  const asked = potenciesOf(options.kind);
  const lacking = (["test", "reference"] as const).filter((arm) =>
    asked[arm].relation === "not determined"
  );
  const falls = options.kind === "relative" && lacking.length > 0;
  const potencies = falls ? potenciesOf("absolute") : asked;
  const kind = falls ? "absolute" : options.kind;
  const note = falls
    ? `absolute over absolute: the ${list(lacking)} ${
      lacking.length > 1 ? "have" : "has"
    } no relative value`
    : "";
  const frame = { endpoint: potencies.test.endpoint, potencies };
  if (kind === "relative" && rises(fits[test]) !== rises(fits[0])) {
    const ratio = oppositeDirections(rises(fits[test]) ? "test" : "reference");
    return { ...ratio, ...frame, pValue: null, joint: null };
  }
  const measured = potencies.test.relation === "=" && potencies.reference.relation === "=";
  const answer = measured ? jointAnswer(fits, test, { ...options, kind }, potencies) : null;
  if (answer !== null) {
    return { ...answer, ...frame, note: [note, answer.note].filter(Boolean).join("; ") };
  }
  const ratio = dividePotencies(potencies.test, potencies.reference);
  const why = measured ? "the curves could not be fitted together" : "";
  return {
    ...ratio,
    ...frame,
    note: [note, why, ratio.note].filter(Boolean).join("; "),
    pValue: null,
    joint: null,
  };
}

function rises({ logistic }: DoseResponseFit): boolean {
  return logistic !== null && logistic.hillSlope * (logistic.top - logistic.bottom) < 0;
}

const ALL_SHARED: readonly SharedParameter[] = ["hillSlope", "top", "bottom"];

function jointAnswer(
  fits: readonly DoseResponseFit[],
  test: number,
  { share, kind, percent, level }: CompareOptions,
  potencies: { readonly test: Potency; readonly reference: Potency },
): Omit<Answer, "endpoint" | "potencies"> | null {
  const question: JointQuestion = { fits, share, wanted: { kind, percent } };
  const fit = fitJointCurves(question);
  const ratio = fit && jointRatio(question, fit, { test, reference: 0 });
  if (!fit || !ratio || fit.fit.status === "exact" || fit.fit.degreesOfFreedom < 1) return null;
  const { rss, degreesOfFreedom: df } = fit.fit;
  const limits = ratio.limits(rss * (1 + fQuantile(level, 1, df) / df));
  const t = tQuantile(level, df);
  const oneSided = ratio.limits(rss * (1 + t * t / df));
  const same = fitJointCurves(question, { sameDose: [0, test] });
  const held = Object.keys(fits[0].fixed);
  const free = ALL_SHARED.filter((name) => !held.includes(name));
  const parallel = fitJointCurves({ ...question, share: free });
  const separate = fitJointCurves({ ...question, share: [] });
  const one = fitJointCurves({ ...question, share: free }, { sameDose: fits.map((_, i) => i) });
  const summaries = [
    summarizeJointFit("separate", [], separate),
    summarizeJointFit("as asked", share, fit),
    summarizeJointFit("parallel", free, parallel),
    summarizeJointFit("same dose", ["dose", ...share], same),
    summarizeJointFit("one curve", ["dose", ...free], one),
  ].filter((line): line is JointFitSummary => line !== null);
  const logRatio = ratio.log10Ratio * Math.LN10;
  const estimate = portableExp10(ratio.log10Ratio);
  const error = (value: number | null) => value === null ? null : value * Math.LN10;
  const logStandardError = error(ratio.standardError);
  const observed = error(ratio.observedStandardError);
  const sameDose = nestedTest(same, fit);
  const parallelism = nestedTest(parallel, fit);
  const sharing = nestedTest(fit, separate);
  return {
    ...bounded(limits, oneSided, estimate, level, kind, potencies),
    pValue: sameDose?.p ?? null,
    joint: {
      share,
      logRatio,
      logStandardError,
      standardError: logStandardError === null ? null : logStandardError * estimate,
      observedStandardError: observed === null ? null : observed * estimate,
      sameDose,
      parallelism,
      sharing,
      fits: summaries,
      words: describeTests({ sameDose, parallelism, sharing }, level),
    },
  };
}

/** The estimate with its limits; a side that the wells leave open makes it a bound. */
function bounded(
  two: { readonly lower: number | null; readonly upper: number | null },
  one: { readonly lower: number | null; readonly upper: number | null },
  estimate: number,
  level: number,
  kind: "relative" | "absolute",
  potencies: { readonly test: Potency; readonly reference: Potency },
): Ratio {
  const base = {
    kind,
    approximate: false,
    byEstimates: null,
    note: "",
    lower: null,
    upper: null,
    estimate: null,
  };
  const confidence = (sides: 1 | 2) => ({
    meaning: "confidence" as const,
    level,
    sides,
    method: "profile likelihood, joint fit",
  });
  if (two.lower !== null && two.upper !== null) {
    return makeRatio({
      ...base,
      relation: "=",
      estimate,
      lower: portableExp10(two.lower),
      upper: portableExp10(two.upper),
      interval: confidence(2),
    });
  }
  const side = one.lower !== null && two.upper === null
    ? { relation: ">" as const, estimate: portableExp10(one.lower) }
    : one.upper !== null && two.lower === null
    ? { relation: "<" as const, estimate: portableExp10(one.upper) }
    : null;
  if (side === null) {
    const ratio = dividePotencies(potencies.test, potencies.reference);
    return makeRatio({ ...ratio, note: "the joint fit leaves both sides open" });
  }
  return makeRatio({
    ...base,
    ...side,
    interval: confidence(1),
    note: "the wells leave the other side open",
  });
}
