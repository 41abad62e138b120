/**
 * Places for labels along a line, as near to where they want to be as no overlap allows.
 *
 * Pool-adjacent-violators on the wanted centres less the room taken by the labels before: the
 * least-squares optimum, in order n log n.
 *
 * @param wanted Where each label's centre would like to be
 * @param sizes How long each label is
 * @param low Where the first may begin
 * @param high Where the last may end
 * @returns The centres, in the order given; beyond `high` only when all together are too long
 */
export function spreadLabels(
  wanted: readonly number[],
  sizes: readonly number[],
  low: number,
  high: number,
): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a] - wanted[b] || a - b);
  const before: number[] = [];
  let length = 0;
  for (const i of order) {
    before.push(length + sizes[i] / 2);
    length += sizes[i];
  }
  const starts = isotonic(order.map((i, k) => wanted[i] - before[k]));
  const last = Math.max(low, high - length);
  const places = new Array<number>(wanted.length);
  order.forEach((i, k) => places[i] = Math.min(last, Math.max(low, starts[k])) + before[k]);
  return places;
}

/** The nearest non-decreasing sequence, by pooling neighbours that stand in the wrong order. */
function isotonic(values: readonly number[]): number[] {
  const blocks: { sum: number; count: number }[] = [];
  for (const value of values) {
    let block = { sum: value, count: 1 };
    while (blocks.length > 0) {
      const previous = blocks[blocks.length - 1];
      if (previous.sum / previous.count <= block.sum / block.count) break;
      blocks.pop();
      block = { sum: block.sum + previous.sum, count: block.count + previous.count };
    }
    blocks.push(block);
  }
  return blocks.flatMap(({ sum, count }) => new Array<number>(count).fill(sum / count));
}
