import { UsageError } from "../../errors/mod.ts";
import {
  type ProportionInterval,
  proportionInterval,
  type ProportionMethod,
} from "../../statistics/mod.ts";
import type { FindingState } from "../finding.ts";
import { percent } from "../frequency.ts";
import { citeRules, type DetectionRule } from "./detection_rules.ts";

/** Counts at the position of a variant. */
export interface VariantCounts {
  /** Reads, or unique molecules, with the variant. */
  readonly alternate: number;
  /** Reads, or unique molecules, at the position. */
  readonly depth: number;
  /** What is counted; default "reads". */
  readonly of?: "unique molecules" | "reads";
}

/** A variant allele fraction with what its interval is worth. */
export interface AlleleFraction extends ProportionInterval {
  /** What was counted. */
  readonly of: "unique molecules" | "reads";
  /** What limits the interval; empty for unique molecules. */
  readonly remark: string;
}

/** What one sequencing assay says of one variant. */
export interface VariantCall {
  /** Present, absent, or not assessable. */
  readonly state: FindingState;
  /** Why; empty for a clear presence. */
  readonly reason: string;
  /** The allele fraction. */
  readonly fraction: AlleleFraction;
  /** The limit of detection used. */
  readonly detectionLimit: number;
  /** Depth at which a variant at the limit is seen with 95 %. */
  readonly neededDepth: number;
  /** The rules that speak of such limits, with their sources. */
  readonly rules: readonly DetectionRule[];
}

/**
 * Variant allele fraction, alternate / depth, with a binomial interval.
 *
 * The interval is honest for unique molecules. Reads of one molecule are copies of each other, so an
 * interval from reads is too short; the remark says so.
 *
 * @throws {UsageError} If a count is no whole number, or alternate exceeds depth
 *
 * @example Usage
 * ```ts
 * import { alleleFraction } from "halfmax/mechanisms/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const vaf = alleleFraction({ alternate: 8, depth: 2000, of: "unique molecules" });
 * assertEquals([vaf.estimate, vaf.remark], [0.004, ""]);
 * ```
 */
export function alleleFraction(
  { alternate, depth, of = "reads" }: VariantCounts,
  { method = "Wilson", level = 0.95 }: { method?: ProportionMethod; level?: number } = {},
): AlleleFraction {
  return {
    ...proportionInterval(alternate, depth, { method, level }),
    of,
    remark: of === "reads"
      ? "from reads: copies of one molecule are counted as independent, so the interval is too short"
      : "",
  };
}

/**
 * Whether a variant is present, absent or not assessable, given the assay's limit of detection L.
 *
 * Present from a fraction of L on. Below it, absent only if the depth would have shown a variant at L
 * with 95 %: depth >= ln 0.05 / ln(1 - L). Reads with the variant below the limit are named in the
 * reason: a fraction of 0.4 % in plasma has proved real where a cut-off of 1 % would have dropped it.
 *
 * @param counts Counts at the position
 * @param options.detectionLimit Fraction from 0 to 1, as 0.05 for tissue, 0.001 for digital sequencing
 * of plasma
 * @throws {UsageError} If counts or the limit are out of range
 *
 * @example Usage
 * ```ts
 * import { callVariant } from "halfmax/mechanisms/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(callVariant({ alternate: 0, depth: 200 }, { detectionLimit: 0.001 }).state, "not assessable");
 * assertEquals(callVariant({ alternate: 0, depth: 3000 }, { detectionLimit: 0.001 }).state, "absent");
 * ```
 */
export function callVariant(
  counts: VariantCounts,
  { detectionLimit, level = 0.95 }: { detectionLimit: number; level?: number },
): VariantCall {
  if (!(detectionLimit > 0 && detectionLimit < 1)) {
    throw new UsageError(
      `Cannot call a variant: detectionLimit must be a fraction between 0 and 1, found ${detectionLimit}`,
    );
  }
  const fraction = alleleFraction(counts, { level });
  const neededDepth = Math.ceil(Math.log(0.05) / Math.log1p(-detectionLimit));
  const value = fraction.estimate ?? 0;
  const present = value >= detectionLimit;
  const deep = counts.depth >= neededDepth;
  const below = !present && counts.alternate > 0
    ? `${counts.alternate} of ${counts.depth} below the limit of ${percent(detectionLimit)} %; `
    : "";
  return {
    state: present ? "present" : deep ? "absent" : "not assessable",
    reason: present
      ? ""
      : `${below}${
        deep ? `depth ${counts.depth}` : `depth ${counts.depth} is too low, needs ${neededDepth}`
      }`,
    fraction,
    detectionLimit,
    neededDepth,
    rules: [
      ...citeRules("tissue NGS", ["classic false-positive zone"]),
      ...citeRules("cfDNA NGS (Guardant digital sequencing)", ["analytic sensitivity"]),
      ...citeRules("cfDNA NGS", ["VAFs reported for real resistance calls"]),
      ...citeRules("panel coverage", [
        "not every panel covers ROS1 L2086 (separate exon from G2032) or S1986",
      ]),
    ],
  };
}
