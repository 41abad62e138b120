import { list, nearest, plural, quote, UsageError } from "../errors/mod.ts";
import { columnIndex, isMissing, parseNumber, type Table } from "../tables/mod.ts";
import type { FitRequest } from "./fit_command.ts";

type Scale = NonNullable<FitRequest["responseScale"]>;

const RESPONSE_NAMES = ["response", "viability"];

/** Columns that place or mark a well within a curve and never tell curves apart. */
const WITHIN_CURVE = ["well", "role", "repeat", "exclude", "dose_unit", "sheet_row"];

/**
 * The response column and what its numbers are: as asked for, else by the documented names
 * (`response`, `viability`) and endings (`viability_fraction`, `response (%)`).
 *
 * @throws {UsageError} If no column or more than one can be meant, or nothing declares the scale
 * @throws {DataError} If there is no column of the name asked for
 */
export function chooseResponse(
  table: Table,
  { response, responseScale }: Pick<FitRequest, "response" | "responseScale">,
): { response: string; scale: Scale } {
  const name = response ?? onlyResponse(table);
  columnIndex(table, name);
  const scale = responseScale ?? scaleInName(name);
  if (scale === null) {
    throw new UsageError(
      `Cannot read ${table.source}: needs to know what column ${
        quote(name)
      } holds. Say --response-scale fraction (1 is control), percent (100 is control) or raw (signal as read)`,
    );
  }
  return { response: name, scale };
}

/**
 * Makes sure that a file without `--by` can only be one curve: otherwise replicates, drugs or cell
 * lines would be fitted as one without anybody having said so.
 *
 * A column could tell curves apart when it has more than one value and each stands in three rows or
 * more on average; measurements (numbers with decimals) and the place of a well do not count.
 *
 * @param used The columns of doses and responses
 * @throws {UsageError} If a column could tell curves apart; all such columns are named
 */
export function requireOneCurve(table: Table, used: readonly string[]): void {
  const plain = (name: string) => name.toLowerCase().replace(/[\s_-]+/g, "");
  const ignored = [...used, ...WITHIN_CURVE].map(plain);
  const candidates = table.columns.flatMap((name, index) => {
    if (ignored.includes(plain(name))) return [];
    const cells = table.rows.map(({ cells }) => cells[index]).filter((cell) => !isMissing(cell));
    const values = new Set(cells).size;
    const measured = cells.every(isNumber) && cells.some((cell) => /[.,]/.test(cell));
    return values > 1 && values <= cells.length / 3 && !measured
      ? [{ name, text: `${name} (${plural(values, "value")})` }]
      : [];
  });
  if (candidates.length === 0) return;
  const names = candidates.map(({ name }) => /[",]/.test(name) ? quote(name) : name);
  throw new UsageError(
    `Cannot fit ${table.source}: needs --by, the columns that tell one curve from another, as ${
      list(candidates.map(({ text }) => text))
    } could. Say --by ${names.join(",")} (or fewer), or --by "" to fit all rows as one curve`,
  );
}

function onlyResponse(table: Table): string {
  const candidates = table.columns.filter((column) => {
    const [, stem] = /^(.*?)[\s_]*(\(?(fraction|percent|raw|%)\)?)?$/i.exec(column) ?? [];
    return stem !== undefined && RESPONSE_NAMES.includes(stem.toLowerCase());
  });
  if (candidates.length === 1) return candidates[0];
  const near = RESPONSE_NAMES.map((name) => nearest(name, table.columns)).find((name) => name);
  throw new UsageError(
    candidates.length > 1
      ? `Cannot read ${table.source}: needs one response column, found ${
        list(candidates.map(quote))
      }. Say which with --response`
      : `Cannot read ${table.source}: needs a response column (response or viability), found ${
        list(table.columns.map(quote))
      }. Say which with --response${near === undefined ? "" : `; perhaps ${quote(near)}`}`,
  );
}

function scaleInName(name: string): Scale | null {
  const [, word] = /(?:^|[\s_(])(fraction|percent|raw|%)\)?$/i.exec(name) ?? [];
  if (word === undefined) return null;
  return word === "%" ? "percent" : (["fraction", "percent", "raw"] as const)
    .find((scale) => scale === word.toLowerCase()) ?? null;
}

function isNumber(cell: string): boolean {
  return parseNumber(cell) !== undefined || parseNumber(cell, { decimal: "," }) !== undefined;
}
