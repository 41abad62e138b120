import { list, quote } from "../errors/mod.ts";
import { isMissing } from "./missing.ts";
import type { NumberFormat } from "./number_format.ts";
import { parseNumber } from "./parse_number.ts";

/** What a column must hold, and how one of its cells becomes a value. */
export interface Column<T> {
  /** Its header in the file; by default the name of the field it fills. */
  readonly from?: string;
  /** Whether its cells take part in finding the decimal mark. */
  readonly numeric: boolean;
  /** What every row gets when the file has no such column; without it the column is required. */
  readonly otherwise?: { readonly value: T };
  /** What a cell must be, completing "must be …". */
  readonly needed: string;
  /** The value of a cell, or `undefined` where the cell is not what is needed. */
  read(cell: string, format: NumberFormat): T | undefined;
}

/** Where a column is found and what becomes of cells that say "nothing here" (see `isMissing`). */
export interface ColumnOptions {
  /** Its header in the file; by default the name of the field it fills. */
  readonly from?: string;
  /** "refused" (the default) makes an empty cell an error, "null" makes it null. */
  readonly missing?: "refused" | "null";
  /** Whether the file may do without the column; every row then gets null. */
  readonly optional?: boolean;
}

/** The range that a number column must keep to. */
export interface NumberColumnOptions extends ColumnOptions {
  /** Least value allowed. */
  readonly min?: number;
  /** Greatest value allowed. */
  readonly max?: number;
  /** Values must be greater than this. */
  readonly above?: number;
  /** Whether only whole numbers are allowed. */
  readonly integer?: boolean;
}

/** Options under which a column may give null. */
export type Nullable = { readonly missing: "null" } | { readonly optional: true };

/**
 * A column of finite numbers; `NaN` and infinity are refused.
 *
 * @example Usage
 * ```ts
 * import { numberColumn, parseTable, readColumns } from "halfmax/tables/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const table = parseTable("dose_nM\n0\n1,5\n", { source: "wells.csv", delimiter: ";" });
 * const rows = readColumns(table, { dose: numberColumn({ from: "dose_nM", min: 0 }) });
 * assertEquals(rows, [{ row: 2, dose: 0 }, { row: 3, dose: 1.5 }]);
 * ```
 */
export function numberColumn(options: NumberColumnOptions & Nullable): Column<number | null>;
/** A column of finite numbers without gaps. */
export function numberColumn(options?: NumberColumnOptions): Column<number>;
export function numberColumn(options: NumberColumnOptions = {}): Column<number | null> {
  const { min = -Infinity, max = Infinity, above = -Infinity, integer = false } = options;
  const range = [
    Number.isFinite(min) ? `>= ${min}` : "",
    Number.isFinite(above) ? `> ${above}` : "",
    Number.isFinite(max) ? `<= ${max}` : "",
  ].filter(Boolean).join(" and ");
  return column(options, {
    numeric: true,
    needed: `a${integer ? " whole" : ""} number${range && ` ${range}`}`,
    read(cell, format) {
      const value = parseNumber(cell, format);
      const fits = value !== undefined && value >= min && value <= max && value > above &&
        (!integer || Number.isInteger(value));
      return fits ? value : undefined;
    },
  });
}

/** A column of text that may have gaps. */
export function textColumn(options: ColumnOptions & Nullable): Column<string | null>;
/** A column of text without gaps. */
export function textColumn(options?: ColumnOptions): Column<string>;
export function textColumn(options: ColumnOptions = {}): Column<string | null> {
  return column<string>(options, { numeric: false, needed: "some text", read: (cell) => cell });
}

/** A column of choices that may have gaps. */
export function choiceColumn<const T extends string>(
  choices: readonly T[],
  options: ColumnOptions & Nullable,
): Column<T | null>;
/** A column whose cells are each one of the choices, to the letter. */
export function choiceColumn<const T extends string>(
  choices: readonly T[],
  options?: ColumnOptions,
): Column<T>;
export function choiceColumn<const T extends string>(
  choices: readonly T[],
  options: ColumnOptions = {},
): Column<T | null> {
  return column<T>(options, {
    numeric: false,
    needed: `one of ${list(choices.map(quote), choices.length)}`,
    read: (cell) => choices.find((choice) => choice === cell),
  });
}

const YES: ReadonlySet<string> = new Set(["true", "yes", "y", "1"]);
const NO: ReadonlySet<string> = new Set(["false", "no", "n", "0"]);

/** A column of yes and no that may have gaps. */
export function booleanColumn(options: ColumnOptions & Nullable): Column<boolean | null>;
/** A column of yes and no: true, yes, y, 1 or false, no, n, 0 in any case. */
export function booleanColumn(options?: ColumnOptions): Column<boolean>;
export function booleanColumn(options: ColumnOptions = {}): Column<boolean | null> {
  return column<boolean>(options, {
    numeric: false,
    needed: "true or false",
    read(cell) {
      const word = cell.toLowerCase();
      return YES.has(word) ? true : NO.has(word) ? false : undefined;
    },
  });
}

function column<T>(
  { from, missing = "refused", optional = false }: ColumnOptions,
  { numeric, needed, read }: Pick<Column<T>, "numeric" | "needed" | "read">,
): Column<T | null> {
  return {
    numeric,
    needed,
    ...(from === undefined ? {} : { from }),
    ...(optional ? { otherwise: { value: null } } : {}),
    read(cell, format) {
      if (!isMissing(cell)) return read(cell, format);
      return missing === "null" ? null : undefined;
    },
  };
}
