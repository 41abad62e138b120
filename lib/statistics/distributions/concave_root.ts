/**
 * The point where the logarithm of an increasing, log-concave distribution function reaches a
 * given height, by Newton's method.
 *
 * A tangent of a concave function lies above it. So from the left of the root every step stays left
 * of it, and from the right one step goes to the left: the iteration converges from anywhere where
 * the function has not underflowed. Where a step lands on an underflow it is halved.
 *
 * @param distribution At u: log F(u), -Infinity where F underflows, and the slope d log F / du
 * @param height The log probability to reach, finite
 * @param start A first guess
 */
export function concaveRoot(
  distribution: (u: number) => readonly [logValue: number, slope: number],
  height: number,
  start: number,
): number {
  let u = start;
  let [value, slope] = distribution(u);
  // From an underflow walk right, ever faster, until the function is seen.
  for (let stride = 1; value === -Infinity && stride < 1e300; stride *= 2) {
    u += stride;
    [value, slope] = distribution(u);
  }
  let smallest = Infinity;
  for (let iteration = 0; iteration < 200; iteration++) {
    let step = (height - value) / slope;
    if (!Number.isFinite(step)) step = height < value ? -1 : 1;
    const size = Math.abs(step);
    if (size === 0) return u;
    const near = size <= 1e-9 * Math.max(1, Math.abs(u));
    // Near the root the steps shrink until rounding stops them; then more would only wander.
    if (near && size >= smallest) return u;
    if (near) smallest = size;
    let [nextValue, nextSlope] = distribution(u + step);
    while (nextValue === -Infinity) {
      step /= 2;
      [nextValue, nextSlope] = distribution(u + step);
    }
    u += step;
    if (size <= 1e-16 * Math.abs(u)) return u;
    [value, slope] = [nextValue, nextSlope];
  }
  return u;
}
