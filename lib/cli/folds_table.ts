import { list, quote, UsageError } from "../errors/mod.ts";
import type { FoldChange } from "../resistance/mod.ts";
import type { Cells } from "./fits_table.ts";

type Cell = Cells["rows"][number][number];

/** The columns of `folds.csv` after those that test and reference share, in their order. */
const COLUMNS: Readonly<Record<string, (fold: FoldChange) => Cell>> = {
  test: ({ test }) => test,
  reference: ({ reference }) => reference,
  endpoint: ({ endpoint }) => endpoint,
  kind: ({ kind }) => kind,
  scope: ({ scope }) => scope,
  fold: ({ estimate }) => estimate,
  fold_relation: ({ relation }) => relation,
  fold_lower: ({ lower }) => lower,
  fold_upper: ({ upper }) => upper,
  interval_method: ({ interval }) =>
    interval === null
      ? null
      : interval.meaning === "confidence"
      ? interval.method
      : interval.meaning,
  level: ({ interval }) => interval?.meaning === "confidence" ? interval.level : null,
  estimates_divided: ({ byEstimates }) => byEstimates,
  p: ({ pValue }) => pValue,
  direction: ({ direction }) => direction,
  ...potencyColumns("test"),
  ...potencyColumns("reference"),
  unit: ({ potencies }) => potencies.test.unit,
  note: ({ note }) => note,
};

/** Fold changes as the rows of `folds.csv`: what both share, then the fold change. */
export function foldsTable(folds: readonly FoldChange[]): Cells {
  const shared = [...new Set(folds.flatMap(({ key }) => Object.keys(key)))];
  return {
    columns: [...shared, ...Object.keys(COLUMNS)],
    rows: folds.map((fold) => [
      ...shared.map((name) => fold.key[name] ?? null),
      ...Object.values(COLUMNS).map((cell) => cell(fold)),
    ]),
  };
}

/**
 * Refuses naming columns that could not be told from a result in `folds.csv`.
 *
 * @throws {UsageError} If a naming column has the name of a result column
 */
export function refuseFoldNames(by: readonly string[]): void {
  const same = by.filter((name) => Object.hasOwn(COLUMNS, name));
  if (same.length === 0) return;
  throw new UsageError(
    `Cannot compute a fold change: --by must name columns that folds.csv has no result of, found ${
      list(same.map(quote))
    }. Rename the column in the file`,
  );
}

function potencyColumns(arm: "test" | "reference"): typeof COLUMNS {
  return {
    [`${arm}_ic50`]: ({ potencies }) => potencies[arm].estimate,
    [`${arm}_ic50_relation`]: ({ potencies }) => potencies[arm].relation,
    [`${arm}_ic50_lower`]: ({ potencies }) => potencies[arm].lower,
    [`${arm}_ic50_upper`]: ({ potencies }) => potencies[arm].upper,
    [`${arm}_replicates`]: ({ potencies }) => potencies[arm].replicates,
  };
}
