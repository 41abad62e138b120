/**
 * A number for reading: `digits` significant digits, thousands separated, no exponent between
 * 0.001 and 10 million, a dash for what is missing.
 *
 * @example Usage
 * ```ts
 * import { formatNumber } from "halfmax/display/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(formatNumber(212.345), "212");
 * assertEquals(formatNumber(8412.3), "8,410");
 * assertEquals(formatNumber(0.05), "0.05");
 * assertEquals(formatNumber(null), "–");
 * ```
 */
export function formatNumber(value: number | null | undefined, digits = 3): string {
  if (value === null || value === undefined || Number.isNaN(value)) return "–";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  if (value === 0) return "0";
  const rounded = Number(value.toPrecision(digits));
  const size = Math.abs(rounded);
  if (size >= 1e7 || size < 1e-3) return minus(exponential(rounded, digits));
  return minus(rounded.toLocaleString("en-US", { maximumSignificantDigits: digits }));
}

/** An interval for reading, "171 to 262"; an open end is written out, "171 or more". */
export function formatInterval(
  lower: number | null | undefined,
  upper: number | null | undefined,
  digits = 3,
): string {
  const [low, high] = [lower ?? -Infinity, upper ?? Infinity];
  if (!Number.isFinite(low) && !Number.isFinite(high)) return "–";
  if (!Number.isFinite(high)) return `${formatNumber(low, digits)} or more`;
  if (!Number.isFinite(low)) return `${formatNumber(high, digits)} or less`;
  return `${formatNumber(low, digits)} to ${formatNumber(high, digits)}`;
}

/** A fraction as a percentage with its unit: 0.3636 is "36.4 %". */
export function formatPercent(fraction: number, digits = 3): string {
  return `${formatNumber(fraction * 100, digits)} %`;
}

/** A p-value as papers print it: two significant digits, "< 0.0001" below that. */
export function formatPValue(p: number | null | undefined): string {
  if (p === null || p === undefined || Number.isNaN(p)) return "–";
  return p < 1e-4 ? "< 0.0001" : formatNumber(p, 2);
}

function exponential(value: number, digits: number): string {
  const [mantissa, exponent] = value.toExponential(digits - 1).split("e");
  return `${Number(mantissa)}e${Number(exponent)}`;
}

function minus(text: string): string {
  return text.replaceAll("-", "−");
}
