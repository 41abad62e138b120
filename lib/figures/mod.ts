/** Marks, charts, themes and export: pure functions from results to SVG. @module */
export type { Figure, PlottedRow } from "./figure.ts";
