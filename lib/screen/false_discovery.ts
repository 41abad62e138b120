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
  const order = ascendingOrder(p);
  const m = order.length;
  q.set(p);
  let least = 1;
  for (let rank = m; rank > 0; rank--) {
    const i = order[rank - 1];
    q[i] = least = Math.min(least, p[i] * m / rank);
  }
  return q;
}

/**
 * Positions of p values, the least first, without those of NaN: by radix sort, a byte at a time from the
 * last to the first. The bits of doubles that are not negative stand in the order of the numbers.
 */
function ascendingOrder(p: Float64Array): Uint32Array {
  let order = new Uint32Array(p.length);
  const keys = new Float64Array(p.length);
  let count = 0;
  for (let i = 0; i < p.length; i++) {
    if (Number.isNaN(p[i])) continue;
    // -0 becomes 0.
    keys[i] = p[i] + 0;
    order[count++] = i;
  }
  order = order.subarray(0, count);
  let sorted = new Uint32Array(count);
  const bytes = new Uint8Array(keys.buffer);
  for (let byte = 0; byte < 8; byte++) {
    sortByByte(order, sorted, bytes.subarray(byte));
    [order, sorted] = [sorted, order];
  }
  return order;
}

/** Sorts positions by one byte of every eight; those with the same byte keep their order. */
function sortByByte(order: Uint32Array, sorted: Uint32Array, bytes: Uint8Array): void {
  const place = new Uint32Array(257);
  for (let k = 0; k < order.length; k++) place[bytes[8 * order[k]] + 1]++;
  for (let k = 1; k < place.length; k++) place[k] += place[k - 1];
  for (let k = 0; k < order.length; k++) sorted[place[bytes[8 * order[k]]]++] = order[k];
}
