/** Steps of the table of 2^(j / 256): so fine that four terms of the series are enough. */
const STEPS: i32 = 256;
const PER_STEP: f64 = <f64> STEPS / 0.6931471805599453;
/** ln 2 / 256 in two parts: the first has so few bits that its product with a step count is exact; the
 * last term is what ln 2 has beyond its double. */
const STEP_HIGH: f64 = <f64> (<f32> (0.6931471805599453 / <f64> STEPS));
const STEP_LOW: f64 = 0.6931471805599453 / <f64> STEPS - STEP_HIGH +
  2.3190468138462996e-17 / <f64> STEPS;
/** Adding and subtracting it rounds to an integer. */
const ROUNDER: f64 = 6755399441055744;
/** What the series takes, in pairs: from memory they are had for less than made anew each time. */
const PAIRS: usize = memory.data<f64>(
  // deno-fmt-ignore
  [
    350, 350, -350, -350, PER_STEP, PER_STEP, ROUNDER, ROUNDER, STEP_HIGH, STEP_HIGH, STEP_LOW, STEP_LOW,
    1.0 / 24.0, 1.0 / 24.0, 1.0 / 6.0, 1.0 / 6.0, 0.5, 0.5,
  ],
  16,
);
/** 2^(j / 256), written by whoever starts the kernel. */
const ROOTS: usize = memory.data(STEPS * 8, 16);

/** Where the table of 2^(j / 256) is to be written. */
export function rootsAt(): usize {
  return ROOTS;
}

/**
 * e^x of both numbers of a pair, with x cut to -350 and 350, by IEEE basic operations only: the same bits
 * on every machine. For the innermost loop of the screen, which needs no infinities: within two units in
 * the last place.
 *
 * x = (256 k + j) ln 2 / 256 + r gives e^x = 2^k · 2^(j / 256) · (1 + r + r²/2 + r³/6 + r⁴/24), with
 * |r| below 0.0014 and the next term below a third of a unit in the last place. The whole number 256 k + j
 * stands in the low bits of the sum that rounds to it, and 2^k is added to the exponent's bits.
 */
export function clampedExps(x: v128): v128 {
  const rounder = v128.load(PAIRS, 48);
  const z = f64x2.pmin(v128.load(PAIRS, 0), f64x2.pmax(v128.load(PAIRS, 16), x));
  const rounded = f64x2.add(f64x2.mul(z, v128.load(PAIRS, 32)), rounder);
  const steps = f64x2.sub(rounded, rounder);
  const coarse = f64x2.sub(z, f64x2.mul(steps, v128.load(PAIRS, 64)));
  const r = f64x2.sub(coarse, f64x2.mul(steps, v128.load(PAIRS, 80)));
  const first = i32x4.extract_lane(rounded, 0) & (STEPS - 1);
  const second = i32x4.extract_lane(rounded, 2) & (STEPS - 1);
  const root = v128.load64_lane(
    ROOTS + (<usize> second << 3),
    v128.load64_zero(ROOTS + (<usize> first << 3)),
    1,
  );
  const cubic = f64x2.add(v128.load(PAIRS, 112), f64x2.mul(r, v128.load(PAIRS, 96)));
  const square = f64x2.add(v128.load(PAIRS, 128), f64x2.mul(r, cubic));
  const p = f64x2.add(r, f64x2.mul(f64x2.mul(r, r), square));
  const power = i64x2.shl(i64x2.shr_u(rounded, 8), 52);
  return i64x2.add(f64x2.add(root, f64x2.mul(root, p)), power);
}

/** e^x, as {@linkcode clampedExps}. */
export function clampedExp(x: f64): f64 {
  return f64x2.extract_lane(clampedExps(f64x2.splat(x)), 0);
}
