import { findRoot } from "../../numerics/mod.ts";

/** A number of independent trials with one probability. */
export interface TrialGroup {
  /** Probability of success in each trial. */
  readonly probability: number;
  /** How many trials have it. */
  readonly trials: number;
}

/**
 * Tails of the number X of successes among independent trials of unequal probabilities (the
 * Poisson-binomial distribution): P(X >= observed) and P(X <= observed).
 *
 * The distribution is tilted by e^(θ x) so that its mean is the observed count, its tail summed from
 * the characteristic function over a window of some nine standard deviations, and the tilt taken back.
 * So a small tail keeps about twelve digits, and the cost is groups times window, not trials squared.
 *
 * @see Hong (2013) Comput. Stat. Data Anal. 59:41, doi:10.1016/j.csda.2012.10.006 (the transform);
 * Daniels (1954) Ann. Math. Stat. 25:631, doi:10.1214/aoms/1177728652 (the tilt)
 */
export function poissonBinomialTails(
  groups: readonly TrialGroup[],
  observed: number,
): { readonly atLeast: number; readonly atMost: number } {
  const certain = groups.reduce(
    (n, { probability, trials }) => n + (probability >= 1 ? trials : 0),
    0,
  );
  const open = groups.filter(({ probability, trials }) =>
    probability > 0 && probability < 1 && trials > 0
  );
  const count = observed - certain;
  const mean = open.reduce((sum, { probability, trials }) => sum + probability * trials, 0);
  // The smaller tail is summed, the larger one is what is left.
  if (count > mean) {
    return { atLeast: upperTail(open, count), atMost: 1 - upperTail(open, count + 1) };
  }
  const failures = open.map(({ probability, trials }) => ({
    probability: 1 - probability,
    trials,
  }));
  const all = open.reduce((sum, { trials }) => sum + trials, 0);
  return {
    atLeast: 1 - upperTail(failures, all - count + 1),
    atMost: upperTail(failures, all - count),
  };
}

/** P(X >= count), for a count at or above the mean. */
function upperTail(groups: readonly TrialGroup[], count: number): number {
  const all = groups.reduce((sum, { trials }) => sum + trials, 0);
  if (count <= 0) return 1;
  if (count > all) return 0;
  if (count === all) {
    return Math.exp(groups.reduce((sum, g) => sum + g.trials * Math.log(g.probability), 0));
  }
  const theta = tilt(groups, count);
  const tilted = groups.map(({ probability, trials }) => ({
    probability: tiltedProbability(probability, theta),
    trials,
  }));
  const logScale = groups.reduce(
    (sum, { probability, trials }) => sum + trials * Math.log1p(probability * Math.expm1(theta)),
    -theta * count,
  );
  return Math.min(1, Math.exp(logScale) * discountedTail(tilted, count, theta));
}

/** The θ >= 0 at which the tilted mean is the count. */
function tilt(groups: readonly TrialGroup[], count: number): number {
  const excess = (theta: number) =>
    groups.reduce(
      (sum, { probability, trials }) => sum + trials * tiltedProbability(probability, theta),
      -count,
    );
  if (excess(0) >= 0) return 0;
  let far = 1;
  while (excess(far) < 0) far *= 2;
  return findRoot(excess, 0, far, { tolerance: 1e-12 });
}

function tiltedProbability(probability: number, theta: number): number {
  return 1 / (1 + (1 - probability) / probability * Math.exp(-theta));
}

/** Σ over j >= 0 of P(X = count + j) e^(-θ j), from the characteristic function of X. */
function discountedTail(groups: readonly TrialGroup[], count: number, theta: number): number {
  const variance = groups.reduce(
    (sum, { probability, trials }) => sum + trials * probability * (1 - probability),
    0,
  );
  const all = groups.reduce((sum, { trials }) => sum + trials, 0);
  // Bernstein's inequality: less than 1e-18 lies outside.
  const half = Math.min(all + 1, Math.ceil(40 + 9 * Math.sqrt(variance)));
  const points = 2 * half + 1;
  let sum = geometricSum(theta, 0, half)[0];
  for (let k = 1; k <= half; k++) {
    const omega = 2 * Math.PI * k / points;
    let logSize = 0;
    let angle = -omega * count;
    for (const { probability: p, trials } of groups) {
      logSize += trials * Math.log1p(-4 * p * (1 - p) * Math.sin(omega / 2) ** 2) / 2;
      angle += trials * Math.atan2(p * Math.sin(omega), 1 - p + p * Math.cos(omega));
    }
    // The transform falls away from zero frequency; what is below rounding adds nothing.
    if (logSize < -45) continue;
    const [real, imaginary] = geometricSum(theta, omega, half);
    sum += 2 * Math.exp(logSize) * (Math.cos(angle) * real - Math.sin(angle) * imaginary);
  }
  return sum / points;
}

/** Σ from j = 0 to `last` of r^j with r = exp(-θ - iω), as real and imaginary part. */
function geometricSum(theta: number, omega: number, last: number): readonly [number, number] {
  if (omega === 0) {
    const shrink = Math.expm1(-theta);
    return [shrink === 0 ? last + 1 : Math.expm1(-theta * (last + 1)) / shrink, 0];
  }
  const power = Math.exp(-theta * (last + 1));
  const above = [1 - power * Math.cos(omega * (last + 1)), power * Math.sin(omega * (last + 1))];
  const ratio = Math.exp(-theta);
  const below = [1 - ratio * Math.cos(omega), ratio * Math.sin(omega)];
  const size = below[0] ** 2 + below[1] ** 2;
  return [
    (above[0] * below[0] + above[1] * below[1]) / size,
    (above[1] * below[0] - above[0] * below[1]) / size,
  ];
}
