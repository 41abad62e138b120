import type { Potency } from "../potency/mod.ts";
import { tQuantile } from "../statistics/mod.ts";
import {
  boundedPotency,
  dosesBound,
  endpointName,
  type PotencyFrame,
  undetermined,
} from "./bounded_potency.ts";
import { distanceToResponse, distanceToShare } from "./crossing_model.ts";
import type { Curve } from "./curve.ts";
import { type FittedCurve, lowerCrossingLimit, profileDose } from "./profile_dose.ts";

/** What a potency is asked of: the wells, and the fitted curve when there is one. */
export interface PotencySubject {
  readonly curve: Curve;
  /** Null where nothing could be fitted. */
  readonly fitted: FittedCurve | null;
  /** True where the wells cannot tell the curve from a flat line. */
  readonly flat: boolean;
  /** Why nothing was fitted, or why it is flat; passed on as the reason. */
  readonly reason: string;
}

/** What is asked. */
export interface PotencyQuestion {
  readonly percent: number;
  readonly kind: "relative" | "absolute";
  readonly level: number;
}

/** A potency, and a better start for the fit where the profile met one. */
export interface PotencyAnswer {
  readonly potency: Potency;
  readonly better: readonly number[] | null;
}

/** The relative or absolute inhibitory concentration of one curve, by the rules of the module. */
export function curvePotency(subject: PotencySubject, question: PotencyQuestion): PotencyAnswer {
  const { percent, kind } = question;
  const tested = subject.curve.doses.filter((dose) => dose > 0).map(Math.log10);
  const frame: PotencyFrame = {
    unit: subject.curve.unit,
    endpoint: endpointName(percent, kind),
    kind,
    level: question.level,
    tested: [Math.min(...tested), Math.max(...tested)],
  };
  return kind === "relative"
    ? relativePotency(subject, question, frame)
    : absolutePotency(subject, question, frame);
}

function relativePotency(
  { fitted, flat, reason }: PotencySubject,
  { percent, level }: PotencyQuestion,
  frame: PotencyFrame,
): PotencyAnswer {
  if (fitted === null || flat) return just(undetermined(reason, frame));
  if (isExact(fitted)) return just(exactPotency(fitted, distanceToShare(percent / 100), frame));
  const profile = profileDose(fitted, distanceToShare(percent / 100), level);
  if (profile === null) return just(undetermined("the slope is not determined", frame));
  return { potency: boundedPotency(profile.limits, frame), better: profile.better };
}

function absolutePotency(
  subject: PotencySubject,
  { percent, level }: PotencyQuestion,
  frame: PotencyFrame,
): PotencyAnswer {
  const { curve, fitted, flat, reason } = subject;
  const left = 1 - percent / 100;
  if (curve.control.basis === "none") {
    return just(undetermined("no vehicle wells: control is not known", frame));
  }
  if (flat) return just(flatPotency(subject, left, frame));
  if (fitted === null) return just(undetermined(reason, frame));
  const [, hill, top, bottom] = fitted.minimum.estimate;
  if (hill < 0 || bottom > top) {
    return just(undetermined("the response rises with dose", frame));
  }
  const ofTop = curve.control.basis === "vehicle wells";
  const value = curve.control.basis === "declared" ? curve.control.value * left : left;
  const distance = distanceToResponse(value, { ofTop });
  if (isExact(fitted)) return just(exactPotency(fitted, distance, frame));
  const profile = profileDose(fitted, distance, level);
  if (profile !== null) {
    return { potency: boundedPotency(profile.limits, frame), better: profile.better };
  }
  if (top <= (ofTop ? value * top : value)) {
    return just(undetermined("the whole curve lies below that response", frame));
  }
  const limit = lowerCrossingLimit(fitted, distance, (t) => ofTop ? value * t : value, level);
  if (limit === null) return just(undetermined("the wells allow almost any value", frame));
  const last = frame.tested[1];
  return just(
    dosesBound(">", limit, limit >= last, "the curve never gets there", frame),
  );
}

/** The relative distance from perfection below which residuals are rounding, not noise. */
function isExact({ minimum }: FittedCurve): boolean {
  return minimum.status === "exact" || minimum.rss === 0;
}

/** Every well lies on the curve: there is an estimate, and nothing to make an interval of. */
function exactPotency(
  { minimum }: FittedCurve,
  distance: ReturnType<typeof distanceToShare>,
  frame: PotencyFrame,
): Potency {
  const [log10IC50, hill, top, bottom] = minimum.estimate;
  const estimate = log10IC50 + distance(hill, top, bottom).decades;
  const [first, last] = frame.tested;
  if (!(estimate >= first)) return undetermined("outside the tested doses", frame);
  if (estimate > last) {
    return dosesBound(">", last, true, "estimate above the highest dose", frame);
  }
  const potency = boundedPotency({
    estimate,
    lower: estimate,
    upper: estimate,
    oneSidedLower: estimate,
    oneSidedUpper: estimate,
  }, frame);
  return {
    ...potency,
    lower: null,
    upper: null,
    interval: null,
    reason: "no interval: every well lies exactly on the curve",
  };
}

/**
 * A flat line is above the top dose only when the wells at the top dose say so: when the one-sided
 * lower limit of their mean, less the asked share of control, is above zero. "No effect" alone is
 * not ">".
 */
function flatPotency({ curve }: PotencySubject, left: number, frame: PotencyFrame): Potency {
  const { doses, responses, control } = curve;
  const last = Math.max(...doses);
  const at = (dose: number) => responses.filter((_, i) => doses[i] === dose);
  const [top, vehicle] = [at(last), at(0)];
  const all = mean(responses);
  const df = responses.length - 1;
  const variance = responses.reduce((sum, y) => sum + (y - all) ** 2, 0) / df;
  const estimated = control.basis === "vehicle wells";
  const level = control.basis === "declared" ? control.value : mean(vehicle);
  const error = Math.sqrt(
    variance * (1 / top.length + (estimated ? left * left / vehicle.length : 0)),
  );
  const margin = mean(top) - left * level - tQuantile(frame.level, df) * error;
  return margin > 0
    ? dosesBound(">", Math.log10(last), true, "no effect up to the highest dose", frame)
    : undetermined("no effect that the wells can show, and too much noise for a bound", frame);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function just(potency: Potency): PotencyAnswer {
  return { potency, better: null };
}
