import { list as listOf } from "../errors/mod.ts";
import { isMissing, type Sheet } from "../tables/mod.ts";
import { chooseBlocks, isComputed } from "./choose_blocks.ts";
import { describeDerived } from "./derived_numbers.ts";
import { findBlocks, type FoundBlock, type PassedOver } from "./find_blocks.ts";
import { addressOf, type Grid, gridOf, rangeOf, type Region } from "./grid.ts";
import { isLayoutBlock } from "./layout_blocks.ts";
import { findReadingColumns } from "./reading_columns.ts";
import { findListsInTurn } from "./lists_in_turn.ts";
import type { ReadingTable } from "./reading_table.ts";
import { findReadingTables } from "./reading_tables.ts";
import { withoutSampleGroups } from "./sample_groups.ts";
import { findStackedReadings } from "./stacked_readings.ts";
import { findWellsInTurn } from "./wells_in_turn.ts";
import { withReadingTables } from "./with_reading_tables.ts";
import { findWellList, type WellList } from "./well_list.ts";

/** Something in a sheet that is not read, and why. */
export interface IgnoredRange {
  /** "A8:L15"; "" for a whole sheet. */
  readonly range: string;
  readonly reason: string;
}

/** What one sheet offers to be read. */
export interface SheetReadings {
  readonly sheet: string;
  /** Blocks of readings. */
  readonly signals: readonly FoundBlock[];
  /** Blocks that say what stands in the wells. */
  readonly layouts: readonly FoundBlock[];
  /** A table with a row per well, or the chosen one of several readings over time. */
  readonly list: WellList | null;
  /** Tables of readings over time of which the caller must name a reading first. */
  readonly undecided: readonly IgnoredRange[];
  readonly ignored: readonly IgnoredRange[];
  /** What the caller must decide, in words with the choices; null where all is clear. */
  readonly question: string | null;
}

/** So many ignored ranges are compared with the readings; a sheet of more is no author's. */
const MOST_EXPLAINED = 200;
/** Nor does an author compute far below the readings. */
const MOST_COMPARED = 20;
const NO_PLATE = "no plate";
/**
 * What one sheet holds: plates of readings, layouts, a list of wells, and everything else with the
 * reason why it is not read.
 *
 * @param responseName Which blocks to take where there are several kinds: part of their title
 * @param options.hasOtherReadings Whether another sheet holds larger plates: then no small block is one
 */
export function sheetReadings(
  sheet: Sheet,
  responseName: string | undefined,
  { hasOtherReadings = false }: { readonly hasOtherReadings?: boolean } = {},
): SheetReadings {
  const { rows, groups } = withoutSampleGroups(sheet.rows);
  const found = readingsIn({ ...sheet, rows }, responseName, hasOtherReadings);
  return groups.length === 0 ? found : { ...found, ignored: [...found.ignored, ...groups] };
}

/**
 * What each of the sheets of a workbook holds. A small block is a plate only where no sheet has a larger
 * one, or a list: beside those it is a table of what was made of them.
 */
export function readingsOfSheets(
  sheets: readonly Sheet[],
  responseName: string | undefined,
): readonly SheetReadings[] {
  const readings = sheets.map((sheet) => sheetReadings(sheet, responseName));
  if (!readings.some(hasLargeReadings)) return readings;
  return readings.map((found, i) =>
    found.signals.some(isSmall)
      ? sheetReadings(sheets[i], responseName, { hasOtherReadings: true })
      : found
  );
}

function hasLargeReadings({ signals, list }: SheetReadings): boolean {
  return list !== null || signals.some((block) => !isSmall(block));
}

function isSmall({ format }: FoundBlock): boolean {
  return format < 96;
}

function readingsIn(
  sheet: Sheet,
  responseName: string | undefined,
  hasOtherReadings: boolean,
): SheetReadings {
  const tables = tablesIn(sheet.rows);
  if (tables.length > 0) return besideTables(tables, sheet, responseName);
  const found = blocksAndList(sheet, responseName, { hasOtherReadings });
  const lists = found.list === null ? [] : findListsInTurn(sheet.rows);
  return lists.length > 0 ? besideTables(lists, sheet, responseName) : found;
}

/** One of the readings in tables, unless what stands beside them is meant. */
function besideTables(
  tables: readonly ReadingTable[],
  sheet: Sheet,
  responseName: string | undefined,
): SheetReadings {
  const inTables = new Set(tables.flatMap(({ rows }) => rows));
  const rest = blocksAndList(
    { ...sheet, rows: sheet.rows.filter(({ row }) => !inTables.has(row)) },
    responseName,
    { hasOtherReadings: true },
  );
  return withReadingTables(tables, rest, responseName);
}

/** The tables of several readings, in the first of the forms in which readers write them. */
function tablesIn(rows: Sheet["rows"]): readonly ReadingTable[] {
  for (const find of TABLES) {
    const tables = find(rows);
    if (tables.length > 0) return tables;
  }
  return [];
}

const TABLES = [findStackedReadings, findReadingTables, findWellsInTurn, findReadingColumns];

/** What a sheet holds beside tables of several readings. */
function blocksAndList(
  sheet: Sheet,
  responseName: string | undefined,
  { hasOtherReadings = false } = {},
): SheetReadings {
  const { rows, calculated } = sheet;
  const grid = gridOf(rows);
  const list = findWellList(rows);
  const { blocks, passedOver } = findBlocks(
    rows,
    calculated.size === 0 ? null : (row, column) => calculated.has(addressOf(row, column)),
    { hasOtherReadings: hasOtherReadings || list !== null },
  );
  const layouts = blocks.filter((block) => isLayoutBlock(block) && !isEmpty(block));
  const numeric = blocks.filter((block) => !layouts.includes(block));
  const [readings, derived] = partDerived(sheet, numeric);
  const chosen = chooseBlocks(readings, responseName);
  const base = { sheet: sheet.name, layouts, undecided: [] };
  if (readings.length === 0 && list !== null) {
    const kept = passedOver.filter(({ rows }) => !rows.some((row) => list.rows.includes(row)));
    return {
      ...base,
      list,
      signals: [],
      ignored: withoutFewNumbers(kept.map((region) => ignoredRegion(grid, region, [])), kept),
      question: strayWells(list),
    };
  }
  const regions = passedOver.map((region, i) => ({
    region,
    ignored: ignoredRegion(grid, region, i < MOST_EXPLAINED ? readings : []),
  }));
  const problem = regions.find(({ region, ignored }) =>
    region.problem !== null && ignored.reason === region.problem
  );
  return {
    ...base,
    list: null,
    signals: chosen.blocks,
    ignored: [
      ...derived,
      ...chosen.ignored,
      ...withoutFewNumbers(
        regions.map(({ ignored }) => ignored),
        regions.map(({ region }) => region),
      ),
      ...(list === null ? [] : [{
        range: rangeOf(list),
        reason: "a list of wells beside the plate",
      }]),
      ...(blocks.length + passedOver.length > 0 || list !== null
        ? []
        : [{ range: "", reason: "no block of numbers" }]),
    ],
    question: chosen.question ??
      (problem === undefined
        ? null
        : `${problem.region.problem}${
          readings.length === 0 ? "" : ". Or name the sheets to read"
        }`),
  };
}

/** What is wrong with wells that the plate of a list does not have; null where there are none. */
function strayWells({ strays }: WellList): string | null {
  if (strays.length === 0) return null;
  const places = strays.map(({ row, position }) => `${position} in row ${row}`);
  return `the other wells of the list are those of a plate of up to 384 wells, which has no ${
    listOf(places)
  }. Correct ${strays.length === 1 ? "it" : "them"}`;
}

/** The blocks that are readings, and those that copy or multiply another. */
function partDerived(
  sheet: Sheet,
  blocks: readonly FoundBlock[],
): [FoundBlock[], IgnoredRange[]] {
  const grid = gridOf(sheet.rows);
  const readings: FoundBlock[] = [];
  const derived: IgnoredRange[] = [];
  // Of two blocks that hold the same, the one that says it was computed is the copy.
  const computed = (block: FoundBlock) => isComputed(block) ? 1 : 0;
  const ordered = blocks.toSorted((a, b) => computed(a) - computed(b));
  for (const block of ordered) {
    if (isEmpty(block)) {
      derived.push({ range: rangeOf(block), reason: "an empty plate" });
      continue;
    }
    const reason = isAllCalculated(sheet, block)
      ? "calculated by formulas"
      : describeDerived(grid, block, nearReadings(block, readings));
    if (reason === null) readings.push(block);
    else derived.push({ range: rangeOf(block), reason });
  }
  return [blocks.filter((block) => readings.includes(block)), derived];
}

function isEmpty({ lines }: FoundBlock): boolean {
  return lines.every(({ cells }) => cells.every(isMissing));
}

/** The readings that an author may have made this of: those that stand nearest. */
function nearReadings(region: Region, readings: readonly Region[]): readonly Region[] {
  const distance = ({ rows }: Region) => Math.abs(rows[0] - region.rows[0]);
  return readings.length <= MOST_COMPARED
    ? readings
    : readings.toSorted((a, b) => distance(a) - distance(b)).slice(0, MOST_COMPARED);
}

function isAllCalculated({ calculated }: Sheet, { rows, left, columns }: Region): boolean {
  return rows.every((row) =>
    Array.from({ length: columns }, (_, i) => addressOf(row, left + i))
      .every((address) => calculated.has(address))
  );
}

function ignoredRegion(
  grid: Grid,
  region: PassedOver,
  readings: readonly Region[],
): IgnoredRange {
  const derived = describeDerived(grid, region, nearReadings(region, readings));
  const size = `${region.rows.length} x ${region.columns} numbers`;
  const reason = derived ??
    (region.isCalculated ? "calculated by formulas" : region.problem ?? `${size}, ${NO_PLATE}`);
  return { range: rangeOf(region), reason };
}

/** Ranges of fewer numbers say nothing where there are many of them. */
const FEW_NUMBERS = 12;
/** So many of them are shown one by one. */
const MOST_FEW = 4;

/** The ranges with those of a few numbers, as settings and sums are, taken together. */
function withoutFewNumbers(
  ignored: readonly IgnoredRange[],
  regions: readonly PassedOver[],
): readonly IgnoredRange[] {
  const few = regions.filter(({ rows, columns }, i) =>
    rows.length * columns < FEW_NUMBERS && ignored[i].reason.endsWith(NO_PLATE)
  );
  if (few.length <= MOST_FEW) return ignored;
  const rows = [...new Set(few.flatMap(({ rows }) => rows))].sort((a, b) => a - b);
  const left = Math.min(...few.map(({ left }) => left));
  const right = Math.max(...few.map(({ left, columns }) => left + columns));
  return [
    ...ignored.filter((_, i) => !few.includes(regions[i])),
    {
      range: rangeOf({ rows, left, columns: right - left }),
      reason: `${few.length} places with a few numbers, ${NO_PLATE}`,
    },
  ];
}
