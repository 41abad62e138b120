import type { Ratio } from "../../potency/mod.ts";
import type { Drawing } from "../layout/frame.ts";
import { panelGrid } from "../layout/panel_grid.ts";
import { foldRampLegend, foldRampOf } from "../marks/fold_ramp.ts";
import { type CellValue, matrixCells } from "../marks/matrix_cells.ts";

/** What stands in a heat map of ratios, and what is said over it. */
export interface MatrixContent {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  valuesOf(row: number, column: number): readonly CellValue[];
  readonly notes: readonly string[];
  /** Ratios that the colours reach to; by default those of the cells. */
  readonly reaching?: readonly number[];
  /** Whether the ramp stands beside it, default true. */
  readonly legend?: boolean;
}

/** A heat map with its ramp and a note that explains what is drawn. */
export function matrixDrawing(
  { rows, columns, valuesOf, notes, reaching, legend = true }: MatrixContent,
): { readonly drawing: Drawing; readonly note: string } {
  const cells = rows.flatMap((_, i) => columns.map((_, j) => valuesOf(i, j)));
  const values = cells.flat();
  const ratios = values.map(({ ratio }) => ratio).filter((ratio) => ratio !== null);
  const ramp = foldRampOf(reaching ?? ratios);
  const side = foldRampLegend(ramp, "Fold change");
  const note = [
    ...notes.slice(0, 1),
    ...(values.some(({ ratio }) => ratio === null) ? ["dashed, no fold change"] : []),
    ...(cells.some((cell) => cell.length === 0) ? ["empty, nothing known"] : []),
    ...(values.some(({ text }) => text.includes("~")) ? ["~, approximate"] : []),
    ...notes.slice(1),
  ].join("; ");
  const drawing = panelGrid([matrixCells({ rows, columns, valuesOf, ramp, side })], {
    columns: 1,
    aspect: 0,
    note,
    ...(legend && { side }),
  });
  return { drawing, note };
}

/** The number that a ratio is coloured by: its limit where it is a bound, the middle of a range. */
export function ratioOf({ relation, estimate, lower, upper }: Ratio): number | null {
  const ratio = relation === "range" && lower !== null && upper !== null
    ? Math.sqrt(lower * upper)
    : estimate;
  return ratio !== null && ratio > 0 && Number.isFinite(ratio) ? ratio : null;
}
