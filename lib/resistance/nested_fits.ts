import { formatNumber, formatPValue } from "../display/mod.ts";
import { portableLog } from "../numerics/mod.ts";
import { fUpperTail } from "../statistics/mod.ts";
import type { JointCurves } from "./joint_curves.ts";

/** An extra-sum-of-squares F test of two nested fits. */
export interface NestedTest {
  /** The F statistic. */
  readonly f: number;
  /** Parameters that the larger fit has more. */
  readonly df1: number;
  /** Residual degrees of freedom of the larger fit. */
  readonly df2: number;
  /** Upper tail of F. */
  readonly p: number;
}

/** One of the fits that are compared. */
export interface JointFitSummary {
  /** Separate: nothing shared; parallel: all but the dose; one curve: everything. */
  readonly name: "separate" | "as asked" | "parallel" | "same dose" | "one curve";
  /** Parameters that the curves share. */
  readonly shared: readonly string[];
  /** Free parameters. */
  readonly parameters: number;
  /** Residual sum of squares. */
  readonly rss: number;
  /** Wells less free parameters. */
  readonly degreesOfFreedom: number;
  /** Corrected Akaike criterion, the variance counted as a parameter; null where n is too small. */
  readonly aicc: number | null;
}

/** How well one of the fits does; null where it could not be made. */
export function summarizeJointFit(
  name: JointFitSummary["name"],
  shared: readonly string[],
  joint: JointCurves | null,
): JointFitSummary | null {
  if (joint === null) return null;
  const { rss, degreesOfFreedom, residuals } = joint.fit;
  const n = residuals.length;
  const k = joint.free + 1;
  return {
    name,
    shared,
    parameters: joint.free,
    rss,
    degreesOfFreedom,
    aicc: n - k - 1 > 0 ? n * portableLog(rss / n) + 2 * k + 2 * k * (k + 1) / (n - k - 1) : null,
  };
}

/** F test of a fit within a larger one; null where they are the same or one is missing. */
export function nestedTest(
  small: JointCurves | null,
  large: JointCurves | null,
): NestedTest | null {
  if (small === null || large === null) return null;
  const df1 = large.free - small.free;
  const df2 = large.fit.degreesOfFreedom;
  if (df1 <= 0 || df2 < 1 || large.fit.rss === 0) return null;
  const f = Math.max(0, (small.fit.rss - large.fit.rss) / df1 / (large.fit.rss / df2));
  return { f, df1, df2, p: fUpperTail(f, df1, df2) };
}

/** The F tests of a joint fit in words: what they say at a level, each with its numbers. */
export function describeTests(
  { sameDose, parallelism, sharing }: {
    readonly sameDose: NestedTest | null;
    readonly parallelism: NestedTest | null;
    readonly sharing: NestedTest | null;
  },
  level: number,
): string {
  const sentence = (test: NestedTest | null, differ: string, nothing: string) =>
    test === null ? [] : [`${test.p < 1 - level ? differ : nothing}: ${formatTest(test)}`];
  return [
    ...sentence(sameDose, "not the same dose", "nothing against the same dose"),
    ...sentence(parallelism, "not parallel", "nothing against parallel curves"),
    ...sentence(
      sharing,
      "the shared parameters are not the same",
      "nothing against the shared parameters",
    ),
  ].join("; ");
}

/** "F(1, 168) = 155, p < 0.0001". */
export function formatTest({ f, df1, df2, p }: NestedTest): string {
  const value = formatPValue(p);
  return `F(${df1}, ${df2}) = ${formatNumber(f)}, p ${/^[<>]/.test(value) ? "" : "= "}${value}`;
}
