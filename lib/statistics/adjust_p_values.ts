import { UsageError } from "../errors/mod.ts";
import { requireChoice } from "./choices.ts";

/** How p-values are adjusted for being many. */
export type PValueAdjustment =
  | "Benjamini-Hochberg"
  | "Benjamini-Yekutieli"
  | "Holm"
  | "Hochberg"
  | "Bonferroni"
  | "none";

const METHODS: readonly PValueAdjustment[] = [
  "Benjamini-Hochberg",
  "Benjamini-Yekutieli",
  "Holm",
  "Hochberg",
  "Bonferroni",
  "none",
];

/**
 * p-values adjusted for testing many hypotheses, in the order given.
 *
 * Sorted p(1) <= … <= p(m) become
 *
 * - Benjamini-Hochberg: min over j >= i of p(j) m / j, capped at 1. Controls the false discovery
 *   rate when tests are independent or positively dependent.
 * - Benjamini-Yekutieli: the same times 1 + 1/2 + … + 1/m. Any dependence.
 * - Holm: max over j <= i of p(j) (m - j + 1). Controls the chance of any false positive.
 * - Hochberg: min over j >= i of p(j) (m - j + 1). As Holm under independence, a little stronger.
 * - Bonferroni: p m.
 *
 * A null (a test that could not be done) keeps its place and does not count in m.
 *
 * @param pValues p-values in [0, 1], or null
 * @param method Default "Benjamini-Hochberg"
 * @throws {UsageError} If a p-value is outside [0, 1], or the method is unknown
 * @see Benjamini and Hochberg (1995) J. R. Stat. Soc. B 57:289, doi:10.1111/j.2517-6161.1995.tb02031.x;
 * Benjamini and Yekutieli (2001) Ann. Stat. 29:1165, doi:10.1214/aos/1013699998; Holm (1979) Scand.
 * J. Stat. 6:65; Hochberg (1988) Biometrika 75:800, doi:10.1093/biomet/75.4.800
 * @example Usage
 * ```ts
 * import { adjustPValues } from "halfmax/statistics/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(adjustPValues([0.01, null, 0.04], "Bonferroni"), [0.02, null, 0.08]);
 * ```
 */
export function adjustPValues(
  pValues: readonly (number | null)[],
  method: PValueAdjustment = "Benjamini-Hochberg",
): (number | null)[] {
  requireChoice("adjust p-values", "method", method, METHODS);
  const tested: { readonly p: number; readonly place: number }[] = [];
  pValues.forEach((p, place) => {
    if (p === null) return;
    if (!(p >= 0 && p <= 1)) {
      throw new UsageError(
        `Cannot adjust p-values: each must be between 0 and 1 or null, found ${p} at position ${place}`,
      );
    }
    tested.push({ p, place });
  });
  tested.sort((one, other) => one.p - other.p);
  const adjusted = adjustSorted(tested.map(({ p }) => p), method);
  const result: (number | null)[] = pValues.map(() => null);
  tested.forEach(({ place }, i) => result[place] = adjusted[i]);
  return result;
}

function adjustSorted(sorted: readonly number[], method: PValueAdjustment): readonly number[] {
  const m = sorted.length;
  switch (method) {
    case "Benjamini-Hochberg":
      return runningMinimum(sorted.map((p, i) => p * m / (i + 1)));
    case "Benjamini-Yekutieli": {
      const harmonic = sorted.reduce((sum, _, i) => sum + 1 / (i + 1), 0);
      return runningMinimum(sorted.map((p, i) => p * harmonic * m / (i + 1)));
    }
    case "Holm":
      return runningMaximum(sorted.map((p, i) => p * (m - i)));
    case "Hochberg":
      return runningMinimum(sorted.map((p, i) => p * (m - i)));
    case "Bonferroni":
      return sorted.map((p) => Math.min(1, p * m));
    case "none":
      return sorted;
  }
}

/** From the largest p down, never above what stands behind it, and never above 1. */
function runningMinimum(values: readonly number[]): number[] {
  let least = 1;
  return values.map((_, i) => least = Math.min(least, values[values.length - 1 - i])).reverse();
}

/** From the smallest p up, never below what stands before it, and never above 1. */
function runningMaximum(values: readonly number[]): number[] {
  let most = 0;
  return values.map((value) => most = Math.min(1, Math.max(most, value)));
}
