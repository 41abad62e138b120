import type { ResponseScale } from "../plates/mod.ts";
import { curveBlocks } from "./files/curve_blocks.ts";
import { openScreen } from "./files/open_screen.ts";
import { Tally } from "./files/tally.ts";
import { tidyWells } from "./files/tidy_wells.ts";
import { type NamedScreen, showingScreen } from "./named_screen.ts";
import type { ScreenColumns } from "./screen_columns.ts";

/** What the columns of a screen's file are. */
export interface ReadScreenOptions {
  /** Column of the cell lines; default "cell_line". */
  readonly cellLine?: string;
  /** Column of the drugs; default "drug". */
  readonly drug?: string;
  /** Column of the responses. */
  readonly response: string;
  /** What the responses are. */
  readonly scale: ResponseScale;
}

/** A screen out of a file. */
export interface ReadScreen extends NamedScreen {
  /** Rows of the file. */
  readonly rowsRead: number;
  /** Rows that became wells of a curve. */
  readonly rowsUsed: number;
}

/**
 * Reads the wells of a screen into memory: CSV, TSV (plain or gzip) or Parquet with one row per well.
 *
 * A million curves of 16 wells take some 300 MB. For a file larger than memory use the command
 * `halfmax screen`, which streams.
 *
 * @param path The file
 * @returns Curves in the order in which they first appear, on shared memory; it shows itself in a line
 * @throws {DataError} If a column is missing, a cell is no number, or nothing says the unit of the doses
 *
 * @example Usage
 * ```ts
 * import { fitScreen, readScreen } from "halfmax/screen/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const path = await Deno.makeTempFile({ suffix: ".csv" });
 * const rows = [1, 10, 100, 1000, 10000].map((dose, i) => `A,x,${dose},${1 - 0.2 * i}`);
 * await Deno.writeTextFile(path, `cell_line,drug,dose_nM,viability\n${rows.join("\n")}\n`);
 *
 * const screen = await readScreen(path, { response: "viability", scale: "fraction" });
 * assertEquals([screen.curves, screen.cellLine[0], screen.drug[0]], [1, "A", "x"]);
 * assertEquals(fitScreen(screen).values.n_doses[0], 5);
 * ```
 */
export async function readScreen(
  path: string,
  { cellLine = "cell_line", drug = "drug", response, scale }: ReadScreenOptions,
): Promise<ReadScreen> {
  const by = [cellLine, drug];
  const { wells } = await openScreen(path, {
    layout: "tidy",
    tidy: (file) => tidyWells(file, { by, response, scale }),
  });
  const tally = new Tally();
  let parts: Part[] = [];
  for await (const { first, columns, names, words } of curveBlocks(wells, tally)) {
    // The file is read again from its beginning: what came before is void.
    if (first === 0) parts = [];
    const textOf = (column: number) =>
      Array.from(
        { length: columns.curves },
        (_, i) => words[column][names.code(first + i, column)],
      );
    parts.push({ columns, cellLine: textOf(0), drug: textOf(1) });
  }
  return showingScreen({
    source: path,
    ...joined(parts.map(({ columns }) => columns)),
    cellLine: parts.flatMap(({ cellLine }) => cellLine),
    drug: parts.flatMap(({ drug }) => drug),
    unit: wells.unit(),
    scale,
    rowsRead: tally.read,
    rowsUsed: tally.used,
  });
}

interface Part {
  readonly columns: ScreenColumns;
  readonly cellLine: readonly string[];
  readonly drug: readonly string[];
}

/** The curves of several blocks one after the other, on shared memory. */
function joined(parts: readonly ScreenColumns[]): ScreenColumns {
  const sum = (count: (part: ScreenColumns) => number) =>
    parts.reduce((total, part) => total + count(part), 0);
  const curves = sum((part) => part.curves);
  const wells = sum((part) => part.start[part.curves]);
  const start = new Uint32Array(new SharedArrayBuffer(4 * (curves + 1)));
  const dose = new Float64Array(new SharedArrayBuffer(8 * wells));
  const response = new Float64Array(new SharedArrayBuffer(8 * wells));
  let [curve, well] = [0, 0];
  for (const part of parts) {
    for (let i = 1; i <= part.curves; i++) start[curve + i] = well + part.start[i];
    dose.set(part.dose, well);
    response.set(part.response, well);
    curve += part.curves;
    well += part.start[part.curves];
  }
  return { curves, start, dose, response };
}
