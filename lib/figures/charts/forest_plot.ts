import { formatPercent } from "../../display/mod.ts";
import { list, plural, quote, UsageError } from "../../errors/mod.ts";
import { type Figure, type FigureOptions, makeFigure, type PlottedRow } from "../figure.ts";
import { panelGrid } from "../layout/panel_grid.ts";
import { forestRows, type ForestValue, isBound, isDrawn } from "../marks/forest_rows.ts";
import { writtenValue } from "./written_value.ts";

/** A row of a forest plot. A potency or a ratio can be spread into it. */
export interface ForestRow extends ForestValue {
  /** What stands on the left. */
  readonly name: string;
  /** Rows of the same group stand together under its name. */
  readonly group?: string;
  /** Whether the source calls the number approximate. */
  readonly approximate?: boolean;
  /** What is written where there is no number; the relation itself when absent. */
  readonly word?: string;
  /** Written after the number on the right. */
  readonly remark?: string;
}

/** How a forest plot is drawn. */
export interface ForestPlotOptions extends FigureOptions {
  /** Name of the axis with its unit. */
  readonly axis: string;
  /** Heading of the numbers on the right; the axis' name when absent. */
  readonly column?: string;
  /** A value marked by a dashed line, such as 1 for a ratio. */
  readonly reference?: number;
  /** What the dashed line and the remarks are, in words, for the note over the rows. */
  readonly note?: string;
}

/** The most rows that one plot shows. */
const MOST_ROWS = 80;

/**
 * Values with their intervals on one logarithmic axis, a row each, the numbers on the right.
 *
 * A diamond is an estimate and its line the interval, a bar a printed range, an arrow a bound; where
 * there is no number the row says so in a word. Nothing is left out, and no bound becomes a number.
 *
 * @throws {UsageError} If there are no rows, more than 80, or a number is not above 0
 *
 * @example Usage
 * ```ts
 * import { forestPlot } from "halfmax/figures/mod.ts";
 * import { makePotency } from "halfmax/potency/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const figure = forestPlot([
 *   { name: "H3122", ...makePotency({ estimate: 210 }) },
 *   { name: "H3122-CR", ...makePotency({ relation: ">", estimate: 7000 }) },
 * ], { axis: "IC50 (nM)", stamp: "SIMULATED" });
 * assertEquals(figure.data.map(({ number }) => number), ["210", "> 7,000"]);
 * ```
 */
export function forestPlot(rows: readonly ForestRow[], options: ForestPlotOptions): Figure {
  requireRows(rows);
  const { axis, column = axis, reference, note, ...shared } = options;
  const groups = [...Map.groupBy(rows, ({ group = "" }) => group)];
  const entries = groups.flatMap(([heading, own]) => [
    ...(heading === "" ? [] : [{ heading }]),
    ...own.map((row) => ({ name: row.name, value: row, text: writtenRow(row) })),
  ]);
  const key = capitalized([...keyOf(rows), ...(note === undefined ? [] : [note])].join("; "));
  const drawing = panelGrid([forestRows({ entries, column, reference: reference ?? null })], {
    columns: 1,
    aspect: 0,
    axes: { x: axis, y: "" },
    note: key,
  });
  const bounds = rows.filter(isBound).length;
  const wordless = rows.filter((row) => !isDrawn(row)).length;
  const counts = [
    plural(rows.length, "row"),
    ...(bounds === 0 ? [] : [plural(bounds, "bound")]),
    ...(wordless === 0 ? [] : [`${wordless} without a number`]),
  ].join(", ");
  return makeFigure({
    by: "forestPlot",
    drawing,
    title: `${axis}: ${list([...new Set(rows.map(({ name }) => name))], 4)}`,
    alt: `Forest plot of ${axis} on a logarithmic axis, ${counts}. ${
      rows.slice(0, 12).map((row) => `${fullName(row)}: ${writtenRow(row)}.`).join(" ")
    }`,
    caption: `${axis}; ${key === "" ? "" : `${uncapitalized(key)}; `}${counts}.`,
    data: groups.flatMap(([, own]) => own.map(rowOf)),
  }, shared);
}

function requireRows(rows: readonly ForestRow[]): void {
  if (rows.length === 0 || rows.length > MOST_ROWS) {
    throw new UsageError(
      `Cannot draw a forest plot: needs 1 to ${MOST_ROWS} rows, found ${rows.length}` +
        (rows.length === 0 ? "" : ". Draw them in parts"),
    );
  }
  for (const row of rows) {
    const limits = { estimate: row.estimate, lower: row.lower, upper: row.upper };
    for (const [place, value] of Object.entries(limits)) {
      // A lower limit of 0 is open on a logarithmic axis.
      if (value === null || (value > 0 && value < Infinity)) continue;
      if (value === 0 && place === "lower" && row.relation !== "range") continue;
      throw new UsageError(
        `Cannot draw a forest plot: ${place} of ${quote(row.name)} must be a number > 0 or null, ` +
          `found ${value}`,
      );
    }
  }
}

/** The number of a row in the unit of the axis, or its word, with its remark. */
function writtenRow(row: ForestRow): string {
  const value = isDrawn(row) ? writtenValue(row) : row.word ?? row.relation;
  return [value, row.remark].filter(Boolean).join(", ");
}

/** What the signs mean, of those that are drawn. */
function keyOf(rows: readonly ForestRow[]): string[] {
  const drawn = rows.filter(isDrawn);
  const plain = drawn.filter((row) => row.relation === "=");
  const intervals = new Set(
    plain.filter(({ lower, upper }) => lower !== null || upper !== null).map(({ interval }) =>
      interval?.meaning === "confidence"
        ? `${formatPercent(interval.level)} CI (${interval.method})`
        : interval?.meaning ?? "limits as given"
    ),
  );
  return [
    ...(plain.length > 0 ? ["diamond, estimate"] : []),
    ...(intervals.size > 0 ? [`line, ${list([...intervals])}`] : []),
    ...(drawn.some(({ relation }) => relation === "range") ? ["bar, printed range"] : []),
    ...(drawn.some(isBound) ? ["arrow, bound"] : []),
    ...(drawn.some(({ approximate }) => approximate) ? ["~, approximate"] : []),
  ];
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function uncapitalized(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function fullName({ name, group }: ForestRow): string {
  return group === undefined || group === "" ? name : `${group}, ${name}`;
}

function rowOf(row: ForestRow): PlottedRow {
  const { name, group, relation, estimate, lower, upper, interval } = row;
  return {
    ...(group === undefined ? {} : { group }),
    name,
    relation,
    estimate,
    lower,
    upper,
    interval: interval?.meaning ?? null,
    number: writtenRow(row),
  };
}
