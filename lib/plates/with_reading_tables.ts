import { plural, quote } from "../errors/mod.ts";
import {
  chooseReading,
  type ChosenReading,
  describeTable,
  isPartOf,
  noReadingNamed,
} from "./choose_reading.ts";
import { type FoundBlock, headingOf } from "./find_blocks.ts";
import { rangeOf } from "./grid.ts";
import { mergeReadingParts } from "./merge_reading_parts.ts";
import type { PlateReading, ReadingTable } from "./reading_table.ts";
import type { IgnoredRange, SheetReadings } from "./sheet_readings.ts";
import type { WellList } from "./well_list.ts";

/**
 * What a sheet offers that holds tables of several readings: one of them, unless the plate-shaped
 * blocks beside them are meant.
 *
 * @param rest What it offers without them
 */
export function withReadingTables(
  found: readonly ReadingTable[],
  rest: SheetReadings,
  responseName: string | undefined,
): SheetReadings {
  const tables = mergeReadingParts(found);
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
  const left = list === null || chosen === null || !("list" in chosen)
    ? null
    : wellsLeft(list, chosen.list);
  if (!isOpen && chosen !== null && "list" in chosen && left === null) {
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
      : left,
  };
}

/** The question what a list of other wells is; null where it names those of the readings. */
function wellsLeft(list: WellList, chosen: WellList): string | null {
  const read = new Set(chosen.wells.map(({ position }) => position));
  if (list.signals.length === 0 || list.wells.some(({ position }) => read.has(position))) {
    return null;
  }
  return `${plural(list.wells.length, "well")} in ${rangeOf(list)} (${
    list.wells[0].position
  }, …) have numbers, but no time above them, and are in none of the readings. Write the times above them, or take them out of the file`;
}

function isNamed(block: FoundBlock, name: string): boolean {
  return isPartOf(name, headingOf(block));
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
