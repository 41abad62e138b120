import { plural, UsageError } from "../../errors/mod.ts";
import { requireCount } from "../arguments.ts";
import { chiSquaredUpperTail } from "../distributions/chi_squared.ts";

/** Pearson's chi-squared test of a table of counts. */
export interface ChiSquaredTest {
  /** Σ (observed - expected)² / expected; null where fewer than two rows or columns hold counts. */
  readonly statistic: number | null;
  /** (rows - 1)(columns - 1), empty rows and columns not counted. */
  readonly degreesOfFreedom: number;
  /** Upper chi-squared tail; null with the statistic. */
  readonly pValue: number | null;
  /** The smallest expected count; null with the statistic. */
  readonly smallestExpected: number | null;
  /** Says when expected counts below 5 make the approximation doubtful; else empty. */
  readonly warning: string;
}

/**
 * Pearson's chi-squared test: do the rows of a table of counts share one distribution over the
 * columns?
 *
 * Compares Σ (observed - expected)² / expected with chi-squared on (r - 1)(c - 1) degrees of freedom,
 * without a continuity correction. An approximation: with expected counts below 5 it warns, and
 * {@linkcode freemanHalton} is exact.
 *
 * @param table r x c counts, rows of equal length
 * @throws {UsageError} If rows differ in length, there are none, or a count is not a whole number
 * @see Pearson (1900) Phil. Mag. 50:157, doi:10.1080/14786440009463897; Cochran (1954) Biometrics
 * 10:417, doi:10.2307/3001616 (the rule of five)
 * @example Usage
 * ```ts
 * import { chiSquaredTest } from "halfmax/statistics/mod.ts";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * const { statistic, warning } = chiSquaredTest([[10, 20], [20, 10]]);
 * assertAlmostEquals(statistic!, 20 / 3, 1e-14);
 * assertEquals(warning, "");
 * ```
 */
export function chiSquaredTest(table: readonly (readonly number[])[]): ChiSquaredTest {
  requireTable("compute a chi-squared test", table);
  const rows = table.map((row) => row.reduce((sum, count) => sum + count, 0));
  const columns = table[0].map((_, j) => table.reduce((sum, row) => sum + row[j], 0));
  const total = rows.reduce((sum, count) => sum + count, 0);
  const usedRows = rows.filter((count) => count > 0).length;
  const usedColumns = columns.filter((count) => count > 0).length;
  const degreesOfFreedom = Math.max(0, usedRows - 1) * Math.max(0, usedColumns - 1);
  if (degreesOfFreedom === 0) {
    return {
      statistic: null,
      degreesOfFreedom,
      pValue: null,
      smallestExpected: null,
      warning: "needs two rows and two columns with counts",
    };
  }
  let statistic = 0;
  let smallestExpected = Infinity;
  let small = 0;
  rows.forEach((row, i) =>
    columns.forEach((column, j) => {
      const expected = row * column / total;
      if (expected === 0) return;
      statistic += (table[i][j] - expected) ** 2 / expected;
      smallestExpected = Math.min(smallestExpected, expected);
      if (expected < 5) small++;
    })
  );
  return {
    statistic,
    degreesOfFreedom,
    pValue: chiSquaredUpperTail(statistic, degreesOfFreedom),
    smallestExpected,
    warning: small === 0
      ? ""
      : `${plural(small, "expected count")} below 5: the approximation is doubtful`,
  };
}

/** Throws unless rows are present, of equal length, and hold whole numbers. */
export function requireTable(action: string, table: readonly (readonly number[])[]): void {
  const width = table[0]?.length ?? 0;
  if (width === 0 || table.some((row) => row.length !== width)) {
    throw new UsageError(
      `Cannot ${action}: the table must have rows of equal length, found lengths ${
        table.map((row) => row.length).join(", ") || "none"
      }`,
    );
  }
  table.forEach((row, i) =>
    row.forEach((count, j) =>
      requireCount(action, `the count in row ${i + 1}, column ${j + 1}`, count)
    )
  );
}
