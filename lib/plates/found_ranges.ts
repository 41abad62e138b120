import { headingOf } from "./find_blocks.ts";
import { rangeOf } from "./grid.ts";
import type { FoundRange } from "./plates_in_file.ts";
import type { SheetReadings } from "./sheet_readings.ts";

/**
 * Everything that was found in the sheets of a file, in its order, and what is made of it.
 *
 * @param plates Names of the plates by sheet
 * @param hasOtherLayout Whether a layout is given, so that those of the file are not read
 */
export function foundRanges(
  readings: readonly SheetReadings[],
  plates: ReadonlyMap<string, readonly string[]>,
  hasOtherLayout = false,
): FoundRange[] {
  return readings.flatMap(({ sheet, signals, layouts, list, undecided, ignored }): FoundRange[] => {
    const names = plates.get(sheet) ?? [];
    return [
      ...signals.map((block, i): FoundRange => ({
        sheet,
        range: rangeOf(block),
        role: "plate",
        plates: names.slice(i, i + 1),
        note: headingOf(block),
      })),
      ...(list === null ? [] : [{
        sheet,
        range: rangeOf(list),
        role: "list" as const,
        plates: names,
        note: list.note,
      }]),
      ...undecided.map(({ range, reason }): FoundRange => ({
        sheet,
        range,
        role: "list",
        plates: [],
        note: reason,
      })),
      ...layouts.map((block): FoundRange => ({
        sheet,
        range: rangeOf(block),
        role: hasOtherLayout ? "ignored" : "layout",
        plates: [],
        note: hasOtherLayout ? "a layout, but another is given" : block.corner || block.title,
      })),
      ...ignored.map(({ range, reason }): FoundRange => ({
        sheet,
        range,
        role: "ignored",
        plates: [],
        note: reason,
      })),
    ];
  });
}
