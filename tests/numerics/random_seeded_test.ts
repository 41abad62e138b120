import { UsageError } from "../../lib/errors/mod.ts";
import { randomNormal, randomSeeded } from "../../lib/numerics/mod.ts";
import { nextWord, splitMix64 } from "../../lib/numerics/random_seeded.ts";
import { assert, assertClose, assertEquals, assertThrows } from "../assert.ts";

Deno.test("randomSeeded() steps xoshiro128** as its authors' code does", () => {
  // From state 1, 2, 3, 4, as the reference implementation in C prints.
  const state = Uint32Array.of(1, 2, 3, 4);
  const words = Array.from({ length: 10 }, () => nextWord(state) >>> 0);
  assertEquals(words, [
    11520,
    0,
    5927040,
    70819200,
    2031721883,
    1637235492,
    1287239034,
    3734860849,
    3729100597,
    4258142804,
  ]);
});

Deno.test("randomSeeded() fills its state by SplitMix64", () => {
  // The first two outputs from seed 1234567 are 6457827717110365317 and 3203168211198807973.
  const [a, b, c, d] = [...splitMix64(1234567n)].map(BigInt);
  assertEquals((b << 32n) | a, 6457827717110365317n);
  assertEquals((d << 32n) | c, 3203168211198807973n);
});

Deno.test("randomSeeded() gives the same numbers for a seed, others for another", () => {
  const draw = (seed: number) => {
    const prng = randomSeeded(seed);
    return Array.from({ length: 5 }, prng);
  };
  assertEquals(draw(42), draw(42));
  assert(draw(42)[0] !== draw(43)[0]);
  assertEquals(draw(2026), [
    0.24032386329426103,
    0.029934130815844173,
    0.8201265817141289,
    0.3503583469331485,
    0.4155116503412142,
  ]);
});

Deno.test("randomSeeded() is uniform: mean, variance and serial correlation", () => {
  const prng = randomSeeded(7);
  const n = 200_000;
  const u = Array.from({ length: n }, prng);
  assert(u.every((value) => value >= 0 && value < 1));
  const mean = u.reduce((a, b) => a + b) / n;
  const variance = u.reduce((a, b) => a + (b - mean) ** 2, 0) / n;
  const serial = u.slice(1).reduce((a, b, i) => a + (b - mean) * (u[i] - mean), 0) / n / variance;
  assert(Math.abs(mean - 0.5) < 4 * Math.sqrt(1 / 12 / n));
  assertClose(variance, 1 / 12, 0.01);
  assert(Math.abs(serial) < 4 / Math.sqrt(n));
});

Deno.test("randomNormal() is standard normal: moments and tails", () => {
  const prng = randomSeeded(8);
  const n = 200_000;
  const z = Array.from({ length: n }, () => randomNormal(prng));
  const moment = (power: number) => z.reduce((a, b) => a + b ** power, 0) / n;
  assert(Math.abs(moment(1)) < 4 / Math.sqrt(n));
  assert(Math.abs(moment(2) - 1) < 4 * Math.sqrt(2 / n));
  assert(Math.abs(moment(3)) < 4 * Math.sqrt(15 / n));
  assert(Math.abs(moment(4) - 3) < 4 * Math.sqrt(96 / n));
  const beyond = z.filter((value) => Math.abs(value) > 1.959963984540054).length / n;
  assert(Math.abs(beyond - 0.05) < 4 * Math.sqrt(0.05 * 0.95 / n));
});

Deno.test("randomSeeded() refuses seeds that are no integers of 0 or more", () => {
  for (const seed of [-1, 0.5, NaN, 2 ** 53]) {
    assertThrows(() => randomSeeded(seed), UsageError, `found ${seed}`);
  }
});
