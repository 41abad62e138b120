import { isMissing, parseNumber } from "../tables/mod.ts";
import type { FindingState, Measurement, Significance } from "./finding.ts";
import type { ColumnName, FindingCells } from "./finding_columns.ts";

/** The state that a word stands for; undefined where it stands for none. */
export function parseState(text: string): FindingState | undefined {
  const word = text.trim().toLowerCase();
  if (["", "present", "yes", "positive", "detected"].includes(word)) return "present";
  if (["absent", "no", "negative", "not detected"].includes(word)) return "absent";
  if (["not assessable", "na", "n/a", "failed", "not done", "not tested"].includes(word)) {
    return "not assessable";
  }
  return undefined;
}

/** What a word says of an alteration's effect. */
export function parseSignificance(text: string): Significance {
  if (/^(vus|unknown significance|unknown|uncertain.*)$/i.test(text.trim())) {
    return "unknown significance";
  }
  return /^(likely )?pathogenic|oncogenic|driver/i.test(text.trim()) ? "pathogenic" : "not stated";
}

/** The numbers of a row; undefined where it has none. Cells that cannot be are reported. */
export function readMeasurement(
  get: FindingCells,
  cells: readonly string[],
  bad: (column: ColumnName, needed: string, found: string) => void,
): Measurement | undefined {
  const number = (column: ColumnName, most: number) => {
    const text = get[column](cells);
    if (text === "" || isMissing(text)) return undefined;
    const value = parseNumber(text);
    if (value !== undefined && value >= 0 && value <= most) return value;
    bad(column, most === 1 ? "a fraction from 0 to 1" : "a number >= 0", text);
    return undefined;
  };
  const alternateCount = number("alt_count", Infinity);
  const depth = number("depth", Infinity);
  const alleleFraction = number("vaf", 1);
  const copies = number("copies", Infinity);
  const quantity = get.quantity(cells) || undefined;
  const cutOff = get.cut_off(cells) || undefined;
  if (
    alternateCount === undefined && depth === undefined && alleleFraction === undefined &&
    copies === undefined && quantity === undefined && cutOff === undefined
  ) return undefined;
  return {
    ...(alternateCount === undefined ? undefined : { alternateCount }),
    ...(depth === undefined ? undefined : { depth }),
    ...(alleleFraction === undefined ? undefined : { alleleFraction }),
    ...(copies === undefined ? undefined : { copies }),
    ...(quantity === undefined ? undefined : { quantity }),
    ...(cutOff === undefined ? undefined : { cutOff }),
  };
}
