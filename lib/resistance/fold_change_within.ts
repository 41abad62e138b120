import { htmlTable, type TableColumn, textTable, withDisplay } from "../display/mod.ts";
import { type Curve, type DoseResponseFit, fitDoseResponse } from "../dose_response/mod.ts";
import { formatRatio } from "../potency/mod.ts";
import { foldEach, type FoldOrder } from "./fold_each.ts";
import type { FoldChange } from "./fold_change_record.ts";
import type { SharedParameter } from "./joint_curves.ts";
import { formatTest, type JointFitSummary, type NestedTest } from "./nested_fits.ts";
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
 * one response rises with dose and the other falls, there is no ratio of relative ones; where an arm
 * is only a bound, the bound is divided by the limit of the other that faces it.
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
  options: FoldChangeWithinOptions,
): readonly FoldChangeWithin[] {
  return finishFolds([...foldEach(foldOrder(data, options))]);
}

/**
 * What the options ask of which fits; curves are fitted first.
 *
 * @throws {UsageError} If no reference is named or found
 */
export function foldOrder(
  data: readonly Curve[] | readonly DoseResponseFit[],
  {
    reference,
    share = [],
    kind = "relative",
    percent = 50,
    together = "pair",
    level = 0.95,
  }: FoldChangeWithinOptions,
): FoldOrder {
  const fits = data.map((one) => isFit(one) ? one : fitDoseResponse([one], { level })[0]);
  const pairs = pairWithReference(fits, ({ curve }) => curve.key, reference);
  return { ...pairs, share, kind, percent, together, level };
}

/** Fold changes of one call, showing themselves as a table. */
export function finishFolds(folds: FoldChangeWithin[]): readonly FoldChangeWithin[] {
  return withDisplay(folds, () => show(folds));
}

function isFit(one: Curve | DoseResponseFit): one is DoseResponseFit {
  return "curve" in one;
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
