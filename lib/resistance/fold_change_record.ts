import {
  formatNumber,
  formatPValue,
  htmlTable,
  type TableColumn,
  textTable,
  withDisplay,
} from "../display/mod.ts";
import { plural } from "../errors/mod.ts";
import { formatRatio, type Potency, type Ratio } from "../potency/mod.ts";

/**
 * Where a fold change stands to 1, a closed list:
 * - `less sensitive`: all of it above 1
 * - `hypersensitive`: all of it below 1
 * - `not told apart`: its interval holds 1
 * - `not determined`: there is no fold change
 */
export type FoldDirection =
  | "less sensitive"
  | "hypersensitive"
  | "not told apart"
  | "not determined";

/** What the interval of a fold change speaks of. */
export type FoldScope = "over replicates" | "within experiment" | "printed values";

/** One potency over another, both named and both of the same kind. */
export interface FoldChange extends Ratio {
  /** The line or genotype above: "H3122-CR". */
  readonly test: string;
  /** The one below: "H3122". */
  readonly reference: string;
  /** What both have in common: the drug, the model, … */
  readonly key: Readonly<Record<string, string>>;
  /** What was divided: "IC50", "IC20", "Ki", … */
  readonly endpoint: string;
  /** What the interval speaks of. */
  readonly scope: FoldScope;
  /** Where it stands to 1. */
  readonly direction: FoldDirection;
  /** Two-sided p of "the fold change is 1"; null where there is only a bound, or no spread. */
  readonly pValue: number | null;
  /** The two that were divided; for a joint fit, each curve's own. */
  readonly potencies: { readonly test: Potency; readonly reference: Potency };
}

/** A fold change from its parts, frozen, showing itself in one line. */
export function makeFoldChange<T extends Omit<FoldChange, "direction">>(
  known: T,
): T & { readonly direction: FoldDirection } {
  const fold = { ...known, direction: directionOf(known) };
  return withDisplay(fold, () => ({
    "text/plain": `${fold.test} over ${fold.reference}: ${formatRatio(fold)}`,
  }));
}

/** Fold changes as an array that shows itself as a table. */
export function showFoldChanges<T extends FoldChange>(folds: T[]): readonly T[] {
  return withDisplay(folds, () => {
    const columns = columnsOf(folds);
    const caption = plural(folds.length, "fold change");
    return {
      "text/plain": textTable(folds, columns, { caption }),
      "text/html": htmlTable(folds, columns, { caption }),
    };
  });
}

/** The fold changes that a ratio does not rule out: from `lower` to `upper`, 0 and infinity open. */
export function foldExtent(
  { relation, estimate, lower, upper }: Ratio,
): { readonly lower: number; readonly upper: number; readonly strict: boolean } | null {
  switch (relation) {
    case "not determined":
      return null;
    case ">":
    case ">=":
      return { lower: estimate ?? 0, upper: Infinity, strict: relation === ">" };
    case "<":
    case "<=":
      return { lower: 0, upper: estimate ?? Infinity, strict: relation === "<" };
    default:
      return lower === null && upper === null
        ? { lower: estimate ?? 0, upper: estimate ?? Infinity, strict: false }
        : { lower: lower ?? 0, upper: upper ?? Infinity, strict: false };
  }
}

function directionOf(ratio: Ratio): FoldDirection {
  const extent = foldExtent(ratio);
  if (extent === null) return "not determined";
  const { lower, upper, strict } = extent;
  if (lower > 1 || (strict && lower === 1)) return "less sensitive";
  if (upper < 1 || (strict && upper === 1)) return "hypersensitive";
  return "not told apart";
}

function columnsOf(folds: readonly FoldChange[]): TableColumn<FoldChange>[] {
  // What is the same in every row needs no column, except the first (the drug, most often).
  const keys = [...new Set(folds.flatMap(({ key }) => Object.keys(key)))].filter((name, i) =>
    i === 0 || new Set(folds.map(({ key }) => key[name])).size > 1
  );
  const bounds = folds.some(({ byEstimates }) => byEstimates !== null);
  return [
    { header: "test", cell: ({ test }) => test },
    { header: "reference", cell: ({ reference }) => reference },
    ...keys.map((name) => ({ header: name, cell: ({ key }: FoldChange) => key[name] ?? "" })),
    {
      header: "of",
      cell: ({ kind, endpoint }) => kind === null ? endpoint : `${kind} ${endpoint}`,
    },
    { header: "fold change", cell: (fold) => formatRatio(fold, { note: false }) },
    ...(bounds ? [{ header: "estimates divided, as papers do", cell: byEstimates }] : []),
    { header: "p", cell: ({ pValue }) => formatPValue(pValue), align: "right" },
    { header: "direction", cell: ({ direction }) => direction },
    { header: "scope", cell: ({ scope }) => scope },
    { header: "note", cell: ({ note }) => note },
  ];
}

function byEstimates({ relation, byEstimates }: FoldChange): string {
  return byEstimates === null ? "" : `${relation} ${formatNumber(byEstimates)}-fold`;
}
