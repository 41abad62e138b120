import { DataError, list, plural, quote } from "../errors/mod.ts";
import type { Field, FieldType, TableSchema } from "./table_schema.ts";

/** A document, data set or paper that data came from. */
export interface PackageSource {
  /** Its title, with authors and year where it has them. */
  readonly title: string;
  /** Where it can be found: a DOI or an address. */
  readonly path?: string;
}

/** A licence of data. */
export interface PackageLicense {
  /** Its short name, as "CC-BY-4.0". */
  readonly name: string;
  /** What it covers, in words. */
  readonly title: string;
}

/** The description of one table. */
export interface PackageResource {
  /** Its name within the package. */
  readonly name: string;
  /** Its file, relative to the package. */
  readonly path: string;
  /** What it holds. */
  readonly description: string;
  /** Its columns. */
  readonly schema: TableSchema;
}

/** What `datapackage.json` says. */
export interface PackageDescriptor {
  /** Its name: lower case, digits, hyphens, underscores and points. */
  readonly name: string;
  /** Its title. */
  readonly title: string;
  /** What it holds, and what must be known before using it. */
  readonly description: string;
  /** The licences of the data. */
  readonly licenses: readonly PackageLicense[];
  /** Where the data came from. */
  readonly sources: readonly PackageSource[];
  /** Its tables. */
  readonly resources: readonly PackageResource[];
}

/**
 * The text of a `datapackage.json`, checked: everything that the standard or this library needs.
 *
 * @throws {DataError} If the text is not JSON, or anything is missing or not understood; all faults
 * are in the message, each with its place as in `resources[0].schema.fields[2].type`
 */
export function parseDescriptor(text: string, source: string): PackageDescriptor {
  const faults: string[] = [];
  const descriptor = describePackage(parseJson(text, source), (fault) => faults.push(fault));
  if (faults.length === 0) return descriptor;
  throw new DataError(
    `Cannot read ${source}: ${plural(faults.length, "fault")}:\n  ${faults.join("\n  ")}`,
  );
}

function parseJson(text: string, source: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const fault = error instanceof Error ? error.message : String(error);
    throw new DataError(`Cannot read ${source}: must be JSON, found a fault: ${fault}`);
  }
}

/** Takes a fault in words. */
type Note = (fault: string) => void;

function describePackage(json: unknown, note: Note): PackageDescriptor {
  const root = asObject(json, "the file", note);
  return {
    name: textOf(root, "name", "", note, /^[a-z0-9._-]+$/),
    title: textOf(root, "title", "", note),
    description: textOf(root, "description", "", note),
    licenses: listOf(root, "licenses", "", note).map(([license, at]) => ({
      name: textOf(license, "name", at, note),
      title: textOf(license, "title", at, note),
    })),
    sources: listOf(root, "sources", "", note).map(([source, at]) => ({
      title: textOf(source, "title", at, note, /^(?!unknown$)/i),
      ...("path" in source ? { path: textOf(source, "path", at, note) } : {}),
    })),
    resources: listOf(root, "resources", "", note).map(([resource, at]) => ({
      name: textOf(resource, "name", at, note),
      // The standard forbids leaving the folder, and so does safety.
      path: textOf(resource, "path", at, note, /^(?!.*(^|\/)\.\.(\/|$))[^/\\][^\\]*$/),
      description: textOf(resource, "description", at, note),
      schema: describeSchema(resource, at, note),
    })),
  };
}

function describeSchema(resource: JsonObject, at: string, note: Note): TableSchema {
  const place = `${at}.schema`;
  const schema = asObject(resource.schema, place, note);
  const fields = listOf(schema, "fields", place, note).map(([field, at]) =>
    describeField(field, at, note)
  );
  return {
    fields,
    ...("missingValues" in schema
      ? { missingValues: textsOf(schema, "missingValues", place, note) }
      : {}),
    ...("primaryKey" in schema
      ? { primaryKey: keyOf(schema, fields.map(({ name }) => name), place, note) }
      : {}),
  };
}

const TYPES: readonly FieldType[] = ["string", "number", "integer", "boolean", "year"];
const CONSTRAINTS: Readonly<Record<string, string>> = {
  required: "boolean",
  unique: "boolean",
  minimum: "number",
  maximum: "number",
  pattern: "string",
  enum: "object",
};

function describeField(field: JsonObject, at: string, note: Note): Field {
  const name = textOf(field, "name", at, note);
  const description = textOf(field, "description", at, note);
  const type = TYPES.find((known) => known === field.type);
  if (type === undefined) {
    note(`${at}.type must be one of ${list(TYPES)}, found ${found(field.type)}`);
  }
  const constraints = field.constraints === undefined
    ? {}
    : asObject(field.constraints, `${at}.constraints`, note);
  for (const [key, value] of Object.entries(constraints)) {
    if (typeof value === CONSTRAINTS[key] && isUsable(key, value)) continue;
    note(`${at}.constraints.${key} is not understood, found ${found(value)}`);
  }
  return {
    name,
    type: type ?? "string",
    description,
    ...("unit" in field ? { unit: textOf(field, "unit", at, note) } : {}),
    ...(field.constraints === undefined ? {} : { constraints }),
  };
}

function isUsable(key: string, value: unknown): boolean {
  if (key === "enum") return Array.isArray(value);
  if (key !== "pattern") return true;
  try {
    return new RegExp(String(value), "u") instanceof RegExp;
  } catch {
    return false;
  }
}

type JsonObject = Record<string, unknown>;

function asObject(value: unknown, at: string, note: Note): JsonObject {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return value as JsonObject;
  }
  note(`${at} must be an object, found ${found(value)}`);
  return {};
}

function listOf(object: JsonObject, key: string, at: string, note: Note): [JsonObject, string][] {
  const [value, place] = [object[key], join(at, key)];
  if (Array.isArray(value) && value.length > 0) {
    return value.map((item, i) => [asObject(item, `${place}[${i}]`, note), `${place}[${i}]`]);
  }
  note(`${place} must be a list with at least one entry, found ${found(value)}`);
  return [];
}

function textOf(
  object: JsonObject,
  key: string,
  at: string,
  note: Note,
  form = /\S/,
): string {
  const value = object[key];
  if (typeof value === "string" && value.trim() !== "" && form.test(value)) return value;
  const allowed = form.source === /\S/.source ? "" : " of the allowed form";
  note(`${join(at, key)} must be text${allowed}, found ${found(value)}`);
  return "";
}

function textsOf(object: JsonObject, key: string, at: string, note: Note): string[] {
  const value = object[key];
  if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value;
  note(`${join(at, key)} must be a list of texts, found ${found(value)}`);
  return [];
}

function keyOf(schema: JsonObject, names: readonly string[], at: string, note: Note): string[] {
  const key = typeof schema.primaryKey === "string"
    ? [schema.primaryKey]
    : textsOf(schema, "primaryKey", at, note);
  for (const name of key.filter((name) => !names.includes(name))) {
    note(`${at}.primaryKey must name fields, found ${quote(name)}`);
  }
  return key;
}

function join(at: string, key: string): string {
  return at === "" ? key : `${at}.${key}`;
}

function found(value: unknown): string {
  return value === undefined ? "nothing" : quote(JSON.stringify(value));
}
