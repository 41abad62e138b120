import { DataError, list, plural, quote, UsageError } from "../../errors/mod.ts";
import { portableExp } from "../../numerics/mod.ts";
import { toNanomolar } from "../../potency/mod.ts";
import { isMissing, numberFormat, parseNumber, type Table } from "../../tables/mod.ts";
import type { Curve } from "../curve.ts";
import { type Curves, type ExcludedRow, showingCurves } from "../curves_of_table.ts";
import type { ResponseFormat } from "./response_format.ts";

/**
 * DepMap's PRISM Repurposing secondary screen, `secondary-screen-replicate-collapsed-logfold-change`:
 * one row per cell line, one column per treatment, named `broad_id::dose::screen_id`.
 *
 * Doses are in µM. Values are log2 fold changes against DMSO; the response is 2 to their power, a
 * fraction of control. One curve per cell line, compound and screen. Rows that failed STR profiling
 * (their name ends in `_FAILED_STR`) and rows without a value are excluded.
 *
 * @see Corsello et al. (2020) Nat Cancer 1:235, doi:10.1038/s43018-019-0018-6
 */
export const depmapPrism: ResponseFormat = {
  name: "DepMap PRISM",
  recognizes: ({ columns }) =>
    columns.length > 2 && columns.slice(1).every((name) => TREATMENT.test(name)),
  read: readMatrix,
};

const TREATMENT = /^([^:]+)::([^:]+)::([^:]+)$/;
const NAMES = ["cell_line", "drug", "screen"] as const;
const FAILED = /_FAILED_STR$/;

interface Treatment {
  readonly index: number;
  readonly drug: string;
  readonly screen: string;
  readonly dose: number;
}

function readMatrix(table: Table, { by = NAMES }: { readonly by?: readonly string[] }): Curves {
  const unknown = by.filter((name) => !NAMES.some((known) => known === name));
  if (unknown.length > 0 || !by.includes("drug") || !by.includes("cell_line")) {
    throw new UsageError(
      `Cannot read ${table.source}: by must name cell_line and drug, and may name screen, found ${
        list(by.map(quote)) || "nothing"
      }`,
    );
  }
  const treatments = treatmentsOf(table);
  const numbers = readNumbers(table, treatments);
  const excluded: ExcludedRow[] = [];
  const curves: Curve[] = [];
  let missing = 0;
  const series = [
    ...Map.groupBy(
      treatments,
      ({ drug, screen }) => JSON.stringify(by.includes("screen") ? [drug, screen] : [drug]),
    ).values(),
  ];
  table.rows.forEach(({ row, cells }, i) => {
    const values = numbers[i];
    const reason = FAILED.test(cells[0])
      ? "failed STR profiling"
      : values.every((value) => value === null)
      ? "no value at any dose"
      : null;
    if (reason !== null) {
      excluded.push({ row, reason });
      return;
    }
    missing += values.filter((value) => value === null).length;
    curves.push(...series.flatMap((group) => curveOf(cells[0], group, values, by)));
  });
  return showingCurves({
    source: table.source,
    unit: "nM",
    scale: "fraction",
    curves,
    excluded,
    rowsRead: table.rows.length,
    notes: [
      "Responses are 2 to the power of the log2 fold change",
      ...(missing > 0 ? [`${plural(missing, "empty cell")} left out`] : []),
    ],
  });
}

function treatmentsOf({ columns, source }: Table): Treatment[] {
  const treatments = columns.flatMap((name, index) => {
    const [, drug, dose, screen] = TREATMENT.exec(name) ?? [];
    return drug === undefined ? [] : [{ index, drug, screen, amount: parseNumber(dose) }];
  });
  const wrong = treatments.filter(({ amount }) => amount === undefined || amount <= 0);
  if (wrong.length > 0) {
    throw DataError.ofCells(
      `read ${source}`,
      wrong.map(({ index }) => ({
        row: 1,
        column: columns[index],
        needed: "named broad_id::dose::screen_id with a dose > 0 in µM",
        found: columns[index],
      })),
    );
  }
  return treatments.map(({ index, drug, screen, amount = 0 }) => ({
    index,
    drug,
    screen,
    dose: toNanomolar(amount, "µM"),
  }));
}

/** The values of each row, one per treatment; null where a cell is empty. */
function readNumbers(table: Table, treatments: readonly Treatment[]): (number | null)[][] {
  const format = numberFormat(table, treatments.map(({ index }) => index));
  const problems: { row: number; column: string; needed: string; found: string }[] = [];
  const numbers = table.rows.map(({ row, cells }) =>
    treatments.map(({ index }) => {
      if (isMissing(cells[index])) return null;
      const value = parseNumber(cells[index], format);
      // A fold change of 2^±100 is no measurement, and 2^1100 no number.
      if (value !== undefined && Math.abs(value) <= 100) return value;
      problems.push({
        row,
        column: table.columns[index],
        needed: "a log2 fold change",
        found: cells[index],
      });
      return null;
    })
  );
  if (problems.length > 0) throw DataError.ofCells(`read ${table.source}`, problems);
  return numbers;
}

function curveOf(
  cellLine: string,
  treatments: readonly Treatment[],
  values: readonly (number | null)[],
  by: readonly string[],
): Curve[] {
  const observed = treatments.flatMap(({ index, dose }) => {
    const value = values[index - 1];
    return value === null || value === undefined
      ? []
      : [{ dose, response: portableExp(value * Math.LN2) }];
  });
  if (observed.length === 0) return [];
  const [{ drug, screen }] = treatments;
  const names = { cell_line: cellLine, drug, screen };
  return [{
    key: Object.fromEntries(NAMES.filter((n) => by.includes(n)).map((n) => [n, names[n]])),
    doses: observed.map(({ dose }) => dose),
    responses: observed.map(({ response }) => response),
    unit: "nM",
    scale: "fraction",
    control: { basis: "declared", value: 1 },
  }];
}
