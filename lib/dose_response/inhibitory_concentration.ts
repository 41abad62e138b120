import { portableExp10 } from "../numerics/mod.ts";
import { htmlTable, type TableColumn, textTable, withDisplay } from "../display/mod.ts";
import { list, nearest, quote, UsageError } from "../errors/mod.ts";
import { formatPotency, makePotency, type Potency } from "../potency/mod.ts";
import { endpointName } from "./bounded_potency.ts";
import { askedDose, type IntervalMethod, type PotencyQuestion } from "./asked_dose.ts";
import { BOOTSTRAP, curvePotency } from "./curve_potency.ts";
import type { DoseResponseFit } from "./dose_response_fit.ts";
import type { Fits } from "./fit_dose_response.ts";
import { fittedCurve } from "./fitted_curve.ts";
import { summarizeReplicates } from "./summarize_replicates.ts";
import { testedRange } from "./tested_range.ts";

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
  readonly replicates: readonly ReplicateConcentration[];
  /** Of a relative concentration: that its responses rise with dose. Absent where they fall. */
  readonly rises?: true;
}

/** What one biological replicate says. */
export interface ReplicateConcentration {
  /** Its name in the replicate column. */
  readonly name: string;
  /** Its concentration. */
  readonly potency: Potency;
  /**
   * Of a bound, in the unit of the potency: the dose beyond which it enters a summary. It is the
   * curve's own estimate, or the end of its tested doses where the estimate lies beyond; the bound
   * itself is a more cautious confidence limit. Absent where no curve stands behind the bound.
   */
  readonly measurableTo?: number;
}

/**
 * The concentration that inhibits by a given percentage, for each curve or over its biological
 * replicates; measured, bounded or not determined, never a bare number.
 *
 * Within one experiment: the estimate with profile-likelihood limits on the log scale, calibrated by
 * F(1, n - p). They speak of the wells; other experiments scatter more.
 *
 * Over replicates: the geometric mean of the replicates' estimates with a t interval on logs. A
 * replicate that is only a bound enters as one, by a censored log-normal likelihood: as a value beyond
 * its curve's estimate, or beyond its tested doses where the estimate is. When all are bounds of one
 * side, the smallest is the answer. Replicates without a value are counted in the reason; so are, of a
 * relative concentration, those that rise with dose where others fall.
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
  const each = fits.map((fit): ReplicatePotency => ({ fit, potency: potencyOf(fit, question) }));
  const rows = over === undefined
    ? each.map((one): Concentration => ({
      key: one.fit.curve.key,
      potency: one.potency,
      scope: "within experiment",
      replicates: [],
      ...direction([one], kind),
    }))
    : overReplicates(each, over, question);
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
  question: PotencyQuestion,
): Concentration[] {
  const without = ({ fit }: ReplicatePotency) =>
    Object.fromEntries(Object.entries(fit.curve.key).filter(([name]) => name !== over));
  const groups = Map.groupBy(each, (one) => JSON.stringify(without(one)));
  return [...groups.values()].map((members) => {
    const group = withoutLoneRises(members, question);
    const replicates = group.map(({ fit, potency }): ReplicateConcentration => ({
      name: fit.curve.key[over],
      potency,
      ...measurableTo(fit, potency, question),
    }));
    return {
      key: without(group[0]),
      potency: summarizeReplicates(group.map(({ fit }) => fit.curve), replicates, question),
      scope: "over replicates",
      replicates,
      ...direction(group, question.kind),
    };
  });
}

/**
 * The replicates, a relative value of a curve that rises taken from it where others fall: half of a
 * rise and half of a fall are no two measurements of one thing. An absolute one has none already.
 */
function withoutLoneRises(
  group: readonly ReplicatePotency[],
  { kind, percent }: PotencyQuestion,
): readonly ReplicatePotency[] {
  if (kind === "absolute") return group;
  const rises = group.map(risesWithDose);
  if (!rises.includes(true) || !rises.includes(false)) return group;
  return group.map((one, i) =>
    rises[i] ? { fit: one.fit, potency: riseAmongFalls(one, endpointName(percent, kind)) } : one
  );
}

/** Whether the response behind a value rises; null where there is no value. */
function risesWithDose({ fit, potency }: ReplicatePotency): boolean | null {
  const fitted = potency.estimate === null ? null : fittedCurve(fit);
  return fitted === null ? null : fitted.start < fitted.end;
}

/** Of replicates that all rise, or all fall. */
function direction(
  group: readonly ReplicatePotency[],
  kind: PotencyQuestion["kind"],
): Pick<Concentration, "rises"> {
  return kind === "relative" && group.some(risesWithDose) ? { rises: true } : {};
}

function riseAmongFalls({ fit }: ReplicatePotency, endpoint: string): Potency {
  return makePotency({
    relation: "not determined",
    unit: fit.curve.unit,
    endpoint,
    kind: "relative",
    reason: "the response rises with dose, unlike that of other replicates",
  });
}

/** Where a bound's replicate ceases to be measurable: at its own estimate, or where its doses end. */
function measurableTo(
  fit: DoseResponseFit,
  { relation }: Potency,
  question: PotencyQuestion,
): { readonly measurableTo?: number } {
  if (relation !== ">" && relation !== "<") return {};
  const [lowest, highest] = testedRange(fit.curve);
  const fitted = fit.status === "flat" ? null : fittedCurve(fit);
  const estimate = fitted === null ? NaN : portableExp10(askedDose(fitted, question).estimate);
  const inside = estimate > lowest && estimate < highest;
  return { measurableTo: inside ? estimate : relation === ">" ? highest : lowest };
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
