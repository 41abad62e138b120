import { list, plural, quote, UsageError } from "../errors/mod.ts";
import type { Concentration } from "../dose_response/mod.ts";
import { dividePotencies, type Potency } from "../potency/mod.ts";
import { comparePaired, compareUnpaired, type TestedRatio } from "./compare_replicates.ts";
import { type FoldChange, makeFoldChange, showFoldChanges } from "./fold_change_record.ts";
import { oppositeDirections } from "./opposite_directions.ts";
import { pairWithReference, type Reference } from "./pair_with_reference.ts";

/** How {@linkcode foldChangeOfConcentrations} divides. */
export interface DivisionOptions {
  readonly reference: Reference;
  /** Whether replicates of the same name were run side by side. */
  readonly paired: boolean;
  /** Absolute concentrations to fall to for pairs that lack a relative one. */
  readonly otherwise: readonly Concentration[] | undefined;
  readonly level: number;
}

/** Each concentration over that of the reference which shares all its other labels. */
export function foldChangeOfConcentrations(
  concentrations: readonly Concentration[],
  { reference, paired, otherwise, level }: DivisionOptions,
): readonly FoldChange[] {
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
  if (paired && !summarised) {
    throw new UsageError(
      "Cannot pair replicates: needs concentrations summarised over replicates, as in " +
        'inhibitoryConcentration(fits, { over: "replicate" })',
    );
  }
  if (runOpposite(test, reference)) {
    return { ...oppositeDirections(test.rises ? "test" : "reference"), pValue: null };
  }
  // Wells of one experiment: MOVER gives an interval; a test needs the joint fit.
  if (!summarised) return { ...dividePotencies(test.potency, reference.potency), pValue: null };
  return paired ? comparePaired(test, reference, level) : compareUnpaired(test, reference, level);
}

function runOpposite(test: Concentration, reference: Concentration): boolean {
  const known = [test, reference].every(({ potency }) => potency.relation !== "not determined");
  return known && test.rises !== reference.rises;
}
