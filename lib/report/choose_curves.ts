import { list, nearest, plural, quote, UsageError } from "../errors/mod.ts";
import type { Wells } from "../plates/mod.ts";

/** Columns that always tell curves apart where they stand. */
const NAMING = ["cell_line", "drug", "replicate"];

/** Columns that never do: a technical repeat, and the word that data are made up. */
const NEVER = ["repeat", "simulated"];

/** Wells or rows by what could name their curves. */
export interface NamedRows {
  /** The file, as error messages name it. */
  readonly source: string;
  /** The treated ones. */
  readonly samples: readonly NamedRow[];
}

/** A well or a row: its plate, "" where there are none, and its naming columns. */
interface NamedRow {
  readonly plate: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** The treated wells of plates, as `chooseCurves` looks at them. */
export function namedWells({ source, wells }: Wells): NamedRows {
  return { source, samples: wells.filter(({ role }) => role === "sample") };
}

/** Which columns tell curves apart, and which of these tells biological replicates apart. */
export interface CurveColumns {
  /** All of them. */
  readonly by: readonly string[];
  /** That of the replicates, or null. */
  readonly over: string | null;
}

/**
 * The columns that tell one curve from another, as asked for, else those that can only be meant:
 * cell line, drug and replicate.
 *
 * Where another column could split these curves, or one of them lies on several plates and nothing
 * says what the plates are to each other, the choice changes the result, so it is asked for.
 *
 * @param naming Columns that can only be meant, where they stand
 * @throws {UsageError} If a column is unknown, or the caller has to choose; the choices are named
 */
export function chooseCurves(
  wells: NamedRows,
  { by, over }: { readonly by?: readonly string[]; readonly over?: string },
  naming: readonly string[] = NAMING,
): CurveColumns {
  const { samples } = wells;
  const columns = [...new Set(samples.flatMap(({ labels }) => Object.keys(labels)))];
  for (const name of [...by ?? [], over ?? ""]) requireColumn(wells, name, columns);
  if (by !== undefined) return { by, over: replicatesAmong(by, over) };
  const named = naming.filter((name) => samples.some(({ labels }) => labels[name]));
  const asked = over && !named.includes(over) ? [...named, over] : named;
  const open = columns.filter((name) =>
    !asked.includes(name) && !NEVER.includes(name) && splits(samples, asked, name)
  );
  if (open.length > 0) throw choiceOfColumns(wells, asked, open);
  const chosen = { by: asked, over: replicatesAmong(asked, over) };
  if (chosen.over === null && over === undefined && splits(samples, asked, "plate")) {
    throw choiceOfPlates(wells);
  }
  return chosen;
}

function requireColumn({ source }: NamedRows, name: string, columns: readonly string[]): void {
  if (name === "" || name === "plate" || columns.includes(name)) return;
  const close = nearest(name, columns);
  throw new UsageError(
    `Cannot analyse ${source}: needs columns that the wells have (${
      list(columns.map(quote)) || "they have no names"
    }), found ${quote(name)}${close === undefined ? "" : `. Did you mean ${quote(close)}?`}`,
  );
}

/**
 * The column of biological replicates among those that tell curves apart: the one asked for, else
 * `replicate`; null where there is none.
 *
 * @param over What was asked for; "" for none
 * @throws {UsageError} If it is none of them
 */
export function replicatesAmong(by: readonly string[], over: string | undefined): string | null {
  if (over === undefined) return by.includes("replicate") ? "replicate" : null;
  if (over === "") return null;
  if (by.includes(over)) return over;
  throw new UsageError(
    `Cannot summarise over ${quote(over)}: over must be one of by, found ${
      list(by.map(quote)) || "none"
    }`,
  );
}

/** Whether wells that share all of `by` differ in a column. */
function splits(samples: readonly NamedRow[], by: readonly string[], column: string): boolean {
  const value = (well: NamedRow, name: string) =>
    name === "plate" ? well.plate : well.labels[name] ?? "";
  const groups = Map.groupBy(
    samples,
    (well) => JSON.stringify(by.map((name) => value(well, name))),
  );
  return [...groups.values()].some((group) =>
    group.some((well) => value(well, column) !== value(group[0], column))
  );
}

function choiceOfColumns(
  { source }: NamedRows,
  by: readonly string[],
  open: readonly string[],
): UsageError {
  return new UsageError(
    `Cannot analyse ${source}: curves told apart by ${
      list(by.map(quote)) || "nothing"
    } would pool ${plural(open.length, "column")} whose values differ within them (${
      list(open.map(quote))
    }). Say which with by: ${[...by, ...open].join(",")} (or fewer of them)`,
  );
}

function choiceOfPlates({ source }: NamedRows): UsageError {
  return new UsageError(
    `Cannot analyse ${source}: one curve lies on several plates and no column "replicate" says ` +
      'what they are. Say over: "plate" if each plate is an experiment of its own, or over: "" if ' +
      "all are one experiment",
  );
}
