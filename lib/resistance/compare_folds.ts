import { htmlTable, type TableColumn, textTable, withDisplay } from "../display/mod.ts";
import { plural } from "../errors/mod.ts";
import { formatRatio } from "../potency/mod.ts";
import type { CrossResistance, MatrixEntry } from "./cross_resistance.ts";
import { type FoldChange, foldExtent } from "./fold_change_record.ts";

/** What two sources say of one cell, each as a fold change over its own reference. */
export interface FoldComparison {
  /** The protein that the genotype is of; null where no column says. */
  readonly target: string | null;
  /** The genotype. */
  readonly genotype: string;
  /** The inhibitor. */
  readonly inhibitor: string;
  /** The two, in the order of the sources. */
  readonly entries: readonly [MatrixEntry, MatrixEntry];
  /** Whether some fold change is allowed by both, or none: then one contradicts the other. */
  readonly verdict: "agree" | "contradict";
}

/**
 * Every cell of which two sources give a fold change, and whether the two can both be true: they
 * contradict each other when their intervals, ranges or bounds have nothing in common. A bare number
 * stands for itself.
 *
 * Unlike `compareSources` this sets different assays side by side, since each fold change is over the
 * wild type of its own assay. That an enzyme and cells should have the same fold change is not
 * granted either: a contradiction is a cell to look up, not an error found. Contradictions first.
 *
 * @param matrix From `crossResistance`
 * @returns Shows itself as a table
 *
 * @example Usage
 * ```ts
 * import { readPotencies } from "halfmax/potency/mod.ts";
 * import { compareFolds, crossResistance } from "halfmax/resistance/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const matrix = crossResistance([
 *   await readPotencies("data/crizotinib_guide_2025/ic50.csv"),
 *   await readPotencies("data/published_ic50/ic50.csv"),
 * ], { reference: "WT" });
 * const [{ genotype, inhibitor, verdict }] = compareFolds(matrix);
 * assertEquals([genotype, inhibitor, verdict], ["F1174L", "lorlatinib", "contradict"]);
 * ```
 */
export function compareFolds(matrix: CrossResistance): readonly FoldComparison[] {
  const rows = matrix.cells.flatMap(({ target, genotype, inhibitor, entries }) => {
    const known = entries.flatMap((entry) => {
      const extent = entry.fold && foldExtent(entry.fold);
      return extent === null ? [] : [{ entry, extent }];
    });
    return known.flatMap((a, i) =>
      known.slice(i + 1).map((b): FoldComparison => ({
        target,
        genotype,
        inhibitor,
        entries: [a.entry, b.entry],
        verdict: apart(a.extent, b.extent) ? "contradict" : "agree",
      }))
    );
  }).sort((a, b) => Number(a.verdict === "agree") - Number(b.verdict === "agree"));
  return withDisplay(rows, () => show(rows));
}

type Extent = NonNullable<ReturnType<typeof foldExtent>>;

/** Whether nothing lies in both; the limit of a strict bound is not in it. */
function apart(a: Extent, b: Extent): boolean {
  const below = (x: Extent, y: Extent) =>
    x.upper < y.lower || (x.upper === y.lower && (x.strict || y.strict));
  return below(a, b) || below(b, a);
}

function show(rows: readonly FoldComparison[]) {
  const of = ({ fold, panel }: MatrixEntry) => `${written(fold)}, ${panel}`;
  const columns: TableColumn<FoldComparison>[] = [
    { header: "genotype", cell: ({ target, genotype }) => `${target ?? ""} ${genotype}`.trim() },
    { header: "inhibitor", cell: ({ inhibitor }) => inhibitor },
    { header: "one source", cell: ({ entries }) => of(entries[0]) },
    { header: "another", cell: ({ entries }) => of(entries[1]) },
    { header: "verdict", cell: ({ verdict }) => verdict },
    {
      header: "evidence",
      cell: ({ entries }) =>
        entries.map(({ record }) => record.labels.evidence ?? "not stated").join("; "),
    },
  ];
  const caption = `${plural(rows.length, "pair")} of fold changes of one cell`;
  return {
    "text/plain": textTable(rows, columns, { caption }),
    "text/html": htmlTable(rows, columns, { caption }),
  };
}

function written(fold: FoldChange | null): string {
  return fold === null ? "" : formatRatio(fold, { note: false });
}
