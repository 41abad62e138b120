import type { DecimalMark } from "./table.ts";

const PLAIN: Record<DecimalMark, RegExp> = {
  ".": /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i,
  ",": /^[+-]?(\d+,?\d*|,\d+)(e[+-]?\d+)?$/i,
};
const GROUPED: Record<DecimalMark, RegExp> = {
  ".": /^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?$/,
  ",": /^[+-]?[1-9]\d{0,2}(\.\d{3})+(,\d*)?$/,
};

/**
 * A finite number from a cell, or `undefined` where the text is not one: `NaN`, `Infinity`, a number
 * beyond double precision, a unit, a stray letter.
 *
 * Blanks around it, a plus sign, an exponent and the typographic minus are accepted.
 *
 * @param text The cell
 * @param options.decimal The decimal mark, a point unless said otherwise; the other mark is refused
 * @param options.grouped Whether the other mark may stand between thousands ("1,234.5")
 *
 * @example Usage
 * ```ts
 * import { parseNumber } from "halfmax/tables/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(parseNumber("1.13e-7"), 1.13e-7);
 * assertEquals(parseNumber("1,5", { decimal: "," }), 1.5);
 * assertEquals(parseNumber("1,234"), undefined);
 * assertEquals(parseNumber("1,234", { grouped: true }), 1234);
 * assertEquals(parseNumber("1O0"), undefined);
 * ```
 */
export function parseNumber(
  text: string,
  { decimal = ".", grouped = false }: { decimal?: DecimalMark; grouped?: boolean } = {},
): number | undefined {
  const plain = text.trim().replace(/^[−‐‑]/, "-");
  const value = PLAIN[decimal].test(plain)
    ? Number(plain.replace(",", "."))
    : grouped && GROUPED[decimal].test(plain)
    ? Number(plain.replaceAll(decimal === "." ? "," : ".", "").replace(",", "."))
    : NaN;
  return Number.isFinite(value) ? value : undefined;
}
