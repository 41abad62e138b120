import { portableExp, portableLog, portableLog1p, randomSeeded } from "../../numerics/mod.ts";
import { requireTable } from "./chi_squared_test.ts";

/** The Freeman-Halton test of an r x c table. */
export interface FreemanHaltonTest {
  /** `simulated` where the tables with these margins are too many to go through. */
  readonly status: "exact" | "simulated";
  /** p-value, conditional on both margins. */
  readonly pValue: number;
  /** Monte Carlo standard error of a simulated p-value; 0 where exact. */
  readonly standardError: number;
  /** Tables drawn; 0 where exact. */
  readonly simulations: number;
}

/** Steps after which a table is simulated instead; about a second. */
const MOST_STEPS = 3_000_000;

/** Single draws that a simulation may cost, so many tables of few patients or fewer of many. */
const MOST_DRAWS = 2e7;

/** Tables as likely as the observed one up to rounding count as ties, as for 2 x 2. */
const LOG_TIE = portableLog1p(1e-7);

/**
 * Freeman and Halton's extension of Fisher's exact test to r x c tables: the probability, given the
 * margins, of all tables at most as likely as the observed one.
 *
 * Tables are built column by column. What remains of the row totals is a state; of each state the
 * total, greatest and least probability of its completions are found once. A half-built table whose
 * every completion is (or is not) at most as likely as the observed one is counted (or dropped)
 * whole, after Mehta and Patel's network algorithm.
 *
 * Where that would take too long, up to 100,000 tables are drawn with the same margins and
 * p = (1 + number at most as likely) / (1 + number drawn), from a seed: the same table gives the same
 * p-value.
 *
 * @param table r x c counts, rows of equal length
 * @param options.seed Seed of the simulation, default 1
 * @throws {UsageError} If rows differ in length, there are none, or a count is not a whole number
 * @see Freeman and Halton (1951) Biometrika 38:141, doi:10.2307/2332323; Mehta and Patel (1983) J. Am.
 * Stat. Assoc. 78:427, doi:10.2307/2288652
 * @example A 2 x 2 table gives Fisher's p-value
 * ```ts
 * import { freemanHalton } from "halfmax/statistics/mod.ts";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(freemanHalton([[3, 1], [1, 3]]).pValue, 34 / 70, 1e-13);
 * ```
 */
export function freemanHalton(
  table: readonly (readonly number[])[],
  { seed = 1 }: { seed?: number } = {},
): FreemanHaltonTest {
  requireTable("compute a Freeman-Halton test", table);
  // A state holds what is left of each row, so the rows are the shorter side.
  const wide = table.length <= table[0].length ? table : transpose(table);
  const columns = transpose(wide).sort((one, other) => total(other) - total(one));
  const rows = wide.map(total);
  const logFactorial = cumulativeLogs(total(rows));
  const observed = columns.reduce((sum, column) => sum + logWeight(column, logFactorial), 0);
  const search: Search = {
    columns: columns.map(total),
    logFactorial,
    threshold: observed + LOG_TIE,
    ranges: new Map(),
    counted: new Map(),
    steps: { taken: 0 },
  };
  const logCounted = logAtMost(search, ordered(rows), 0, 0);
  if (search.steps.taken > MOST_STEPS) return simulate(search, rows, seed);
  const logP = logCounted - logAll(search, rows, 0);
  const pValue = Math.min(1, portableExp(logP));
  return { status: "exact", pValue, standardError: 0, simulations: 0 };
}

/** What the recursion shares; a table's weight is 1 over the product of its counts' factorials. */
interface Search {
  readonly columns: readonly number[];
  readonly logFactorial: Float64Array;
  /** Tables of at most this log weight count. */
  readonly threshold: number;
  /** Least and greatest log weight of the completions of a state. */
  readonly ranges: Map<string, readonly [least: number, greatest: number]>;
  /** log of the counted weight beyond a state and what led to it. */
  readonly counted: Map<string, number>;
  readonly steps: { taken: number };
}

/** log of the summed weight of all completions at most as likely as observed; wrong if too many. */
function logAtMost(search: Search, rest: readonly number[], column: number, past: number): number {
  if (column === search.columns.length) return past <= search.threshold ? past : -Infinity;
  const [least, greatest] = weightRange(search, rest, column);
  if (past + greatest <= search.threshold) return past + logAll(search, rest, column);
  if (past + least > search.threshold) return -Infinity;
  // Equal pasts reached by different ways differ by rounding, far below what makes a tie.
  const key = `${column}|${rest}|${past.toFixed(10)}`;
  const known = search.counted.get(key);
  if (known !== undefined) return known;
  const terms: number[] = [];
  forEachFill(search, rest, column, (next, weight) => {
    terms.push(logAtMost(search, next, column + 1, past + weight));
  });
  const sum = logSum(terms);
  search.counted.set(key, sum);
  return sum;
}

function weightRange(
  search: Search,
  rest: readonly number[],
  column: number,
): readonly [number, number] {
  if (column === search.columns.length) return [0, 0];
  const key = `${column}|${rest}`;
  const known = search.ranges.get(key);
  if (known !== undefined) return known;
  let [least, greatest] = [Infinity, -Infinity];
  forEachFill(search, rest, column, (next, weight) => {
    const [nextLeast, nextGreatest] = weightRange(search, next, column + 1);
    least = Math.min(least, weight + nextLeast);
    greatest = Math.max(greatest, weight + nextGreatest);
  });
  const range = [least, greatest] as const;
  search.ranges.set(key, range);
  return range;
}

/**
 * Visits every way to take a column's total out of what is left of the rows: what is then left, in
 * order, and the log weight of the column. Stops where the steps run out.
 */
function forEachFill(
  { columns, logFactorial, steps }: Search,
  rest: readonly number[],
  column: number,
  visit: (next: readonly number[], logWeight: number) => void,
): void {
  const next = [...rest];
  const last = rest.length - 1;
  const fill = (row: number, left: number, room: number, weight: number): void => {
    if (steps.taken > MOST_STEPS) return;
    steps.taken++;
    if (row === last) {
      next[last] = rest[last] - left;
      visit(ordered(next), weight - logFactorial[left]);
      return;
    }
    const roomAfter = room - rest[row];
    const most = Math.min(rest[row], left);
    for (let count = Math.max(0, left - roomAfter); count <= most; count++) {
      next[row] = rest[row] - count;
      fill(row + 1, left - count, roomAfter, weight - logFactorial[count]);
    }
  };
  fill(0, columns[column], total(rest), 0);
}

/** p from tables drawn with the observed margins: the column labels dealt out to the rows at random. */
function simulate(search: Search, rows: readonly number[], seed: number): FreemanHaltonTest {
  const { columns, logFactorial, threshold } = search;
  const prng = randomSeeded(seed);
  const labels = columns.flatMap((count, column) => new Array<number>(count).fill(column));
  const simulations = Math.max(1000, Math.min(100_000, Math.floor(MOST_DRAWS / labels.length)));
  const counts = new Int32Array(columns.length);
  let hits = 0;
  for (let draw = 0; draw < simulations; draw++) {
    let left = labels.length;
    let weight = 0;
    for (const row of rows) {
      counts.fill(0);
      for (let k = 0; k < row; k++) {
        const pick = Math.floor(prng() * left--);
        const label = labels[pick];
        labels[pick] = labels[left];
        labels[left] = label;
        counts[label]++;
      }
      for (const count of counts) weight -= logFactorial[count];
    }
    if (weight <= threshold) hits++;
  }
  const pValue = (1 + hits) / (1 + simulations);
  const standardError = Math.sqrt(pValue * (1 - pValue) / simulations);
  return { status: "simulated", pValue, standardError, simulations };
}

/** log of the summed weight of all completions: (Σ rest)! / (Π rest! Π columns!). */
function logAll({ columns, logFactorial }: Search, rest: readonly number[], from: number): number {
  return logFactorial[total(rest)] + logWeight(rest, logFactorial) +
    logWeight(columns.slice(from), logFactorial);
}

function logWeight(counts: readonly number[], logFactorial: Float64Array): number {
  return counts.reduce((sum, count) => sum - logFactorial[count], 0);
}

function logSum(logs: readonly number[]): number {
  const greatest = logs.reduce((most, log) => Math.max(most, log), -Infinity);
  if (greatest === -Infinity) return -Infinity;
  return greatest + portableLog(logs.reduce((sum, log) => sum + portableExp(log - greatest), 0));
}

/** log 0!, log 1!, …, log n! */
function cumulativeLogs(n: number): Float64Array {
  const logs = new Float64Array(n + 1);
  for (let i = 2; i <= n; i++) logs[i] = logs[i - 1] + portableLog(i);
  return logs;
}

function ordered(counts: readonly number[]): number[] {
  return [...counts].sort((one, other) => one - other);
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

function transpose(table: readonly (readonly number[])[]): number[][] {
  return table[0].map((_, j) => table.map((row) => row[j]));
}
