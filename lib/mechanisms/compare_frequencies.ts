import { formatInterval, formatNumber, formatPValue, withDisplay } from "../display/mod.ts";
import { list, quote, UsageError } from "../errors/mod.ts";
import { randomSeeded } from "../numerics/mod.ts";
import {
  boschlooTest,
  type ChiSquaredTest,
  chiSquaredTest,
  compareProportions,
  freemanHalton,
  type FreemanHaltonTest,
  type ProportionComparison,
  type UnconditionalTest,
} from "../statistics/mod.ts";
import { bootstrapShares, type ClusterType } from "./cluster_interval.ts";
import { formatShare, type FrequencyRow, type MechanismFrequency, percent } from "./frequency.ts";

/** How two or more groups are compared. */
export interface CompareOptions {
  /** The groups by label, two or more; default all that have an estimate. */
  readonly between?: readonly string[];
  /** "exact" (the default) needs one observation per patient; "cluster bootstrap" does not. */
  readonly method?: "exact" | "cluster bootstrap";
  /** Two-sided confidence level; default that of the frequency. */
  readonly level?: number;
  /** Whether Boschloo's test is made too, which takes up to a tenth of a second; default true. */
  readonly boschloo?: boolean;
  /** Seed of the cluster bootstrap; default 1. */
  readonly seed?: number;
}

/** One mechanism compared between groups. */
export interface FrequencyComparison {
  /** The mechanism. */
  readonly mechanism: string;
  /** The groups' rows, in the order asked for. */
  readonly rows: readonly FrequencyRow[];
  /** Two groups: Fisher's test, odds ratio, risk difference (first minus second); else null. */
  readonly pair: ProportionComparison | null;
  /** Two groups of at most 2,000 together: Boschloo's test; else, or where not asked for, null. */
  readonly boschloo: UnconditionalTest | null;
  /** Three or more groups: the Freeman-Halton test; else null. */
  readonly several: FreemanHaltonTest | null;
  /** Three or more groups: Pearson's chi-squared test with its warning; else null. */
  readonly chiSquared: ChiSquaredTest | null;
  /** By cluster bootstrap: first minus second with its percentile limits; else null. */
  readonly difference: {
    readonly estimate: number;
    readonly lower: number;
    readonly upper: number;
    readonly level: number;
  } | null;
  /** What limits the comparison. */
  readonly remarks: readonly string[];
}

/**
 * Compares how often one mechanism was seen in two groups, or in several.
 *
 * Two groups: Fisher's exact test (two-sided), conditional odds ratio with exact limits, risk
 * difference with Newcombe's, and Boschloo's test. Several: Freeman-Halton and chi-squared. All need
 * one observation per patient and groups without common patients: where patients have several units
 * the exact tests are refused, and patients who are in two groups are named in the remarks. Published
 * counts are compared as they are, with a remark on what they count.
 *
 * `method: "cluster bootstrap"` gives the difference of two groups of biopsies with limits from
 * resampled patients, and no p-value. It takes the groups as independent.
 *
 * @param frequency From `mechanismFrequency`
 * @param mechanism Its label, as "ROS1 G2032R"
 * @throws {UsageError} If the mechanism or a group is not there or stands there twice, fewer than two
 * groups have counts, or an exact test is asked for where patients have several units
 *
 * @example Lin et al. (2021): ROS1 mutations after crizotinib and after lorlatinib
 * ```ts
 * import { compareFrequencies, mechanismFrequency, readCounts } from "halfmax/mechanisms/mod.ts";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const counts = await readCounts(
 *   "data/published_mechanism_frequencies/mechanism_frequencies.csv",
 * );
 * const { pair } = compareFrequencies(
 *   mechanismFrequency(counts, { by: "cohort" }),
 *   "any ROS1 resistance mutation",
 *   { between: ["Lin2021-crizotinib", "Lin2021-lorlatinib"] },
 * );
 * assertAlmostEquals(pair!.fisher.pValue, 0.621, 5e-4);
 * ```
 */
export function compareFrequencies(
  frequency: MechanismFrequency,
  mechanism: string,
  { between, method = "exact", level = frequency.level, boschloo = true, seed = 1 }:
    CompareOptions = {},
): FrequencyComparison {
  const rows = findRows(frequency, mechanism, between);
  const remarks = [...sharedRemarks(frequency, rows), ...unitRemarks(frequency, rows)];
  const empty = {
    mechanism,
    rows,
    pair: null,
    boschloo: null,
    several: null,
    chiSquared: null,
    difference: null,
    remarks,
  };
  const counts = rows.map(({ events, assessable }) => ({ events: events!, total: assessable! }));
  const make = (parts: Partial<FrequencyComparison>): FrequencyComparison => {
    const comparison = { ...empty, ...parts };
    return withDisplay(comparison, () => ({ "text/plain": describe(comparison, level) }));
  };
  if (method === "cluster bootstrap") {
    return make({ difference: bootstrapDifference(rows, level, seed) });
  }
  refuseClusters(rows);
  const table = counts.map(({ events, total }) => [events, total - events] as const);
  if (rows.length > 2) {
    return make({ several: freemanHalton(table), chiSquared: chiSquaredTest(table) });
  }
  const pair = compareProportions(counts[0], counts[1], { level });
  const small = counts[0].total + counts[1].total <= 2000;
  return make({
    pair,
    boschloo: boschloo && small ? boschlooTest([table[0], table[1]]) : null,
    remarks: [...remarks, pair.remark].filter(Boolean),
  });
}

function findRows(
  { rows }: MechanismFrequency,
  mechanism: string,
  between: readonly string[] | undefined,
): readonly FrequencyRow[] {
  const named = rows.filter((row) => row.mechanism === mechanism);
  if (named.length === 0) {
    throw new UsageError(
      `Cannot compare frequencies: mechanism must be one of ${
        list([...new Set(rows.map((row) => quote(row.mechanism)))], 12)
      }, found ${quote(mechanism)}`,
    );
  }
  const groups = between ?? named.filter(({ status }) => status === "estimated")
    .map(({ group }) => group);
  if (new Set(groups).size < 2) {
    throw new UsageError(
      `Cannot compare ${quote(mechanism)}: needs two groups with counts, found ${
        list(groups.map(quote)) || "none"
      }`,
    );
  }
  return groups.map((group) => {
    const found = named.filter((row) => row.group === group);
    if (found.length === 1 && found[0].status === "estimated" && found[0].assessable! > 0) {
      return found[0];
    }
    throw new UsageError(
      found.length === 0
        ? `Cannot compare ${quote(mechanism)}: between must name groups that have it (${
          list([...new Set(named.map((row) => quote(row.group)))], 12)
        }), found ${quote(group)}`
        : found.length > 1
        ? `Cannot compare ${quote(mechanism)}: group ${
          quote(group)
        } must have one count, found ${found.length}. Group by cohort as well`
        : `Cannot compare ${quote(mechanism)}: group ${quote(group)} must have counts, found: ${
          found[0].status
        } (${found[0].reason})`,
    );
  });
}

function refuseClusters(rows: readonly FrequencyRow[]): void {
  const clustered = rows.find(({ clusters }) => clusters !== null);
  if (clustered === undefined) return;
  const patients = clustered.clusters!.reduce((sum, type) => sum + type.patients, 0);
  throw new UsageError(
    `Cannot compare ${
      quote(clustered.mechanism)
    } exactly: needs one observation per patient, found ${clustered.assessable} ${clustered.unit} of ${patients} patients in ${
      quote(clustered.group)
    }. Count patients (unit: "patient"), or use method: "cluster bootstrap"`,
  );
}

function sharedRemarks({ shared }: MechanismFrequency, rows: readonly FrequencyRow[]): string[] {
  const names = rows.map(({ group }) => group);
  return shared.filter(({ groups }) => groups.every((group) => names.includes(group)))
    .map(({ groups, patients }) =>
      `${patients} patients are in both ${
        groups.join(" and ")
      }: the tests take the groups as independent, so p is approximate (comparePaired() is for patients seen in both)`
    );
}

function unitRemarks({ unit }: MechanismFrequency, rows: readonly FrequencyRow[]): string[] {
  if (unit !== "as published") return [];
  const words = [...new Set(rows.map((row) => row.unit || "not stated"))];
  const both = "whether patients are counted twice, or in both groups, the source does not say";
  return [`published counts, unit: ${list(words)}; ${both}`];
}

function bootstrapDifference(rows: readonly FrequencyRow[], level: number, seed: number) {
  if (rows.length !== 2) {
    throw new UsageError(
      `Cannot bootstrap a difference: needs two groups, found ${rows.length}. Name two in between`,
    );
  }
  const prng = randomSeeded(seed);
  const [first, second] = rows.map((row) => bootstrapShares(clustersOf(row), prng));
  const differences = first.map((share, i) => share - second[i]).sort();
  const tail = (1 - level) / 2;
  return {
    estimate: rows[0].estimate! - rows[1].estimate!,
    lower: differences[Math.floor(tail * (differences.length - 1))],
    upper: differences[Math.ceil((1 - tail) * (differences.length - 1))],
    level,
  };
}

/** Where every patient has one unit, each is a cluster of its own. */
function clustersOf({ clusters, events, assessable }: FrequencyRow): readonly ClusterType[] {
  return clusters ?? [
    { events: 1, assessable: 1, patients: events! },
    { events: 0, assessable: 1, patients: assessable! - events! },
  ].filter(({ patients }) => patients > 0);
}

function describe(comparison: FrequencyComparison, level: number): string {
  const { mechanism, rows, pair, boschloo, several, chiSquared, difference, remarks } = comparison;
  const name = `${Number((level * 100).toPrecision(6))} %`;
  const points = (value: number) => percent(value).replace("-", "−");
  return [
    mechanism,
    ...rows.map((row) => `  ${row.group}: ${formatShare(row, level)}`),
    pair === null
      ? ""
      : `  Fisher's exact test, two-sided: p = ${formatPValue(pair.fisher.pValue)}${
        boschloo === null ? "" : `; Boschloo: p = ${formatPValue(boschloo.pValue)}`
      }`,
    pair === null
      ? ""
      : `  odds ratio ${formatNumber(pair.oddsRatio.estimate)} (${name} exact ${
        formatInterval(pair.oddsRatio.lower, pair.oddsRatio.upper)
      }); difference ${points(pair.riskDifference.estimate)} points (Newcombe ${
        points(pair.riskDifference.lower)
      } to ${points(pair.riskDifference.upper)})`,
    several === null
      ? ""
      : `  Freeman-Halton (${several.status}): p = ${formatPValue(several.pValue)}`,
    chiSquared === null
      ? ""
      : `  chi-squared: p = ${formatPValue(chiSquared.pValue)}${
        chiSquared.warning && ` (${chiSquared.warning})`
      }`,
    difference === null
      ? ""
      : `  difference ${points(difference.estimate)} points (${name} cluster bootstrap ${
        points(difference.lower)
      } to ${points(difference.upper)})`,
    ...remarks.map((remark) => `  ${remark}`),
  ].filter(Boolean).join("\n");
}
