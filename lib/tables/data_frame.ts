import { formatNumber, htmlTable, type TableColumn, textTable } from "../display/mod.ts";
import { list, plural, quote, UsageError } from "../errors/mod.ts";

/** The danfojs module, which loads on first use. */
export type Danfo = typeof import("danfojs");

/** A danfojs data frame: what users see, make and get. */
export type DataFrame = Danfo extends { DataFrame: new (...args: never[]) => infer Frame } ? Frame
  : never;

/** What one cell of a data frame may hold. */
export type FrameCell = string | number | boolean | null;

const MOST_ROWS = 20;

/**
 * danfojs itself, its frames and series made to show themselves (head, tail and shape) and its
 * greeting silenced. Loads on first use: about half a second and 120 MB.
 *
 * danfojs 1.1.2 groups, merges and sorts wrongly in measured ways: group with `groupRows`, sort with
 * `sortRows`, write with `formatCsv`, and make the frame last.
 */
export function loadDanfo(): Promise<Danfo> {
  loading ??= import("danfojs").then(prepare);
  return loading;
}

let loading: Promise<Danfo> | undefined;

/**
 * A data frame of records: a column per field, in the order in which fields first appear.
 *
 * Numbers stay doubles, a missing number is NaN, any other missing cell null. Nested values (a
 * potency, a list) have no place in a frame: map them to cells first.
 *
 * @param records One record per row
 * @throws {UsageError} If there are no records, a cell is no text, number, boolean or null, a column
 * mixes kinds, or a column has a name on which danfojs breaks ("values", "shape", "columns", …)
 *
 * @example Usage
 * ```ts
 * import { fromDataFrame, toDataFrame } from "halfmax/tables/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const frame = await toDataFrame([{ line: "H3122", ic50_nM: 212 }, { line: "H3122-CR", ic50_nM: null }]);
 * assertEquals(frame.shape, [2, 2]);
 * assertEquals(fromDataFrame(frame)[1], { line: "H3122-CR", ic50_nM: null });
 * ```
 */
export async function toDataFrame<
  Row extends { readonly [Name in keyof Row]: FrameCell | undefined },
>(records: readonly Row[]): Promise<DataFrame> {
  const rows = records.map((record): Readonly<Record<string, FrameCell | undefined>> => ({
    ...record,
  }));
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  if (columns.length === 0) {
    throw new UsageError("Cannot make a data frame: needs at least one record, found none");
  }
  const { DataFrame } = await loadDanfo();
  refuseReservedNames(columns, DataFrame.prototype);
  const dtypes = columns.map((column) => dtypeOf(column, rows.map((row) => row[column])));
  // danfojs guesses types from the first 20 rows and would call 0, 1, …, 19, 1.5 integers.
  return new DataFrame(
    rows.map((row) =>
      columns.map((column, i) => row[column] ?? (dtypes[i] === "float32" ? NaN : null))
    ) as number[][],
    { columns, dtypes },
  );
}

/**
 * The rows of a data frame as records; NaN and undefined become null.
 *
 * @param frame A data frame, however it was made
 */
export function fromDataFrame(frame: DataFrame): Record<string, FrameCell>[] {
  return (frame.values as FrameCell[][]).map((row) =>
    Object.fromEntries(frame.columns.map((column, i) => [column, presentOrNull(row[i])]))
  );
}

function presentOrNull(cell: FrameCell | undefined): FrameCell {
  return cell === undefined || Number.isNaN(cell) ? null : cell;
}

/** Names under which danfojs keeps its own state: a column of that name replaces it. */
function refuseReservedNames(columns: readonly string[], prototype: object): void {
  const reserved = columns.filter((name) => name.startsWith("$") || isAccessor(name, prototype));
  if (reserved.length === 0) return;
  throw new UsageError(
    `Cannot make a data frame: danfojs keeps its own state under ${
      list(reserved.map(quote))
    }. Rename ${reserved.length === 1 ? "the column" : "the columns"}`,
  );
}

function isAccessor(name: string, prototype: object | null): boolean {
  if (prototype === null) return false;
  const property = Object.getOwnPropertyDescriptor(prototype, name);
  return property === undefined
    ? isAccessor(name, Object.getPrototypeOf(prototype))
    : property.get !== undefined;
}

const DTYPES: Readonly<Record<string, string>> = {
  number: "float32",
  string: "string",
  boolean: "boolean",
};

function dtypeOf(column: string, cells: readonly (FrameCell | undefined)[]): string {
  const kinds = new Set(
    cells.flatMap((cell) => cell === null || cell === undefined ? [] : typeof cell),
  );
  const [kind = "string", other] = kinds;
  if (other !== undefined || !(kind in DTYPES)) {
    throw new UsageError(
      `Cannot make a data frame: column ${quote(column)} must hold text, numbers or booleans, ` +
        `and only one of these, found ${list([...kinds])}. Map its cells to one kind`,
    );
  }
  return DTYPES[kind];
}

function prepare(danfo: Danfo): Danfo {
  // Without this the first tensor prints TensorFlow's advertisement for its Node.js backend.
  danfo.tensorflow.enableProdMode();
  // Frames and series that danfojs makes of others are of classes it does not export; this is their base.
  attachDisplay(danfo.NDframe.prototype);
  return danfo;
}

/** What frames and series have in common; a series' values are a plain list. */
interface Grid {
  readonly columns: readonly string[];
  readonly values: readonly (FrameCell | readonly FrameCell[])[];
}

function attachDisplay(prototype: object): void {
  Object.defineProperty(prototype, Symbol.for("Jupyter.display"), {
    configurable: true,
    value(this: Grid) {
      const { columns } = this;
      const rows = this.values.map((row) => (Array.isArray(row) ? row : [row]) as FrameCell[]);
      const layout = columns.map((header, i): TableColumn<readonly FrameCell[]> => ({
        header,
        cell: (row) => cellText(row[i]),
        align: rows.some((row) => typeof row[i] === "number") ? "right" : "left",
      }));
      const caption = `${plural(rows.length, "row")} x ${plural(columns.length, "column")}`;
      const options = { caption, mostRows: MOST_ROWS };
      return {
        "text/plain": textTable(rows, layout, options),
        "text/html": htmlTable(rows, layout, options),
      };
    },
  });
}

function cellText(cell: FrameCell | undefined): string {
  return typeof cell === "string" || typeof cell === "boolean"
    ? String(cell)
    : formatNumber(cell, 6);
}
