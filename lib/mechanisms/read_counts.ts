import { htmlTable, type TableColumn, textTable, withDisplay } from "../display/mod.ts";
import { type CellProblem, DataError, list, plural, quote } from "../errors/mod.ts";
import { isMissing, parseNumber, readDescribedTable, type Table } from "../tables/mod.ts";
import type { Counts, PublishedCount } from "./frequency_of_counts.ts";
import { cellGetter } from "./source_table.ts";

/** How a table of counts is read. */
export interface ReadCountsOptions {
  /** What the cohort is called, where the file has no column that says it. */
  readonly cohort?: string;
}

/** Columns by what they mean, and the names that they go by. */
const NAMES = {
  cohort: ["cohort_id", "cohort", "study"],
  mechanism: ["mechanism", "resistance_mechanism", "mechanism_as_printed"],
  events: ["n", "events"],
  total: ["n_total", "N", "total", "assessable"],
  asPrinted: [
    "percent_as_printed",
    "frequency_as_printed",
    "pct_as_printed",
    "reported_frequency",
    "percent",
  ],
  unit: ["unit_of_count", "unit"],
  class: ["mechanism_class", "class"],
  source: ["source", "citation"],
} as const;

/**
 * Published counts: one row per cohort and mechanism, with n and N where they are printed.
 *
 * Columns: `mechanism` and `cohort_id` (or `cohort`, `study`); `n` and `N` (or `n_total`, `total`);
 * optional `percent_as_printed` (or `frequency_as_printed`, which may be words), `unit_of_count`, `mechanism_class`, `source`. All others become labels
 * to group by (`prior_drug`, `target`). A percentage without counts stays a percentage: no count is
 * made from it.
 *
 * @param options.cohort What the cohort is called, where the file has no column for it
 * @throws {UsageError} If the file is missing
 * @throws {DataError} If a column is missing, a count is no whole number, or n exceeds N; all in one
 *
 * @example Usage
 * ```ts
 * import { mechanismFrequency, readCounts } from "halfmax/mechanisms/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const counts = await readCounts(
 *   "data/published_mechanism_frequencies/mechanism_frequencies.csv",
 * );
 * const { rows } = mechanismFrequency(counts, { by: "cohort" });
 * assertEquals(rows.filter(({ status }) => status === "percent only").length, 3);
 * ```
 */
export async function readCounts(path: string, options: ReadCountsOptions = {}): Promise<Counts> {
  return countsOfTable(await readDescribedTable(path), options);
}

/** As {@linkcode readCounts}, from a table already read. */
export function countsOfTable(table: Table, { cohort }: ReadCountsOptions = {}): Counts {
  requireColumns(table, cohort);
  const get = Object.fromEntries(
    Object.entries(NAMES).map(([key, names]) => [key, cellGetter(table, names)]),
  ) as Record<keyof typeof NAMES, (cells: readonly string[]) => string>;
  const used = new Set<string>(Object.values(NAMES).flat());
  const problems: CellProblem[] = [];
  const counts = table.rows.map(({ row, cells }): PublishedCount => {
    const number = (key: "events" | "total") => {
      const text = get[key](cells);
      if (isMissing(text)) return null;
      const value = parseNumber(text);
      if (value !== undefined && value >= 0 && Number.isInteger(value)) return value;
      const column = NAMES[key].find((name) => table.columns.includes(name));
      problems.push({ row, column, needed: "a whole number >= 0", found: text });
      return null;
    };
    const [events, total] = [number("events"), number("total")];
    if (events !== null && total !== null && events > total) {
      const column = NAMES.events.find((name) => table.columns.includes(name));
      problems.push({ row, column, needed: `at most N (${total})`, found: String(events) });
    }
    const text = (key: keyof typeof NAMES) => isMissing(get[key](cells)) ? "" : get[key](cells);
    return {
      row,
      cohort: text("cohort") || (cohort ?? "not stated"),
      mechanism: text("mechanism"),
      events,
      total,
      asPrinted: text("asPrinted"),
      unit: text("unit"),
      class: text("class").replaceAll("_", "-"),
      source: text("source"),
      labels: Object.fromEntries(
        table.columns.map((name, i) => [name, cells[i]] as const)
          .filter(([name, cell]) => !used.has(name) && !isMissing(cell)),
      ),
    };
  });
  if (problems.length > 0) throw DataError.ofCells(`read ${table.source}`, problems);
  const read: Counts = { source: table.source, counts };
  return withDisplay(read, () => show(read));
}

function requireColumns(table: Table, cohort: string | undefined): void {
  const needed = cohort === undefined ? ["mechanism", "cohort"] as const : ["mechanism"] as const;
  const missing = needed.filter((key) => !NAMES[key].some((name) => table.columns.includes(name)));
  if (missing.length === 0) return;
  throw new DataError(
    `Cannot read ${table.source}: needs ${
      list(missing.map((key) => `a column ${quote(NAMES[key][0])}`))
    }, found ${list(table.columns.map(quote))}`,
  );
}

function show({ source, counts }: Counts) {
  const columns: TableColumn<PublishedCount>[] = [
    { header: "cohort", cell: ({ cohort }) => cohort },
    { header: "mechanism", cell: ({ mechanism }) => mechanism },
    {
      header: "n of N",
      cell: ({ events, total }) =>
        events === null && total === null ? "percent only" : `${events ?? "?"} of ${total ?? "?"}`,
    },
    { header: "as printed", cell: ({ asPrinted }) => asPrinted },
    { header: "unit", cell: ({ unit }) => unit },
  ];
  const whole = counts.filter(({ events, total }) => events !== null && total !== null).length;
  const caption = `${source}: ${plural(counts.length, "published count")} of ${
    plural(new Set(counts.map(({ cohort }) => cohort)).size, "cohort")
  }, ${whole} with n and N`;
  return {
    "text/plain": textTable(counts, columns, { caption }),
    "text/html": htmlTable(counts, columns, { caption }),
  };
}
