import type { ModelName } from "../dose_response/mod.ts";
import type { ResponseScale } from "../plates/mod.ts";
import { UsageError } from "../errors/mod.ts";
import { fQuantile, tQuantile } from "../statistics/mod.ts";
import type { ScreenOptions } from "./screen_options.ts";

/** Lowest and highest value; equal where it is held. */
export type Bounds = readonly [number, number];

/** One way in which curves may run: the bounds of the response at dose 0 and at infinite dose. */
export interface Direction {
  readonly start: Bounds;
  readonly end: Bounds;
  readonly rising: boolean;
}

/** The options of a screen made definite. */
export interface CurveTask {
  readonly model: ModelName;
  /** Parameters that are fitted. */
  readonly free: number;
  /** Value of the upper and of the lower plateau where held; NaN where fitted. */
  readonly top: number;
  readonly bottom: number;
  /** One where rising curves are falling ones with their plateaus exchanged, else two. */
  readonly directions: readonly Direction[];
  /** Control, taken as exact; NaN for a raw signal, where it is the fitted response at dose 0. */
  readonly control: number;
  readonly scale: ResponseScale;
  /** Whether a plateau that is fitted has bounds. */
  readonly bounded: boolean;
  /** Whether the limits of the relative and of the absolute IC50 are asked for. */
  readonly relativeLimits: boolean;
  readonly absoluteLimits: boolean;
  readonly level: number;
  readonly significance: number;
  readonly checkOneIn: number;
}

/**
 * Makes the options of a screen definite.
 *
 * @throws {UsageError} If they contradict each other
 */
export function curveTask(options: ScreenOptions): CurveTask {
  const { model = "4PL", scale = "fraction", interval = "profile likelihood" } = options;
  const { level = 0.95, significance = 0.05, checkOneIn = 10_000, fixed = {} } = options;
  requireFraction("level", level);
  requireFraction("significance", significance);
  if (!(checkOneIn >= 0)) refuse(`checkOneIn must be a number >= 0, found ${checkOneIn}`);
  if (!["profile likelihood", "relative only", "none"].includes(interval)) {
    refuse(
      `interval must be "profile likelihood", "relative only" or "none", found "${interval}"`,
    );
  }
  const control = CONTROLS[scale];
  if (control === undefined) {
    refuse(`scale must be "fraction", "percent" or "raw", found "${scale}"`);
  }
  const { top, bottom, free } = heldPlateaus(model, fixed.top ?? NaN, fixed.bottom ?? NaN, control);
  const upper = plateauBounds("top", top, options.bounds?.top);
  const lower = plateauBounds("bottom", bottom, options.bounds?.bottom);
  const falling = { start: upper, end: lower, rising: false };
  return {
    model,
    free,
    top,
    bottom,
    directions: upper[0] === lower[0] && upper[1] === lower[1]
      ? [falling]
      : [falling, { start: lower, end: upper, rising: true }],
    control,
    scale,
    bounded: options.bounds !== undefined,
    relativeLimits: interval !== "none",
    absoluteLimits: interval === "profile likelihood",
    level,
    significance,
    checkOneIn,
  };
}

const CONTROLS: Readonly<Record<string, number>> = { fraction: 1, percent: 100, raw: NaN };

/** What a model holds: nothing, one plateau (by default the bottom at 0), or both (the top at control). */
function heldPlateaus(
  model: ModelName,
  top: number,
  bottom: number,
  control: number,
): { readonly top: number; readonly bottom: number; readonly free: number } {
  const [hasTop, hasBottom] = [!Number.isNaN(top), !Number.isNaN(bottom)];
  switch (model) {
    case "4PL":
      if (hasTop || hasBottom) refuse(`a 4PL fits both plateaus. Use "3PL" or "2PL" to hold one`);
      return { top, bottom, free: 4 };
    case "3PL":
      if (hasTop && hasBottom) refuse(`a 3PL fits one plateau. Use "2PL" to hold both`);
      return { top, bottom: hasTop || hasBottom ? bottom : 0, free: 3 };
    case "2PL":
      if (!hasTop && Number.isNaN(control)) {
        refuse("the top of a 2PL must be given for a raw signal, as in { fixed: { top: 51000 } }");
      }
      return { top: hasTop ? top : control, bottom: hasBottom ? bottom : 0, free: 2 };
    default:
      return refuse(`model must be "4PL", "3PL" or "2PL", found "${model}"`);
  }
}

function plateauBounds(name: string, held: number, bounds: Bounds = [-Infinity, Infinity]): Bounds {
  if (!Number.isNaN(held)) return [held, held];
  if (!(bounds[0] < bounds[1])) {
    refuse(
      `bounds of the ${name} must be two numbers, the lower first, found ${bounds.join(", ")}`,
    );
  }
  return bounds;
}

function requireFraction(name: string, value: number): void {
  if (!(value > 0 && value < 1)) {
    refuse(`${name} must be between 0 and 1, as 0.95 for 95 %; found ${value}`);
  }
}

function refuse(what: string): never {
  throw new UsageError(`Cannot fit the screen: ${what}`);
}

/** Quantiles of one number of degrees of freedom. */
export interface Quantiles {
  /** Sums of squares at a limit of an interval and at a bound, as multiples of the lowest. */
  readonly twoSided: number;
  readonly oneSided: number;
  /** Student's one-sided quantile with one degree of freedom per well but one, for flat lines. */
  readonly flat: number;
}

/**
 * The quantiles that limits are made of: 1 + F(1, df) / df for an interval, 1 + t(df)² / df one-sided.
 *
 * @param df Wells less fitted parameters
 * @see Bates & Watts (1988) Nonlinear Regression Analysis, section 6.1
 */
export function quantiles({ level, free }: CurveTask, df: number): Quantiles {
  return {
    twoSided: 1 + fQuantile(level, 1, df) / df,
    oneSided: 1 + tQuantile(level, df) ** 2 / df,
    flat: tQuantile(level, df + free - 1),
  };
}
