/**
 * A number as the unevaluated sum of two doubles, the second below half a unit in the last place of
 * the first: about 32 digits by IEEE basic operations alone.
 *
 * @see Dekker (1971) Numer. Math. 18:224, doi:10.1007/BF01397083
 */
export type DoubleDouble = readonly [high: number, low: number];

/** The exact sum of two doubles. */
export function exactSum(a: number, b: number): DoubleDouble {
  const sum = a + b;
  const part = sum - a;
  return [sum, (a - (sum - part)) + (b - part)];
}

/** The exact product of two doubles, where nothing over- or underflows. */
export function exactProduct(a: number, b: number): DoubleDouble {
  const product = a * b;
  const [aHigh, aLow] = halves(a);
  const [bHigh, bLow] = halves(b);
  return [product, ((aHigh * bHigh - product) + aHigh * bLow + aLow * bHigh) + aLow * bLow];
}

/** a + b */
export function add(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const [high, error] = exactSum(a[0], b[0]);
  const [low, lost] = exactSum(a[1], b[1]);
  const [sum, rest] = exactSum(high, error + low);
  return exactSum(sum, rest + lost);
}

/** a * b */
export function multiply(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const [high, low] = exactProduct(a[0], b[0]);
  return exactSum(high, low + (a[0] * b[1] + a[1] * b[0]));
}

/** a / b */
export function divide(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const first = a[0] / b[0];
  const rest = add(a, multiply(b, [-first, 0]));
  const second = rest[0] / b[0];
  const last = add(rest, multiply(b, [-second, 0]))[0] / b[0];
  return add(exactSum(first, second), [last, 0]);
}

/** The two 26-bit halves of a double. */
function halves(a: number): DoubleDouble {
  const spread = 134217729 * a;
  const high = spread - (spread - a);
  return [high, a - high];
}
