import type { Table } from "../../tables/mod.ts";
import type { Curves } from "../curves_of_table.ts";

/** What the caller may choose of a file whose format says the rest. */
export interface FormatOptions {
  /** Columns that tell the curves apart, where the format's own are not wanted. */
  readonly by?: readonly string[];
}

/** A published layout of dose-response data: its columns say what they hold, in which unit and scale. */
export interface ResponseFormat {
  /** Its name, as `format` takes it. */
  readonly name: string;
  /** Whether a table has the columns of this format. */
  recognizes(table: Table): boolean;
  /** Its curves, every row accounted for. */
  read(table: Table, options: FormatOptions): Curves;
}

/** Whether a table has all of these columns. */
export function hasColumns({ columns }: Table, names: readonly string[]): boolean {
  return names.every((name) => columns.includes(name));
}
