import { withDisplay } from "../../display/mod.ts";
import { UsageError } from "../../errors/mod.ts";
import { type ProportionInterval, proportionInterval } from "../../statistics/mod.ts";
import { percent } from "../frequency.ts";
import { citeRules, type DetectionRule } from "./detection_rules.ts";

/** Tumour cells of a break-apart FISH by their signals. */
export interface FishCounts {
  /** Cells with fused signals only. */
  readonly fused: number;
  /** Cells with split 3' and 5' signals. */
  readonly split: number;
  /** Cells with an isolated 3' signal. */
  readonly isolated3: number;
  /** Cells with an isolated 5' signal: tallied, not counted as positive. */
  readonly isolated5: number;
}

/** How a break-apart FISH is called. */
export interface FishOptions {
  /** Least share of positive cells for a positive call; default 0.15. */
  readonly cutOff?: number;
  /** Least number of cells scored; default 50 (one scorer). */
  readonly minimumCells?: number;
  /** Shares from the first to below the second are equivocal; off by default, no source gives one. */
  readonly equivocal?: readonly [from: number, to: number];
  /** Mean copies of the gene per cell, reported as given. */
  readonly copiesPerCell?: number;
  /** Ratio of gene to centromere signals, reported as given. */
  readonly ratio?: number;
  /** Level of the interval; default 0.95. */
  readonly level?: number;
}

/** A break-apart FISH, called. */
export interface FishResult {
  /** The call. */
  readonly call: "positive" | "negative" | "equivocal" | "not assessable";
  /** Why not assessable, or what is doubtful; else empty. */
  readonly reason: string;
  /** Positive cells: split + isolated 3'. */
  readonly positiveCells: number;
  /** Cells scored. */
  readonly cells: number;
  /** Share of positive cells with its Wilson interval. */
  readonly share: ProportionInterval;
  /** The cut-off used. */
  readonly cutOff: number;
  /** As given; no amplification is called from it, because no sourced cut-off is at hand. */
  readonly copiesPerCell: number | null;
  /** As given. */
  readonly ratio: number | null;
  /** The rules applied, with their sources. */
  readonly rules: readonly DetectionRule[];
}

/**
 * Calls a break-apart FISH: positive cells are those with split 3' and 5' or an isolated 3' signal; an
 * isolated 5' signal is tallied among the cells but is not positive.
 *
 * Positive at 15 % of at least 50 cells. The interval says what 50 cells are worth: where it holds the
 * cut-off and fewer than 100 cells were scored, the reason says to score 100 (the two-step rule).
 *
 * @throws {UsageError} If a count is no whole number, or an option is out of its range
 *
 * @example The worked sheet of the IASLC atlas
 * ```ts
 * import { breakApartFish } from "halfmax/mechanisms/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const { call, positiveCells, cells, share } = breakApartFish(
 *   { fused: 19, split: 22, isolated3: 5, isolated5: 4 },
 * );
 * assertEquals([call, positiveCells, cells, share.estimate], ["positive", 27, 50, 0.54]);
 * ```
 */
export function breakApartFish(
  { fused, split, isolated3, isolated5 }: FishCounts,
  { cutOff = 0.15, minimumCells = 50, equivocal, copiesPerCell, ratio, level = 0.95 }: FishOptions =
    {},
): FishResult {
  for (const [name, count] of Object.entries({ fused, split, isolated3, isolated5 })) {
    if (Number.isInteger(count) && count >= 0) continue;
    throw new UsageError(
      `Cannot call a break-apart FISH: ${name} must be a whole number of cells, found ${count}`,
    );
  }
  if (!(cutOff > 0 && cutOff < 1)) {
    throw new UsageError(
      `Cannot call a break-apart FISH: cutOff must be a share between 0 and 1, found ${cutOff}`,
    );
  }
  const cells = fused + split + isolated3 + isolated5;
  const positiveCells = split + isolated3;
  const share = proportionInterval(positiveCells, cells, { level });
  const value = share.estimate ?? 0;
  const few = cells < minimumCells;
  const grey = equivocal !== undefined && value >= equivocal[0] && value < equivocal[1];
  const doubtful = share.lower < cutOff && share.upper >= cutOff;
  const result: FishResult = {
    call: few ? "not assessable" : grey ? "equivocal" : value >= cutOff ? "positive" : "negative",
    reason: few
      ? `needs ${minimumCells} cells, scored ${cells}`
      : doubtful
      ? `the interval holds the cut-off of ${percent(cutOff)} %${
        cells < 100 ? ": score 100 cells" : ""
      }`
      : "",
    positiveCells,
    cells,
    share,
    cutOff,
    copiesPerCell: copiesPerCell ?? null,
    ratio: ratio ?? null,
    rules: [
      ...citeRules("ALK FISH break-apart", [
        "positive call",
        "minimum tumour cells, one scorer",
        "what counts as positive",
        "copy number of native ALK",
      ]),
      ...citeRules("break-apart FISH", ["polyploidy caveat"]),
    ],
  };
  return withDisplay(result, () => ({ "text/plain": describe(result) }));
}

function describe(
  { call, reason, positiveCells, cells, share, cutOff, rules }: FishResult,
): string {
  return [
    `break-apart FISH ${call}: ${positiveCells} of ${cells} cells, ${
      percent(share.estimate ?? 0)
    } % (${percent(share.lower)} to ${percent(share.upper)}), cut-off ${percent(cutOff)} %`,
    reason,
    `rules: ${[...new Set(rules.map(({ source }) => source))].join("; ")}`,
  ].filter(Boolean).join("\n");
}
