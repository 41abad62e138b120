import { formatNumber, withDisplay } from "../display/mod.ts";
import { UsageError } from "../errors/mod.ts";
import { formatPotency, formatRatio, type Potency, type Ratio } from "../potency/mod.ts";
import { type CallThresholds, checkThresholds, DEFAULT_THRESHOLDS } from "./call_thresholds.ts";
import { type Exposure, type ExposureContext, exposureContext } from "./exposure_context.ts";
import { foldExtent } from "./fold_change_record.ts";

/** What a call may be, a closed list. */
export type Call = "resistant" | "sensitive" | "hypersensitive" | "cannot tell";

/** A call with everything that it rests on. */
export interface ResistanceCall {
  /** The call. */
  readonly call: Call;
  /** Why, in words. */
  readonly reason: string;
  /** The fold change that it rests on. */
  readonly fold: Ratio;
  /** The absolute IC50 that it rests on. */
  readonly ic50: Potency;
  /** The limits by which it was made. */
  readonly thresholds: CallThresholds;
  /** Beside the call, never in it; null unless asked for. */
  readonly context: ExposureContext | null;
  /** Not for treating patients. */
  readonly use: "Research use only";
}

/**
 * Resistant, sensitive, hypersensitive, or cannot tell, from the fold change AND the absolute IC50.
 *
 * Either alone misjudges: a mutant may be 3.6-fold less sensitive and still be inhibited at 2.5 nM,
 * and an IC50 of 200 nM may be what the parental line has. So:
 * - hypersensitive: the fold change is surely below `hypersensitiveFold`;
 * - sensitive: the fold change is surely below `resistantFold`, or the IC50 surely at most
 *   `sensitiveNM`;
 * - resistant: the fold change is surely at least `resistantFold`, and the IC50 surely at least
 *   `resistantNM`;
 * - cannot tell: anything else.
 *
 * "Surely" means the whole interval, range or bound; a bare number stands for itself. Exposure in
 * patients never enters the call.
 *
 * @param fold Fold change, or any ratio over the reference
 * @param absoluteIC50 IC50 of the test, in nM; a relative one is refused, one of unstated kind is not
 * @param options.thresholds Default {@linkcode DEFAULT_THRESHOLDS}
 * @param options.exposure A concentration in patients to set beside the call
 * @throws {UsageError} If the IC50 is relative, another endpoint or not in nM, the thresholds
 * contradict each other, or exposure and IC50 are not both total or both free
 *
 * @example Less sensitive, and not resistant
 * ```ts
 * import { dividePotencies, makePotency } from "halfmax/potency/mod.ts";
 * import { callResistance } from "halfmax/resistance/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const [mutant, wildType] = [2.5, 0.7].map((estimate) =>
 *   makePotency({ estimate, readout: "viability" })
 * );
 * const { call } = callResistance(dividePotencies(mutant, wildType), mutant);
 * assertEquals(call, "sensitive");
 * ```
 */
export function callResistance(
  fold: Ratio,
  absoluteIC50: Potency,
  { thresholds = DEFAULT_THRESHOLDS, exposure }: {
    thresholds?: CallThresholds;
    exposure?: Exposure;
  } = {},
): ResistanceCall {
  checkThresholds(thresholds);
  checkIC50(absoluteIC50);
  const { call, reason } = judge(fold, absoluteIC50, thresholds);
  const context = exposure === undefined ? null : exposureContext(absoluteIC50, exposure);
  const result: ResistanceCall = {
    call,
    reason,
    fold,
    ic50: absoluteIC50,
    thresholds,
    context,
    use: "Research use only",
  };
  return withDisplay(result, () => ({
    "text/plain": [
      `${call}: ${reason}`,
      `fold change ${formatRatio(fold, { note: false })}, IC50 ${
        formatPotency(absoluteIC50, { reason: false })
      }`,
      `thresholds "${thresholds.name}", version ${thresholds.version} (${thresholds.source})`,
      ...(context === null ? [] : [context.words]),
      "Research use only",
    ].join("\n"),
  }));
}

function checkIC50({ kind, endpoint, unit }: Potency): void {
  if (kind === "relative") {
    throw new UsageError(
      "Cannot call resistance: the IC50 must be absolute (half of control), found a relative one. A " +
        "curve that levels off at 80 % of control has a relative IC50 and no effect to speak of",
    );
  }
  if (endpoint !== "IC50" || unit !== "nM") {
    throw new UsageError(
      `Cannot call resistance: needs an IC50 in nM, found ${endpoint} in ${unit}`,
    );
  }
}

/** True, false, or null where it cannot be told. */
type Surely = boolean | null;

function judge(
  fold: Ratio,
  ic50: Potency,
  { resistantFold, hypersensitiveFold, sensitiveNM, resistantNM, readout }: CallThresholds,
): { readonly call: Call; readonly reason: string } {
  const folds = foldExtent(fold);
  const doses = concentrationExtent(ic50);
  const other = ic50.readout !== null && ic50.readout !== readout;
  const usable = other ? null : doses;
  const times = (value: number) => `${formatNumber(value)}-fold`;
  if (below(folds, hypersensitiveFold)) {
    return {
      call: "hypersensitive",
      reason: `fold change below ${formatNumber(hypersensitiveFold)}`,
    };
  }
  const few = below(folds, resistantFold);
  if (few) return { call: "sensitive", reason: `fold change below ${times(resistantFold)}` };
  const potent = atMost(usable, sensitiveNM);
  if (potent) {
    return { call: "sensitive", reason: `IC50 at most ${formatNumber(sensitiveNM)} nM` };
  }
  const weak = atLeast(usable, resistantNM);
  if (few === false && weak) {
    return {
      call: "resistant",
      reason: `fold change at least ${times(resistantFold)} and IC50 at least ${
        formatNumber(resistantNM)
      } nM`,
    };
  }
  const unknown = [
    folds === null
      ? "no fold change"
      : few === null
      ? `fold change not surely above or below ${times(resistantFold)}`
      : "",
    other
      ? `the thresholds are for ${readout}, not ${ic50.readout}`
      : doses === null
      ? "no absolute IC50"
      : weak
      ? ""
      : `IC50 neither surely at most ${formatNumber(sensitiveNM)} nor surely at least ${
        formatNumber(resistantNM)
      } nM`,
  ].filter(Boolean);
  return { call: "cannot tell", reason: unknown.join("; ") };
}

interface Extent {
  readonly lower: number;
  readonly upper: number;
  readonly strict: boolean;
}

function concentrationExtent(potency: Potency): Extent | null {
  const { relation } = potency;
  if (["word", "relative", "not determined", "not done"].includes(relation)) return null;
  return foldExtent({
    ...potency,
    relation: relation as Ratio["relation"],
    approximate: false,
    byEstimates: null,
    note: "",
  });
}

function below(extent: Extent | null, limit: number): Surely {
  if (extent === null) return null;
  if (extent.upper < limit || (extent.strict && extent.upper === limit)) return true;
  return extent.lower >= limit ? false : null;
}

function atMost(extent: Extent | null, limit: number): boolean {
  return extent !== null && extent.upper <= limit;
}

function atLeast(extent: Extent | null, limit: number): boolean {
  return extent !== null && extent.lower >= limit;
}
