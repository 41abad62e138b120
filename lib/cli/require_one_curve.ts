import { list, plural, quote, UsageError } from "../errors/mod.ts";
import { namingColumns } from "../plates/mod.ts";
import { isMissing, type Table } from "../tables/mod.ts";

/** Columns that place a well within a curve, or mark all of them. */
const WITHIN_CURVE = ["well", "repeat", "simulated"];

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
  const candidates = namingColumns(table, [...used, ...WITHIN_CURVE]).flatMap(({ name, index }) => {
    const cells = table.rows.map(({ cells }) => cells[index]).filter((cell) => !isMissing(cell));
    const values = new Set(cells).size;
    return values > 1 && values <= cells.length / 3
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
