import { UsageError } from "../errors/mod.ts";

/** Throws unless the argument is a finite number above zero (or, where allowed, infinite). */
export function requirePositive(
  action: string,
  name: string,
  value: number,
  { orInfinite = false }: { orInfinite?: boolean } = {},
): void {
  if (value > 0 && (orInfinite || value !== Infinity)) return;
  refuse(action, name, "a number above 0", value);
}

/** Throws unless the argument lies in [0, 1]. */
export function requireProbability(action: string, name: string, value: number): void {
  if (value >= 0 && value <= 1) return;
  refuse(action, name, "between 0 and 1", value);
}

/** Throws unless the confidence level lies strictly between 0 and 1. */
export function requireLevel(action: string, level: number): void {
  if (level > 0 && level < 1) return;
  refuse(action, "level", "between 0 and 1, such as 0.95", level);
}

/** Throws unless the argument is a whole number from 0 up to `most`. */
export function requireCount(
  action: string,
  name: string,
  value: number,
  most: number = Number.MAX_SAFE_INTEGER,
): void {
  if (Number.isSafeInteger(value) && value >= 0 && value <= most) return;
  const needed = most === Number.MAX_SAFE_INTEGER
    ? "a whole number, 0 or more"
    : `a whole number from 0 to ${most}`;
  refuse(action, name, needed, value);
}

/** Throws unless the argument is not NaN. */
export function requireNumber(action: string, name: string, value: number): void {
  if (typeof value === "number" && !Number.isNaN(value)) return;
  refuse(action, name, "a number", value);
}

function refuse(action: string, name: string, needed: string, value: number): never {
  throw new UsageError(`Cannot ${action}: ${name} must be ${needed}, found ${value}`);
}
