/** Round numbers from `low` to `high`, about `count` of them, 1, 2, 2.5 or 5 times a power of ten apart. */
export function linearTicks(low: number, high: number, count: number): number[] {
  const step = niceStep((high - low) / Math.max(1, count));
  const [first, last] = [Math.ceil(low / step - 1e-9), Math.floor(high / step + 1e-9)];
  return Array.from({ length: last - first + 1 }, (_, i) => roundTo((first + i) * step, step));
}

/** The range of some values with a little air at an end that is not zero. */
export function airyRange(values: readonly number[]): [number, number] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (low === high) return low === 0 ? [0, 1] : [Math.min(0, 2 * low), Math.max(0, 2 * low)];
  const air = 0.04 * (high - low);
  return [low === 0 ? 0 : low - air, high === 0 ? 0 : high + air];
}

/** Ticks as plain numbers with the same decimals, thousands separated, a true minus sign. */
export function tickLabels(ticks: readonly number[]): string[] {
  const decimals = Math.max(0, ...ticks.map(decimalsOf));
  return ticks.map((tick) =>
    tick.toLocaleString("en-US", {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    }).replace("-", "−")
  );
}

function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const ratio = rough / power;
  return power * (ratio > 5 ? 10 : ratio > 2.5 ? 5 : ratio > 2 ? 2.5 : ratio > 1 ? 2 : 1);
}

/** Multiples of 0.1 come out as 0.30000000000000004: rounded to the step's own digits. */
function roundTo(value: number, step: number): number {
  return Number(value.toFixed(Math.max(0, Math.min(12, 2 - Math.floor(Math.log10(step))))));
}

function decimalsOf(value: number): number {
  const text = value.toFixed(10).replace(/0+$/, "");
  return text.length - text.indexOf(".") - 1;
}
