import {
  formatPercent,
  htmlTable,
  type TableColumn,
  textTable,
  withDisplay,
} from "../display/mod.ts";
import type { ScreenedCurve, ScreenHits } from "./screen_hits.ts";

/** How one drug treats the cell lines of a screen. */
export interface DrugSelectivity {
  /** The drug. */
  readonly drug: string;
  /** Cell lines on which it was tested. */
  readonly lines: number;
  /** Of those, cell lines on which it is a hit. */
  readonly hits: number;
  /** Selectivity score: hits over lines; small for a drug that stops few. */
  readonly score: number;
  /** AUC that 5, 25, 50, 75 and 95 % of the lines lie below. */
  readonly quantiles: readonly [number, number, number, number, number];
  /** What a hit needs: AUC at most this. */
  readonly auc: number;
  /** The curves, lowest AUC first. */
  readonly curves: readonly ScreenedCurve[];
}

/**
 * How selective each drug is: on how many of the lines it is a hit, and which lines are most sensitive.
 *
 * The score is that of kinase inhibitors over kinases, S = hits / tested, here over cell lines: 0 for a
 * drug without any effect, 1 for one that stops every line. Drugs with hits come first, the most
 * selective leading; drugs without a hit follow.
 *
 * @param found What `screenHits` returned
 * @returns A row per drug; it shows itself as a table
 * @see Karaman et al. (2008) Nat Biotechnol 26:127, doi:10.1038/nbt1358, for the score
 *
 * @example Usage
 * ```ts
 * import { drugSelectivity, fitScreen, screenHits, simulateScreen } from "halfmax/screen/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const screen = simulateScreen({ lines: 6, drugs: 10 });
 * const drugs = drugSelectivity(screenHits(fitScreen(screen), screen));
 * assertEquals(drugs.length, 10);
 * assertEquals(drugs.every(({ score, hits, lines }) => score === hits / lines), true);
 * ```
 */
export function drugSelectivity({ curves, auc }: ScreenHits): readonly DrugSelectivity[] {
  const rows = [...Map.groupBy(curves, ({ drug }) => drug)].map(([drug, own]): DrugSelectivity => {
    const sorted = own.toSorted((a, b) => a.auc - b.auc || a.curve - b.curve);
    const hits = own.filter(({ hit }) => hit).length;
    return {
      drug,
      lines: own.length,
      hits,
      score: hits / own.length,
      quantiles: [
        quantile(sorted, 0.05),
        quantile(sorted, 0.25),
        quantile(sorted, 0.5),
        quantile(sorted, 0.75),
        quantile(sorted, 0.95),
      ],
      auc,
      curves: sorted,
    };
  }).sort((a, b) =>
    Number(a.hits === 0) - Number(b.hits === 0) || a.score - b.score ||
    lowest(a) - lowest(b)
  );
  return withDisplay(rows, () => ({
    "text/plain": textTable(rows, COLUMNS, { mostRows: SHOWN }),
    "text/html": htmlTable(rows, COLUMNS, { mostRows: SHOWN }),
  }));
}

/** The AUC that a share of some sorted curves lies below, between two of them by their distance. */
function quantile(sorted: readonly ScreenedCurve[], share: number): number {
  const at = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(at)].auc, sorted[Math.ceil(at)].auc];
  return low + (at - Math.floor(at)) * (high - low);
}

function lowest({ curves: [first] }: DrugSelectivity): number {
  return first.auc;
}

/** Drugs that a table shows. */
const SHOWN = 16;
/** Cell lines that a row names. */
const NAMED = 3;

const two = (value: number) => value.toFixed(2).replace("-", "−");

const COLUMNS: readonly TableColumn<DrugSelectivity>[] = [
  { header: "drug", cell: ({ drug }) => drug },
  {
    header: "lines hit",
    cell: ({ hits, lines }) => `${hits} of ${lines}, ${formatPercent(hits / lines, 2)}`,
  },
  { header: "median AUC", cell: ({ quantiles }) => two(quantiles[2]), align: "right" },
  {
    header: "most sensitive lines (AUC)",
    cell: ({ curves }) =>
      curves.filter(({ hit }) => hit).slice(0, NAMED)
        .map(({ cellLine, auc }) => `${cellLine} (${two(auc)})`).join(", ") || "–",
  },
];
