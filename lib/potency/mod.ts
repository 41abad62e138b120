/** One concentration as a value that may be measured, bounded, a range or a word. @module */
export type { IntervalMeaning, Potency, Readout, Relation } from "./potency.ts";
