import { isMissing, type TableRow } from "../tables/mod.ts";
import { describeDerived } from "./derived_numbers.ts";
import { addressOf, type Grid, gridOf, isNumeric, rangeOf, type Region } from "./grid.ts";
import { plateInTitle } from "./plate_block.ts";
import { PLATE_SHAPES, type PlateFormat, positionAt } from "./position.ts";
import type { PlateReading, ReadCell, ReadingTable } from "./reading_table.ts";
import { parseTime } from "./reading_time.ts";
import { wavelengthsIn } from "./wavelengths.ts";

const TEMPERATURE = /^temp/i;
const FORMATS = [1536, 384, 96, 48, 24, 12, 6] as const;

/**
 * The plates of a sheet that stand below each other, and side by side, under one line of column numbers
 * that begins with the temperature: as SoftMax Pro writes its plate format, without row letters, with the
 * time or wavelength on the left and each wavelength of a reading further right.
 *
 * What it reduced from them follows under column numbers of its own; a copy of a reading is ignored. A
 * section with one reading, of no row left out, is no such table: it is a plate.
 */
export function findStackedReadings(rows: readonly TableRow[]): ReadingTable[] {
  const grid = gridOf(rows);
  return rows.flatMap((row, i) => {
    const header = headerIn(row);
    if (header === null || !TEMPERATURE.test(row.cells[header.left - 1] ?? "")) return [];
    const line = rows[i - 1]?.cells ?? [];
    const section = sectionBelow(grid, rows.slice(i + 1), header);
    return section === null ? [] : tablesOf(grid, header, section, line);
  });
}

/** Column numbers 1, 2, 3, … to the width of a plate, once for each wavelength. */
interface Header {
  readonly row: number;
  readonly format: PlateFormat;
  /** First column of the first of them. */
  readonly left: number;
  /** First columns of all. */
  readonly lefts: readonly number[];
}

function headerIn({ row, cells }: TableRow): Header | null {
  const counts = (left: number, columns: number) =>
    Array.from({ length: columns }, (_, i) => Number(cells[left + i]) === i + 1).every(Boolean);
  const left = cells.findIndex((cell) => cell === "1" || cell === "01");
  const format = FORMATS.find((wells) => counts(left, PLATE_SHAPES[wells].columns));
  if (left < 1 || format === undefined) return null;
  const lefts: number[] = [];
  const step = PLATE_SHAPES[format].columns + 1;
  for (let at = left; counts(at, step - 1); at += step) lefts.push(at);
  const filled = cells.slice(left).filter(Boolean).length;
  return filled === lefts.length * (step - 1) ? { row, format, left, lefts } : null;
}

/** First rows of the plates below a header, and the plate that was computed from them. */
interface Section {
  readonly starts: readonly number[];
  readonly reduced: { readonly header: number; readonly region: Region } | null;
  readonly rows: readonly number[];
}

/** What stands below a header up to a line of text; null where it is not plate below plate. */
function sectionBelow(grid: Grid, below: readonly TableRow[], header: Header): Section | null {
  const height = PLATE_SHAPES[header.format].rows;
  const end = below.findIndex(({ cells }) =>
    isText(cells[0] ?? "") || TEMPERATURE.test(cells[header.left - 1] ?? "")
  );
  const all = end < 0 ? below : below.slice(0, end);
  const again = all.findIndex((row) => headerIn(row) !== null);
  const body = again < 0 ? all : all.slice(0, again);
  const bottom = end < 0 ? Infinity : below[end].row;
  const next = again < 0 ? bottom : all[again].row;
  const starts = body.filter(({ row, cells }) =>
    row === header.row + 1 || cells.slice(0, header.left).some(Boolean)
  ).map(({ row }) => row);
  const isInPlate = ({ row }: TableRow) =>
    starts.some((start) => start <= row && row < start + height);
  const isApart = starts.every((start, i) => i === 0 || start >= starts[i - 1] + height);
  const isWhole = starts.length > 0 && starts[starts.length - 1] + height <= next &&
    (again < 0 || next + height < bottom);
  if (!isWhole || !isApart || !body.every(isInPlate)) return null;
  return {
    starts,
    reduced: again < 0 ? null : reducedPlate(grid, all[again], header.format),
    rows: all.map(({ row }) => row),
  };
}

function isText(cell: string): boolean {
  return cell !== "" && !isNumeric(cell) && parseTime(cell) === undefined;
}

function reducedPlate(grid: Grid, line: TableRow, format: PlateFormat): Section["reduced"] {
  const header = headerIn(line);
  if (header === null || header.format !== format) return null;
  const region = regionAt(header.row + 1, header.left, format);
  return isEmpty(grid, region) ? null : { header: header.row, region };
}

function regionAt(row: number, left: number, format: PlateFormat): Region {
  const { rows, columns } = PLATE_SHAPES[format];
  return { rows: Array.from({ length: rows }, (_, i) => row + i), left, columns };
}

function isEmpty(grid: Grid, { rows, left, columns }: Region): boolean {
  return rows.every((row) =>
    Array.from({ length: columns }, (_, i) => grid.at(row, left + i)).every(isMissing)
  );
}

function hasEmptyRow(grid: Grid, { rows, left, columns }: Region): boolean {
  return rows.some((row) => isEmpty(grid, { rows: [row], left, columns }));
}

function tablesOf(
  grid: Grid,
  header: Header,
  { starts, reduced, rows }: Section,
  line: readonly string[],
): ReadingTable[] {
  const plate = plateOf(line);
  const { length } = header.lefts;
  // Side by side stand the wavelengths that the line above names.
  const names = wavelengthsIn(line, length) ??
    header.lefts.map((_, i) => length === 1 ? "" : `read ${i + 1}`);
  const stacks = header.lefts.map((left, i) =>
    starts.map((row) => {
      const time = parseTime(grid.at(row, 0));
      return readingAt(grid, regionAt(row, left, header.format), {
        plate,
        name: time?.text ?? (names[i] || (starts.length === 1 ? "raw" : `row ${row}`)),
        seconds: time?.seconds ?? null,
      });
    }).filter((reading) => !isEmpty(grid, reading))
  );
  const copy = reduced === null ? null : describeDerived(grid, reduced.region, stacks.flat());
  const extra = reduced === null || copy !== null
    ? []
    : [readingAt(grid, reduced.region, { plate, name: "reduced", seconds: null })];
  const all = [...stacks.flat(), ...extra];
  // A plate with something in each of its rows is found by its column numbers.
  if (all.length === 0 || (all.length === 1 && !hasEmptyRow(grid, all[0]))) return [];
  const last = reduced === null ? rows[rows.length - 1] : reduced.header - 1;
  const ignored = [
    {
      range: `${addressOf(header.row, header.left - 1)}:${addressOf(last, header.left - 1)}`,
      reason: "the temperature",
    },
    ...(reduced === null || copy === null
      ? []
      : [{ range: rangeOf(reduced.region), reason: copy }]),
  ];
  // The wavelengths of an endpoint are readings of one table, those of kinetics a table each.
  const isOneTable = starts.length === 1 || stacks.length === 1;
  const tables = isOneTable ? [{ title: "", readings: [...stacks.flat(), ...extra] }] : [
    ...stacks.map((readings, i) => ({ title: names[i], readings })),
    { title: "", readings: extra },
  ];
  return tables.filter(({ readings }) => readings.length > 0).map((table, i) => {
    const left = i === 0 ? 0 : table.readings[0].left;
    const { left: from, columns } = table.readings[isOneTable ? table.readings.length - 1 : 0];
    return {
      ...table,
      rows: [header.row, ...rows],
      left,
      columns: from + columns - left,
      plate,
      header: `row ${header.row}`,
      twice: null,
      ignored: i === 0 ? ignored : [],
    };
  });
}

function readingAt(
  grid: Grid,
  region: Region,
  named: Pick<PlateReading, "plate" | "name" | "seconds">,
): PlateReading {
  const cells = region.rows.flatMap((row, i) =>
    Array.from({ length: region.columns }, (_, j): [string, ReadCell] => [
      positionAt(i + 1, j + 1),
      {
        row,
        column: addressOf(row, region.left + j).replace(/\d+$/, ""),
        cell: grid.at(row, region.left + j),
      },
    ])
  );
  return { ...region, ...named, place: rangeOf(region), cells: new Map(cells) };
}

/** The plate's name behind "Plate:". */
function plateOf([label = "", name = ""]: readonly string[]): string {
  return /^plate:$/i.test(label.trim()) ? plateInTitle(`Plate:, ${name}`) ?? name.trim() : "";
}
