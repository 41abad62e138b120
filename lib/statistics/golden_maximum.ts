/**
 * Where a function with one peak in [low, high] is greatest, by golden section.
 *
 * @see Kiefer (1953) Proc. Am. Math. Soc. 4:502, doi:10.2307/2032161
 */
export function goldenMaximum(
  f: (x: number) => number,
  low: number,
  high: number,
  tolerance = 1e-9,
): number {
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [a, b] = [low, high];
  let left = b - ratio * (b - a);
  let right = a + ratio * (b - a);
  let [fLeft, fRight] = [f(left), f(right)];
  while (b - a > tolerance) {
    if (fLeft >= fRight) {
      [b, right, fRight] = [right, left, fLeft];
      left = b - ratio * (b - a);
      fLeft = f(left);
    } else {
      [a, left, fLeft] = [left, right, fRight];
      right = a + ratio * (b - a);
      fRight = f(right);
    }
  }
  return (a + b) / 2;
}
