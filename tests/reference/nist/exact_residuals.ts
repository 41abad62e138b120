import {
  add,
  divide,
  type DoubleDouble,
  multiply,
} from "../../../lib/numerics/double_double.ts";
import type { LeastSquaresModel } from "../../../lib/numerics/mod.ts";
import { type NistProblem, problemText } from "./read_problem.ts";

/**
 * Lanczos1 in about 32 digits: predictions less observations, to be fitted to zeros.
 *
 * Its residuals are 8e-14 where its observations are 2.5. Rounding the observations to doubles alone
 * moves the residual sum of squares in its fourth digit, so no program that takes them as doubles
 * can give its standard errors to more than three or four. Here observations and predictors are the
 * decimal numbers that the file prints.
 */
export function exactLanczos1(problem: NistProblem): LeastSquaresModel {
  const rows = problemText(problem.name).split(/\r?\n/)
    .slice(-problem.y.length - 1).filter((line) => line.trim() !== "")
    .map((line) => line.trim().split(/\s+/).map(decimal));
  return {
    observations: rows.length,
    parameters: problem.parameters,
    predict(b, out) {
      rows.forEach(([y, x], i) => {
        let sum = multiply(y, [-1, 0]);
        for (let k = 0; k < 6; k += 2) {
          const rate = multiply(x, [-b[k + 1], 0]);
          sum = add(sum, multiply(exponential(rate), [b[k], 0]));
        }
        out[i] = sum[0];
      });
    },
  };
}

/** A printed decimal number, exactly to 32 digits. */
function decimal(text: string): DoubleDouble {
  const [mantissa, exponent = "0"] = text.split(/e/i);
  const [whole, fraction = ""] = mantissa.split(".");
  const shift = Number(exponent) - fraction.length;
  const digits: DoubleDouble = [Number(whole + fraction), 0];
  const power: DoubleDouble = [10 ** Math.abs(shift), 0];
  return shift < 0 ? divide(digits, power) : multiply(digits, power);
}

/** e^a: the series of a / 2^10, squared ten times. */
function exponential(a: DoubleDouble): DoubleDouble {
  const small = multiply(a, [2 ** -10, 0]);
  // e^small - 1, because squaring keeps the digits of that, not of e^small.
  let rest: DoubleDouble = [0, 0];
  for (let n = 16; n > 0; n--) rest = divide(multiply(small, add([1, 0], rest)), [n, 0]);
  for (let i = 0; i < 10; i++) rest = add(multiply(rest, [2, 0]), multiply(rest, rest));
  return add([1, 0], rest);
}
