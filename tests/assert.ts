/**
 * The Deno standard library's assertions with types: the package that carries them ships none, so
 * they are typed here, once.
 */
import * as untyped from "@std/assert";

interface Assertions {
  assert(condition: unknown, message?: string): asserts condition;
  assertEquals<T>(actual: T, expected: T, message?: string): void;
  assertNotEquals<T>(actual: T, expected: T, message?: string): void;
  assertStrictEquals<T>(actual: T, expected: T, message?: string): void;
  assertAlmostEquals(actual: number, expected: number, tolerance?: number, message?: string): void;
  assertStringIncludes(actual: string, expected: string, message?: string): void;
  assertMatch(actual: string, expected: RegExp, message?: string): void;
  assertThrows<E extends Error = Error>(
    fn: () => unknown,
    errorClass?: new (...args: never[]) => E,
    includes?: string,
    message?: string,
  ): E;
  assertRejects<E extends Error = Error>(
    fn: () => PromiseLike<unknown>,
    errorClass?: new (...args: never[]) => E,
    includes?: string,
    message?: string,
  ): Promise<E>;
  assertExists<T>(actual: T, message?: string): asserts actual is NonNullable<T>;
}

const typed: Assertions = untyped as unknown as Assertions;

export const assert: Assertions["assert"] = typed.assert;
export const assertEquals: Assertions["assertEquals"] = typed.assertEquals;
export const assertNotEquals: Assertions["assertNotEquals"] = typed.assertNotEquals;
export const assertStrictEquals: Assertions["assertStrictEquals"] = typed.assertStrictEquals;
export const assertAlmostEquals: Assertions["assertAlmostEquals"] = typed.assertAlmostEquals;
export const assertStringIncludes: Assertions["assertStringIncludes"] = typed.assertStringIncludes;
export const assertMatch: Assertions["assertMatch"] = typed.assertMatch;
export const assertThrows: Assertions["assertThrows"] = typed.assertThrows;
export const assertRejects: Assertions["assertRejects"] = typed.assertRejects;
export const assertExists: Assertions["assertExists"] = typed.assertExists;

/** Asserts |actual - expected| <= tolerance * |expected| (absolute where expected is 0). */
export function assertClose(actual: number, expected: number, relative: number, what = ""): void {
  const error = Math.abs(actual - expected) / (Math.abs(expected) || 1);
  typed.assert(
    error <= relative,
    `${what} ${actual} differs from ${expected} by ${
      error.toExponential(2)
    } (relative), allowed ${relative}`,
  );
}
