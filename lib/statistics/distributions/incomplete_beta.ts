import { portableExp, portableLog } from "../../numerics/mod.ts";
import { excessOverLog } from "./excess_over_log.ts";
import { stirlingRemainder } from "./log_gamma.ts";

/**
 * Lower regularised incomplete beta function I_x(a, b); arguments are not checked.
 *
 * @param y 1 - x, for callers who know it to more digits
 */
export function lowerBeta(x: number, a: number, b: number, y = 1 - x): number {
  if (x <= 0 || y <= 0) return x <= 0 ? 0 : 1;
  return a * y >= b * x ? smallerTail(x, a, b, y) : 1 - smallerTail(y, b, a, x);
}

/** Upper regularised incomplete beta function, itself and not 1 - lower where it is small. */
export function upperBeta(x: number, a: number, b: number, y = 1 - x): number {
  return lowerBeta(y, b, a, x);
}

/**
 * log of x^a y^b / B(a, b), the density of logit x.
 *
 * With n = a + b it is -a (μ - log(1 + μ)) - b (ν - log(1 + ν)) + log √(a b / (2 π n)) plus Stirling's
 * remainders, where 1 + μ = n x / a and 1 + ν = n y / b: small numbers, where a log x, b log y and
 * log B would be large ones that cancel.
 *
 * @see Loader (2000) Fast and Accurate Computation of Binomial Probabilities (the same for counts)
 */
export function logBetaFactor(x: number, a: number, b: number, y = 1 - x): number {
  const { log, ofSum, ofA, ofB } = scaleOf(a, b);
  const n = a + b;
  const away = b * x - a * y;
  return -a * excessOverLog(away / a, n * x / a) - b * excessOverLog(-away / b, n * y / b) +
    log / 2 + ofSum - ofA - ofB;
}

/** The part of it that depends on the shapes alone. */
interface Scale {
  readonly a: number;
  readonly b: number;
  readonly log: number;
  readonly ofSum: number;
  readonly ofA: number;
  readonly ofB: number;
}

/** Shapes for which it is kept: many values are often asked for with few. */
const kept = new Array<Scale | null>(64).fill(null);

function scaleOf(a: number, b: number): Scale {
  const slot = (2 * a + 14 * b) & (kept.length - 1);
  const known = kept[slot];
  if (known !== null && known.a === a && known.b === b) return known;
  const n = a + b;
  return kept[slot] = {
    a,
    b,
    log: portableLog(a * b / (2 * Math.PI * n)),
    ofSum: stirlingRemainder(n),
    ofA: stirlingRemainder(a),
    ofB: stirlingRemainder(b),
  };
}

/**
 * I_x(a, b) for x at or below the mean a / (a + b), by the continued fraction of DiDonato and Morris
 * and the modified Lentz method. It takes about √max(a, b) steps at the mean and a few in the tails.
 *
 * @see DiDonato and Morris (1992) ACM Trans. Math. Softw. 18:360, doi:10.1145/131766.131776 (BFRAC);
 * Thompson and Barnett (1986) J. Comput. Phys. 64:490, doi:10.1016/0021-9991(86)90046-X (Lentz)
 */
function smallerTail(x: number, a: number, b: number, y: number): number {
  const lambda = a * y - b * x;
  let value = a * (lambda + 1) / (a + 1);
  let c = value;
  let d = 0;
  for (let n = 1; n < 1e6; n++) {
    const e = a + 2 * n - 1;
    const numerator = (a + n - 1) * (a + b + n - 1) * n * (b - n) * x * x / (e * e);
    const term = n + n * (b - n) * x / e + (a + n) * (lambda + 1 + n * (1 + y)) / (e + 2);
    d = 1 / (term + numerator * d);
    c = term + numerator / c;
    const change = c * d;
    value *= change;
    if (Math.abs(change - 1) < 1e-16) break;
  }
  return portableExp(logBetaFactor(x, a, b, y)) / value;
}
