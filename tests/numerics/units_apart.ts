/** How far apart two doubles are, in units of the last place of the second. */
export function unitsApart(found: number, expected: number): number {
  if (found === expected) return 0;
  const size = Math.abs(expected);
  const unit = Math.max(2 ** (Math.floor(Math.log2(size)) - 52), Number.MIN_VALUE);
  return Math.abs(found - expected) / unit;
}
