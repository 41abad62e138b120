import { portableExp, solveSymmetric } from "../../numerics/mod.ts";
import type { BurdenCells } from "./burden_cells.ts";

/** Margins are met to this many events. */
const MARGIN_TOLERANCE = 1e-9;

/**
 * Probabilities of the free cells, logit p = a(group) + b(event), under which every sample is expected
 * to have the number of events it has and every event the number of samples: the maximum-entropy
 * model with those margins, by Newton's method on its concave log-likelihood.
 */
export function maximumEntropyProbabilities(cells: BurdenCells): number[][] {
  const { samples, rowCounts, columnCounts, free } = cells;
  let rows = samples.map(() => 0);
  let columns = columnCounts.map(() => 0);
  let probabilities: number[][] = [];
  for (let iteration = 0; iteration < 200; iteration++) {
    probabilities = cellProbabilities(cells, rows, columns);
    const rowErrors = samples.map((n, g) =>
      n * (rowCounts[g] - freeSum(free[g], probabilities[g]))
    );
    const columnErrors = columnCounts.map((count, j) =>
      count - samples.reduce((sum, n, g) => sum + (free[g][j] ? n * probabilities[g][j] : 0), 0)
    );
    if ([...rowErrors, ...columnErrors].every((error) => Math.abs(error) < MARGIN_TOLERANCE)) break;
    const [rowStep, columnStep] = newtonStep(cells, probabilities, rowErrors, columnErrors);
    const longest = [...rowStep, ...columnStep].reduce((most, x) => Math.max(most, Math.abs(x)), 0);
    // Short steps while far away: the likelihood is concave, but not quadratic.
    const scale = Math.min(1, 2 / longest);
    rows = rows.map((value, g) => value + scale * rowStep[g]);
    columns = columns.map((value, j) => value + scale * columnStep[j]);
  }
  return probabilities;
}

function cellProbabilities(
  { free, forced }: BurdenCells,
  rows: readonly number[],
  columns: readonly number[],
): number[][] {
  return free.map((row, g) =>
    row.map((isFree, j) => isFree ? 1 / (1 + portableExp(-rows[g] - columns[j])) : forced[g][j])
  );
}

function freeSum(free: readonly boolean[], probabilities: readonly number[]): number {
  return free.reduce((sum, isFree, j) => sum + (isFree ? probabilities[j] : 0), 0);
}

/** Newton's step, the row effects eliminated so that the system is as large as there are events. */
function newtonStep(
  { samples, free }: BurdenCells,
  probabilities: readonly (readonly number[])[],
  rowErrors: readonly number[],
  columnErrors: readonly number[],
): readonly [rows: readonly number[], columns: readonly number[]] {
  const m = columnErrors.length;
  const weights = free.map((row, g) =>
    row.map((isFree, j) =>
      isFree ? samples[g] * probabilities[g][j] * (1 - probabilities[g][j]) : 0
    )
  );
  const rowWeights = weights.map((row) => row.reduce((sum, w) => sum + w, 0));
  const system = new Float64Array(m * m);
  const right = Float64Array.from(columnErrors);
  weights.forEach((row, g) => {
    if (rowWeights[g] === 0) return;
    for (let j = 0; j < m; j++) {
      if (row[j] === 0) continue;
      system[j * m + j] += row[j];
      right[j] -= row[j] * rowErrors[g] / rowWeights[g];
      for (let k = 0; k < m; k++) system[j * m + k] -= row[j] * row[k] / rowWeights[g];
    }
  });
  // A constant moved from rows to columns changes nothing: a ridge picks one answer.
  const largest = system.reduce((most, value) => Math.max(most, value), 0);
  for (let j = 0; j < m; j++) system[j * m + j] += 1e-9 * largest + Number.MIN_VALUE;
  const columns = Array.from(solveSymmetric(system, right) ?? right.map(() => 0));
  const rows = rowErrors.map((error, g) =>
    rowWeights[g] === 0
      ? 0
      : (error - weights[g].reduce((sum, w, j) => sum + w * columns[j], 0)) / rowWeights[g]
  );
  return [rows, columns];
}
