import { portableExp, portableLog10 } from "../numerics/mod.ts";
import { type ProjectedCurvature, projectedCurvature } from "./projected_curvature.ts";
import {
  type LevelConstraint,
  type Plateaus,
  project,
  type Projection,
  scaledLevel,
} from "./projection.ts";

/**
 * A quantity that can be held at a value while everything else is minimised. `project` fits the
 * plateaus at a value, a position and a steepness, and leaves in the workspace the sum of squares and
 * its slopes along the position and steepness that are free.
 */
export interface Target {
  /** Which of position and steepness remain free when the quantity is held. */
  readonly free: readonly [boolean, boolean];
  /** @returns d rss / d value, everything else following */
  project(projection: Projection, value: number, position: number, steepness: number): number;
  /** Second derivatives at the last projection; without it differences of the slopes are taken. */
  curvature?(projection: Projection): ProjectedCurvature;
}

/** Nothing held: the fit itself. */
export const NOTHING: Target = {
  free: [true, true],
  project(projection, _value, position, steepness) {
    project(projection, position, steepness);
    return 0;
  },
  curvature: projectedCurvature,
};

/**
 * log10 of the dose at which the effect has gone a share of its way: position + shift / slope with
 * shift = log10(effect / (1 - effect)). At one half it is the IC50 itself.
 */
export function effectDose(effect: number): Target {
  const shift = portableLog10(effect / (1 - effect));
  return {
    free: [false, true],
    project(projection, value, _position, steepness) {
      const lag = shift / portableExp(steepness);
      project(projection, value - lag, steepness);
      const byValue = projection.byPosition;
      projection.bySteepness += byValue * lag;
      projection.byPosition = 0;
      projection.byPlace = byValue;
      return byValue;
    },
    curvature(projection) {
      // The position is the value less the lag, which shrinks as the slope grows.
      const lag = shift / portableExp(projection.steepness);
      const [pp, pq, qq] = projectedCurvature(projection);
      return [0, 0, qq + lag * (2 * pq + lag * pp - projection.byPlace)];
    },
  };
}

/** log10 of the dose at which the response is `factor` times the response at dose 0, plus `level`. */
export function crossingDose(projection: Projection, factor: number, level: number): Target {
  const { start, end } = projection.fixed;
  const scaled = scaledLevel(projection.levels, factor, level);
  // Where the crossing is at the same share of the way whatever the plateaus, it is an effect dose.
  const effect = constantEffect(start, end, factor, scaled);
  if (effect !== null) return effectDose(effect);
  return {
    free: [true, true],
    project(projection, value, position, steepness) {
      const constraint: LevelConstraint = { place: value, factor, level: scaled };
      project(projection, position, steepness, constraint);
      return projection.byPlace;
    },
  };
}

/** The mean response over a range of log10 doses, in the scale of the data. */
export function meanResponse(place: LevelConstraint["place"]): Target {
  return {
    free: [true, true],
    project(projection, value, position, steepness) {
      const level = scaledLevel(projection.levels, 0, value);
      project(projection, position, steepness, { place, factor: 0, level });
      return projection.byLevel / projection.levels.scale;
    },
  };
}

/** The mean response over a range of log10 doses as a share of the response at dose 0. */
export function meanShareOfStart(place: LevelConstraint["place"]): Target {
  return {
    free: [true, true],
    project(projection, value, position, steepness) {
      const { center, scale } = projection.levels;
      const level = scaledLevel(projection.levels, value, 0);
      project(projection, position, steepness, { place, factor: value, level });
      return projection.byLevel * (projection.start + center / scale);
    },
  };
}

/** ln slope. */
export const STEEPNESS: Target = {
  free: [true, false],
  project(projection, value, position) {
    project(projection, position, value);
    const byValue = projection.bySteepness;
    projection.bySteepness = 0;
    return byValue;
  },
};

/** The plateau at dose 0 or at infinite dose, in the curve's own scale. */
export function plateau(which: "start" | "end"): Target {
  return {
    free: [true, true],
    project(projection, value, position, steepness) {
      const { center, scale } = projection.levels;
      const held: Plateaus = { ...projection.fixed, [which]: (value - center) / scale };
      project(projection, position, steepness, null, held);
      return which === "start" ? projection.byStart / scale : projection.byEnd / scale;
    },
  };
}

/** Share of the way at which a response lies when the plateaus leave no choice; else null. */
function constantEffect(
  start: number | null,
  end: number | null,
  factor: number,
  level: number,
): number | null {
  if (start !== null && end !== null) {
    return (start - (factor * start + level)) / (start - end);
  }
  // end = 0 in the original scale and a level that is a share of start: start cancels.
  if (start === null && end !== null && factor > 0 && isZeroBased(end, factor, level)) {
    return 1 - factor;
  }
  return null;
}

/** end is 0 in the scale of the data when the scaled level is this share of it. */
function isZeroBased(end: number, factor: number, level: number): boolean {
  return Math.abs(level - end * (1 - factor)) <= 1e-12 * (1 + Math.abs(end));
}
