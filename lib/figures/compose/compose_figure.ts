import { quote, UsageError } from "../../errors/mod.ts";
import {
  type Figure,
  type FigureOptions,
  makeFigure,
  type PlottedRow,
  sourceOf,
} from "../figure.ts";
import { presetNamed } from "../theme/theme.ts";
import { type Cell, composedDrawing, type Inset } from "./composed_drawing.ts";

/** A small figure inside a panel of a large one. */
export interface FigureInset {
  /** What is drawn small, without its legend: the panel around it has the same colours. */
  readonly figure: Figure;
  /** The panel it goes into, counted from 0 along the rows. */
  readonly panel: number;
  /** Where in the plotting area it stands. */
  readonly corner: "top left" | "top right" | "bottom left" | "bottom right";
  /** Share of the panel's width, default 0.4. */
  readonly width?: number;
}

/** How panels are put together. */
export interface ComposeFigureOptions extends Omit<FigureOptions, "preset"> {
  /** Journal (or "screen", "slide") to lay the whole out for; by default that of the first panel. */
  readonly journal?: string;
  /** Whether panels get letters; by default where there are two or more. */
  readonly letters?: boolean;
  /** Widths of the panels of each row as proportions; equal when absent. */
  readonly widths?: readonly (readonly number[])[];
  /** Whether panels with the same legend share one over the whole (default). */
  readonly sharedLegend?: boolean;
  /** Small figures inside panels. */
  readonly insets?: readonly FigureInset[];
}

/**
 * Several figures as the panels of one: rows from top to bottom, panels from left to right.
 *
 * Each is laid out anew for its place, at the same type size. Panels that begin or end at the same
 * place across the page have their axes aligned there, panels of a row at top and bottom. Letters are
 * set as the journal sets them. The caption is that of the panels, each after its letter.
 *
 * @param rows Figures as charts returned them; a row of one spans the width
 * @throws {UsageError} If there are no panels, `widths` do not fit the rows, or an inset names no panel
 *
 * @example Usage
 * ```ts
 * import { composeFigure, doseResponseChart, residualChart } from "halfmax/figures/mod.ts";
 * import { fitDoseResponse } from "halfmax/dose_response/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const doses = [1, 10, 100, 1000, 10000];
 * const responses = [0.99, 0.95, 0.6, 0.15, 0.06];
 * const curve = { key: { drug: "SIMULATED" }, doses, responses, unit: "nM", scale: "fraction" as const,
 *   control: { basis: "declared" as const, value: 1 } };
 * const fits = fitDoseResponse([curve]);
 * const both = composeFigure([[doseResponseChart(fits)], [residualChart(fits)]], { journal: "nature" });
 * assertEquals(both.widthMM, 89);
 * ```
 */
export function composeFigure(
  rows: readonly (readonly Figure[])[],
  options: ComposeFigureOptions = {},
): Figure {
  const figures = rows.flat();
  assertRows(rows, options.widths);
  const { journal = figures[0].preset, insets = [], sharedLegend = true } = options;
  const { letters = figures.length > 1 } = options;
  const lettering = presetNamed(journal, "compose a figure").panelLetters;
  const letterOf = (panel: number) => letters ? panelLetter(panel, lettering) : "";
  let next = 0;
  const cells: Cell[][] = rows.map((row, r) => {
    const shares = options.widths?.[r] ?? row.map(() => 1);
    const total = shares.reduce((sum, share) => sum + share, 0);
    return row.map((figure, i) => ({
      drawing: sourceOf(figure).content.drawing,
      letter: letterOf(next++),
      share: shares[i] / total,
    }));
  });
  const words = (of: (figure: Figure) => string) =>
    figures.map((figure, i) => [letterOf(i), of(figure)].filter(Boolean).join(", ")).join(" ");
  return makeFigure({
    by: "composeFigure",
    panels: [...figures, ...insets.map(({ figure }) => figure)].map(({ made }) => made),
    drawing: composedDrawing(
      cells,
      insets.map((inset) => insetOf(inset, figures.length)),
      sharedLegend,
    ),
    title: words(({ title }) => `${title}.`),
    alt: words(({ alt }) => alt),
    caption: [
      words(({ caption }) => caption),
      ...insets.map(({ figure, panel }) =>
        `Inset${letters ? ` of ${letterOf(panel)}` : ""}: ${figure.caption}`
      ),
    ].join(" "),
    data: [
      ...figures.flatMap((figure, i) => rowsOf(figure, letterOf(i) || String(i + 1))),
      ...insets.flatMap(({ figure, panel }) =>
        rowsOf(figure, `${letterOf(panel) || panel + 1} inset`)
      ),
    ],
  }, { ...withoutOwn(options), preset: journal });
}

function assertRows(
  rows: readonly (readonly Figure[])[],
  widths: ComposeFigureOptions["widths"],
): void {
  if (rows.length === 0 || rows.some((row) => row.length === 0)) {
    throw new UsageError(
      "Cannot compose a figure: every row must have at least one panel, found none",
    );
  }
  rows.forEach((row, i) => {
    const shares = widths?.[i];
    if (shares === undefined) return;
    if (shares.length === row.length && shares.every((share) => share > 0)) return;
    throw new UsageError(
      `Cannot compose a figure: widths of row ${
        i + 1
      } must be ${row.length} numbers above 0, found ${quote(shares.join(", "))}`,
    );
  });
}

function insetOf({ figure, panel, corner, width = 0.4 }: FigureInset, panels: number): Inset {
  if (!(Number.isInteger(panel) && panel >= 0 && panel < panels)) {
    throw new UsageError(
      `Cannot compose a figure: an inset's panel must be 0 to ${panels - 1}, found ${panel}`,
    );
  }
  const [vertical, horizontal] = corner.split(" ");
  return {
    drawing: sourceOf(figure).content.drawing,
    panel,
    share: width,
    right: horizontal === "right",
    bottom: vertical === "bottom",
  };
}

/** a to z, then aa, ab, … */
function panelLetter(panel: number, lettering: "lower" | "upper"): string {
  const last = String.fromCharCode(97 + (panel % 26));
  const text = panel < 26 ? last : panelLetter(Math.floor(panel / 26) - 1, "lower") + last;
  return lettering === "upper" ? text.toUpperCase() : text;
}

function rowsOf({ data }: Figure, panel: string): PlottedRow[] {
  return data.map((row) => ({ panel, ...row }));
}

function withoutOwn(
  {
    journal: _journal,
    letters: _letters,
    widths: _widths,
    sharedLegend: _shared,
    insets: _insets,
    ...rest
  }: ComposeFigureOptions,
): FigureOptions {
  return rest;
}
