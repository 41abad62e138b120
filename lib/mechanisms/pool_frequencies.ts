import { formatNumber, formatPValue, withDisplay } from "../display/mod.ts";
import { list, plural, quote, UsageError } from "../errors/mod.ts";
import {
  leaveOneOut,
  type LeftOneOut,
  type PooledProportion,
  poolProportions,
  type PoolProportionsOptions,
} from "../statistics/mod.ts";
import { type FrequencyRow, type MechanismFrequency, percent } from "./frequency.ts";

/** How cohorts are pooled: as `poolProportions`, and which groups are the cohorts. */
export interface PoolFrequenciesOptions extends PoolProportionsOptions {
  /** The groups to pool, by label; default all. */
  readonly cohorts?: readonly string[];
}

/** A cohort that could not be pooled, and why. */
export interface LeftOutCohort {
  /** The cohort. */
  readonly cohort: string;
  /** Why. */
  readonly reason: string;
}

/** One mechanism pooled over cohorts. */
export interface PooledFrequency {
  /** The mechanism. */
  readonly mechanism: string;
  /** The pooled proportion with its studies, heterogeneity and prediction interval. */
  readonly pooled: PooledProportion;
  /** The same without each cohort in turn; empty for fewer than three. */
  readonly leaveOneOut: readonly LeftOneOut[];
  /** Cohorts without usable counts. */
  readonly leftOut: readonly LeftOutCohort[];
  /** What is counted in each cohort, where they differ; and what else limits the pooling. */
  readonly remarks: readonly string[];
}

/**
 * Pools how often one mechanism was seen over cohorts: each group of a frequency is a cohort.
 *
 * Default is the binomial-normal model with a t interval; fewer than three cohorts get no interval,
 * and a single one is said to be no pooling. Percentages without counts, and cohorts in which nobody
 * was assessable, are left out with the reason. Rows whose patients come with several units each are
 * left out too: their binomial variance would be too small.
 *
 * @param cohorts A frequency grouped by cohort, or several frequencies
 * @param mechanism Its label; may be left out where there is only one
 * @throws {UsageError} If the mechanism is not there, or a cohort stands there twice
 *
 * @example Three SIMULATED cohorts
 * ```ts
 * import { countsOfTable, mechanismFrequency, poolFrequencies } from "halfmax/mechanisms/mod.ts";
 * import { parseTable } from "halfmax/tables/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const text = "study,mechanism,n,N\nA,ALK mutation,4,11\nB,ALK mutation,9,40\nC,ALK mutation,6,21\n";
 * const counts = countsOfTable(parseTable(text, { source: "SIMULATED" }));
 * const { pooled } = poolFrequencies(mechanismFrequency(counts));
 * assertEquals([pooled.k, pooled.events, pooled.total], [3, 19, 72]);
 * ```
 */
export function poolFrequencies(
  cohorts: MechanismFrequency | readonly MechanismFrequency[],
  mechanism?: string,
  { cohorts: wanted, ...options }: PoolFrequenciesOptions = {},
): PooledFrequency {
  const all = [cohorts].flat().flatMap(({ rows }) => rows);
  const name = mechanism ?? onlyMechanism(all);
  const rows = all.filter((row) =>
    row.mechanism === name && (wanted === undefined || wanted.includes(row.group))
  );
  requireRows(rows, name, all, wanted);
  const reasons = rows.map(reasonAgainst);
  const used = rows.filter((_, i) => reasons[i] === null);
  const studies = used.map(({ group, events, assessable }) => ({
    name: group,
    events: events!,
    total: assessable!,
  }));
  const pooled = poolProportions(studies, options);
  const units = [...new Set(used.map(({ unit }) => unit).filter(Boolean))];
  const result: PooledFrequency = {
    mechanism: name,
    pooled,
    leaveOneOut: studies.length < 3 ? [] : leaveOneOut(studies, options),
    leftOut: rows.flatMap(({ group }, i) =>
      reasons[i] === null ? [] : [{ cohort: group, reason: reasons[i] }]
    ),
    remarks: [
      studies.length === 1 ? "k = 1: one cohort, nothing is pooled" : "",
      units.length > 1 ? `the cohorts count different units: ${list(units)}` : "",
    ].filter(Boolean),
  };
  return withDisplay(result, () => ({ "text/plain": describe(result) }));
}

function onlyMechanism(rows: readonly FrequencyRow[]): string {
  const names = [...new Set(rows.map(({ mechanism }) => mechanism))];
  if (names.length === 1) return names[0];
  throw new UsageError(
    `Cannot pool frequencies: needs a mechanism, one of ${list(names.map(quote), 12) || "none"}`,
  );
}

function requireRows(
  rows: readonly FrequencyRow[],
  name: string,
  all: readonly FrequencyRow[],
  wanted: readonly string[] | undefined,
): void {
  if (rows.length === 0) {
    const names = [...new Set(all.map(({ mechanism }) => quote(mechanism)))];
    throw new UsageError(
      `Cannot pool frequencies: mechanism must be one of ${list(names, 12)}${
        wanted === undefined ? "" : ` in ${list(wanted.map(quote))}`
      }, found ${quote(name)}`,
    );
  }
  const missing = wanted?.filter((group) => !rows.some((row) => row.group === group)) ?? [];
  if (missing.length > 0) {
    throw new UsageError(
      `Cannot pool ${quote(name)}: cohorts must have it, found none in ${list(missing.map(quote))}`,
    );
  }
  const seen = new Set<string>();
  const twice = rows.map(({ group }) => group).filter((group) =>
    seen.has(group) || !seen.add(group)
  );
  if (twice.length === 0) return;
  throw new UsageError(
    `Cannot pool ${quote(name)}: each cohort must stand there once, found ${
      list([...new Set(twice)].map(quote))
    } more than once. Group by "cohort", or name them with cohorts: […]`,
  );
}

function reasonAgainst({ status, reason, clusters, assessable }: FrequencyRow): string | null {
  if (status !== "estimated") return `${status}: ${reason}`;
  if (assessable === 0) return "nobody assessed";
  return clusters === null ? null : 'several units per patient: count patients (unit: "patient")';
}

function describe({ mechanism, pooled, leftOut, remarks }: PooledFrequency): string {
  const { k, estimate, lower, upper, interval, heterogeneity, prediction, status, reason } = pooled;
  const limits = lower === null || upper === null
    ? "no interval"
    : `${formatNumber(pooled.level * 100)} % ${interval} ${percent(lower)} to ${percent(upper)}`;
  return [
    `${mechanism}: ${plural(k, "cohort")}, ${pooled.events} of ${pooled.total}, ${
      estimate === null ? "no estimate" : `${percent(estimate)} % (${limits})`
    }; ${pooled.model} model, ${status}${reason && `: ${reason}`}`,
    prediction === null
      ? ""
      : `  prediction interval (${prediction.reference}) ${percent(prediction.lower)} to ${
        percent(prediction.upper)
      } %${prediction.informative ? "" : ", of little use below five cohorts"}`,
    heterogeneity === null
      ? ""
      : `  tau² ${formatNumber(heterogeneity.tauSquared)} (logit), Q ${
        formatNumber(heterogeneity.q)
      } (${heterogeneity.qDefinition}) on ${heterogeneity.degreesOfFreedom}, p = ${
        formatPValue(heterogeneity.pValue)
      }, I² ${percent(heterogeneity.iSquaredFromQ)} % (from Q) or ${
        percent(heterogeneity.iSquaredFromTauSquared)
      } % (from tau²)`,
    ...pooled.studies.map((study) =>
      `  ${study.name}: ${study.events} of ${study.total}, ${
        study.estimate === null ? "–" : percent(study.estimate)
      } % (${percent(study.lower)} to ${percent(study.upper)})`
    ),
    ...leftOut.map(({ cohort, reason }) => `  ${cohort} left out: ${reason}`),
    ...remarks.map((remark) => `  ${remark}`),
  ].filter(Boolean).join("\n");
}
