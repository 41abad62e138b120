import { htmlTable, type TableColumn, textTable, withDisplay } from "../display/mod.ts";
import { list, nearest, plural, quote, UsageError } from "../errors/mod.ts";
import { formatPotency, makePotency, type Potency } from "../potency/mod.ts";
import { type CensoredMean, censoredNormalMean } from "../statistics/mod.ts";
import { endpointName } from "./bounded_potency.ts";
import { curveModel } from "./curve_model.ts";
import { curvePotency } from "./curve_potency.ts";
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
}

/** The concentration of one curve, or of several replicates of it. */
export interface Concentration {
  readonly key: Readonly<Record<string, string>>;
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
  { percent = 50, kind = "absolute", over, level = 0.95 }: ConcentrationOptions = {},
): readonly Concentration[] {
  if (!(percent > 0 && percent < 100)) {
    throw new UsageError(
      `Cannot compute an inhibitory concentration: percent must be between 0 and 100, found ${percent}`,
    );
  }
  if (over !== undefined) requireColumn(fits, over);
  const each = fits.map((fit) => ({ fit, potency: potencyOf(fit, percent, kind, level) }));
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
    return { "text/plain": textTable(rows, columns), "text/html": htmlTable(rows, columns) };
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

function potencyOf(
  fit: DoseResponseFit,
  percent: number,
  kind: "relative" | "absolute",
  level: number,
): Potency {
  const known = fit.ic50[kind];
  const same = known.interval?.meaning !== "confidence" || known.interval.level === level;
  if (percent === 50 && same) return known;
  const model = curveModel(fit.model, fit.curve.scale, fit.fixed);
  return curvePotency({
    curve: fit.curve,
    fitted: fittedCurve(fit, model),
    flat: fit.status === "flat" || fit.status === "constant",
    reason: fit.reason,
  }, { percent, kind, level }).potency;
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
  return fromLogs(summary, frame, gone);
}

function fromLogs(
  { status, reason, mean, lower, upper, measured, n, level }: CensoredMean,
  frame: Partial<Potency>,
  gone: string,
): Potency {
  const power = (value: number | null) => value === null ? null : 10 ** value;
  const words = (...parts: string[]) => parts.filter(Boolean).join("; ");
  switch (status) {
    case "all above":
    case "all below": {
      const limit = power(status === "all above" ? lower : upper);
      return makePotency({
        ...frame,
        relation: status === "all above" ? ">" : "<",
        estimate: limit,
        lower: status === "all above" ? limit : null,
        upper: status === "all below" ? limit : null,
        interval: { meaning: "tested dose" },
        reason: words(`all ${plural(n, "replicate")} ${status.slice(4)}`, gone),
      });
    }
    case "not determined":
      return makePotency({ ...frame, relation: "not determined", reason: words(reason, gone) });
    default: {
      const method = measured === n ? "t over replicates" : "censored likelihood over replicates";
      return makePotency({
        ...frame,
        relation: "=",
        estimate: power(mean),
        lower: power(lower),
        upper: power(upper),
        interval: lower === null && upper === null
          ? null
          : { meaning: "confidence", level, sides: 2, method },
        reason: words(measured === n && n > 1 ? "" : reason, gone),
      });
    }
  }
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
