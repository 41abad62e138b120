import { list, plural, quote, UsageError } from "../errors/mod.ts";
import type { Concentration } from "../dose_response/mod.ts";
import { dividePotencies, type Potency } from "../potency/mod.ts";
import { comparePaired, compareUnpaired, type TestedRatio } from "./compare_replicates.ts";
import { type FoldChange, makeFoldChange, showFoldChanges } from "./fold_change_record.ts";
import { pairWithReference, type Reference } from "./pair_with_reference.ts";

/** Options of {@linkcode foldChange}. */
export interface FoldChangeOptions {
  /** What everything is divided by: the parental line, wild type. */
  readonly reference: Reference;
  /**
   * Whether replicates of the same name were run side by side, so that their ratios are averaged.
   * Default false: the arms are independent.
   */
  readonly paired?: boolean;
  /**
   * Absolute concentrations to fall to for pairs of which an arm, or one of its replicates, has no
   * relative one because it is flat.
   */
  readonly otherwise?: readonly Concentration[];
  /** Confidence level, default 0.95. */
  readonly level?: number;
}

/**
 * Fold change of each line over a reference, from what `inhibitoryConcentration` says of both: the
 * ratio of their IC50s, relative over relative or absolute over absolute, never mixed.
 *
 * Over biological replicates (concentrations summarised with `over`): the ratio of geometric means.
 * Unpaired, Welch's t interval on logs; `paired`, the t interval of the log ratios. Replicates that
 * are only bounds enter by a censored likelihood. Where an arm is only a bound, so is the fold change,
 * taken over the upper limit of the reference; what papers print, the bound over the estimate, stands
 * beside it as `byEstimates`.
 *
 * Within one experiment (concentrations not summarised): the two intervals combined by MOVER on logs;
 * they speak of the wells only. For one fit of both curves use `foldChangeWithin`.
 *
 * Simulated (three replicates, between-replicate SD 0 and 0.1 decades, 2,000 pairs in each situation;
 * tests/resistance/fold_change_coverage.csv), the nominal 95 % intervals hold the truth in 95.0 to
 * 96.7 % unpaired and in 92.9 to 95.3 % paired, the lowest where a test line near the highest dose has
 * bounds among its replicates and the pairs share no variation; bounds were right every time.
 *
 * @param concentrations Rows of one endpoint and kind
 * @returns One row per line that is not the reference; shows itself as a table
 * @throws {UsageError} If no reference is named or found, a group has two, replicates cannot be
 * paired, or the concentrations are of different endpoints or kinds
 * @see Donner & Zou (2012) Stat Methods Med Res 21:347, doi:10.1177/0962280210383082 (MOVER)
 *
 * @example Usage
 * ```ts
 * import { foldChange } from "halfmax/resistance/mod.ts";
 * import { makePotency } from "halfmax/potency/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const interval = { meaning: "confidence", level: 0.95, sides: 2, method: "profile likelihood" } as const;
 * const [fold] = foldChange([
 *   {
 *     key: { cell_line: "H3122" },
 *     potency: makePotency({ estimate: 210, lower: 175, upper: 250, interval, kind: "absolute" }),
 *     scope: "within experiment",
 *     replicates: [],
 *   },
 *   {
 *     key: { cell_line: "H3122-CR" },
 *     potency: makePotency({ relation: ">", estimate: 7000, kind: "absolute" }),
 *     scope: "within experiment",
 *     replicates: [],
 *   },
 * ], { reference: "H3122" });
 * assertEquals([fold.test, fold.relation, fold.estimate], ["H3122-CR", ">", 28]);
 * assertEquals(fold.byEstimates, 7000 / 210);
 * ```
 */
export function foldChange(
  concentrations: readonly Concentration[],
  { reference, paired = false, otherwise, level = 0.95 }: FoldChangeOptions,
): readonly FoldChange[] {
  if (!(level > 0 && level < 1)) {
    throw new UsageError(
      `Cannot compute a fold change: level must be between 0 and 1, found ${level}`,
    );
  }
  requireOneKind(concentrations);
  const { name, groups } = pairWithReference(concentrations, ({ key }) => key, reference);
  const folds = groups.flatMap((group) =>
    group.tests.map((test): FoldChange => {
      const own = group.reference;
      const { pair, note } = own === null
        ? { pair: null, note: "" }
        : choosePair(test.row, own, otherwise);
      const potencies = {
        test: pair?.test.potency ?? test.row.potency,
        reference: pair?.reference.potency ?? noReference(test.row.potency, name),
      };
      const ratio = pair === null
        ? { ...dividePotencies(potencies.test, potencies.reference), pValue: null }
        : compare(pair, paired, level);
      return makeFoldChange({
        ...ratio,
        test: test.name,
        reference: name,
        key: group.key,
        endpoint: potencies.test.endpoint,
        scope: test.row.scope,
        note: [note, ratio.note].filter(Boolean).join("; "),
        potencies,
      });
    })
  );
  return showFoldChanges(folds);
}

interface Pair {
  readonly test: Concentration;
  readonly reference: Concentration;
}

function requireOneKind(rows: readonly Concentration[]): void {
  const kinds = new Set(rows.map(({ potency: { kind, endpoint } }) => `${kind ?? ""} ${endpoint}`));
  if (kinds.size <= 1) return;
  throw new UsageError(
    `Cannot compute a fold change: all concentrations must be of one endpoint and kind, found ${
      list([...kinds].map((kind) => quote(kind.trim())))
    }`,
  );
}

/** The pair itself, or its absolute values where a relative one is missing from it. */
function choosePair(
  test: Concentration,
  reference: Concentration,
  otherwise: readonly Concentration[] | undefined,
): { readonly pair: Pair; readonly note: string } {
  const pair = { test, reference };
  const lacking = [lacks("test", test), lacks("reference", reference)].filter(Boolean);
  if (otherwise === undefined || lacking.length === 0 || test.potency.kind !== "relative") {
    return { pair, note: "" };
  }
  const find = ({ key }: Concentration) => otherwise.find((row) => sameLabels(row.key, key));
  const absolute = { test: find(test), reference: find(reference) };
  if (absolute.test === undefined || absolute.reference === undefined) return { pair, note: "" };
  requireOneKind([absolute.test, absolute.reference]);
  return {
    pair: { test: absolute.test, reference: absolute.reference },
    note: `absolute over absolute: ${lacking.join("; ")}`,
  };
}

/** What of an arm has no value, in words; empty when nothing is missing. */
function lacks(arm: string, { potency, replicates }: Concentration): string {
  if (potency.relation === "not determined") return `the ${arm} has no ${potency.kind} value`;
  const lost = replicates.filter((one) => one.potency.relation === "not determined").length;
  return lost === 0
    ? ""
    : `${lost} of ${plural(replicates.length, "replicate")} of the ${arm} without a ` +
      `${potency.kind} value`;
}

function sameLabels(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>) {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}

/** The empty place of a reference that a group lacks. */
function noReference(like: Potency, name: string): Potency {
  return {
    ...like,
    relation: "not done",
    estimate: null,
    lower: null,
    upper: null,
    interval: null,
    reason: `no ${name} here`,
  };
}

function compare({ test, reference }: Pair, paired: boolean, level: number): TestedRatio {
  const summarised = test.replicates.length > 0 && reference.replicates.length > 0;
  if (!summarised) {
    if (paired) {
      throw new UsageError(
        "Cannot pair replicates: needs concentrations summarised over replicates, as in " +
          'inhibitoryConcentration(fits, { over: "replicate" })',
      );
    }
    // Wells of one experiment: MOVER gives an interval; a test needs the joint fit.
    return { ...dividePotencies(test.potency, reference.potency), pValue: null };
  }
  return paired ? comparePaired(test, reference, level) : compareUnpaired(test, reference, level);
}
