/** One concentration as a value that may be measured, bounded, a range or a word. @module */
export { makePotency } from "./potency.ts";
export type { Factor, IntervalMeaning, Potency, Readout, Relation } from "./potency.ts";
export { parsePotency } from "./parse_potency.ts";
export type { ParsePotencyOptions } from "./parse_potency.ts";
export { printPotency } from "./print_potency.ts";
export { formatPotency } from "./format_potency.ts";
export { potencyCells } from "./potency_cells.ts";
export type { PotencyCells } from "./potency_cells.ts";
export { potenciesOfTable, readPotencies } from "./read_potencies.ts";
export type { PotencyRecord, ReadPotenciesOptions } from "./read_potencies.ts";
export { resolveRelative, resolveRow } from "./resolve_relative.ts";
export { dividePotencies } from "./divide_potencies.ts";
export { formatRatio, invertRatio, makeRatio } from "./ratio.ts";
export type { Ratio, RatioRelation } from "./ratio.ts";
export { isMolarUnit, parseUnit, shiftDecimalPoint, toNanomolar } from "./unit.ts";
