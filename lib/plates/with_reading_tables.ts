import { plural, quote } from "../errors/mod.ts";
import {
  chooseReading,
  type ChosenReading,
  describeTable,
  noReadingNamed,
} from "./choose_reading.ts";
import { type FoundBlock, headingOf } from "./find_blocks.ts";
import { rangeOf } from "./grid.ts";
import type { PlateReading, ReadingTable } from "./reading_table.ts";
import type { IgnoredRange, SheetReadings } from "./sheet_readings.ts";

/**
 * What a sheet offers that holds tables of several readings: one of them, unless the plate-shaped
 * blocks beside them are meant.
 *
 * @param rest What it offers without them
 */
export function withReadingTables(
  tables: readonly ReadingTable[],
  rest: SheetReadings,
  responseName: string | undefined,
): SheetReadings {
  const { sheet, layouts, signals, list } = rest;
  const chosen = chooseReading(tables, { responseName, sheet });
  const blocksNamed = responseName !== undefined && signals.length > 0 &&
    signals.every((block) => isNamed(block, responseName));
  const ranges = tables.map((table) => ({ range: rangeOf(table), reason: describeTable(table) }));
  if (blocksNamed && chosen === null) {
    return { ...rest, ignored: [...rest.ignored, ...ranges] };
  }
  const isOpen = signals.length > 0 &&
    (chosen === null || blocksNamed || responseName === undefined);
  const beside = [
    ...signals.map((block) => ({ range: rangeOf(block), reason: headingOf(block) })),
    ...(list === null ? [] : [{
      range: rangeOf(list),
      reason: "a list of wells beside the readings",
    }]),
    ...rest.ignored.filter(({ range }) => range !== ""),
    ...tables.flatMap(({ ignored }) => ignored),
  ];
  const base = { sheet, layouts, signals: [] };
  if (!isOpen && chosen !== null && "list" in chosen) {
    return {
      ...base,
      list: chosen.list,
      undecided: [],
      ignored: [...tables.flatMap((table) => otherReadings(table, chosen.readings)), ...beside],
      question: null,
    };
  }
  return {
    ...base,
    list: null,
    undecided: ranges,
    ignored: beside,
    question: isOpen
      ? tablesOrBlocks(tables, signals, chosen)
      : chosen === null
      ? noReadingNamed(tables, responseName ?? "")
      : "question" in chosen
      ? chosen.question
      : null,
  };
}

function isNamed(block: FoundBlock, name: string): boolean {
  return headingOf(block).toLowerCase().includes(name.toLowerCase());
}

/** The readings of a table that were not chosen. */
function otherReadings(table: ReadingTable, chosen: readonly PlateReading[]): IgnoredRange[] {
  const others = table.readings.filter((reading) => !chosen.includes(reading));
  if (others.length === 0) return [];
  const noun = others.length === table.readings.length ? "reading" : "other reading";
  return [{ range: rangeOf(table), reason: describeTable({ ...table, readings: others }, noun) }];
}

function tablesOrBlocks(
  tables: readonly ReadingTable[],
  blocks: readonly FoundBlock[],
  chosen: ChosenReading | null,
): string {
  const named = blocks.map((block) => `${rangeOf(block)} ${quote(headingOf(block))}`).join(", ");
  const readings = tables.map((table) => describeTable(table)).join("; ");
  const reading = chosen !== null && "list" in chosen
    ? chosen.heading
    : tables[0].readings[tables[0].readings.length - 1].name;
  return `the plate can be in ${plural(blocks.length, "block")} (${named}) or in ${
    plural(tables.length, "table")
  } of readings over time (${readings}). Name the one to read: responseName: ${quote(reading)}`;
}
