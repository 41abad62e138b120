import { DataError, list, plural, quote, UsageError } from "../../errors/mod.ts";
import type { ResponseScale } from "../../plates/mod.ts";
import { type PrismCell, type PrismTable, type Table, tableFromRecords } from "../../tables/mod.ts";
import { type Curves, curvesOfTable, showingCurves } from "../curves_of_table.ts";
import { dosesOfTitles } from "./prism_dose_titles.ts";
import { dosesOfX, nameOf, type PrismDoseOptions, type PrismDoses } from "./prism_doses.ts";

/** Which table of a Prism file is meant, and how its X is to be understood. */
export interface PrismTableOptions extends PrismDoseOptions {
  /** Title of the table; needed where the file has several that could be meant. */
  readonly prismTable?: string;
}

/** Options of {@linkcode curvesOfPrism}. */
export interface CurvesOfPrismOptions extends PrismTableOptions {
  /** What the Y values are; Prism files do not say, and it is never guessed. */
  readonly scale: ResponseScale;
  /** What tells curves apart: "column" (the default), "replicate" (a subcolumn), both or neither. */
  readonly by?: readonly string[];
}

/** Why a value that Prism shows in blue italics takes no part. */
const EXCLUDED_IN_PRISM = "excluded in Prism";

/**
 * The curves of a GraphPad Prism file, one for each Y column unless `by` says otherwise.
 *
 * Replicates in side-by-side subcolumns are observations of one curve; with
 * `by: ["column", "replicate"]` each is a curve of its own, as biological replicates must be. Where
 * means were entered with SD or SEM and n, the means are the observations. Values that were excluded
 * in Prism take no part and are listed. What X holds is settled by {@linkcode PrismDoseOptions}; a
 * column table whose titles are doses ("vehicle", "10 nM", "1 µM") is one curve.
 *
 * @param tables The tables of the file, as `readPrism` gives them
 * @returns The curves; every value that was entered is used or excluded, with the row of its sheet
 * @throws {UsageError} If two readings are possible (which table, doses or their logarithms), or unit
 * or scale are not declared; the message says which option decides
 * @throws {DataError} If the table holds text where numbers must stand, or contradicts an option
 *
 * @example Usage
 * ```ts
 * import { curvesOfPrism } from "halfmax/dose_response/mod.ts";
 * import { readPrism } from "halfmax/tables/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const path = await Deno.makeTempFile({ suffix: ".pzfx" });
 * await Deno.writeTextFile(
 *   path,
 *   `<GraphPadPrismFile><Table TableType="XY" XFormat="numbers" YFormat="replicates">
 *     <Title>SIMULATED</Title>
 *     <XColumn><Title>log[M]</Title><Subcolumn><d>-8</d><d>-7</d></Subcolumn></XColumn>
 *     <YColumn><Title>H3122</Title><Subcolumn><d>93</d><d Excluded="1">4</d></Subcolumn></YColumn>
 *   </Table></GraphPadPrismFile>`,
 * );
 * const { curves, excluded } = curvesOfPrism(await readPrism(path), { scale: "percent" });
 * assertEquals(curves[0].doses.map(Math.round), [10]); // nM
 * assertEquals(excluded, [{ row: 2, column: "H3122", reason: "excluded in Prism" }]);
 * ```
 */
export function curvesOfPrism(
  tables: readonly PrismTable[],
  { scale, by = ["column"], ...options }: CurvesOfPrismOptions,
): Curves {
  const { table, unit, notes, cells } = tidyPrism(tables, options);
  const curves = curvesOfTable(table, {
    dose: `dose_${unit}`,
    doseUnit: unit,
    response: "response",
    scale,
    by,
  });
  return showingCurves({
    ...curves,
    // Rows of the sheet, not of the tidy table that was made of it.
    excluded: curves.excluded.map(({ row, reason }) => ({
      row: cells[row - FIRST_ROW].row,
      column: cells[row - FIRST_ROW].place,
      reason,
    })),
    notes: [...curves.notes, ...notes],
  });
}

/**
 * One table of a Prism file as a tidy table with notes, one row per value: columns `column`, `replicate`,
 * `sheet_row`, `dose_…` with its unit, `response` and `exclude`.
 *
 * @throws {UsageError} As {@linkcode curvesOfPrism}
 * @throws {DataError} As {@linkcode curvesOfPrism}
 */
export function tableOfPrism(
  tables: readonly PrismTable[],
  options: PrismTableOptions = {},
): Table & { readonly notes: readonly string[] } {
  const { table, notes } = tidyPrism(tables, options);
  return { ...table, notes };
}

/** Row of the first record below a header. */
const FIRST_ROW = 2;

interface TidyCell {
  readonly row: number;
  readonly column: string;
  readonly replicate: string;
  readonly dose: number | null;
  readonly cell: PrismCell;
  /** The column, and the replicate where it has several. */
  readonly place: string;
}

function tidyPrism(tables: readonly PrismTable[], options: PrismTableOptions): {
  table: Table;
  unit: string;
  notes: readonly string[];
  cells: readonly TidyCell[];
} {
  const chosen = chooseTable(tables, options.prismTable);
  const { unit, notes, cells } = chosen.x === null
    ? cellsByTitle(chosen, options)
    : cellsByX(chosen, dosesOfX(chosen, options));
  refuseText(chosen, cells);
  const summary = chosen.subcolumns === "replicates" ? [] : [
    `The ${chosen.subcolumns[0]} of each point is one observation; ${
      list(chosen.subcolumns.slice(1))
    } as entered are not used`,
  ];
  const header = ["column", "replicate", "sheet_row", `dose_${unit}`, "response", "exclude"];
  const records = cells.map(({ row, column, replicate, dose, cell }, i) => ({
    row: i + FIRST_ROW,
    cells: [
      column,
      replicate,
      String(row),
      dose === null ? "" : String(dose),
      String(cell.value ?? ""),
      cell.excluded ? EXCLUDED_IN_PRISM : "",
    ],
  }));
  const table = tableFromRecords([{ row: 1, cells: header }, ...records], {
    source: tables.length === 1 ? chosen.source : nameOf(chosen),
    decimal: ".",
  });
  return { table, unit, notes: [...notes, ...summary], cells };
}

function chooseTable(tables: readonly PrismTable[], title: string | undefined): PrismTable {
  const source = tables[0]?.source ?? "the Prism file";
  const filled = tables.filter(({ columns }) =>
    columns.some(({ subcolumns }) => subcolumns.flat().some(({ text }) => text !== ""))
  );
  const named = title === undefined ? filled : filled.filter((table) => table.title === title);
  const curves = named.filter(({ kind }) => kind === "XY");
  const meant = curves.length > 0 ? curves : named;
  if (meant.length === 1) return meant[0];
  const titles = [...new Set(filled.map((table) => quote(table.title)))].join(" or ");
  if (filled.length === 0) {
    throw new DataError(`Cannot read ${source}: needs a table with values, found none`);
  }
  throw new UsageError(
    meant.length === 0
      ? `Cannot read ${source}: there is no table ${quote(title ?? "")}, only ${titles}`
      : `Cannot read ${source}: ${
        plural(meant.length, "table")
      } could be meant. Say prismTable: ${titles}${
        title === undefined ? "" : "; those of the same title must be renamed in Prism"
      }`,
  );
}

function cellsByX(table: PrismTable, { unit, doses, notes }: PrismDoses) {
  const cells = doses.flatMap((dose, row) =>
    table.columns.flatMap((column, i) => {
      const title = column.title || `Y${i + 1}`;
      return observed(table, column.subcolumns).flatMap((subcolumn, j): TidyCell[] =>
        subcolumn[row].text === "" ? [] : [{
          row: row + 1,
          column: title,
          replicate: String(j + 1),
          dose,
          cell: subcolumn[row],
          place: column.subcolumns.length > 1 && table.subcolumns === "replicates"
            ? `${title}, replicate ${j + 1}`
            : title,
        }]
      );
    })
  );
  return { unit, notes, cells };
}

/** A column table: each column is a dose, each row a replicate. */
function cellsByTitle(table: PrismTable, options: PrismTableOptions) {
  const { unit, doses } = dosesOfTitles(table, options.doseUnit);
  const cells = table.columns.flatMap((column, i) =>
    observed(table, column.subcolumns).flatMap((subcolumn, j) =>
      subcolumn.flatMap((cell, row): TidyCell[] =>
        cell.text === "" ? [] : [{
          row: row + 1,
          column: table.title,
          replicate: table.rowTitles[row] || String(row * column.subcolumns.length + j + 1),
          dose: doses[i],
          cell,
          place: column.title,
        }]
      )
    )
  );
  return { unit, notes: [], cells };
}

/** The subcolumns whose values are observations: all replicates, or the means alone. */
function observed<T>({ subcolumns }: PrismTable, all: readonly T[]): readonly T[] {
  return subcolumns === "replicates" ? all : all.slice(0, 1);
}

function refuseText(table: PrismTable, cells: readonly TidyCell[]): void {
  if (table.subcolumns !== "replicates" && table.subcolumns.length < 2) {
    throw new DataError(
      `Cannot read ${nameOf(table)}: values entered as ${
        quote(table.subcolumns[0])
      } are not understood. In Prism, enter replicates, or mean with SD or SEM and n`,
    );
  }
  const wrong = cells.filter(({ cell }) => cell.value === null);
  if (wrong.length > 0) {
    throw DataError.ofCells(
      `read ${nameOf(table)}`,
      wrong.map(({ row, place, cell }) => ({
        row,
        column: place,
        needed: "a number",
        found: cell.text,
      })),
    );
  }
  if (cells.length === 0) {
    throw new DataError(`Cannot read ${nameOf(table)}: needs values in its Y columns, found none`);
  }
}
