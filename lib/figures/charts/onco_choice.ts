import { list, nearest, quote, UsageError } from "../../errors/mod.ts";
import type { ClassifiedFindings } from "../../mechanisms/mod.ts";
import type { OncoTableRow } from "./onco_table.ts";

/** The most rows and biopsies that one drawing shows. */
const MOST_GENES = 60;
const MOST_BIOPSIES = 1000;

/** The findings of the biopsies asked for, or of all. */
export function chosenBiopsies(
  findings: ClassifiedFindings,
  asked: readonly string[] | undefined,
  what: string,
): ClassifiedFindings {
  const names = findings.biopsies.map(({ id }) => id);
  requireKnown(asked, names, "biopsies", what);
  const wanted = new Set(asked ?? names);
  if (wanted.size === 0 || wanted.size > MOST_BIOPSIES) {
    throw new UsageError(
      `Cannot draw ${what}: needs 1 to ${MOST_BIOPSIES.toLocaleString("en-US")} biopsies, ` +
        `found ${wanted.size.toLocaleString("en-US")}` +
        (wanted.size === 0 ? "" : ". Name some of them with biopsies: […]"),
    );
  }
  return { ...findings, biopsies: findings.biopsies.filter(({ id }) => wanted.has(id)) };
}

/** Rows as asked for, or those with anything altered, the largest share first. */
export function chosenRows(
  table: readonly OncoTableRow[],
  asked: readonly string[] | undefined,
  { what, usual }: { what: string; usual: number },
): OncoTableRow[] {
  const names = table.map(({ name }) => name);
  requireKnown(asked, names, "genes", what);
  const rows = asked === undefined
    ? table.filter(({ altered }) => altered > 0).sort((a, b) => share(b) - share(a))
      .slice(0, usual)
    : [...new Set(asked)].map((name) => table[names.indexOf(name)]);
  if (rows.length > 0 && rows.length <= MOST_GENES) return rows;
  throw new UsageError(
    `Cannot draw ${what}: needs 1 to ${MOST_GENES} genes, found ${
      asked === undefined ? "nothing altered" : rows.length
    }`,
  );
}

function share({ altered, assessable }: OncoTableRow): number {
  return altered / assessable;
}

function requireKnown(
  asked: readonly string[] | undefined,
  names: readonly string[],
  option: string,
  what: string,
): void {
  const known = new Set(names);
  const unknown = asked?.find((name) => !known.has(name));
  if (unknown === undefined) return;
  const close = nearest(unknown, names);
  throw new UsageError(
    `Cannot draw ${what}: ${option} must be among those assayed (${
      list(names.map(quote), 8) || "none"
    }), found ${quote(unknown)}` + (close === undefined ? "" : `. Did you mean ${quote(close)}?`),
  );
}
