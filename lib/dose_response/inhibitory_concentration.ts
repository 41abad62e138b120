import { htmlTable, type TableColumn, textTable, withDisplay } from "../display/mod.ts";
import { list, nearest, plural, quote, UsageError } from "../errors/mod.ts";
import { formatPotency, type IntervalMeaning, makePotency, type Potency } from "../potency/mod.ts";
import { type CensoredMean, censoredNormalMean } from "../statistics/mod.ts";
import { endpointName } from "./bounded_potency.ts";
import type { IntervalMethod, PotencyQuestion } from "./asked_dose.ts";
import { BOOTSTRAP, curvePotency } from "./curve_potency.ts";
import type { DoseResponseFit } from "./dose_response_fit.ts";
import type { Fits } from "./fit_dose_response.ts";
import { fittedCurve } from "./fitted_curve.ts";

/** Options of {@linkcode inhibitoryConcentration}. */
export interface ConcentrationOptions {
  /** Percent of inhibition, between 0 and 100; default 50. */
  readonly percent?: number;
  /**
   * "absolute": where the curve is that far below control. "relative": where it has gone that far
   * between its own plateaus (an EC, and the IC50 of most programs). Default "absolute".
   */
  readonly kind?: "relative" | "absolute";
  /** Key column that tells biological replicates apart; their values are summarised. */
  readonly over?: string;
  /** Confidence level, default 0.95. */
  readonly level?: number;
  /** How the limits within an experiment are made; default "profile likelihood". */
  readonly method?: IntervalMethod;
  /** The bootstrap's seed; default 1. */
  readonly seed?: number;
  /** The bootstrap's number of curves; default 999. */
  readonly resamples?: number;
}

/** The concentration of one curve, or of several replicates of it. */
export interface Concentration {
  /** The naming columns of the curve, without the one that was summarised over. */
  readonly key: Readonly<Record<string, string>>;
  /** The concentration. */
  readonly potency: Potency;
  /** What the interval speaks of: wells of one experiment, or experiments. */
  readonly scope: "within experiment" | "over replicates";
  /** Each replicate's own value, when summarised. */
  readonly replicates: readonly { readonly name: string; readonly potency: Potency }[];
}

/**
 * The concentration that inhibits by a given percentage, for each curve or over its biological
 * replicates; measured, bounded or not determined, never a bare number.
 *
 * Within one experiment: the estimate with profile-likelihood limits on the log scale, calibrated by
 * F(1, n - p). They speak of the wells; other experiments scatter more.
 *
 * Over replicates: the geometric mean of the replicates' estimates with a t interval on logs. A
 * replicate that is only a bound enters as one, by a censored log-normal likelihood; when all lie
 * beyond their doses on the same side, the smallest bound is the answer. Replicates without a value
 * are counted in the reason.
 *
 * @returns One row per curve, or per group of replicates; shows itself as a table
 * @throws {UsageError} If percent is not between 0 and 100 or the replicate column is unknown
 * @see Bates & Watts (1988) Nonlinear Regression Analysis, section 6.1 (profiles)
 */
export function inhibitoryConcentration(
  fits: Fits,
  options: ConcentrationOptions = {},
): readonly Concentration[] {
  const { percent = 50, kind = "absolute", over, level = 0.95 } = options;
  const { method = "profile likelihood", seed, resamples } = options;
  if (!(percent > 0 && percent < 100)) {
    throw new UsageError(
      `Cannot compute an inhibitory concentration: percent must be between 0 and 100, found ${percent}`,
    );
  }
  if (over !== undefined) requireColumn(fits, over);
  const bootstrap = { ...BOOTSTRAP, ...(seed && { seed }), ...(resamples && { resamples }) };
  const question: PotencyQuestion = { percent, kind, level, method, bootstrap };
  const each = fits.map((fit) => ({ fit, potency: potencyOf(fit, question) }));
  const rows = over === undefined
    ? each.map(({ fit, potency }): Concentration => ({
      key: fit.curve.key,
      potency,
      scope: "within experiment",
      replicates: [],
    }))
    : overReplicates(each, over, endpointName(percent, kind), kind, level);
  return withDisplay(rows, () => {
    const columns = tableColumns(rows, endpointName(percent, kind), kind);
    const exact = [
      ...new Set(
        fits.flatMap(({ curve: { control } }) =>
          kind === "absolute" && control.basis === "declared" ? [control.value] : []
        ),
      ),
    ];
    const caption = exact.length === 0
      ? undefined
      : `control ${list(exact.map(String))} taken as exact`;
    return {
      "text/plain": textTable(rows, columns, { caption }),
      "text/html": htmlTable(rows, columns, { caption }),
    };
  });
}

function requireColumn(fits: Fits, over: string): void {
  const columns = [...new Set(fits.flatMap(({ curve }) => Object.keys(curve.key)))];
  if (fits.length === 0 || columns.includes(over)) return;
  const meant = nearest(over, columns);
  throw new UsageError(
    `Cannot summarise over ${quote(over)}: the curves were fitted by ${
      list(columns.map(quote)) || "nothing"
    }${meant ? `. Did you mean ${quote(meant)}?` : ""}`,
  );
}

function potencyOf(fit: DoseResponseFit, question: PotencyQuestion): Potency {
  const { percent, kind, level, method } = question;
  const known = fit.ic50[kind];
  const same = known.interval?.meaning === "confidence" && known.interval.level === level;
  if (percent === 50 && same && method === "profile likelihood") return known;
  return curvePotency({
    curve: fit.curve,
    fitted: fittedCurve(fit),
    flat: fit.status === "flat" || (fit.status === "constant" && fit.wells > 1),
    reason: fit.reason,
  }, question).potency;
}

interface ReplicatePotency {
  readonly fit: DoseResponseFit;
  readonly potency: Potency;
}

function overReplicates(
  each: readonly ReplicatePotency[],
  over: string,
  endpoint: string,
  kind: "relative" | "absolute",
  level: number,
): Concentration[] {
  const without = ({ fit }: ReplicatePotency) =>
    Object.fromEntries(Object.entries(fit.curve.key).filter(([name]) => name !== over));
  const groups = Map.groupBy(each, (one) => JSON.stringify(without(one)));
  return [...groups.values()].map((group) => ({
    key: without(group[0]),
    potency: summarise(group, endpoint, kind, level),
    scope: "over replicates",
    replicates: group.map(({ fit, potency }) => ({ name: fit.curve.key[over], potency })),
  }));
}

type Usable = Potency & { readonly relation: "=" | ">" | "<"; readonly estimate: number };

function summarise(
  group: readonly ReplicatePotency[],
  endpoint: string,
  kind: "relative" | "absolute",
  level: number,
): Potency {
  const unit = group[0].fit.curve.unit;
  const usable = group.map(({ potency }) => potency).filter((potency): potency is Usable =>
    ["=", ">", "<"].includes(potency.relation) && potency.estimate !== null
  );
  const missing = group.length - usable.length;
  const gone = missing > 0
    ? `${missing} of ${plural(group.length, "replicate")} without a value`
    : "";
  const frame = { unit, endpoint, kind, replicates: usable.length };
  if (usable.length === 0) {
    return makePotency({ ...frame, relation: "not determined", reason: gone, replicates: null });
  }
  const summary = censoredNormalMean(
    usable.map(({ relation, estimate }) => ({ relation, value: Math.log10(estimate) })),
    { level },
  );
  const allTested = usable.every(({ interval }) => interval?.meaning === "tested dose");
  const highest = group.flatMap(({ fit }) => fit.curve.doses).reduce((a, b) => Math.max(a, b), 0);
  return summaryPotency(summary, { frame, gone, allTested, highest });
}

/** The summary of replicates as a potency; a side without a limit leaves only a bound. */
function summaryPotency(
  { status, reason, mean, lower, upper, measured, n, level }: CensoredMean,
  { frame, gone, allTested, highest }: {
    readonly frame: Partial<Potency>;
    readonly gone: string;
    /** Whether every replicate's bound is an end of its tested doses. */
    readonly allTested: boolean;
    readonly highest: number;
  },
): Potency {
  const power = (value: number | null) => value === null ? null : 10 ** value;
  const words = (...parts: string[]) => parts.filter(Boolean).join("; ");
  const bound = (
    relation: ">" | "<",
    limit: number | null,
    interval: IntervalMeaning,
    why: string,
  ) =>
    makePotency({
      ...frame,
      relation,
      estimate: limit,
      lower: relation === ">" ? limit : null,
      upper: relation === "<" ? limit : null,
      interval,
      reason: words(why, gone),
    });
  if (status === "all above" || status === "all below") {
    const interval: IntervalMeaning = allTested
      ? { meaning: "tested dose" }
      : { meaning: "confidence", level, sides: 1, method: "most cautious replicate" };
    const all = `${n === 1 ? "the one replicate" : `all ${n} replicates`} ${status.slice(4)}`;
    return status === "all above"
      ? bound(">", power(lower), interval, all)
      : bound("<", power(upper), interval, all);
  }
  if (status === "not determined" || mean === null) {
    return makePotency({ ...frame, relation: "not determined", reason: words(reason, gone) });
  }
  const method = measured === n ? "t over replicates" : "censored likelihood over replicates";
  const open = n > 1 && (lower === null || upper === null || 10 ** mean > highest);
  if (open) {
    // One limit of a two-sided interval holds by itself with half the risk.
    const interval: IntervalMeaning = {
      meaning: "confidence",
      level: (1 + level) / 2,
      sides: 1,
      method,
    };
    if (lower !== null) return bound(">", Math.min(power(lower)!, highest), interval, reason);
    if (upper !== null) return bound("<", power(upper), interval, reason);
    return makePotency({ ...frame, relation: "not determined", reason: words(reason, gone) });
  }
  return makePotency({
    ...frame,
    relation: "=",
    estimate: power(mean),
    lower: power(lower),
    upper: power(upper),
    interval: lower === null ? null : { meaning: "confidence", level, sides: 2, method },
    reason: words(measured === n && n > 1 ? "" : reason, gone),
  });
}

function tableColumns(
  rows: readonly Concentration[],
  endpoint: string,
  kind: string,
): TableColumn<Concentration>[] {
  const keys = [...new Set(rows.flatMap(({ key }) => Object.keys(key)))];
  return [
    ...keys.map((name) => ({ header: name, cell: ({ key }: Concentration) => key[name] ?? "" })),
    { header: `${kind} ${endpoint}`, cell: ({ potency }) => formatPotency(potency) },
    { header: "scope", cell: ({ scope }) => scope },
    {
      header: "each replicate",
      cell: ({ replicates }) =>
        replicates.map(({ potency }) => formatPotency(shortened(potency), { reason: false }))
          .join(", "),
    },
  ];
}

/** The value alone, for a list of replicates. */
function shortened(potency: Potency): Potency {
  return potency.relation === "="
    ? { ...potency, lower: null, upper: null, interval: null }
    : potency;
}
