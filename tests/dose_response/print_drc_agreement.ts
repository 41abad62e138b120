/**
 * Prints how closely our fits meet those of R's drc, data set by data set, as a markdown table: the
 * largest relative difference of each quantity. Needs the reference material beside the repository:
 *
 *     deno run --allow-read tests/dose_response/print_drc_agreement.ts
 */
import {
  type DoseResponseFit,
  fitDoseResponse,
  inverseLogistic,
  parameterInterval,
  type ParameterName,
} from "../../lib/dose_response/mod.ts";
import { sharedPath } from "../shared.ts";
import { drcReferences, type ReferenceCurve } from "./drc_reference.ts";

const NAMES = { b: "hillSlope", c: "bottom", d: "top", e: "ic50" } as const;

/** Largest relative differences of the curves of one data set and model. */
interface Agreement {
  readonly name: string;
  readonly curves: number;
  /** Ours over drc's residual sum of squares, less 1: below 0 drc stopped early. */
  readonly rss: number;
  readonly estimates: number;
  readonly standardErrors: number;
  readonly observedStandardErrors: number;
  /** NaN where drc's fit has several curves, and so no profile of one. */
  readonly profileLimits: number;
  readonly doses: number;
}

/** Every well-determined LL.3 and LL.4 fit of a folder of drc results. */
export function drcAgreement(folder: string): readonly Agreement[] {
  const groups = Map.groupBy(
    drcReferences(folder),
    ({ curve, model }) => `${curve.key.dataset} ${model}`,
  );
  return [...groups].map(([name, references]) => agreementOf(name, references));
}

function agreementOf(name: string, references: readonly ReferenceCurve[]): Agreement {
  const pairs = references.map((reference) => ({
    reference,
    fit: fitDoseResponse([reference.curve], { model: reference.model })[0],
  }));
  const worst = (of: (fit: DoseResponseFit, reference: ReferenceCurve) => readonly number[]) =>
    pairs.flatMap(({ fit, reference }) => of(fit, reference))
      .reduce((a, b) => Math.max(a, b), -Infinity);
  const rss = pairs.reduce((sum, { fit }) => sum + fit.rss!, 0);
  const keysOf = ({ model }: ReferenceCurve) =>
    (["b", "c", "d", "e"] as const).filter((key) => key !== "c" || model === "4PL");
  const errors = (kind: "standardError" | "observedStandardError") =>
    worst((fit, reference) => {
      // Separate fits have a residual variance each, drc's joint fit has one for all its curves.
      const pooled = Math.sqrt(reference.variance / (fit.rss! / fit.degreesOfFreedom));
      return keysOf(reference).map((key) =>
        apart(fit.parameters![NAMES[key]][kind]! * pooled, reference[kind][key])
      );
    });
  return {
    name,
    curves: references.length,
    rss: rss / references[0].rss - 1,
    estimates: worst((fit, reference) =>
      keysOf(reference).map((key) =>
        apart(fit.parameters![NAMES[key]].estimate, reference.estimate[key])
      )
    ),
    standardErrors: errors("standardError"),
    observedStandardErrors: errors("observedStandardError"),
    profileLimits: worst(profileDifferences),
    doses: worst((fit, { absolute }) =>
      absolute.map(({ level, estimate }) => apart(inverseLogistic(fit.logistic!, level)!, estimate))
    ),
  };
}

function profileDifferences(fit: DoseResponseFit, { profile }: ReferenceCurve): readonly number[] {
  return profile.flatMap(({ name, lower, upper }) => {
    const parameter: ParameterName = NAMES[name as keyof typeof NAMES];
    const found = parameterInterval(fit, parameter)!;
    return ([[found.lower, lower], [found.upper, upper]] as const).flatMap(([ours, theirs]) =>
      ours === null || theirs === null ? [] : [apart(ours, theirs)]
    );
  });
}

function apart(found: number, expected: number): number {
  return Math.abs(found / expected - 1);
}

function printed(difference: number): string {
  return Number.isFinite(difference) ? difference.toExponential(0) : "–";
}

if (import.meta.main) {
  const folder = sharedPath("reference/drc");
  if (folder === null) {
    console.log("The drc reference material is not beside the repository");
  } else {
    console.log(
      "| data set | curves | RSS | estimates | standard errors | observed ones | profile limits | doses |",
    );
    console.log("| --- | --- | --- | --- | --- | --- | --- | --- |");
    for (const one of drcAgreement(folder)) {
      const { rss, estimates, standardErrors, observedStandardErrors, profileLimits, doses } = one;
      const lower = rss < -1e-9;
      const cells = lower
        ? Array<string>(5).fill("–")
        : [estimates, standardErrors, observedStandardErrors, profileLimits, doses].map(printed);
      console.log(
        `| ${one.name} | ${one.curves} | ${lower ? `lower by ${printed(-rss)}` : "same"} | ${
          cells.join(" | ")
        } |`,
      );
    }
  }
}
