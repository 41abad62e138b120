import {
  formatInterval,
  formatNumber,
  formatPercent,
  htmlTable,
  type TableColumn,
  textTable,
  withDisplay,
} from "../display/mod.ts";
import { UsageError } from "../errors/mod.ts";
import { type AreaEstimate, type AreaMethod, areaOfFit } from "./area_of_fit.ts";
import type { DoseResponseFit } from "./dose_response_fit.ts";
import { testedRange } from "./tested_range.ts";

/** Options of {@linkcode areaUnderCurve} and {@linkcode areaAboveCurve}. */
export interface AreaOptions {
  /**
   * Lower and upper dose of the area, in the unit of the fits. By default each curve's own tested
   * doses: areas over different ranges are different quantities, so give the range wherever areas of
   * several curves or data sets are compared.
   */
  readonly range?: readonly [number, number];
  /** Confidence level, default 0.95. */
  readonly level?: number;
  /** Default "profile likelihood". */
  readonly method?: AreaMethod;
}

/** The area of one curve, with all that tells it from other areas. */
export interface Area extends AreaEstimate {
  /** The naming columns of its curve. */
  readonly key: Readonly<Record<string, string>>;
  /** "AUC": mean response as a fraction of control; "AAC": 1 less that, the mean inhibition. */
  readonly quantity: "AUC" | "AAC";
  /** Confidence level of the limits. */
  readonly level: number;
  /** Ends of the integral. */
  readonly range: readonly [number, number];
  /** Unit of the range. */
  readonly unit: string;
  /** Whether every curve of the call was integrated over one range that the caller gave. */
  readonly sharedRange: boolean;
}

/**
 * Area under each fitted curve (AUC): its mean response over a range of log doses, as a fraction of
 * control.
 *
 * AUC = (1 / (b - a)) ∫ f(u) du / control, u = log10 dose from a to b: the exact integral of the
 * fitted curve, no trapezoids. 1 is no effect at any dose of the range; 0 is no response at any. It is
 * not clipped, so a curve above control has an AUC above 1. Control is the fitted response at dose 0
 * where vehicle wells were fitted (its uncertainty enters), else 1 or 100 as declared.
 *
 * The interval is by profile likelihood, calibrated by F(1, n - p), or by the delta method; it speaks
 * of the wells of one experiment. With both plateaus held (2PL) it is always the delta method's.
 *
 * Areas are compared only over one range, which is why it is an argument: over a range with more low
 * doses the same drug has a higher AUC.
 *
 * @param options.range Lower and upper dose; by default each curve's own tested doses. A curve that was
 * not tested over the whole range has no value: areas are not extrapolated
 * @returns One row per fit; shows itself as a table
 * @throws {UsageError} If the range is not two doses above 0, the lower first
 * @example Half the range at control, half at one half of it
 * ```ts
 * import { areaUnderCurve, fitDoseResponse, fourParameterLogistic } from "halfmax/dose_response/mod.ts";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const truth = { log10IC50: 2, hillSlope: 1, top: 1, bottom: 0.5 };
 * const doses = [1, 3, 10, 30, 100, 300, 1000, 3000, 10_000];
 * const fits = fitDoseResponse([{
 *   key: { cell_line: "H3122" },
 *   doses,
 *   responses: doses.map((dose) => fourParameterLogistic(truth, dose)),
 *   unit: "nM",
 *   scale: "fraction",
 *   control: { basis: "declared", value: 1 },
 * }]);
 * const [area] = areaUnderCurve(fits, { range: [1, 10_000] });
 * assertAlmostEquals(area.estimate!, 0.75, 1e-9);
 * ```
 */
export function areaUnderCurve(
  fits: readonly DoseResponseFit[],
  options: AreaOptions = {},
): readonly Area[] {
  return areas("AUC", fits, options);
}

/**
 * Area above each fitted curve (AAC): its mean inhibition over a range of log doses, 1 - AUC.
 *
 * 0 is no effect, 1 complete inhibition at every dose of the range, negative where the response lies
 * above control. Definition, control, interval and range are those of {@linkcode areaUnderCurve}.
 *
 * @returns One row per fit; shows itself as a table
 * @throws {UsageError} If the range is not two doses above 0, the lower first
 */
export function areaAboveCurve(
  fits: readonly DoseResponseFit[],
  options: AreaOptions = {},
): readonly Area[] {
  return areas("AAC", fits, options);
}

function areas(
  quantity: "AUC" | "AAC",
  fits: readonly DoseResponseFit[],
  { range, level = 0.95, method = "profile likelihood" }: AreaOptions,
): readonly Area[] {
  checkOptions(range, level, method);
  const rows = fits.map((fit): Area => {
    const ends = range ?? testedRange(fit.curve);
    const under = areaOfFit(fit, ends, { level, method });
    return Object.freeze({
      key: fit.curve.key,
      quantity,
      ...(quantity === "AUC" ? under : above(under)),
      level,
      range: ends,
      unit: fit.curve.unit,
      sharedRange: range !== undefined,
    });
  });
  return withDisplay(rows, () => {
    const columns = tableColumns(rows, quantity, level);
    const caption = `${MEANINGS[quantity]}${
      range === undefined
        ? "; over each curve's own doses, so comparable only where the doses are the same"
        : ""
    }`;
    return {
      "text/plain": textTable(rows, columns, { caption }),
      "text/html": htmlTable(rows, columns, { caption }),
    };
  });
}

const MEANINGS = {
  AUC: "AUC, mean response over log dose as a fraction of control (1 is no effect)",
  AAC: "AAC, mean inhibition over log dose, 1 - AUC (0 is no effect)",
};

function checkOptions(range: AreaOptions["range"], level: number, method: AreaMethod): void {
  const refuse = (what: string) => new UsageError(`Cannot compute an area: ${what}`);
  if (!(level > 0 && level < 1)) throw refuse(`level must be in (0, 1), found ${level}`);
  if (method !== "profile likelihood" && method !== "delta") {
    throw refuse(`method must be "profile likelihood" or "delta", found "${method}"`);
  }
  if (range !== undefined && !(range[0] > 0 && range[0] < range[1] && range[1] < Infinity)) {
    throw refuse(`range must be two doses above 0, the lower first, found ${range.join(" to ")}`);
  }
}

function above({ estimate, lower, upper, ...rest }: AreaEstimate): AreaEstimate {
  const less = (value: number | null) => value === null ? null : 1 - value;
  return { ...rest, estimate: less(estimate), lower: less(upper), upper: less(lower) };
}

function tableColumns(
  rows: readonly Area[],
  quantity: string,
  level: number,
): TableColumn<Area>[] {
  const keys = [...new Set(rows.flatMap(({ key }) => Object.keys(key)))];
  return [
    ...keys.map((name) => ({ header: name, cell: ({ key }: Area) => key[name] ?? "" })),
    { header: quantity, cell: ({ estimate }) => formatNumber(estimate), align: "right" },
    {
      header: `${formatPercent(level)} CI`,
      cell: ({ lower, upper }) => formatInterval(lower, upper),
    },
    {
      header: "doses",
      cell: ({ range, unit }) => `${formatNumber(range[0])} to ${formatNumber(range[1])} ${unit}`,
    },
    { header: "remark", cell: ({ reason }) => reason },
  ];
}
