import type { Potency } from "../potency/mod.ts";
import { mean, tQuantile } from "../statistics/mod.ts";
import { doseBound, type PotencyFrame, undetermined } from "./bounded_potency.ts";
import type { Curve } from "./curve.ts";

/**
 * What a flat line says of an absolute inhibitory concentration: "no effect" alone is not ">".
 *
 * It is above the highest dose only when the wells there say so: when the one-sided lower limit of
 * their mean, less the asked share of control, is above zero. Likewise it is below the lowest dose
 * only when the one-sided upper limit of the mean at the lowest dose lies below that share. The
 * spread is that of all wells about one line, with n - 1 degrees of freedom; control adds its own
 * uncertainty where it comes from vehicle wells.
 *
 * @param share Share of control that is left at the concentration, 0.5 for an IC50
 */
export function flatPotency(
  { doses, responses, control }: Curve,
  share: number,
  frame: PotencyFrame,
): Potency {
  const [first, last] = frame.tested;
  const vehicle = responses.filter((_, i) => doses[i] === 0);
  const estimated = control.basis === "vehicle wells";
  const level = control.basis === "declared" ? control.value : mean(vehicle);
  const df = responses.length - 1;
  const center = mean(responses);
  const variance = responses.reduce((sum, y) => sum + (y - center) * (y - center), 0) / df;
  /** Distance of the wells at a dose from the asked response, in one-sided limits. */
  const margin = (dose: number, side: 1 | -1) => {
    const wells = responses.filter((_, i) => doses[i] === dose);
    const error = Math.sqrt(
      variance * (1 / wells.length + (estimated ? share * share / vehicle.length : 0)),
    );
    return side * (mean(wells) - share * level) - tQuantile(frame.level, df) * error;
  };
  if (margin(last, 1) > 0) {
    return doseBound(">", "tested dose", "no effect up to the highest dose", frame);
  }
  if (margin(first, -1) > 0) {
    return doseBound("<", "tested dose", "far below control from the lowest dose on", frame);
  }
  return undetermined("no effect that the wells can show, and too much noise for a bound", frame);
}
