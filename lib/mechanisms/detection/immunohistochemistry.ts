import { withDisplay } from "../../display/mod.ts";
import { list, quote, UsageError } from "../../errors/mod.ts";
import { citeRules, type DetectionRule, detectionRules } from "./detection_rules.ts";

/** Per cent of tumour cells at each intensity; the rest is unstained. */
export interface StainingPercent {
  /** 1+. */
  readonly weak?: number;
  /** 2+. */
  readonly moderate?: number;
  /** 3+. */
  readonly strong?: number;
}

/** Antibodies whose rules have a source here. */
export type Antibody = "ALK D5F3" | "ROS1 SP384" | "ROS1 D4D6";

/** An immunohistochemistry result, called. */
export interface IhcResult {
  /** The call. */
  readonly call: "positive" | "negative" | "not assessable";
  /** Why not assessable; else empty. */
  readonly reason: string;
  /** The antibody. */
  readonly antibody: Antibody;
  /** weak + 2 moderate + 3 strong, 0 to 300. */
  readonly hScore: number;
  /** The rule applied, in words. */
  readonly rule: string;
  /** Sensitivity at the cut-off in per cent, where a source gives it. */
  readonly sensitivityPercent: number | null;
  /** Wording of the vendor's guide, which is not the rule of a kit, and whether it is met. */
  readonly guideWording: { readonly text: string; readonly met: boolean | null };
  /** The rules applied, with their sources. */
  readonly rules: readonly DetectionRule[];
}

/** How a staining is called. */
export interface IhcOptions {
  /** Least intensity for a positive ROS1 call; needed there, because it depends on the clone. */
  readonly cutOff?: "1+" | "2+";
  /** Whether the staining was diffuse and cytoplasmic, for the guide's wording. */
  readonly diffuse?: boolean;
  /** For ALK: the older rule, more than 10 % of cells whatever the intensity. */
  readonly olderRule?: boolean;
}

/**
 * H-score of a staining: weak + 2 moderate + 3 strong in per cent of cells, from 0 to 300.
 *
 * @throws {UsageError} If a per cent is below 0, or they add up to more than 100
 */
export function hScore({ weak = 0, moderate = 0, strong = 0 }: StainingPercent): number {
  const total = weak + moderate + strong;
  if ([weak, moderate, strong].every((part) => part >= 0) && total <= 100 + 1e-9) {
    return weak + 2 * moderate + 3 * strong;
  }
  throw new UsageError(
    `Cannot compute an H-score: weak, moderate and strong must be per cent of cells with a sum of at most 100, found ${weak}, ${moderate} and ${strong}`,
  );
}

/**
 * Calls an immunohistochemistry by its antibody's rule.
 *
 * ALK D5F3 is binary: any per cent of tumour cells with strong granular cytoplasmic staining. For ROS1
 * the cut-off depends on the clone and must be named; the sensitivity seen at it stands beside the
 * call. The guide of this repository's data asks for "strong, diffuse cytoplasmic staining", which is
 * the rule of no kit; whether it is met is reported beside.
 *
 * @throws {UsageError} If the antibody is unknown, or a ROS1 clone comes without a cut-off
 *
 * @example Usage
 * ```ts
 * import { callStaining } from "halfmax/mechanisms/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(callStaining("ALK D5F3", { strong: 2, moderate: 30 }).call, "positive");
 * assertEquals(callStaining("ROS1 D4D6", { weak: 80 }, { cutOff: "2+" }).call, "negative");
 * assertEquals(callStaining("ROS1 D4D6", {}, { cutOff: "2+" }).sensitivityPercent, 42.86);
 * ```
 */
export function callStaining(
  antibody: Antibody,
  staining: StainingPercent,
  { cutOff, diffuse, olderRule = false }: IhcOptions = {},
): IhcResult {
  const known: readonly Antibody[] = ["ALK D5F3", "ROS1 SP384", "ROS1 D4D6"];
  if (!known.includes(antibody)) {
    throw new UsageError(
      `Cannot call a staining: antibody must be ${list(known.map(quote))}, found ${
        quote(antibody)
      }`,
    );
  }
  const { weak = 0, moderate = 0, strong = 0 } = staining;
  const score = hScore(staining);
  const judged = antibody === "ALK D5F3"
    ? olderRule
      ? {
        positive: weak + moderate + strong > 10,
        rule: "more than 10 % of tumour cells, any intensity",
        sensitivityPercent: null,
        rules: citeRules("ALK IHC", ["older rule"]),
      }
      : {
        positive: strong > 0,
        rule: "strong granular cytoplasmic staining in any per cent of tumour cells",
        sensitivityPercent: null,
        rules: citeRules("ALK IHC D5F3 (Ventana)", ["positive call"]),
      }
    : judgeRos1(antibody, weak + moderate + strong, moderate + strong, cutOff);
  const result: IhcResult = {
    call: judged.positive ? "positive" : "negative",
    reason: "",
    antibody,
    hScore: score,
    rule: judged.rule,
    sensitivityPercent: judged.sensitivityPercent,
    guideWording: {
      text: "strong, diffuse cytoplasmic staining in tumor cells",
      met: diffuse === undefined ? null : diffuse && strong > 0,
    },
    rules: judged.rules,
  };
  return withDisplay(result, () => ({ "text/plain": describe(result) }));
}

function judgeRos1(
  antibody: "ROS1 SP384" | "ROS1 D4D6",
  any: number,
  moderateUp: number,
  cutOff: "1+" | "2+" | undefined,
) {
  if (cutOff === undefined) {
    throw new UsageError(
      `Cannot call ${antibody}: the cut-off depends on the clone and must be named, found none. Give cutOff: "1+" or "2+"`,
    );
  }
  const rules = detectionRules(antibody.replace("ROS1", "ROS1 IHC"));
  const [atOne, atTwo] = (rules[0]?.value ?? "").split("/").map(Number);
  return {
    positive: (cutOff === "1+" ? any : moderateUp) > 0,
    rule: `any tumour cells at ${cutOff} or more`,
    sensitivityPercent: (cutOff === "1+" ? atOne : atTwo) ?? null,
    rules,
  };
}

function describe(result: IhcResult): string {
  const { antibody, call, hScore, rule, sensitivityPercent, guideWording, rules } = result;
  return [
    `${antibody} ${call} (H-score ${hScore}); rule: ${rule}${
      sensitivityPercent === null ? "" : `, sensitivity ${sensitivityPercent} % there`
    }`,
    `the guide's wording "${guideWording.text}" (no kit's rule): ${
      guideWording.met === null ? "not judged" : guideWording.met ? "met" : "not met"
    }`,
    `rules: ${[...new Set(rules.map(({ source }) => source))].join("; ")}`,
  ].join("\n");
}
