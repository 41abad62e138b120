import { portableExp10 } from "../numerics/mod.ts";
import type { Curve, DoseResponseFit } from "../dose_response/mod.ts";
import { fitDoseResponse, inhibitoryConcentration } from "../dose_response/mod.ts";
import { list, quote, UsageError } from "../errors/mod.ts";
import { htmlTable, textTable, withDisplay } from "../display/mod.ts";
import type { TableColumn } from "../display/mod.ts";
import {
  dividePotencies,
  formatRatio,
  makeRatio,
  type Potency,
  type Ratio,
} from "../potency/mod.ts";
import { fQuantile, tQuantile } from "../statistics/mod.ts";
import { type FoldChange, makeFoldChange } from "./fold_change_record.ts";
import {
  fitJointCurves,
  type JointQuestion,
  jointRatio,
  type SharedParameter,
} from "./joint_curves.ts";
import {
  describeTests,
  formatTest,
  type JointFitSummary,
  type NestedTest,
  nestedTest,
  summarizeJointFit,
} from "./nested_fits.ts";
import { pairWithReference, type Reference } from "./pair_with_reference.ts";

/** Options of {@linkcode foldChangeWithin}. */
export interface FoldChangeWithinOptions {
  /** What everything is divided by. */
  readonly reference: Reference;
  /** Parameters that the curves have in common; default none, each curve keeps its own. */
  readonly share?: readonly SharedParameter[];
  /** Which IC50; default "relative", with absolute where an arm has no relative one. */
  readonly kind?: "relative" | "absolute";
  /** Percent of inhibition, default 50. */
  readonly percent?: number;
  /**
   * "pair" (default): each line with its reference. "all": all curves of a group in one fit, with one
   * residual variance.
   */
  readonly together?: "pair" | "all";
  /** Confidence level, default 0.95. */
  readonly level?: number;
}

/** A fold change from one joint fit of the wells of one experiment. */
export interface FoldChangeWithin extends FoldChange {
  /** Null where the curves could not be fitted together. */
  readonly joint: {
    readonly share: readonly SharedParameter[];
    /** Natural log of the ratio. */
    readonly logRatio: number;
    /** Gauss-Newton standard error of the log ratio, as nls and Prism; null where not determined. */
    readonly logStandardError: number | null;
    /** Gauss-Newton standard error of the ratio itself (delta method). */
    readonly standardError: number | null;
    /** From the exact Hessian, as drc. */
    readonly observedStandardError: number | null;
    /** Is the dose the same? The fit as asked against the same with one dose for both. */
    readonly sameDose: NestedTest | null;
    /** Are the curves parallel? The fit as asked against one with slope and plateaus shared. */
    readonly parallelism: NestedTest | null;
    /** May they share what they share? Separate curves against the fit as asked. */
    readonly sharing: NestedTest | null;
    readonly fits: readonly JointFitSummary[];
    /** The three tests in a sentence's words, with their numbers. */
    readonly words: string;
  } | null;
}

/**
 * Fold change within one experiment: one least-squares fit of both curves, with slope and plateaus
 * shared or each curve's own, and a profile-likelihood interval on the log ratio.
 *
 * The interval holds every ratio at which the residual sum of squares, all else fitted anew, stays
 * below RSS (1 + F(1, n - p) / (n - p)). It speaks of the wells of one experiment: over biological
 * replicates use `foldChange`, since pooled wells cover far less than they claim.
 *
 * Three extra-sum-of-squares F tests, F = ((RSS0 - RSS1) / (p1 - p0)) / (RSS1 / (n - p1)): is the dose
 * the same, are the curves parallel, may they share what they share. A ratio of relative IC50s is the
 * same at every percentage only if the curves are parallel.
 *
 * Where an arm has no relative IC50 (a flat one), both are taken absolute and the note says so; where
 * an arm is only a bound, the bound is divided by the limit of the other that faces it.
 *
 * All wells are taken to scatter alike, so the curves must be on one scale; a control that serves two
 * curves and is given to both is counted twice.
 *
 * @param data Curves, or fits (their model and fixed plateaus are kept)
 * @returns One row per line that is not the reference; shows itself as a table
 * @throws {UsageError} If no reference is named or found, or the curves have different units, scales
 * or models
 * @see Bates & Watts (1988) Nonlinear Regression Analysis, sections 3.10 and 6.1; Motulsky &
 * Christopoulos (2004) Fitting Models to Biological Data, chapter 27
 *
 * @example Two parallel curves, three-fold apart
 * ```ts
 * import { fourParameterLogistic } from "halfmax/dose_response/mod.ts";
 * import { foldChangeWithin } from "halfmax/resistance/mod.ts";
 * import { assert, assertAlmostEquals } from "@std/assert";
 *
 * const doses = [0, 0, 1, 3, 10, 30, 100, 300, 1000, 3000];
 * const curve = (cell_line: string, ic50: number) => ({
 *   key: { cell_line },
 *   doses,
 *   responses: doses.map((dose, i) =>
 *     fourParameterLogistic({ log10IC50: Math.log10(ic50), hillSlope: 1, top: 1, bottom: 0 }, dose) +
 *     0.01 * (-1) ** i
 *   ),
 *   unit: "nM",
 *   scale: "fraction" as const,
 *   control: { basis: "vehicle wells" as const },
 * });
 * const [fold] = foldChangeWithin([curve("parental", 30), curve("resistant", 90)], {
 *   reference: "parental",
 *   share: ["hillSlope", "top", "bottom"],
 * });
 * assertAlmostEquals(fold.estimate!, 3, 0.1);
 * assert(fold.lower! > 2.5 && fold.upper! < 3.5);
 * ```
 */
export function foldChangeWithin(
  data: readonly Curve[] | readonly DoseResponseFit[],
  {
    reference,
    share = [],
    kind = "relative",
    percent = 50,
    together = "pair",
    level = 0.95,
  }: FoldChangeWithinOptions,
): readonly FoldChangeWithin[] {
  const fits = data.map((one) => isFit(one) ? one : fitDoseResponse([one], { level })[0]);
  const { name, groups } = pairWithReference(fits, ({ curve }) => curve.key, reference);
  const folds = groups.flatMap(({ key, reference: own, tests }) =>
    tests.map(({ name: test, row }): FoldChangeWithin => {
      const frame = { test, reference: name, key, scope: "within experiment" as const };
      if (own === null) {
        return makeFoldChange({ ...frame, ...withoutReference(row, kind, name), joint: null });
      }
      const others = together === "all" ? tests.map((one) => one.row) : [row];
      const all = [own, ...others];
      requireComparable(all);
      const answer = compareFits(all, all.indexOf(row), { share, kind, percent, level });
      return makeFoldChange({ ...frame, ...answer });
    })
  );
  return withDisplay(folds, () => show(folds));
}

function isFit(one: Curve | DoseResponseFit): one is DoseResponseFit {
  return "curve" in one;
}

type Options = Required<Pick<FoldChangeWithinOptions, "share" | "kind" | "percent" | "level">>;
type Answer = Omit<
  FoldChangeWithin,
  "test" | "reference" | "key" | "scope" | "direction"
>;

function withoutReference(fit: DoseResponseFit, kind: "relative" | "absolute", name: string) {
  const test = fit.ic50[kind];
  const missing = {
    ...test,
    relation: "not done",
    estimate: null,
    lower: null,
    upper: null,
  } as const;
  return {
    ...dividePotencies(test, missing),
    endpoint: test.endpoint,
    note: `no ${name} here`,
    potencies: { test, reference: missing },
    pValue: null,
  };
}

function requireComparable(fits: readonly DoseResponseFit[]): void {
  const differ = (what: string, values: readonly string[]) => {
    const different = [...new Set(values)];
    if (different.length === 1) return;
    throw new UsageError(
      `Cannot fit the curves together: they must have one ${what}, found ${
        list(different.map(quote))
      }`,
    );
  };
  differ("unit", fits.map(({ curve }) => curve.unit));
  differ("response scale", fits.map(({ curve }) => curve.scale));
  differ("model", fits.map(({ model, fixed }) => `${model} ${JSON.stringify(fixed)}`));
}

/** The reference is the first of the fits. */
function compareFits(fits: readonly DoseResponseFit[], test: number, options: Options): Answer {
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

const ALL_SHARED: readonly SharedParameter[] = ["hillSlope", "top", "bottom"];

function jointAnswer(
  fits: readonly DoseResponseFit[],
  test: number,
  { share, kind, percent, level }: Options,
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

function show(folds: readonly FoldChangeWithin[]) {
  const keys = [...new Set(folds.flatMap(({ key }) => Object.keys(key)))];
  const test = (one: NestedTest | null | undefined) => one ? formatTest(one) : "–";
  const columns: TableColumn<FoldChangeWithin>[] = [
    { header: "test", cell: (fold) => fold.test },
    { header: "reference", cell: (fold) => fold.reference },
    ...keys.map((name) => ({
      header: name,
      cell: ({ key }: FoldChangeWithin) => key[name] ?? "",
    })),
    { header: "of", cell: ({ kind, endpoint }) => `${kind ?? ""} ${endpoint}`.trim() },
    { header: "fold change", cell: (fold) => formatRatio(fold, { note: false }) },
    { header: "same dose?", cell: ({ joint }) => test(joint?.sameDose) },
    { header: "parallel?", cell: ({ joint }) => test(joint?.parallelism) },
    { header: "shared", cell: ({ joint }) => joint?.share.join(", ") || "nothing" },
    { header: "note", cell: ({ note }) => note },
  ];
  const caption = "Within one experiment: the intervals and tests speak of its wells";
  return {
    "text/plain": textTable(folds, columns, { caption }),
    "text/html": htmlTable(folds, columns, { caption }),
  };
}
