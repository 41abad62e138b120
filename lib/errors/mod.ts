/**
 * The errors that this library throws on purpose, and how their messages are built.
 *
 * Two questions decide the class: was the call wrong ({@linkcode UsageError}), or was it what stands
 * in the file ({@linkcode DataError})? What the data merely *did* (a flat curve, an IC50 beyond the
 * top dose) is never an error: it is a status on the result.
 *
 * @module
 */
export { arrivedError, carryError } from "./carried_error.ts";
export type { CarriedError } from "./carried_error.ts";
export { DataError, HalfmaxError, UsageError } from "./halfmax_error.ts";
export type { CellProblem } from "./halfmax_error.ts";
export { list, nearest, plainName, plural, quote } from "./wording.ts";
