import {
  type DisplayBundle,
  htmlTable,
  type TableColumn,
  textTable,
  withDisplay,
} from "../display/mod.ts";
import { HalfmaxError, UsageError } from "../errors/mod.ts";
import {
  type PackageDescriptor,
  type PackageResource,
  parseDescriptor,
} from "./package_descriptor.ts";
import { parseTable } from "./parse_table.ts";
import { readTable, type ReadTableOptions, readTextFile } from "./read_table.ts";
import type { Table } from "./table.ts";
import { readWithSchema, type SchemaRow } from "./table_schema.ts";

/** One table of a data package. */
export interface PackageTable extends PackageResource {
  /** Its rows, checked against the schema. */
  readonly rows: readonly SchemaRow[];
}

/** A data package as read: described, sourced, and every cell checked. */
export interface DataPackage extends Omit<PackageDescriptor, "resources"> {
  /** Its folder. */
  readonly folder: string;
  /** Its tables. */
  readonly tables: readonly PackageTable[];
}

/**
 * A data package (Data Package standard, version 2) from its folder, every table read and checked
 * against its schema.
 *
 * Beyond the standard it needs `title`, `description`, `licenses` and `sources`, and of each field a
 * description. Kinds of field: string, number, integer, boolean, year. Constraints: required, unique,
 * minimum, maximum, pattern, enum. Fields may name the `unit` of their numbers. Shows itself as its
 * title, sources and tables.
 *
 * @param folder The folder that holds `datapackage.json`
 * @throws {UsageError} If the folder has no `datapackage.json`, or a table's file is missing
 * @throws {DataError} If the description is incomplete, or a table does not keep to its schema
 * @see https://datapackage.org/standard/data-package/
 *
 * @example Usage
 * ```ts
 * import { readDataPackage } from "halfmax/tables/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const { tables } = await readDataPackage("data/crizotinib_guide_2025");
 * assertEquals(tables[0].rows.length, 35);
 * ```
 */
export async function readDataPackage(folder: string): Promise<DataPackage> {
  const { resources, ...about } = await readDescriptor(folder);
  const tables: PackageTable[] = [];
  for (const resource of resources) {
    tables.push({ ...resource, rows: await readResource(folder, resource) });
  }
  const read: DataPackage = { folder, ...about, tables };
  return withDisplay(read, () => show(read));
}

/**
 * Everything that is wrong with a data package, one message per file; empty when it is valid. Unlike
 * {@linkcode readDataPackage} it goes on to the next table after a faulty one.
 */
export async function validateDataPackage(folder: string): Promise<readonly string[]> {
  const messages: string[] = [];
  const note = (error: unknown) => {
    if (!(error instanceof HalfmaxError)) throw error;
    messages.push(error.message);
  };
  const descriptor = await readDescriptor(folder).catch(note);
  for (const resource of descriptor?.resources ?? []) {
    await readResource(folder, resource).catch(note);
  }
  return messages;
}

/**
 * A table from a file, as {@linkcode readTable}; if the file belongs to a data package (a
 * `datapackage.json` beside it lists it), its cells are checked against the package's schema first.
 *
 * @throws {UsageError} As `readTable`
 * @throws {DataError} As `readTable`, and if the table does not keep to its schema
 */
export async function readDescribedTable(
  path: string,
  options: ReadTableOptions = {},
): Promise<Table> {
  const table = await readTable(path, options);
  const [, folder = ".", name] = /^(?:(.*)[/\\])?([^/\\]+)$/.exec(path) ?? [];
  const descriptor = await readDescriptor(folder).catch((error) => {
    // No package here, or none that may be read: the table stands for itself.
    if (error instanceof UsageError) return undefined;
    throw error;
  });
  const resource = descriptor?.resources.find((described) => described.path === name);
  if (resource !== undefined) readWithSchema(table, resource.schema);
  return table;
}

async function readDescriptor(folder: string): Promise<PackageDescriptor> {
  const path = `${folder}/datapackage.json`;
  return parseDescriptor(await readTextFile(path), path);
}

async function readResource(folder: string, resource: PackageResource): Promise<SchemaRow[]> {
  const source = `${folder}/${resource.path}`;
  // CSV has commas by the standard; other files show their delimiter in the header.
  const delimiter = resource.path.endsWith(".csv") ? "," : undefined;
  const table = parseTable(await readTextFile(source), { source, delimiter });
  return readWithSchema(table, resource.schema);
}

function show({ title, sources, tables }: DataPackage): DisplayBundle {
  const columns: TableColumn<PackageTable>[] = [
    { header: "table", cell: ({ name }) => name },
    { header: "rows", cell: ({ rows }) => rows.length.toLocaleString("en-US"), align: "right" },
    { header: "columns", cell: ({ schema }) => schema.fields.map(({ name }) => name).join(", ") },
    { header: "what it holds", cell: ({ description }) => description },
  ];
  const caption = `${title}. From: ${sources.map((source) => source.title).join("; ")}`;
  return {
    "text/plain": textTable(tables, columns, { caption }),
    "text/html": htmlTable(tables, columns, { caption }),
  };
}
