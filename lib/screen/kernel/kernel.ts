/**
 * The kernel of the screen: what every curve goes through, from its wells to the limits of its doses, two
 * numbers at a time where that helps. AssemblyScript, compiled to `kernel.wasm` by `deno task screen:kernel`;
 * its workspaces stand in its memory, where `../kernel.ts` finds them.
 */
export { areaUnder } from "./area_under";
export { bracketLimit } from "./bracket_limit";
export { clampedExp, rootsAt } from "./clamped_exp";
export { collapseWells, setWells } from "./collapse_wells";
export { rss, setColumns } from "./curve";
export { differentiate } from "./differentiate";
export { crossingFloor, findInflectionFloors, inflectionFloor, reachFloor } from "./floors";
export { excludes } from "./further_valleys";
export { locateCrossing } from "./locate_crossing";
export { dosesOnSlope } from "./logistic_shares";
export { setPromising } from "./look_outward";
export { descend } from "./newton_descent";
export { newtonLimit } from "./newton_limit";
export { pinAt, unpin } from "./pinned_curve";
export {
  boundLimit,
  isClosed,
  lookFar,
  profileCrossing,
  profileLimit,
  profilePosition,
} from "./profile_limits";
export { projectCurve } from "./project_curve";
export { rssAt, scanShapes, setScan } from "./scan_shapes";
export { aimAt, findRivals, refine, restart, searchCurve, setDirections } from "./search_curve";
export { standardErrors } from "./standard_errors";
export { lowestStep } from "./step_bound";
export { setLighter } from "./weighted_sums";

import { wells } from "./collapse_wells";
import { curve } from "./curve";
import { fit } from "./fit";
import { DIRECTIONS } from "./search_curve";
import { errors } from "./standard_errors";

/** Where the workspaces and the first free byte stand. */
export function curveAt(): usize {
  return changetype<usize>(curve);
}

export function wellsAt(): usize {
  return changetype<usize>(wells);
}

export function fitAt(): usize {
  return changetype<usize>(fit);
}

export function errorsAt(): usize {
  return changetype<usize>(errors);
}

export function directionsAt(): usize {
  return DIRECTIONS;
}

export function freeAt(): usize {
  return __heap_base;
}
