import { differenceCurvature, differenceJacobian } from "./differences.ts";
import { modelError, type Point, type Problem } from "./least_squares_problem.ts";
import { createQr, type PivotedQr, pivotedQr } from "./qr.ts";

/**
 * Linearises at a point: weighted Jacobian, slope J'r, the parameters that may move (neither fixed
 * nor held at a bound by the slope), and the QR factorisation of their columns, each scaled to
 * length 1, with the residuals as right-hand side. Null when the Jacobian is not finite.
 */
export function linearize(problem: Problem, point: Point): PivotedQr | null {
  const { jacobian, slope, lengths, longest, columns, rhs, moving, free, lower, upper } = problem;
  const { residuals, parameters } = point;
  const n = residuals.length;
  const p = parameters.length;
  weightedJacobian(problem, point, jacobian);
  slope.fill(0);
  lengths.fill(0);
  for (let i = 0, at = 0; i < n; i++) {
    const residual = residuals[i];
    for (let k = 0; k < p; k++, at++) {
      const d = jacobian[at];
      slope[k] += d * residual;
      lengths[k] += d * d;
    }
  }
  let count = 0;
  let reach = 0;
  for (let k = 0; k < p; k++) {
    if (!Number.isFinite(slope[k]) || !Number.isFinite(lengths[k])) return null;
    reach += lengths[k] * parameters[k] * parameters[k];
    lengths[k] = Math.sqrt(lengths[k]);
    longest[k] = Math.max(longest[k], lengths[k]);
    const held = (slope[k] >= 0 && parameters[k] >= upper[k]) ||
      (slope[k] <= 0 && parameters[k] <= lower[k]);
    if (free[k] === 1 && !held) moving[count++] = k;
  }
  problem.movingCount = count;
  problem.rounding = problem.noise + 4 * Number.EPSILON * Math.sqrt(reach);
  for (let j = 0; j < count; j++) {
    const k = moving[j];
    const scale = lengths[k] > 0 ? 1 / lengths[k] : 0;
    for (let i = 0, at = k; i < n; i++, at += p) columns[j * n + i] = jacobian[at] * scale;
  }
  rhs.set(residuals);
  const qr = problem.factorizations[count] ??= createQr(count);
  pivotedQr(columns, rhs, n, qr);
  return qr;
}

/** The factorisation at the last linearised point. */
export function lastFactorization(problem: Problem): PivotedQr {
  return problem.factorizations[problem.movingCount] ??= createQr(problem.movingCount);
}

/**
 * How far the last linearised point is from stationary: the length of the residuals' part along the
 * Jacobian's columns as a share of their whole. One over the root of the degrees of freedom is one
 * standard error away; it does not depend on scales.
 */
export function relativeOffset(problem: Problem, point: Point): number {
  const along = lengthAlong(problem);
  return along === 0 ? 0 : along / Math.max(Math.sqrt(point.rss), problem.rounding);
}

/** Whether the last linearised point is stationary, to 1e-7 of the residuals or to rounding. */
export function isStationary(problem: Problem, point: Point): boolean {
  return lengthAlong(problem) <= 1e-7 * Math.sqrt(point.rss) + problem.rounding;
}

function lengthAlong(problem: Problem): number {
  const { rank, qtb } = lastFactorization(problem);
  let square = 0;
  for (let j = 0; j < rank; j++) square += qtb[j] * qtb[j];
  return Math.sqrt(square);
}

/**
 * The second-order part of the Hessian at a point, sum of residual times second derivative over the
 * observations: p x p, the model's own or by differences.
 */
export function curvature(problem: Problem, point: Point, out: Float64Array): void {
  const { model, rootWeights } = problem;
  if (!model.curvature) {
    differenceCurvature(problem, point, weightedJacobian, out);
    return;
  }
  const { residuals, parameters } = point;
  const weighted = rootWeights === null
    ? residuals
    : residuals.map((value, i) => value * rootWeights[i]);
  try {
    model.curvature(parameters, weighted, out);
  } catch (cause) {
    throw modelError(model, "curvature", parameters, cause);
  }
}

/**
 * Half the Hessian of the sum of squares at the last linearised point, J'J - curvature, over the
 * moving parameters in their order, columns scaled to length 1: m x m.
 */
export function scaledHessian(problem: Problem, second: Float64Array, out: Float64Array): void {
  const { movingCount: m, moving, lengths, jacobian } = problem;
  const p = lengths.length;
  for (let a = 0; a < m; a++) {
    for (let b = 0; b <= a; b++) {
      const k = moving[a];
      const l = moving[b];
      let sum = -second[k * p + l];
      for (let i = 0; i < jacobian.length; i += p) sum += jacobian[i + k] * jacobian[i + l];
      out[a * m + b] = out[b * m + a] = sum / ((lengths[k] || 1) * (lengths[l] || 1));
    }
  }
}

function weightedJacobian(problem: Problem, point: Point, out: Float64Array): void {
  const { model, rootWeights } = problem;
  if (!model.jacobian) {
    differenceJacobian(problem, point, out);
  } else {
    try {
      model.jacobian(point.parameters, out);
    } catch (cause) {
      throw modelError(model, "jacobian", point.parameters, cause);
    }
  }
  if (rootWeights === null) return;
  const p = point.parameters.length;
  for (let i = 0, at = 0; i < rootWeights.length; i++) {
    for (let k = 0; k < p; k++, at++) out[at] *= rootWeights[i];
  }
}
