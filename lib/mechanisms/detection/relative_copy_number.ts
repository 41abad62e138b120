import { UsageError } from "../../errors/mod.ts";
import { mean, standardDeviation, tQuantile } from "../../statistics/mod.ts";

/** Threshold cycles of a qPCR, replicates of each. */
export interface QpcrCycles {
  /** The gene in the sample. */
  readonly target: readonly number[];
  /** The reference gene in the sample. */
  readonly reference: readonly number[];
  /** The gene in the calibrator (a normal sample). */
  readonly calibratorTarget: readonly number[];
  /** The reference gene in the calibrator. */
  readonly calibratorReference: readonly number[];
}

/** Copies of a gene by qPCR. */
export interface RelativeCopyNumber {
  /** ΔΔCt: (target - reference) in the sample less the same in the calibrator. */
  readonly deltaDeltaCt: number;
  /** Its standard error. */
  readonly standardError: number;
  /** Welch and Satterthwaite's degrees of freedom. */
  readonly degreesOfFreedom: number;
  /** Copies: calibrator copies times efficiency to the power -ΔΔCt. */
  readonly copies: number;
  /** Lower limit. */
  readonly lower: number;
  /** Upper limit. */
  readonly upper: number;
  /** Confidence level. */
  readonly level: number;
  /** What the interval does not hold. */
  readonly remark: string;
}

/**
 * Copy number of a gene by qPCR (ΔΔCt) with a confidence interval.
 *
 * copies = c E^(-ΔΔCt) with c the copies in the calibrator and E the efficiency (2 doubles per cycle).
 * The standard error of ΔΔCt adds the four variances of the means; limits use t with Welch and
 * Satterthwaite's degrees of freedom on the cycle scale, so they are not symmetric in copies. The
 * uncertainty of the efficiency is not in them. No amplification is called: no sourced cut-off is at
 * hand.
 *
 * @throws {UsageError} If a set has fewer than two replicates or values that are not finite, or the
 * efficiency is not above 1 and at most 2
 * @see Livak and Schmittgen (2001) Methods 25:402, doi:10.1006/meth.2001.1262
 *
 * @example Four cycles earlier than in the calibrator: 32 copies
 * ```ts
 * import { relativeCopyNumber } from "halfmax/mechanisms/mod.ts";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const { copies } = relativeCopyNumber({
 *   target: [20.9, 21, 21.1],
 *   reference: [24.9, 25, 25.1],
 *   calibratorTarget: [24.9, 25, 25.1],
 *   calibratorReference: [24.9, 25, 25.1],
 * });
 * assertAlmostEquals(copies, 32, 1e-9);
 * ```
 */
export function relativeCopyNumber(
  cycles: QpcrCycles,
  { efficiency = 2, calibratorCopies = 2, level = 0.95 }: {
    efficiency?: number;
    calibratorCopies?: number;
    level?: number;
  } = {},
): RelativeCopyNumber {
  const { target, reference, calibratorTarget, calibratorReference } = cycles;
  for (const [name, values] of Object.entries(cycles)) requireReplicates(name, values);
  if (!(efficiency > 1 && efficiency <= 2)) {
    throw new UsageError(
      `Cannot compute a copy number: efficiency must be above 1 and at most 2 per cycle, found ${efficiency}`,
    );
  }
  const deltaDeltaCt = mean(target) - mean(reference) -
    (mean(calibratorTarget) - mean(calibratorReference));
  const parts = [target, reference, calibratorTarget, calibratorReference].map((values) => ({
    variance: standardDeviation(values) ** 2 / values.length,
    df: values.length - 1,
  }));
  const variance = parts.reduce((sum, part) => sum + part.variance, 0);
  const degreesOfFreedom = variance === 0
    ? Math.min(...parts.map(({ df }) => df))
    : variance ** 2 / parts.reduce((sum, part) => sum + part.variance ** 2 / part.df, 0);
  const half = tQuantile((1 + level) / 2, degreesOfFreedom) * Math.sqrt(variance);
  const copies = (cycle: number) => calibratorCopies * efficiency ** -cycle;
  return {
    deltaDeltaCt,
    standardError: Math.sqrt(variance),
    degreesOfFreedom,
    copies: copies(deltaDeltaCt),
    lower: copies(deltaDeltaCt + half),
    upper: copies(deltaDeltaCt - half),
    level,
    remark: "from technical replicates; the efficiency is taken as exact",
  };
}

function requireReplicates(name: string, values: readonly number[]): void {
  if (values.length >= 2 && values.every(Number.isFinite)) return;
  throw new UsageError(
    `Cannot compute a copy number: ${name} must be at least two finite cycles, found [${
      values.join(", ")
    }]`,
  );
}
