/** ln 10 */
export const LN10: f64 = 2.302585092994046;

/** Sum of the two numbers of a pair. */
export function fold(pair: v128): f64 {
  return f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1);
}

/** a + b c, rounded twice, of pairs. */
export function addProduct(a: v128, b: v128, c: v128): v128 {
  return f64x2.add(a, f64x2.mul(b, c));
}

/** A value cut to its bounds. */
export function within(value: f64, least: f64, most: f64): f64 {
  return value < least ? least : value > most ? most : value;
}

/** An entry of a column. */
export function entry(columnAt: usize, i: i32): f64 {
  return load<f64>(columnAt + (<usize> i << 3));
}

/** Writes an entry of a column. */
export function put(columnAt: usize, i: i32, value: f64): void {
  store<f64>(columnAt + (<usize> i << 3), value);
}
