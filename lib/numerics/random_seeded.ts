import { UsageError } from "../errors/mod.ts";
import { portableLog } from "./portable_exp.ts";

/** A source of random numbers: each call gives the next number, uniform in [0, 1). */
export type Prng = () => number;

/**
 * A seeded source of uniform random numbers in [0, 1): the same seed gives the same numbers on
 * every machine.
 *
 * xoshiro128** (period 2^128 - 1), its state filled from the seed by SplitMix64 as its authors
 * advise. Each number takes two 32-bit outputs and has 53 random bits.
 *
 * @param seed An integer from 0 to 2^53 - 1
 * @throws {UsageError} If the seed is no such integer
 * @see Blackman and Vigna (2021) Scrambled linear pseudorandom number generators, ACM Trans. Math.
 * Softw. 47:36, doi:10.1145/3460772; Steele, Lea and Flood (2014), doi:10.1145/2660193.2660195
 * @example Usage
 * ```ts
 * import { randomSeeded } from "halfmax/numerics/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const one = randomSeeded(7);
 * const other = randomSeeded(7);
 * assertEquals([one(), one()], [other(), other()]);
 * ```
 */
export function randomSeeded(seed: number): Prng {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new UsageError(
      `Cannot seed random numbers: seed must be an integer from 0 to 2^53 - 1, found ${seed}`,
    );
  }
  const state = splitMix64(BigInt(seed));
  return () => {
    const high = nextWord(state) >>> 5;
    const low = nextWord(state) >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  };
}

/**
 * The next standard normal deviate from a source of uniform numbers.
 *
 * Marsaglia's polar method; of the pair it makes, one is used, so that a deviate depends on the
 * source alone.
 *
 * @param prng A source of uniform numbers in [0, 1)
 * @see Marsaglia and Bray (1964) SIAM Review 6:260, doi:10.1137/1006063
 * @example Usage
 * ```ts
 * import { randomNormal, randomSeeded } from "halfmax/numerics/mod.ts";
 * import { assert } from "@std/assert";
 *
 * const prng = randomSeeded(1);
 * assert(Math.abs(randomNormal(prng)) < 10);
 * ```
 */
export function randomNormal(prng: Prng): number {
  for (;;) {
    const u = 2 * prng() - 1;
    const v = 2 * prng() - 1;
    const square = u * u + v * v;
    if (square > 0 && square < 1) return u * Math.sqrt(-2 * portableLog(square) / square);
  }
}

/** One step of xoshiro128**; changes the state. */
export function nextWord(state: Uint32Array): number {
  const product = Math.imul(state[1], 5);
  const result = Math.imul((product << 7) | (product >>> 25), 9);
  const shifted = state[1] << 9;
  state[2] ^= state[0];
  state[3] ^= state[1];
  state[1] ^= state[2];
  state[0] ^= state[3];
  state[2] ^= shifted;
  state[3] = (state[3] << 11) | (state[3] >>> 21);
  return result;
}

/** Two outputs of SplitMix64 as four 32-bit words. */
export function splitMix64(seed: bigint): Uint32Array {
  const state = new Uint32Array(4);
  let counter = seed;
  for (let pair = 0; pair < 2; pair++) {
    counter = BigInt.asUintN(64, counter + 0x9e3779b97f4a7c15n);
    let z = counter;
    z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n);
    z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d049bb133111ebn);
    z ^= z >> 31n;
    state[2 * pair] = Number(z & 0xffffffffn);
    state[2 * pair + 1] = Number(z >> 32n);
  }
  return state;
}
