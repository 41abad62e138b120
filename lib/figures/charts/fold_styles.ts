import { list, UsageError } from "../../errors/mod.ts";
import type { FoldChange, FoldDirection } from "../../resistance/mod.ts";
import type { LegendItem } from "../marks/legend.ts";
import { type CategoryStyle, categoryStyle, QUIET } from "../theme/palette.ts";
import { varyingColumns } from "./naming_columns.ts";

/** How fold changes of each direction look, wherever they are drawn. */
export const FOLD_STYLES: Readonly<Record<FoldDirection, CategoryStyle>> = {
  "less sensitive": { ...categoryStyle(1), symbol: "circle", dash: [] },
  hypersensitive: { ...categoryStyle(0), symbol: "circle", dash: [] },
  "not told apart": { color: QUIET, symbol: "circle", dash: [], open: false },
  "not determined": { color: QUIET, symbol: "circle", dash: [], open: true },
};

/** The directions that are there. */
export function foldLegend(folds: readonly FoldChange[], line: boolean): LegendItem[] {
  return (Object.keys(FOLD_STYLES) as FoldDirection[])
    .filter((name) =>
      name !== "not determined" && folds.some(({ direction }) => direction === name)
    )
    .map((label) => ({ label, style: FOLD_STYLES[label], line }));
}

/** What tells the fold changes of a chart apart: the line, the drug, or both. */
export function foldNames(folds: readonly FoldChange[]): string[] {
  const columns = varyingColumns(folds.map(({ key }) => key))
    .filter((column) => folds.some(({ key, test }) => key[column] !== test));
  const tests = new Set(folds.map(({ test }) => test)).size > 1 || columns.length === 0;
  return folds.map(({ test, key }) =>
    [...(tests ? [test] : []), ...columns.map((column) => key[column] ?? "")]
      .filter(Boolean).join(", ")
  );
}

/** The reference that all share, or a word for several. */
export function referenceOf(folds: readonly FoldChange[]): string {
  const names = [...new Set(folds.map(({ reference }) => reference))];
  return names.length === 1 ? names[0] : "its reference";
}

/** "19 less sensitive and 11 not told apart". */
export function countDirections(folds: readonly FoldChange[]): string {
  const directions = Map.groupBy(folds, ({ direction }) => direction);
  return list([...directions].map(([direction, own]) => `${own.length} ${direction}`));
}

/** What was divided, the same in all: "absolute IC50". */
export function commonEndpoint(folds: readonly FoldChange[], most: number): string {
  if (folds.length === 0 || folds.length > most) {
    throw new UsageError(
      `Cannot draw fold changes: needs 1 to ${most}, found ${folds.length}` +
        (folds.length === 0 ? "" : ". Draw them in parts"),
    );
  }
  const endpoints = [...new Set(folds.map(({ endpoint }) => endpoint))];
  if (endpoints.length > 1) {
    throw new UsageError(
      `Cannot draw fold changes: all must be of one endpoint, found ${list(endpoints)}`,
    );
  }
  const kinds = [...new Set(folds.map(({ kind }) => kind).filter((kind) => kind !== null))];
  return kinds.length === 1 ? `${kinds[0]} ${endpoints[0]}` : endpoints[0];
}
