import { plural, quote } from "./wording.ts";

/** Base of every error that this library throws on purpose; anything else is a bug in it. */
export class HalfmaxError extends Error {
  /** The class, for messages. */
  override name = "HalfmaxError";
}

/**
 * The call is wrong: an unknown option, an argument out of its range, a path that cannot be written.
 * The `halfmax` command ends with exit code 2.
 *
 * The message states the action, then what was needed, then what was found.
 */
export class UsageError extends HalfmaxError {
  /** The class, for messages. */
  override name = "UsageError";
}

/** One cell that could not be read: where it stands, what it had to be, and what it was. */
export interface CellProblem {
  /** Row as a spreadsheet counts (the header is row 1); absent where the whole file is meant. */
  readonly row?: number;
  /** Column by its header; absent where the whole row is meant. */
  readonly column?: string;
  /** What the cell had to be, completing "must be …". */
  readonly needed: string;
  /** What stood there, as text. */
  readonly found: string;
}

const SHOWN = 10;

/**
 * What stands in the data is wrong. The `halfmax` command ends with exit code 65.
 *
 * Give it every bad cell at once: the message shows the first ten and the count, `problems` has all.
 *
 * @example Two bad cells in one message
 * ```ts
 * import { DataError } from "halfmax/errors/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const error = DataError.ofCells("read wells.csv", [
 *   { row: 14, column: "dose_nM", needed: "a number >= 0", found: "1O0" },
 * ]);
 * assertEquals(
 *   error.message,
 *   'Cannot read wells.csv: row 14, column "dose_nM" must be a number >= 0, found "1O0"',
 * );
 * ```
 */
export class DataError extends HalfmaxError {
  /** The class, for messages. */
  override name = "DataError";
  /** Every bad cell; empty where the problem is not in a cell. */
  readonly problems: readonly CellProblem[];

  /**
   * An error with its whole message; for bad cells {@linkcode DataError.ofCells} builds it.
   *
   * @param message The whole message, as {@linkcode DataError.ofCells} would build it
   * @param problems The bad cells behind it
   */
  constructor(message: string, problems: readonly CellProblem[] = []) {
    super(message);
    this.problems = problems;
  }

  /**
   * The message for bad cells: the first ten, then how many more.
   *
   * @param action What was being done, completing "Cannot …"
   * @param problems The bad cells, at least one
   * @param mend What the reader can do about it, when there is one thing to say
   */
  static ofCells(action: string, problems: readonly CellProblem[], mend?: string): DataError {
    const shown = problems.slice(0, SHOWN).map(describe);
    const more = problems.length - shown.length;
    const lines = shown.length === 1 ? ` ${shown[0]}` : shown.map((line) => `\n  ${line}`).join("");
    const rest = more > 0 ? `\n  and ${plural(more, "more cell")}` : "";
    return new DataError(`Cannot ${action}:${lines}${rest}${mend ? `. ${mend}` : ""}`, problems);
  }
}

function describe({ row, column, needed, found }: CellProblem): string {
  const place = [
    row === undefined ? "" : `row ${row}`,
    column === undefined ? "" : `column ${quote(column)}`,
  ].filter(Boolean).join(", ");
  return `${place} must be ${needed}, found ${quote(found)}`.trim();
}
