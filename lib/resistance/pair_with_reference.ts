import { list, nearest, plural, quote, UsageError } from "../errors/mod.ts";

/**
 * What everything is compared with: a name ("H3122", looked for in every naming column), or the
 * column and its name ({ cell_line: "H3122" }).
 */
export type Reference = string | Readonly<Record<string, string>>;

/** The rows that have all but the compared column in common, the reference set apart. */
export interface ReferenceGroup<Row> {
  readonly key: Readonly<Record<string, string>>;
  /** Null where this group has none. */
  readonly reference: Row | null;
  readonly tests: readonly { readonly name: string; readonly row: Row }[];
}

type Key = Readonly<Record<string, string>>;

/**
 * Puts each row beside the reference that shares all its other labels: the same drug, the same
 * assay.
 *
 * @param rows At least one
 * @param keyOf The labels of a row
 * @throws {UsageError} If no reference is named, it is in no row, or in two columns; or a group has
 * two reference rows
 */
export function pairWithReference<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => Key,
  reference: Reference,
): { readonly name: string; readonly groups: readonly ReferenceGroup<Row>[] } {
  const wanted = wantedLabels(rows.map(keyOf), reference);
  const columns = Object.keys(wanted);
  const nameOf = (key: Key) => columns.map((column) => key[column] ?? "").join(" ");
  const others = (key: Key) =>
    Object.fromEntries(Object.entries(key).filter(([column]) => !columns.includes(column)));
  const name = nameOf(wanted);
  const groups = Map.groupBy(
    rows,
    (row) => JSON.stringify(Object.entries(others(keyOf(row))).sort()),
  );
  return {
    name,
    groups: [...groups.values()].map((group) => {
      const key = others(keyOf(group[0]));
      const [own, tests] = split(group, (row) => nameOf(keyOf(row)) === name);
      requireOne(own.length, name, key);
      requireDifferent(tests.map((row) => nameOf(keyOf(row))), key);
      return {
        key,
        reference: own[0] ?? null,
        tests: tests.map((row) => ({ name: nameOf(keyOf(row)), row })),
      };
    }),
  };
}

function split<Row>(rows: readonly Row[], chosen: (row: Row) => boolean): [Row[], Row[]] {
  return [rows.filter(chosen), rows.filter((row) => !chosen(row))];
}

function wantedLabels(keys: readonly Key[], reference: Reference): Key {
  if (reference === undefined || reference === null || reference === "") {
    throw new UsageError(
      'Cannot compute a fold change: needs a reference, as in { reference: "H3122" }, found none',
    );
  }
  if (Array.isArray(reference)) {
    throw new UsageError(
      `Cannot compute a fold change: needs one reference, found ${reference.length} (${
        list(Object.values(reference).map(quote))
      }). Call it once for each`,
    );
  }
  return typeof reference === "string" ? columnOf(keys, reference) : checked(keys, reference);
}

function columnOf(keys: readonly Key[], name: string): Key {
  const columns = new Set(
    keys.flatMap((key) => Object.keys(key).filter((column) => key[column] === name)),
  );
  if (columns.size === 1) return { [[...columns][0]]: name };
  if (columns.size > 1) {
    throw new UsageError(
      `Cannot compute a fold change: the reference ${
        quote(name)
      } must stand in one column, found ` +
        `it in ${list([...columns].map(quote))}. Name the column, as in ` +
        `{ reference: { ${[...columns][0]}: ${quote(name)} } }`,
    );
  }
  throw notFound(name, keys.flatMap((key) => Object.values(key)));
}

function checked(keys: readonly Key[], reference: Key): Key {
  const columns = [...new Set(keys.flatMap((key) => Object.keys(key)))];
  const named = Object.keys(reference);
  if (named.length === 0) throw notFound("{}", columns);
  for (const column of named) {
    if (columns.includes(column)) continue;
    const meant = nearest(column, columns);
    throw new UsageError(
      `Cannot compute a fold change: the reference must name one of ${list(columns.map(quote))}, ` +
        `found ${quote(column)}${meant ? `. Did you mean ${quote(meant)}?` : ""}`,
    );
  }
  if (!keys.some((key) => named.every((column) => key[column] === reference[column]))) {
    const here = keys.map((key) => named.map((column) => key[column] ?? "").join(" "));
    throw notFound(Object.values(reference).join(" "), here);
  }
  return reference;
}

function notFound(name: string, names: readonly string[]): UsageError {
  const choices = [...new Set(names)];
  const meant = nearest(name, choices);
  return new UsageError(
    `Cannot compute a fold change: the reference must be among ${list(choices.map(quote))}, ` +
      `found ${quote(name)}${meant ? `. Did you mean ${quote(meant)}?` : ""}`,
  );
}

function requireOne(found: number, name: string, key: Key): void {
  if (found <= 1) return;
  throw new UsageError(
    `Cannot compute a fold change${place(key)}: needs one reference ${quote(name)}, found ` +
      `${
        plural(found, "row")
      }. Summarise replicates first, or name the column that tells them apart`,
  );
}

function requireDifferent(names: readonly string[], key: Key): void {
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice === undefined) return;
  throw new UsageError(
    `Cannot compute a fold change${place(key)}: needs one row of ${quote(twice)}, found ` +
      `${names.filter((name) => name === twice).length}`,
  );
}

function place(key: Key): string {
  const text = Object.entries(key).map(([column, name]) => `${column} ${quote(name)}`).join(", ");
  return text === "" ? "" : ` (${text})`;
}
