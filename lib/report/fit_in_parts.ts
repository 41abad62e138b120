import { withDisplay } from "../display/mod.ts";
import {
  type Curve,
  type DoseResponseFit,
  fitDoseResponse,
  type Fits,
  type ModelName,
} from "../dose_response/mod.ts";
import { list, plural } from "../errors/mod.ts";
import { adjustPValues } from "../statistics/mod.ts";
import type { WorkSteps } from "./work_steps.ts";

/** Fits this many curves between two reports. */
const AT_ONCE = 20;

/** Fits some curves at a time, so that progress can be shown; q is over all of them. */
export async function fitInParts(
  curves: readonly Curve[],
  model: ModelName,
  steps: WorkSteps,
): Promise<Fits> {
  steps.starts("fitting curves");
  const parts: Fits[] = [];
  for (let from = 0; from < curves.length; from += AT_ONCE) {
    const part = curves.slice(from, from + AT_ONCE);
    parts.push(fitDoseResponse(part, { model }));
    steps.did(part.length);
    // A notebook repaints, and Ctrl-C is heard, between two parts.
    await new Promise((resume) => setTimeout(resume, 0));
  }
  return parts.length === 1 ? parts[0] : joined(parts.flat());
}

/** Fits of several calls as those of one: q is over all of them. */
function joined(alone: readonly DoseResponseFit[]): Fits {
  const q = adjustPValues(alone.map(({ noEffect }) => noEffect?.p ?? null), "Benjamini-Hochberg");
  const fits = alone.map((fit, i): DoseResponseFit => ({
    ...fit,
    noEffect: fit.noEffect && { ...fit.noEffect, q: q[i] ?? 1 },
  }));
  return withDisplay(fits, () => ({ "text/plain": countedStatus(fits) }));
}

/** How many curves became what: "12 curves, 10 measured and 2 flat". */
export function countedStatus(fits: readonly DoseResponseFit[]): string {
  const status = [...Map.groupBy(fits, ({ status }) => status)]
    .map(([status, group]) => `${group.length} ${status}`);
  return `${plural(fits.length, "curve")}, ${list(status)}`;
}
