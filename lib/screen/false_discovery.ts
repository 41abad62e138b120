/**
 * Benjamini-Hochberg q values of many p values, NaN where there is none: the same numbers as
 * `adjustPValues`, on typed arrays. A screen that is fitted in parts takes its q values over all parts.
 *
 * q of the i-th smallest of m is the least p(j) m / j over j >= i, at most 1.
 *
 * @param p p values; NaN keeps its place and does not count
 * @param q Where to put them; default a new array
 * @example Usage
 * ```ts
 * import { falseDiscovery } from "halfmax/screen/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([...falseDiscovery(Float64Array.of(0.01, NaN, 0.04))], [0.02, NaN, 0.04]);
 * ```
 */
export function falseDiscovery(
  p: Float64Array,
  q: Float64Array = new Float64Array(p.length),
): Float64Array {
  const sorted = p.filter((value) => !Number.isNaN(value)).sort();
  const m = sorted.length;
  // Equal p values have equal q values, so that a value alone finds its q.
  const adjusted = new Float64Array(m);
  let least = 1;
  for (let i = m - 1; i >= 0; i--) adjusted[i] = least = Math.min(least, sorted[i] * m / (i + 1));
  for (let i = 0; i < p.length; i++) {
    q[i] = Number.isNaN(p[i]) ? NaN : adjusted[firstAtLeast(sorted, p[i])];
  }
  return q;
}

/** Index of the first entry of a sorted array that is at least a value. */
function firstAtLeast(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
