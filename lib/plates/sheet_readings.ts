import { plural, quote } from "../errors/mod.ts";
import { isMissing, type Sheet } from "../tables/mod.ts";
import { describeDerived } from "./derived_numbers.ts";
import { findBlocks, type FoundBlock, headingOf, type PassedOver } from "./find_blocks.ts";
import { addressOf, type Grid, gridOf, rangeOf, type Region } from "./grid.ts";
import { isLayoutBlock } from "./layout_blocks.ts";
import { findReadingColumns } from "./reading_columns.ts";
import { findReadingTables } from "./reading_tables.ts";
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
/** Titles of what an author computed from a plate. */
const COMPUTED =
  /\b(calculated|mean|average|sum|percent(age)?|normali[sz]ed|viability|inhibition|sd|std|cv|ratio|fold|outliers?|corrected|subtracted)\b|%/i;
/** Titles of one read among several of the same plate. */
const READ =
  /\b(channel|label|read|raw data|results? for|counts?|cps|rlu|rfu|measurement|wavelength|absorbance|fluorescence|luminescence|emission|od)\b|\d\s*nm\b/i;

/**
 * What one sheet holds: plates of readings, layouts, a list of wells, and everything else with the
 * reason why it is not read.
 *
 * @param responseName Which blocks to take where there are several kinds: part of their title
 */
export function sheetReadings(sheet: Sheet, responseName: string | undefined): SheetReadings {
  const across = findReadingTables(sheet.rows);
  const tables = across.length > 0 ? across : findReadingColumns(sheet.rows);
  if (tables.length === 0) return blocksAndList(sheet, responseName);
  const inTables = new Set(tables.flatMap(({ rows }) => rows));
  const rest = blocksAndList(
    { ...sheet, rows: sheet.rows.filter(({ row }) => !inTables.has(row)) },
    responseName,
    { hasOtherReadings: true },
  );
  return withReadingTables(tables, rest, responseName);
}

/** What a sheet holds beside tables with a column per well. */
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
  const layouts = blocks.filter(isLayoutBlock);
  const numeric = blocks.filter((block) => !isLayoutBlock(block));
  const [readings, derived] = partDerived(sheet, numeric);
  const chosen = choose(readings, responseName);
  const base = { sheet: sheet.name, layouts, undecided: [] };
  if (readings.length === 0 && list !== null) {
    const kept = passedOver.filter(({ rows }) => !rows.some((row) => list.rows.includes(row)));
    return {
      ...base,
      list,
      signals: [],
      ignored: kept.map((region) => ignoredRegion(grid, region, [])),
      question: null,
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
      ...regions.map(({ ignored }) => ignored),
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

/** The blocks that are readings, and those that copy or multiply another. */
function partDerived(
  sheet: Sheet,
  blocks: readonly FoundBlock[],
): [FoundBlock[], IgnoredRange[]] {
  const grid = gridOf(sheet.rows);
  const readings: FoundBlock[] = [];
  const derived: IgnoredRange[] = [];
  // Of two blocks that hold the same, the one that says it was computed is the copy.
  const computed = (block: FoundBlock) => COMPUTED.test(headingOf(block)) ? 1 : 0;
  const ordered = blocks.toSorted((a, b) => computed(a) - computed(b));
  for (const block of ordered) {
    if (block.lines.every(({ cells }) => cells.every((cell) => isMissing(cell)))) {
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
    (region.isCalculated ? "calculated by formulas" : region.problem ?? `${size}, no plate`);
  return { range: rangeOf(region), reason };
}

/** The blocks of one kind, and the question where several kinds stand in one sheet. */
function choose(
  blocks: readonly FoundBlock[],
  responseName: string | undefined,
): { blocks: readonly FoundBlock[]; ignored: IgnoredRange[]; question: string | null } {
  if (responseName !== undefined) {
    const name = responseName.toLowerCase();
    const exact = blocks.filter((block) => headingOf(block).toLowerCase() === name);
    const wanted = exact.length > 0
      ? exact
      : blocks.filter((block) => headingOf(block).toLowerCase().includes(name));
    if (wanted.length > 0) {
      return {
        blocks: wanted,
        question: null,
        ignored: blocks.filter((block) => !wanted.includes(block)).map((block) => ({
          range: rangeOf(block),
          reason: `not ${quote(responseName)}: ${quote(headingOf(block))}`,
        })),
      };
    }
  }
  const named = blocks.map((block) => ({ range: rangeOf(block), heading: headingOf(block) }));
  const kinds = new Set(named.map(({ heading }) => heading));
  const isOneOfSeveral = ({ heading }: { heading: string }) => !/\bplate\b/i.test(heading);
  const computed = named.filter(({ heading }) => COMPUTED.test(heading));
  const reads = named.filter((block) => READ.test(block.heading) && isOneOfSeveral(block));
  const doubtful = blocks.length > 1 && kinds.size > 1 &&
    (reads.length > 1 || blocks.some(({ isInterleaved }) => isInterleaved) ||
      (computed.length > 0 && computed.length < blocks.length));
  return {
    blocks,
    ignored: [],
    question: doubtful
      ? `${plural(blocks.length, "block")} can be plates, or reads and results of one plate: ${
        named.map(({ range, heading }) => `${range} ${quote(heading)}`).join(", ")
      }. Name the one to read: responseName: ${quote(named[0].heading)}`
      : null,
  };
}
