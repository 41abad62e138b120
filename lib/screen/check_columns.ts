import { UsageError } from "../errors/mod.ts";
import type { ScreenColumns } from "./screen_columns.ts";

/** Squares of larger numbers cannot be summed. */
const LARGEST = 1e150;
/** Squares of products of weights must stand in the range of numbers as well. */
const WEIGHTS = { least: 1e-100, most: 1e100 };

/**
 * Refuses columns that do not fit together, and numbers that nothing can be computed with.
 *
 * @throws {UsageError} Naming the first curve and well that is wrong
 */
export function checkColumns(columns: ScreenColumns): void {
  const { curves, start, dose, response, weight } = columns;
  if (start.length <= curves) {
    refuse(`start must have one entry more than the ${curves} curves, found ${start.length}`);
  }
  const wells = start[curves];
  for (const [name, column] of Object.entries({ dose, response, weight: weight ?? dose })) {
    if (column.length < wells) refuse(`${name} must have ${wells} wells, found ${column.length}`);
  }
  if (start[0] !== 0) refuse(`start must begin at 0, found ${start[0]}`);
  for (let curve = 0; curve < curves; curve++) {
    if (start[curve + 1] < start[curve]) {
      refuse(`start must not fall, found ${start[curve + 1]} after ${start[curve]}`);
    }
    for (let i = start[curve]; i < start[curve + 1]; i++) {
      // Written so that NaN is refused too.
      const good = dose[i] >= 0 && dose[i] < Infinity && !(Math.abs(response[i]) >= LARGEST) &&
        (weight === undefined || (weight[i] >= WEIGHTS.least && weight[i] <= WEIGHTS.most));
      if (!good) refuseWell(columns, curve, i);
    }
  }
}

function refuseWell(
  { start, dose, response, weight }: ScreenColumns,
  curve: number,
  i: number,
): never {
  const place = `of well ${i - start[curve] + 1} of curve ${curve}`;
  if (!(dose[i] >= 0 && dose[i] < Infinity)) {
    refuse(`the dose ${place} must be a finite number >= 0, found ${dose[i]}`);
  }
  if (Math.abs(response[i]) >= LARGEST) {
    refuse(`the response ${place} must be a finite number or NaN, found ${response[i]}`);
  }
  refuse(
    `the weight ${place} must be a number from ${WEIGHTS.least} to ${WEIGHTS.most}, found ${
      weight?.[i]
    }`,
  );
}

function refuse(what: string): never {
  throw new UsageError(`Cannot fit the screen: ${what}`);
}
