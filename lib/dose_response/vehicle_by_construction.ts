import type { ResponseScale } from "../plates/mod.ts";

/** Control on a normalised scale: 1 as a fraction, 100 as a percentage. */
export function controlOfScale(scale: ResponseScale): number {
  return scale === "percent" ? 100 : 1;
}

/**
 * Whether vehicle values are the normalisation itself: each is exactly control, because it was divided
 * by itself. Such values are no observations and no degrees of freedom.
 */
export function vehicleByConstruction(
  responses: readonly number[],
  scale: ResponseScale,
): boolean {
  return scale !== "raw" && responses.length > 0 &&
    responses.every((response) => response === controlOfScale(scale));
}

/** Why such vehicle values are left out, in words. */
export function vehicleRemark(scale: ResponseScale): string {
  return `vehicle is ${controlOfScale(scale)} by construction: the normalisation, no observation`;
}
