import { list, plural, quote, UsageError } from "../errors/mod.ts";
import {
  type Counts,
  type Findings,
  type FrequencyRow,
  type MechanismFrequency,
  mechanismFrequency,
  type PooledFrequency,
  poolFrequencies,
} from "../mechanisms/mod.ts";
import type { Cells } from "./fits_table.ts";

/** Columns that say which study a row is from. */
const COHORT = /^(cohort|study)(_id)?$/i;

/** One mechanism over the cohorts that share everything else. */
interface Pooling {
  /** What the cohorts share, by the other group columns. */
  readonly key: Readonly<Record<string, string>>;
  readonly mechanism: string;
  readonly class: string;
  /** Null where it was not tried. */
  readonly result: PooledFrequency | null;
  /** Why it was not; else "". */
  readonly reason: string;
}

/** Every mechanism over the cohorts as the rows of `pooled.csv`, or why there are none. */
export interface PooledCohorts {
  readonly cells: Cells;
  /** What was pooled over two cohorts or more, those with the most events first. */
  readonly pooled: readonly PooledFrequency[];
  /** What became of the mechanisms, or why there are none. */
  readonly summary: string;
}

/**
 * Pools every mechanism over the cohorts: of published counts always, of findings where a group column
 * is called study or cohort. Other group columns (prior_drug) keep what they tell apart apart.
 *
 * @param groups Labels of the groups to pool; null for all
 * @throws {UsageError} If a group column has the name of a result column of `pooled.csv`
 */
export function poolCohorts(
  input: Findings | Counts,
  frequency: MechanismFrequency,
  groups: readonly string[] | null,
): PooledCohorts {
  const { by } = frequency;
  const counted = "counts" in input && !by.includes("cohort")
    ? mechanismFrequency(input, { by: [...by, "cohort"] })
    : frequency;
  const rest = counted.by.filter((name) => !COHORT.test(name));
  if (rest.length === counted.by.length) {
    return {
      cells: tableOf(rest, []),
      pooled: [],
      summary: "pooling needs cohorts: say --by with the column of the file that is called study " +
        "or cohort",
    };
  }
  refuseNames(rest);
  const rows = counted.rows.filter(({ key }) =>
    groups === null || groups.includes(by.map((name) => key[name]).join(", "))
  );
  const together = ({ key, mechanism }: FrequencyRow) =>
    JSON.stringify([mechanism, ...rest.map((name) => key[name])]);
  const poolings = [...Map.groupBy(rows, together).values()]
    .map((own) => pool(counted, own, rest));
  const pooled = poolings.flatMap(({ result }) => result === null ? [] : [result])
    .filter(({ pooled: { k } }) => k > 1)
    .sort((one, other) => other.pooled.events - one.pooled.events);
  const withInterval = pooled.filter(({ pooled: { lower } }) => lower !== null).length;
  return {
    cells: tableOf(rest, poolings),
    pooled,
    summary: `${
      plural(poolings.length, "mechanism")
    }: ${pooled.length} in two cohorts or more, ${withInterval} of them with an interval`,
  };
}

function pool(
  frequency: MechanismFrequency,
  rows: readonly FrequencyRow[],
  rest: readonly string[],
): Pooling {
  const [{ mechanism, class: className, key }] = rows;
  const named = {
    key: Object.fromEntries(rest.map((name) => [name, key[name]])),
    mechanism,
    class: className,
  };
  const own = frequency.by.filter((name) => !rest.includes(name));
  const cohorts = rows.map((row) => ({
    ...row,
    group: own.map((name) => row.key[name]).join(", "),
  }));
  const names = cohorts.map(({ group }) => group);
  const twice = names.filter((name, i) => names.indexOf(name) < i);
  if (twice.length > 0) {
    const reason = `several counts of one cohort, which are not added up: ${
      list([...new Set(twice)], 4)
    }`;
    return { ...named, result: null, reason };
  }
  const result = poolFrequencies({ ...frequency, rows: cohorts }, mechanism);
  return { ...named, result, reason: "" };
}

/** The columns of `pooled.csv` after those of the groups, in their order. */
const COLUMNS: Readonly<Record<string, (pooling: Pooling) => string | number | null>> = {
  mechanism: ({ mechanism }) => mechanism,
  class: (pooling) => pooling.class,
  status: ({ result }) => result?.pooled.status ?? "not pooled",
  reason: ({ result, reason }) => result?.pooled.reason ?? reason,
  cohorts: ({ result }) => result?.pooled.k ?? null,
  n: ({ result }) => result?.pooled.events ?? null,
  n_assessable: ({ result }) => result?.pooled.total ?? null,
  estimate: ({ result }) => result?.pooled.estimate ?? null,
  lower: ({ result }) => result?.pooled.lower ?? null,
  upper: ({ result }) => result?.pooled.upper ?? null,
  interval_method: ({ result }) => result?.pooled.interval ?? null,
  level: ({ result }) => result?.pooled.level ?? null,
  model: ({ result }) => result?.pooled.model ?? null,
  prediction_lower: ({ result }) => result?.pooled.prediction?.lower ?? null,
  prediction_upper: ({ result }) => result?.pooled.prediction?.upper ?? null,
  prediction_method: ({ result }) => result?.pooled.prediction?.reference ?? null,
  tau_squared: ({ result }) => result?.pooled.heterogeneity?.tauSquared ?? null,
  i_squared_from_q: ({ result }) => result?.pooled.heterogeneity?.iSquaredFromQ ?? null,
  p_heterogeneity: ({ result }) => result?.pooled.heterogeneity?.pValue ?? null,
  least_without_one: ({ result }) => atEnd(result, Math.min),
  most_without_one: ({ result }) => atEnd(result, Math.max),
  left_out: ({ result }) =>
    result?.leftOut.map(({ cohort, reason }) => `${cohort}: ${reason}`).join("; ") ?? "",
  note: ({ result }) => result === null ? "" : notesOf(result).join("; "),
};

function tableOf(rest: readonly string[], poolings: readonly Pooling[]): Cells {
  return {
    columns: [...rest, ...Object.keys(COLUMNS)],
    rows: poolings.map((pooling) => [
      ...rest.map((name) => pooling.key[name]),
      ...Object.values(COLUMNS).map((cell) => cell(pooling)),
    ]),
  };
}

/** The least or greatest pooled estimate when each cohort in turn is left out. */
function atEnd(
  result: PooledFrequency | null,
  end: (...values: number[]) => number,
): number | null {
  const estimates = result?.leaveOneOut.map(({ pooled }) => pooled.estimate)
    .filter((estimate) => estimate !== null) ?? [];
  return estimates.length === 0 ? null : end(...estimates);
}

function notesOf({ remarks, pooled: { prediction } }: PooledFrequency): string[] {
  return [
    ...remarks,
    ...(prediction === null || prediction.informative
      ? []
      : ["prediction interval of little use below five cohorts"]),
  ];
}

function refuseNames(rest: readonly string[]): void {
  const same = rest.filter((name) => Object.hasOwn(COLUMNS, name));
  if (same.length === 0) return;
  throw new UsageError(
    `Cannot pool cohorts: --by must name columns that pooled.csv has no result of, found ${
      list(same.map(quote))
    }. Rename the column in the file`,
  );
}
