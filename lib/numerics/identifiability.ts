import { list } from "../errors/mod.ts";
import type { Point, Problem } from "./least_squares_problem.ts";
import { lastFactorization } from "./linearize.ts";
import { singularValues } from "./singular_values.ts";

/** What the data determine at the last linearised point. */
export interface Identifiability {
  /** Condition number of the Jacobian with its columns scaled to length 1. */
  readonly conditionNumber: number;
  /** Parameters that run along a direction in which the predictions do not change. */
  readonly names: readonly string[];
  /** Each such direction in words. */
  readonly reasons: readonly string[];
  /**
   * Standard errors of the moving parameters, in their order, in units of the residual standard
   * deviation over the column's length, from the determined directions alone.
   */
  readonly units: Float64Array;
}

/** Condition beyond which a direction is not determined by the data. */
const WORST_CONDITION = 1e10;
/** Part that a parameter must have in a direction of length 1 to be named in it. */
const PART = 0.01;
/** A column has faded when it is this share of the longest it was on the way. */
const FADED = 1e-10;
/** A parameter whose standard error is so many times itself is not known to any digit. */
const HOPELESS = 1e3;

/**
 * Finds what the data do not determine: directions in which the scaled Jacobian is singular, and
 * parameters that have run to where the predictions hardly feel them (the slope of a sigmoid that
 * has become a step), which scaling hides.
 *
 * @param s Residual standard deviation
 */
export function identifiability(
  problem: Problem,
  { parameters }: Point,
  s: number,
): Identifiability {
  const { model, moving, movingCount: m, lengths } = problem;
  const { r, pivots } = lastFactorization(problem);
  const { values, vectors } = singularValues(r, m);
  const units = new Float64Array(m);
  const named = new Set<number>();
  const reasons: string[] = [];
  for (let v = 0; v < m; v++) {
    const vector = vectors[v];
    if (values[v] > 0 && values[v] * WORST_CONDITION >= values[0]) {
      for (let j = 0; j < m; j++) {
        const part = vector[j] / values[v];
        units[pivots[j]] += part * part;
      }
      continue;
    }
    const inIt = Array.from(vector.keys()).filter((j) => Math.abs(vector[j]) > PART)
      .sort((a, b) => Math.abs(vector[b]) - Math.abs(vector[a]))
      .map((j) => moving[pivots[j]]);
    inIt.forEach((k) => named.add(k));
    const names = inIt.map((k) => model.parameters[k]);
    reasons.push(
      inIt.length > 1
        ? `only a combination of ${list(names)} is determined, not each of them`
        : `the predictions do not depend on ${names[0]} here`,
    );
  }
  for (let j = 0; j < m; j++) {
    const k = moving[j];
    units[j] = Math.sqrt(units[j]);
    const error = s * units[j] / lengths[k];
    if (named.has(k) || !hasFaded(problem, k)) continue;
    if (!(error > HOPELESS * Math.abs(parameters[k]))) continue;
    named.add(k);
    reasons.push(`the predictions hardly depend on ${model.parameters[k]} here`);
  }
  return {
    conditionNumber: m === 0 ? 1 : values[0] / values[m - 1],
    names: model.parameters.filter((_, k) => named.has(k)),
    reasons,
    units,
  };
}

/** Whether a parameter has run to where the predictions hardly feel it. */
export function hasFaded({ lengths, longest }: Problem, k: number): boolean {
  return lengths[k] <= FADED * longest[k];
}
