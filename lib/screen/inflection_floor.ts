import type { ProjectedCurve } from "./projected_curve.ts";

/**
 * A sum of squares that no curve with its position beyond all tested doses can undercut.
 *
 * A logistic curve in log dose turns at its position. One that falls with its position above the doses is
 * concave over all of them, so that at the dose j it lies above every chord, and so above that between
 * the weighted means of the doses before j and of those after it:
 *
 * f_j ≥ λ f̄_b + (1 - λ) f̄_a, with λ ū_b + (1 - λ) ū_a = u_j.
 *
 * Where the responses miss that by v, the squares are at least v² / (1/w_j + λ²/W_b + (1 - λ)²/W_a)
 * (least squares under one linear constraint). Below the doses the signs change. A curve that rises
 * leaves at least what a step between the mean responses of both sides of a dose explains, where that step
 * falls. The lower of the two is the floor; for a rising curve all is turned round.
 *
 * @param side 1 for a position above all doses, -1 for one below
 */
export function inflectionFloor(curve: ProjectedCurve, side: -1 | 1): number {
  const { levels: { count, vehicle, weight, mean: y, total, within }, design: { logDose } } = curve;
  let weightAfter = 0, doseAfter = 0, meanAfter = 0;
  for (let j = vehicle; j < count; j++) {
    weightAfter += weight[j];
    doseAfter += weight[j] * logDose[j];
    meanAfter += weight[j] * y[j];
  }
  let weightBefore = 0, doseBefore = 0, meanBefore = 0;
  // Of the vehicle only the response is known; the mean of all responses is 0.
  let stepWeight = vehicle === 1 ? weight[0] : 0;
  let stepMean = stepWeight * y[0];
  let bent = 0, turned = 0, falls = 0, rises = 0;
  for (let j = vehicle; j < count - 1; j++) {
    const w = weight[j];
    const u = logDose[j];
    weightAfter -= w;
    doseAfter -= w * u;
    meanAfter -= w * y[j];
    // λ = weightBefore * ahead / whole.
    const ahead = doseAfter - u * weightAfter;
    const behind = u * weightBefore - doseBefore;
    const whole = weightBefore * ahead + weightAfter * behind;
    const miss = side * (ahead * meanBefore + behind * meanAfter - whole * y[j]);
    const cost = w * miss * miss /
      (whole * whole + w * (weightBefore * ahead * ahead + weightAfter * behind * behind));
    // The first dose has no chord: nothing is whole there.
    if (miss > 0) {
      if (cost > bent) bent = cost;
    } else if (cost > turned) turned = cost;
    weightBefore += w;
    doseBefore += w * u;
    meanBefore += w * y[j];
    stepWeight += w;
    stepMean += w * y[j];
    const explained = stepMean * stepMean * total / (stepWeight * (total - stepWeight));
    if (stepMean > 0) {
      if (explained > falls) falls = explained;
    } else if (explained > rises) rises = explained;
  }
  // What falls must neither turn nor rise, and the other way round.
  const falling = bent > rises ? bent : rises;
  const rising = turned > falls ? turned : falls;
  return within + (falling < rising ? falling : rising);
}
