import { type CellProblem, DataError, list, nearest, quote } from "../errors/mod.ts";
import type { Column } from "./columns.ts";
import { parseNumber } from "./parse_number.ts";
import { readColumns } from "./read_columns.ts";
import type { Table } from "./table.ts";

/** What a cell of a described table becomes. */
export type SchemaCell = string | number | boolean | null;

/** One row of a described table: its row number in the file and its cells by field name. */
export interface SchemaRow {
  /** Row as a spreadsheet counts. */
  readonly row: number;
  /** Cells by field name. */
  readonly cells: Readonly<Record<string, SchemaCell>>;
}

/** Kinds of field that are understood. */
export type FieldType = "string" | "number" | "integer" | "boolean" | "year";

/** One column of a described table (Table Schema of the Data Package standard, version 2). */
export interface Field {
  /** The column's header. */
  readonly name: string;
  /** What its cells are. */
  readonly type: FieldType;
  /** What it means. */
  readonly description: string;
  /** Unit of its numbers ("nM", "h", "fraction of control"), an addition to the standard. */
  readonly unit?: string;
  /** What its cells must keep to. */
  readonly constraints?: {
    readonly required?: boolean;
    readonly unique?: boolean;
    readonly minimum?: number;
    readonly maximum?: number;
    readonly pattern?: string;
    readonly enum?: readonly (string | number)[];
  };
}

/** The columns of a described table, in order. */
export interface TableSchema {
  /** One per column. */
  readonly fields: readonly Field[];
  /** Cells that mean "nothing here"; only the empty cell by default. */
  readonly missingValues?: readonly string[];
  /** Columns whose cells together name a row once. */
  readonly primaryKey?: readonly string[];
}

/**
 * The rows of a table as its schema describes them.
 *
 * @throws {DataError} If the columns are not the schema's fields in their order, or any cell breaks
 * its type or constraints; all such cells are in the error
 *
 * @example Usage
 * ```ts
 * import { parseTable, readWithSchema } from "halfmax/tables/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const table = parseTable("drug,ic50_nM\nlorlatinib,0.7\n", { source: "ic50.csv" });
 * const rows = readWithSchema(table, {
 *   fields: [
 *     { name: "drug", type: "string", description: "Inhibitor" },
 *     { name: "ic50_nM", type: "number", description: "IC50", unit: "nM", constraints: { minimum: 0 } },
 *   ],
 * });
 * assertEquals(rows, [{ row: 2, cells: { drug: "lorlatinib", ic50_nM: 0.7 } }]);
 * ```
 */
export function readWithSchema(table: Table, schema: TableSchema): SchemaRow[] {
  checkHeader(table, schema);
  const missing = new Set(schema.missingValues ?? [""]);
  const columns = Object.fromEntries(
    schema.fields.map((field) => [field.name, fieldColumn(field, missing)]),
  );
  const rows = readColumns(table, columns).map(({ row, ...cells }) => ({ row, cells }));
  const repeated = [
    ...schema.fields.filter(({ constraints }) => constraints?.unique).map(({ name }) => [name]),
    ...(schema.primaryKey === undefined ? [] : [schema.primaryKey]),
  ].flatMap((key) => repeatedRows(rows, key));
  if (repeated.length > 0) throw DataError.ofCells(`read ${table.source}`, repeated);
  return rows;
}

function checkHeader({ source, columns }: Table, { fields }: TableSchema): void {
  const names = fields.map(({ name }) => name);
  const wrong = names.findIndex((name, i) => columns[i] !== name);
  if (wrong < 0 && columns.length === names.length) return;
  const lacking = names.filter((name) => !columns.includes(name));
  const surplus = columns.filter((name) => !names.includes(name));
  const parts = [
    lacking.length > 0 ? `lacks ${list(lacking.map((name) => offer(name, surplus)))}` : "",
    surplus.length > 0 ? `has ${list(surplus.map(quote))} besides` : "",
    lacking.length + surplus.length === 0 ? "has them in another order" : "",
  ].filter(Boolean);
  throw new DataError(
    `Cannot read ${source}: columns must be those of its schema (${
      list(names.map(quote), 20)
    }), but the file ${parts.join(" and ")}`,
  );
}

function offer(name: string, surplus: readonly string[]): string {
  const near = nearest(name, surplus);
  return near === undefined ? quote(name) : `${quote(name)} (perhaps ${quote(near)})`;
}

function fieldColumn(
  { type, constraints = {} }: Field,
  missing: ReadonlySet<string>,
): Column<SchemaCell> {
  const { required = false, minimum = -Infinity, maximum = Infinity, pattern } = constraints;
  const shape = pattern === undefined ? null : new RegExp(`^(?:${pattern})$`, "u");
  const needed = [
    NEEDED[type],
    minimum > -Infinity ? `>= ${minimum}` : "",
    maximum < Infinity ? `<= ${maximum}` : "",
    shape === null ? "" : `of the form ${pattern}`,
    constraints.enum === undefined
      ? ""
      : `that is one of ${list(constraints.enum.map(String), 20)}`,
  ].filter(Boolean).join(" ");
  return {
    // The decimal mark is the point by the standard, not to be found from the cells.
    numeric: false,
    needed,
    read(text) {
      if (missing.has(text)) return required ? undefined : null;
      const value = READ[type](text);
      const fits = value !== undefined && (shape === null || shape.test(text)) &&
        (constraints.enum === undefined || constraints.enum.some((choice) => choice === value)) &&
        (typeof value !== "number" || value >= minimum && value <= maximum);
      return fits ? value : undefined;
    },
  };
}

const NEEDED: Readonly<Record<FieldType, string>> = {
  string: "text",
  number: "a number",
  integer: "a whole number",
  boolean: "true or false",
  year: "a year",
};

const READ: Readonly<Record<FieldType, (text: string) => SchemaCell | undefined>> = {
  string: (text) => text,
  number: (text) => parseNumber(text),
  integer: wholeNumber,
  boolean: (text) => text === "true" ? true : text === "false" ? false : undefined,
  year: (text) => /^\d{4}$/.test(text) ? Number(text) : undefined,
};

function wholeNumber(text: string): number | undefined {
  return /^[+-]?\d+$/.test(text) ? parseNumber(text) : undefined;
}

function repeatedRows(rows: readonly SchemaRow[], key: readonly string[]): CellProblem[] {
  const first = new Map<string, number>();
  return rows.flatMap(({ row, cells }) => {
    const values = key.map((name) => cells[name]);
    const id = JSON.stringify(values);
    const before = first.get(id);
    if (before === undefined) first.set(id, row);
    return before === undefined ? [] : [{
      row,
      column: key.join(", "),
      needed: `different from row ${before}`,
      found: values.map(String).join(", "),
    }];
  });
}
