import { portableLog10 } from "../numerics/mod.ts";
import { makePotency, type Potency } from "../potency/mod.ts";
import {
  boundedPotency,
  doseBound,
  endpointName,
  type PotencyFrame,
  undetermined,
} from "./bounded_potency.ts";
import { askedDose, type PotencyQuestion } from "./asked_dose.ts";
import { bootstrapLimits } from "./bootstrap_limits.ts";
import type { Curve } from "./curve.ts";
import { flatPotency } from "./flat_potency.ts";
import { deltaLimits } from "./delta_limits.ts";
import type { FittedCurve } from "./minimize_curve.ts";
import { profileDose } from "./profile_dose.ts";
import type { DoseTarget } from "./profile_dose.ts";
import { testedRange } from "./tested_range.ts";

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

/** A potency, and where a lower sum of squares was met on the way to it. */
export interface PotencyAnswer {
  readonly potency: Potency;
  /** log10 IC50 and ln slope of a better fit; null when there was none. */
  readonly better: readonly [number, number] | null;
}

/** The relative or absolute inhibitory concentration of one curve. */
export function curvePotency(subject: PotencySubject, question: PotencyQuestion): PotencyAnswer {
  const { method = "profile likelihood" } = question;
  const frame = potencyFrame(subject.curve, question, method);
  const known = knownWithoutInterval(subject, question, frame);
  if (known !== null) return { potency: known, better: null };
  const fitted = subject.fitted!;
  switch (method) {
    case "profile likelihood":
      return byProfile(fitted, question, frame);
    case "delta": {
      const limits = deltaLimits(fitted, question);
      const none = "no delta interval: a parameter is not determined, or the dose is not reached";
      return {
        potency: limits === null ? undetermined(none, frame) : boundedPotency(limits, frame),
        better: null,
      };
    }
    case "bootstrap": {
      const limits = bootstrapLimits(fitted, question, question.bootstrap ?? BOOTSTRAP);
      return { potency: boundedPotency(limits, frame), better: null };
    }
  }
}

/** The bootstrap unless another is asked for. */
export const BOOTSTRAP = { seed: 1, resamples: 999 };

function byProfile(
  fitted: FittedCurve,
  question: PotencyQuestion,
  frame: PotencyFrame,
): PotencyAnswer {
  const dose = askedDose(fitted, question);
  if (dose.target === null) return { potency: neverCrosses(dose, frame), better: null };
  const profile = profileDose(fitted, { ...dose, target: dose.target }, question.level);
  const potency = question.kind === "absolute" && isRising(fitted)
    ? staysAbove(profile, fitted, question)
      ? doseBound(">", "tested dose", RISING, frame)
      : undetermined(RISING, frame)
    : boundedPotency(profile.limits, frame);
  return { potency, better: profile.better() };
}

const RISING = "the response rises with dose";

/** What every potency of a curve has in common. */
function potencyFrame(
  curve: Curve,
  { percent, kind, level }: PotencyQuestion,
  method: string,
): PotencyFrame {
  return {
    unit: curve.unit,
    endpoint: endpointName(percent, kind),
    kind,
    level,
    method,
    tested: testedRange(curve),
  };
}

/** The answer where no interval method is needed; else null. */
function knownWithoutInterval(
  subject: PotencySubject,
  question: PotencyQuestion,
  frame: PotencyFrame,
): Potency | null {
  const { curve, fitted, flat, reason } = subject;
  if (question.kind === "relative") {
    if (fitted === null || flat) return undetermined(reason, frame);
  } else {
    if (curve.control.basis === "none") {
      return undetermined("no vehicle wells: control is not known", frame);
    }
    if (flat) return flatPotency(curve, 1 - question.percent / 100, frame);
    if (fitted === null) return undetermined(reason, frame);
  }
  if (fitted !== null && isExact(fitted)) return exactPotency(fitted, question, frame);
  return null;
}

function isRising({ start, end }: FittedCurve): boolean {
  return start < end;
}

/** Every residual is rounding: the wells give no measure of noise. */
function isExact({ minimum }: FittedCurve): boolean {
  return minimum.status === "exact" || minimum.rss === 0;
}

/** Every well lies on the curve: there is an estimate, and nothing to make an interval of. */
function exactPotency(
  fitted: FittedCurve,
  question: PotencyQuestion,
  frame: PotencyFrame,
): Potency {
  const { estimate } = askedDose(fitted, question);
  const [first, last] = frame.tested.map(portableLog10);
  if (question.kind === "absolute" && isRising(fitted)) {
    return estimate === Infinity
      ? doseBound(">", "tested dose", RISING, frame)
      : undetermined(RISING, frame);
  }
  if (estimate > last) return doseBound(">", "tested dose", "above the highest dose", frame);
  if (estimate < first) return doseBound("<", "tested dose", "below the lowest dose", frame);
  return makePotency({
    ...boundedPotency({ estimate, limit: () => estimate }, frame),
    lower: null,
    upper: null,
    interval: null,
    reason: "no interval: every well lies exactly on the curve",
  });
}

/** With both plateaus held where the curve cannot reach the response. */
function neverCrosses({ estimate }: DoseTarget, frame: PotencyFrame): Potency {
  return estimate === Infinity
    ? doseBound(">", "tested dose", "no curve with these plateaus gets there", frame)
    : doseBound("<", "tested dose", "every curve with these plateaus lies below", frame);
}

/** Whether a rising curve lies above the response at all tested doses, one-sided. */
function staysAbove(
  profile: ReturnType<typeof profileDose>,
  { curve: { control }, start, projection: { levels } }: FittedCurve,
  { percent }: PotencyQuestion,
): boolean {
  const response = (1 - percent / 100) * (control.basis === "declared" ? control.value : start);
  return start > response && profile.excludes(levels.lowest) && profile.excludes(levels.highest);
}
