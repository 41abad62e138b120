import { requireCount } from "../arguments.ts";
import { regularizedBeta } from "../distributions/beta.ts";

/** McNemar's exact test of paired yes-or-no outcomes. */
export interface McNemarTest {
  /** Two-sided exact p-value; 1 where no pair differs. */
  readonly pValue: number;
  /** The same counting half of the observed outcome's probability. */
  readonly midPValue: number;
  /** Pairs whose two outcomes differ; the others carry no information. */
  readonly discordant: number;
}

/**
 * McNemar's exact test: among patients seen under both conditions, does the event come more often
 * under one?
 *
 * Only pairs that differ count. Without a difference each is as likely one way as the other, so the
 * smaller count k of n is binomial(n, 1/2) and p = min(1, 2 P(X <= k)); mid-P takes P(X = k) off.
 *
 * @param onlyFirst Pairs with the event in the first condition only
 * @param onlySecond Pairs with the event in the second condition only
 * @throws {UsageError} If a count is not a whole number
 * @see McNemar (1947) Psychometrika 12:153, doi:10.1007/BF02295996; Fagerland, Lydersen and Laake
 * (2013) BMC Med. Res. Methodol. 13:91, doi:10.1186/1471-2288-13-91 (mid-P)
 * @example Usage
 * ```ts
 * import { mcNemarExact } from "halfmax/statistics/mod.ts";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(mcNemarExact(1, 7).pValue, 18 / 256, 1e-14);
 * ```
 */
export function mcNemarExact(onlyFirst: number, onlySecond: number): McNemarTest {
  requireCount("compute McNemar's test", "onlyFirst", onlyFirst);
  requireCount("compute McNemar's test", "onlySecond", onlySecond);
  const discordant = onlyFirst + onlySecond;
  const fewer = Math.min(onlyFirst, onlySecond);
  if (discordant === 0) return { pValue: 1, midPValue: 1, discordant };
  const below = fewer === 0 ? 0 : atMost(fewer - 1, discordant);
  const upTo = atMost(fewer, discordant);
  // With equal counts both tails hold the same middle, which is to be counted once.
  if (onlyFirst === onlySecond) {
    return { pValue: 1, midPValue: below + upTo, discordant };
  }
  return { pValue: Math.min(1, 2 * upTo), midPValue: below + upTo, discordant };
}

/**
 * P(X <= k) for X binomial(n, 1/2): added up, which is exact for few pairs, or as a beta probability
 * where 2^-n nears the smallest number.
 */
function atMost(k: number, n: number): number {
  if (k >= n) return 1;
  if (n > 1000) return regularizedBeta(0.5, n - k, k + 1);
  let term = 2 ** -n;
  let sum = 0;
  for (let i = 0; i <= k; i++) {
    sum += term;
    term *= (n - i) / (i + 1);
  }
  return sum;
}
