import { formatNumber, formatPercent } from "../display/mod.ts";
import type { Potency } from "./potency.ts";
import { shiftDecimalPoint } from "./unit.ts";

const DIGITS = 3;

/**
 * A potency as a person reads it: three significant digits, interval and reason in parentheses.
 *
 * Molar values are written in nM from 0.001 to below 1,000 nM, in pM below that, in µM from 1,000 nM
 * and in mM from 1,000,000 nM; the main number decides (of a range the upper end) and its limits
 * follow in the same unit. Other units stay as they are. For the text exactly as a source printed it
 * use `printPotency`.
 *
 * @param potency Any potency
 * @param options.reason Whether the reason of a bound or of a missing value is written out
 *
 * @example Usage
 * ```ts
 * import { formatPotency, makePotency } from "halfmax/potency/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const method = "t over replicates";
 * const parental = makePotency({
 *   estimate: 212,
 *   lower: 171,
 *   upper: 262,
 *   interval: { meaning: "confidence", level: 0.95, sides: 2, method },
 *   replicates: 3,
 * });
 * assertEquals(formatPotency(parental), "212 nM (95 % CI 171 to 262, n = 3)");
 *
 * const resistant = makePotency({
 *   relation: ">",
 *   estimate: 8400,
 *   reason: "all 3 replicates above",
 * });
 * assertEquals(formatPotency(resistant), "> 8.4 µM (all 3 replicates above)");
 * ```
 */
export function formatPotency(
  potency: Potency,
  { reason = true }: { reason?: boolean } = {},
): string {
  const { relation, estimate, lower, upper, approximate } = potency;
  const scale = scaleOf(potency);
  const number = (value: number | null) =>
    formatNumber(value === null ? null : shiftDecimalPoint(value, -scale.power), DIGITS);
  const why = reason && potency.reason !== "" ? ` (${potency.reason})` : "";
  const about = approximate ? "~ " : "";
  switch (relation) {
    case "=":
      return `${about}${number(estimate)} ${scale.unit}${inParentheses(potency, number)}`;
    case "range":
      return `${about}${number(lower)} to ${number(upper)} ${scale.unit}${why}`;
    case "word":
      return `${potency.word ?? relation}${why}`;
    case "relative":
      return `${comparison(potency)}${why}`;
    case "not determined":
    case "not done":
      return `${relation}${why}`;
    default:
      return `${SIGNS[relation]} ${about}${number(estimate)} ${scale.unit}${
        why || (reason ? boundMeaning(potency) : "")
      }`;
  }
}

const SIGNS = { ">": ">", "<": "<", ">=": "≥", "<=": "≤" } as const;

const SCALES = [
  { from: 1e6, unit: "mM", power: 6 },
  { from: 1e3, unit: "µM", power: 3 },
  { from: 1e-3, unit: "nM", power: 0 },
  { from: 0, unit: "pM", power: -3 },
] as const;

/** The unit to write in and its power of ten, chosen after rounding so that 999.9 nM is "1 µM". */
function scaleOf({ unit, estimate, upper, lower }: Potency): { unit: string; power: number } {
  const value = estimate ?? upper ?? lower;
  if (unit !== "nM" || value === null || value === 0) return { unit, power: 0 };
  const rounded = Number(value.toPrecision(DIGITS));
  return SCALES.find(({ from }) => rounded >= from) ?? { unit, power: 0 };
}

function inParentheses(potency: Potency, number: (value: number | null) => string): string {
  const { lower, upper, replicates } = potency;
  const parts = [
    lower === null && upper === null ? "" : intervalText(potency, number),
    replicates === null ? "" : `n = ${replicates}`,
  ].filter(Boolean);
  return parts.length === 0 ? "" : ` (${parts.join(", ")})`;
}

function intervalText(
  { lower, upper, interval }: Potency,
  number: (value: number | null) => string,
): string {
  const limits = lower === null
    ? `up to ${number(upper)}`
    : upper === null
    ? `${number(lower)} or more`
    : `${number(lower)} to ${number(upper)}`;
  switch (interval?.meaning) {
    case "confidence":
      return `${formatPercent(interval.level)} CI ${limits}`;
    case "printed range":
      return `range ${limits}`;
    case "tested dose":
      return `tested doses ${limits}`;
    default:
      return limits;
  }
}

function boundMeaning({ relation, interval }: Potency): string {
  if (interval?.meaning === "confidence") return ` (${formatPercent(interval.level)} limit)`;
  if (interval?.meaning !== "tested dose") return "";
  return relation.startsWith(">") ? " (highest tested dose)" : " (lowest tested dose)";
}

function comparison({ factor, referent, approximate }: Potency): string {
  if (factor === undefined || referent === undefined) return "relative to another value";
  const times = factor.lower === factor.upper
    ? formatNumber(factor.lower, DIGITS)
    : `${formatNumber(factor.lower, DIGITS)} to ${formatNumber(factor.upper, DIGITS)}`;
  return `${approximate ? "~ " : ""}${times}-fold ${factor.direction} than ${referent}`;
}
