import { isMissing, parseNumber, type TableRow } from "../tables/mod.ts";
import { isNumeric, type Region } from "./grid.ts";
import { parsePosition, plateFormatOf, rowNumber, strayPositions } from "./position.ts";

/** A table with a row for each well, as readers export it, below whatever they write above. */
export interface WellList extends Region {
  /** Names of the columns; "column C" where the table has no header. */
  readonly names: readonly string[];
  /** Whether the header names a dose column, and so is a table of wells that needs no layout. */
  readonly hasDoses: boolean;
  /** The columns that can be the signal, as positions among `names`. */
  readonly signals: readonly number[];
  /** The header and the rows, ready to be a table. */
  readonly records: readonly TableRow[];
  /** One for each row with a well. */
  readonly wells: readonly ListedWell[];
  /** Rows whose well the plate does not have. */
  readonly strays: readonly { readonly row: number; readonly position: string }[];
  /** Row of the header; null where there is none. */
  readonly header: number | null;
  /** What it holds, in words. */
  readonly note: string;
  /** What the file calls the readings that were chosen among others ("240 h"); else undefined. */
  readonly heading?: string;
}

/** One row of a list. */
export interface ListedWell {
  readonly row: number;
  readonly position: string;
  /** The plate that a plate column names; "" without one. */
  readonly plate: string;
  readonly cells: readonly string[];
  /** What messages call the column of its reading, where `names` does not say it. */
  readonly column?: string;
}

/** Fewer wells below each other are no list. */
const FEWEST = 6;

/** What a column of plates is called. */
export const PLATE_COLUMN = /^plate([ _]?(name|id|no\.?|number|barcode))?$/i;

/** Columns that readers write beside the signal: places, times, settings, what others computed. */
const BESIDE =
  /^(well.*|plate.*|barcode|row|col(umn)?|x|y|no\.?|#|index|id|sample.*|group.*|content|type|name|repeat|replicate|cycle.*|read(ing)? ?(no|number)?|time.*|meas(urement)? ?time.*|measinfo|temp.*|t°.*|dose.*|conc.*|dilution.*|mean|average|std.*|sd|s\.d\.|cv.*|min|max|error|flag.*|count|flash.*|gain|z'?|passage|date|hours?|days?|exclude.*)$/i;

/**
 * The list of wells in a sheet: the first table whose rows name wells ("A1", "A01"; or a letter and a
 * number in columns "Row" and "Col").
 *
 * @returns Null where no six rows name a well
 */
export function findWellList(rows: readonly TableRow[]): WellList | null {
  const place = wellColumn(rows) ?? rowAndColumnColumns(rows);
  if (place === null) return null;
  const { positionOf, headerRow } = place;
  const first = rows.findIndex((row) => positionOf(row) !== undefined);
  const header = headerRow ?? headerAbove(rows, first, place.column);
  const data = rows.filter((row) => positionOf(row) !== undefined && row.row > (header?.row ?? 0));
  const width = data.reduce(
    (most, { cells }) => Math.max(most, cells.length),
    header?.cells.length ?? 0,
  );
  const names = columnNames(header, width);
  const plateColumn = names.findIndex((name) => PLATE_COLUMN.test(name));
  const numeric = names.flatMap((_, i) => {
    const filled = data.map(({ cells }) => cells[i] ?? "").filter((cell) => !isMissing(cell));
    return filled.length > 0 && filled.filter(isNumeric).length * 2 > filled.length ? [i] : [];
  });
  return {
    rows: data.map(({ row }) => row),
    left: 0,
    columns: width,
    names,
    hasDoses: names.some((name) => /^dose(?![a-z])/i.test(name)),
    signals: signalsAmong(numeric.filter((i) => i !== place.column), names),
    records: [
      { row: header?.row ?? 0, cells: names },
      ...data.map(({ row, cells }) => ({ row, cells: names.map((_, i) => cells[i] ?? "") })),
    ],
    wells: data.map(({ row, cells }) => ({
      row,
      position: positionOf({ row, cells }) ?? "",
      plate: plateColumn < 0 ? "" : cells[plateColumn] ?? "",
      cells,
    })),
    strays: rows.flatMap((row) => {
      const position = place.strayOf(row);
      return position === undefined || row.row <= (header?.row ?? 0)
        ? []
        : [{ row: row.row, position }];
    }),
    header: header?.row ?? null,
    note: `${data.length} rows with a well`,
  };
}

/** The columns of numbers that are not beside the signal; of several reads in each well, their mean. */
function signalsAmong(numeric: readonly number[], names: readonly string[]): number[] {
  const means = names.some((name) => READ_IN_WELL.test(name))
    ? numeric.filter((i) => /^(mean|average|mittelwert)$/i.test(names[i]))
    : [];
  return means.length === 1 ? means : numeric.filter((i) => !BESIDE.test(names[i]));
}

/** How i-control names one of several reads in a well, by its place: "1;2". */
const READ_IN_WELL = /^\d+;\d+$/;

interface WellPlace {
  readonly positionOf: (row: TableRow) => string | undefined;
  /** A position there that the plate does not have. */
  readonly strayOf: (row: TableRow) => string | undefined;
  readonly column: number;
  readonly headerRow: TableRow | null;
}

/** The column with most wells in it; of several, the one that a smaller plate holds. */
function wellColumn(rows: readonly TableRow[]): WellPlace | null {
  const columns = new Map<number, string[]>();
  for (const { cells } of rows) {
    cells.forEach((cell, i) => {
      const position = parsePosition(cell);
      if (position === undefined) return;
      const here = columns.get(i) ?? [];
      here.push(position);
      columns.set(i, here);
    });
  }
  const places = [...columns].map(([column, all]) => {
    const stray = strayPositions(all);
    const positions = all.filter((position) => !stray.has(position));
    return { column, stray, count: positions.length, format: plateFormatOf(positions) };
  }).filter(({ count }) => count >= FEWEST)
    .sort((a, b) => b.count - a.count || a.format - b.format || a.column - b.column);
  if (places.length === 0) return null;
  const [{ column, stray }] = places;
  const written = ({ cells }: TableRow) => parsePosition(cells[column] ?? "");
  const among = (position: string | undefined, isStray: boolean) =>
    position !== undefined && stray.has(position) === isStray ? position : undefined;
  return {
    column,
    positionOf: (row) => among(written(row), false),
    strayOf: (row) => among(written(row), true),
    headerRow: null,
  };
}

/** Columns "Well Row" and "Well Col", as BMG's readers write them. */
function rowAndColumnColumns(rows: readonly TableRow[]): WellPlace | null {
  for (const header of rows) {
    const letter = header.cells.findIndex((cell) => /^(well )?row$/i.test(cell));
    const number = header.cells.findIndex((cell) => /^(well )?col(umn)?$/i.test(cell));
    if (letter < 0 || number < 0) continue;
    const positionOf = ({ row, cells }: TableRow) =>
      row > header.row && rowNumber(cells[letter] ?? "") !== undefined
        ? parsePosition(`${cells[letter]}${cells[number] ?? ""}`)
        : undefined;
    if (rows.filter((row) => positionOf(row) !== undefined).length >= FEWEST) {
      return { column: letter, positionOf, strayOf: () => undefined, headerRow: header };
    }
  }
  return null;
}

/** The nearest line above that names the column of the wells. */
function headerAbove(rows: readonly TableRow[], first: number, column: number): TableRow | null {
  const above = rows.slice(0, first).findLast(({ cells }) => (cells[column] ?? "") !== "");
  const isNear = above !== undefined && rows[first].row - above.row <= 3;
  return isNear && above.cells.filter(Boolean).length > 1 ? above : null;
}

/** Names of the columns, each different. */
function columnNames(header: TableRow | null, width: number): string[] {
  const names: string[] = [];
  for (let i = 0; i < width; i++) {
    const written = header?.cells[i] || `(column ${i + 1})`;
    let name = written;
    for (let n = 2; names.includes(name); n++) name = `${written} (${n})`;
    names.push(name);
  }
  return names;
}

/** What a reader writes in place of a number: too bright, masked, failed. */
const INSTRUMENT_WORDS =
  /^(ov(e?r?)?fl?o?w?|over.*|über.*|under.*|out.*|oor|sat(urated)?|#(sat|low|high)|miss(ed|ing)|range\?|invalid|mask(ed)?|error|fail(ed)?|nan|-?inf(inity)?|\*+|\?+|-+|#+|<+|>+|\*.+\*|#n\/a|#value!|#div\/0!|#num!|[<>]\s*-?[\d.,]+)$/i;

/** Whether a text in place of a reading is one of those that instruments write. */
export function isInstrumentWord(text: string): boolean {
  return INSTRUMENT_WORDS.test(text.trim()) && parseNumber(text) === undefined;
}
