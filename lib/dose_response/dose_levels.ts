/** The wells of a curve by dose: the mean of a level carries all that fitting needs. */
export interface DoseLevels {
  /** log10 of each distinct dose, ascending; minus infinity for dose zero. */
  readonly logDoses: Float64Array;
  /** Wells at each level. */
  readonly counts: Float64Array;
  /** Mean response of each level. */
  readonly means: Float64Array;
  /** Sum of squares within levels, the part that no curve can explain. */
  readonly pureErrorSS: number;
}

/** Groups wells by dose. For any curve f, RSS = pureErrorSS + sum of counts (means - f)². */
export function doseLevels(doses: readonly number[], responses: readonly number[]): DoseLevels {
  const order = doses.map((_, i) => i).sort((a, b) => doses[a] - doses[b] || a - b);
  const levels: number[][] = [];
  for (const i of order) {
    const last = levels.at(-1);
    if (last !== undefined && doses[last[0]] === doses[i]) last.push(i);
    else levels.push([i]);
  }
  const means = Float64Array.from(levels, (level) => average(level.map((i) => responses[i])));
  let pureErrorSS = 0;
  levels.forEach((level, k) => {
    for (const i of level) pureErrorSS += (responses[i] - means[k]) ** 2;
  });
  return {
    logDoses: Float64Array.from(levels, (level) => Math.log10(doses[level[0]])),
    counts: Float64Array.from(levels, (level) => level.length),
    means,
    pureErrorSS,
  };
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
