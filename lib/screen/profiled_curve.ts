import type { Crossing } from "./locate_crossing.ts";
import { descend, type Descent } from "./newton_descent.ts";
import type { ProfilePoint } from "./newton_limit.ts";
import type { ProjectedCurve } from "./projected_curve.ts";
import { type Scan, scanShapes } from "./starting_points.ts";

/** A least-squares curve whose profile is asked for. */
export interface ProfiledCurve {
  readonly curve: ProjectedCurve;
  readonly descent: Descent;
  readonly scan: Scan;
  readonly point: ProfilePoint;
  readonly crossing: Crossing;
  /** Whose profile: the position's (the relative IC50), or that of the dose of a response. */
  quantity: "position" | "crossing";
  /** The quantity's value at the fit; for a crossing infinite where the curve does not get there. */
  value: number;
  /** Whether the coarse shapes show a single valley: then they are all that was scanned. */
  ordinary: boolean;
  /** Sum of squares of the second of the coarse starts, and one that no step undercuts. */
  rivalRss: number;
  stepRss: number;
  /** Whether another valley than the fit's own may lead below the thresholds of its limits. */
  rivals: boolean;
  /** Position, steepness and sum of squares of the fit. */
  position: number;
  steepness: number;
  rss: number;
  /** Its scaled plateaus. */
  start: number;
  end: number;
  /** At the fit: second derivative of R / 2 along the profile, and how the curve follows it. */
  bend: number;
  followP: number;
  followQ: number;
  /** A lower sum of squares that was met on the way, and where; NaN when there was none. */
  betterPosition: number;
  betterSteepness: number;
  betterRss: number;
}

/** A place this many times as high above the minimum as the threshold may still lead below it. */
const WORTH_A_SEARCH = 4;

/** A sum of squares up to which a place may still lead below the threshold. */
export function worthASearch({ rss }: Pick<ProfiledCurve, "rss">, threshold: number): number {
  return rss + WORTH_A_SEARCH * (threshold - rss);
}

/** The profile at a value: the sum of squares minimised over everything else, from a start. */
export function profileAt(
  fit: ProfiledCurve,
  value: number,
  position: number,
  steepness: number,
  goal = Infinity,
): number {
  const { curve, descent } = fit;
  if (fit.quantity === "position") {
    descend(curve, descent, value, steepness, "position", goal);
  } else {
    curve.place = value;
    descend(curve, descent, position, steepness, "nothing", goal);
  }
  if (curve.rss < fit.betterRss) {
    fit.betterRss = curve.rss;
    fit.betterPosition = curve.position;
    fit.betterSteepness = curve.steepness;
  }
  return curve.rss;
}

/** Scans the fine shapes where only the coarse ones were; false where that has been done. */
export function scanFinely({ scan, curve, curve: { design } }: ProfiledCurve): boolean {
  if (scan.shapes === design.fine) return false;
  scanShapes(scan, curve, design.fine);
  return true;
}

/** The last position of the grid on a side. */
export function endOf({ scan: { shapes } }: ProfiledCurve, side: -1 | 1): number {
  return shapes.position[side < 0 ? 0 : (shapes.rows - 1) * shapes.columns];
}

/** The shape with the lowest sum of squares of those at one position. */
export function lowestOfRow({ scan: { rss, shapes } }: ProfiledCurve, row: number) {
  let lowest = row;
  for (let k = 1; k < shapes.columns; k++) if (rss[row + k] < rss[lowest]) lowest = row + k;
  return lowest;
}
