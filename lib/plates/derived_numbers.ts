import { isMissing, parseNumber } from "../tables/mod.ts";
import { type Grid, rangeOf, type Region } from "./grid.ts";
import { rowLetter } from "./position.ts";

/** Two numbers that differ by less than this share are the same number, rounded. */
const ROUNDING = 2e-3;
/** So many numbers must agree before chance is ruled out. */
const FEWEST = 6;

/**
 * What an author made of a plate's readings: a copy of some of them, their multiples (percentages),
 * means or sums of its rows or columns, or percentages of these.
 *
 * @param region The numbers in question
 * @param plates Regions that hold readings
 * @returns In words with the range of the readings; null where no relation is seen
 */
export function describeDerived(
  grid: Grid,
  region: Region,
  plates: readonly Region[],
): string | null {
  const values = valuesOf(grid, region);
  for (const plate of plates) {
    const readings = valuesOf(grid, plate);
    const isWhole = region.rows.length === plate.rows.length && region.columns === plate.columns;
    const found = copyOf(values, readings) ?? multipleOf(values, readings) ??
      (isWhole ? null : summaryOf(values, readings));
    if (found !== null) return `${found} ${rangeOf(plate)}`;
  }
  return null;
}

type Values = readonly (readonly (number | null)[])[];

function valuesOf(grid: Grid, { rows, left, columns }: Region): Values {
  return rows.map((row) =>
    Array.from({ length: columns }, (_, i) => {
      const cell = grid.at(row, left + i);
      if (isMissing(cell)) return null;
      return parseNumber(cell) ?? parseNumber(cell, { decimal: "," }) ?? null;
    })
  );
}

function copyOf(values: Values, readings: Values): string | null {
  return eachPlace(
    values,
    readings,
    (pairs) =>
      pairs.length >= FEWEST && new Set(pairs.map(([value]) => value)).size > 2 &&
        pairs.every(([value, reading]) => value === reading)
        ? "a copy of readings in"
        : null,
  );
}

/** Multiples of the readings, less a background perhaps: on a straight line against them. */
function multipleOf(values: Values, readings: Values): string | null {
  return eachPlace(values, readings, (pairs) => {
    if (pairs.length < 2 * FEWEST || new Set(pairs.map(([, reading]) => reading)).size < FEWEST) {
      return null;
    }
    const [low, high] = pairs.reduce(
      ([low, high], pair) => [pair[1] < low[1] ? pair : low, pair[1] > high[1] ? pair : high],
      [pairs[0], pairs[0]],
    );
    const slope = (high[0] - low[0]) / (high[1] - low[1]);
    const span = Math.abs(high[0] - low[0]);
    return span > 0 &&
        pairs.every(([value, reading]) =>
          Math.abs(value - low[0] - slope * (reading - low[1])) <= ROUNDING * span
        )
      ? "multiples (as percentages) of the readings in"
      : null;
  });
}

/** Tries every place that the values may have come from. */
function eachPlace(
  values: Values,
  readings: Values,
  judge: (pairs: readonly (readonly [number, number])[]) => string | null,
): string | null {
  const [rows, columns] = [values.length, values[0].length];
  for (let down = 0; down + rows <= readings.length; down++) {
    for (let right = 0; right + columns <= readings[0].length; right++) {
      const pairs = values.flatMap((line, i) =>
        line.flatMap((value, j): [number, number][] => {
          const reading = readings[down + i][right + j];
          return value === null ? [] : [[value, reading ?? NaN]];
        })
      );
      const found = judge(pairs);
      if (found !== null) return found;
    }
  }
  return null;
}

/** Means or sums of the plate's columns or rows, written in a line, below each other, or both. */
function summaryOf(values: Values, readings: Values): string | null {
  const lines = values.length <= values[0].length ? values : transposed(values);
  const named = lines.map((line) => {
    const filled = line.flatMap((value) => value ?? []);
    return filled.length < FEWEST ? null : summaryLine(filled, readings);
  });
  const found = named.find((name) => name !== null);
  return found !== undefined && found !== null && named.every((name) => name !== null)
    ? found
    : null;
}

function summaryLine(line: readonly number[], readings: Values): string | null {
  const [height, width] = [readings.length, readings[0].length];
  for (let first = 0; first < height; first++) {
    for (let last = first + 1; last < height; last++) {
      for (let left = 0; left + line.length <= width; left++) {
        const columns = line.map((_, j) =>
          readings.slice(first, last + 1).flatMap((row) => row[left + j] ?? [])
        );
        if (columns.some((column) => column.length === 0)) continue;
        const sums = columns.map((column) => column.reduce((a, b) => a + b, 0));
        const means = sums.map((sum, j) => sum / columns[j].length);
        const rows = `rows ${rowLetter(first + 1)} to ${rowLetter(last + 1)} of`;
        if (agree(line, means)) return `means of ${rows}`;
        if (agree(line, sums)) return `sums of ${rows}`;
        if (agree(line, means.map((mean) => 100 * mean / means[0]))) {
          return `percentages of the means of ${rows}`;
        }
      }
    }
  }
  return null;
}

/** Whether nearly all agree: an author may have left an outlier out of one mean. */
function agree(line: readonly number[], expected: readonly number[]): boolean {
  const same =
    line.filter((value, i) => Math.abs(value - expected[i]) <= ROUNDING * Math.abs(expected[i]))
      .length;
  return same >= FEWEST && same >= 0.8 * line.length;
}

function transposed(values: Values): Values {
  return values[0].map((_, j) => values.map((row) => row[j]));
}
