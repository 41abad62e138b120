import { portableExp } from "../../numerics/mod.ts";
import { requireNumber, requirePositive, requireProbability } from "../arguments.ts";
import { logitBetaQuantile } from "./beta.ts";
import { chiSquaredCdf, chiSquaredQuantile, chiSquaredUpperTail } from "./chi_squared.ts";
import { lowerBeta } from "./incomplete_beta.ts";

/**
 * Probability that F with `df1` and `df2` degrees of freedom is at most f.
 *
 * @throws {UsageError} If f is NaN or a degree of freedom is not above 0
 * @example Usage
 * ```ts
 * import { fCdf } from "halfmax/statistics/mod.ts";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(fCdf(1, 4, 4), 0.5, 1e-15);
 * ```
 */
export function fCdf(f: number, df1: number, df2: number): number {
  requireF("compute an F probability", df1, df2);
  requireNumber("compute an F probability", "f", f);
  if (f <= 0) return 0;
  if (df2 === Infinity) return chiSquaredCdf(df1 * f, df1);
  const odds = df1 * f / df2;
  return lowerBeta(1 / (1 + 1 / odds), df1 / 2, df2 / 2, 1 / (1 + odds));
}

/**
 * Probability that F with `df1` and `df2` degrees of freedom exceeds f: the tail itself, right to
 * about 1e-13 of its size however small it is.
 *
 * I_x(df2/2, df1/2) with x = df2 / (df2 + df1 f). Infinite df2 is a chi-squared over its df.
 *
 * @throws {UsageError} If f is NaN or a degree of freedom is not above 0
 * @see Abramowitz and Stegun (1964) Handbook of Mathematical Functions, 26.6.2
 * @example Usage
 * ```ts
 * import { fUpperTail } from "halfmax/statistics/mod.ts";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * // With df1 = 2 the tail is (1 + 2 f / df2)^(-df2 / 2)
 * assertAlmostEquals(fUpperTail(1e6, 2, 20) / (1 + 1e5) ** -10, 1, 1e-12);
 * ```
 */
export function fUpperTail(f: number, df1: number, df2: number): number {
  requireF("compute an F tail", df1, df2);
  requireNumber("compute an F tail", "f", f);
  if (f <= 0) return 1;
  if (df2 === Infinity) return chiSquaredUpperTail(df1 * f, df1);
  const odds = df1 * f / df2;
  return lowerBeta(1 / (1 + odds), df2 / 2, df1 / 2, 1 / (1 + 1 / odds));
}

/**
 * Quantile of the F distribution: the f with lower tail probability p.
 *
 * @param p Probability in [0, 1]; 0 and 1 give 0 and Infinity
 * @param df1 Degrees of freedom of the numerator, above 0
 * @param df2 Degrees of freedom of the denominator, above 0; Infinity allowed
 * @throws {UsageError} If p is outside [0, 1] or a degree of freedom is not above 0
 * @example Usage
 * ```ts
 * import { fQuantile } from "halfmax/statistics/mod.ts";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(fQuantile(0.95, 1, 10), 4.964602743730714, 1e-13);
 * ```
 */
export function fQuantile(p: number, df1: number, df2: number): number {
  requireProbability("compute an F quantile", "p", p);
  requireF("compute an F quantile", df1, df2);
  if (df2 === Infinity) return chiSquaredQuantile(p, df1) / df1;
  return portableExp(logitBetaQuantile(p, df1 / 2, df2 / 2)) * df2 / df1;
}

function requireF(action: string, df1: number, df2: number): void {
  requirePositive(action, "df1", df1);
  requirePositive(action, "df2", df2, { orInfinite: true });
}
