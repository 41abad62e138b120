import { UsageError } from "../errors/mod.ts";

/** An integral with an estimate of its error. */
export interface Integral {
  /** The integral. */
  readonly value: number;
  /** What the two rules differ by, summed: an upper estimate of the error. */
  readonly error: number;
  /** `not converged`: the error is above the tolerance after the last allowed halving. */
  readonly status: "converged" | "not converged";
}

/** Nodes of the 15-point Kronrod rule on (0, 1]; the odd ones are those of Gauss's 7-point rule. */
const NODES = [
  0.9914553711208126,
  0.9491079123427585,
  0.8648644233597691,
  0.7415311855993945,
  0.5860872354676911,
  0.4058451513773972,
  0.20778495500789848,
];
const KRONROD = [
  0.022935322010529224,
  0.06309209262997856,
  0.10479001032225019,
  0.14065325971552592,
  0.1690047266392679,
  0.19035057806478542,
  0.20443294007529889,
];
const KRONROD_MIDDLE = 0.20948214108472782;
const GAUSS = [0.1294849661688697, 0.27970539148927664, 0.3818300505051189];
const GAUSS_MIDDLE = 0.4179591836734694;

interface Piece {
  readonly from: number;
  readonly to: number;
  readonly value: number;
  readonly error: number;
}

/**
 * The integral of a function between two ends, which may be infinite, by adaptive quadrature: the
 * piece with the largest error is halved until the sum of errors is small enough. Each piece takes
 * 15 calls (Gauss 7, Kronrod 15). The ends themselves are never called.
 *
 * @param f A function that is finite inside the range
 * @param lower One end
 * @param upper The other end; below `lower` the sign turns
 * @param options.relative Error allowed as a share of the value; default 1e-10
 * @param options.absolute Error allowed in any case; default 1e-300
 * @param options.maxPieces Pieces at most; default 500
 * @throws {UsageError} If an end is NaN or the function gives a number that is not finite
 * @see Piessens, de Doncker-Kapenga, Überhuber and Kahaner (1983) QUADPACK
 * @example Usage
 * ```ts
 * import { integrate } from "halfmax/numerics/mod.ts";
 * import { assert } from "@std/assert";
 *
 * const { value } = integrate((x) => Math.exp(-x * x), -Infinity, Infinity);
 * assert(Math.abs(value - Math.sqrt(Math.PI)) < 1e-10);
 * ```
 */
export function integrate(
  f: (x: number) => number,
  lower: number,
  upper: number,
  { relative = 1e-10, absolute = 1e-300, maxPieces = 500 }: {
    relative?: number;
    absolute?: number;
    maxPieces?: number;
  } = {},
): Integral {
  if (Number.isNaN(lower) || Number.isNaN(upper)) {
    throw new UsageError(`Cannot integrate: the ends must be numbers, found ${lower} and ${upper}`);
  }
  if (lower === upper) return { value: 0, error: 0, status: "converged" };
  if (lower > upper) {
    const turned = integrate(f, upper, lower, { relative, absolute, maxPieces });
    return { ...turned, value: -turned.value };
  }
  const { g, from, to } = onFiniteRange(f, lower, upper);
  const pieces = [kronrod(g, from, to)];
  for (;;) {
    const value = sum(pieces, (piece) => piece.value);
    const error = sum(pieces, (piece) => piece.error);
    if (error <= Math.max(absolute, relative * Math.abs(value))) {
      return { value, error, status: "converged" };
    }
    const worst = pieces.reduce((a, b) => b.error > a.error ? b : a);
    const middle = (worst.from + worst.to) / 2;
    if (pieces.length >= maxPieces || !(middle > worst.from && middle < worst.to)) {
      return { value, error, status: "not converged" };
    }
    pieces.splice(
      pieces.indexOf(worst),
      1,
      kronrod(g, worst.from, middle),
      kronrod(g, middle, worst.to),
    );
  }
}

/** The same integral over a finite range: infinite ends by x = t / (1 - t^2) or a + t / (1 - t). */
function onFiniteRange(
  f: (x: number) => number,
  lower: number,
  upper: number,
): { g: (t: number) => number; from: number; to: number } {
  const checked = (x: number): number => {
    const value = f(x);
    if (Number.isFinite(value)) return value;
    throw new UsageError(
      `Cannot integrate: the function must be finite inside the range, found ${value} at ${x}`,
    );
  };
  if (lower === -Infinity && upper === Infinity) {
    const g = (t: number) => {
      const rest = 1 - t * t;
      return checked(t / rest) * (1 + t * t) / (rest * rest);
    };
    return { g, from: -1, to: 1 };
  }
  if (upper === Infinity) {
    return { g: (t) => checked(lower + t / (1 - t)) / ((1 - t) * (1 - t)), from: 0, to: 1 };
  }
  if (lower === -Infinity) {
    return { g: (t) => checked(upper - t / (1 - t)) / ((1 - t) * (1 - t)), from: 0, to: 1 };
  }
  return { g: checked, from: lower, to: upper };
}

function kronrod(g: (t: number) => number, from: number, to: number): Piece {
  const middle = (from + to) / 2;
  const half = (to - from) / 2;
  const center = g(middle);
  let fine = KRONROD_MIDDLE * center;
  let coarse = GAUSS_MIDDLE * center;
  for (let i = 0; i < NODES.length; i++) {
    const pair = g(middle - half * NODES[i]) + g(middle + half * NODES[i]);
    fine += KRONROD[i] * pair;
    if (i % 2 === 1) coarse += GAUSS[(i - 1) / 2] * pair;
  }
  return { from, to, value: half * fine, error: Math.abs(half * (fine - coarse)) };
}

function sum(pieces: readonly Piece[], of: (piece: Piece) => number): number {
  let total = 0;
  for (const piece of pieces) total += of(piece);
  return total;
}
