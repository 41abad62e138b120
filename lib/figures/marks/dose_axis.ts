import type * as Plot from "@observablehq/plot";
import { UsageError } from "../../errors/mod.ts";
import { linearTicks } from "../layout/linear_ticks.ts";
import { textWidth } from "../text/measure_text.ts";
import type { Theme } from "../theme/theme.ts";
import { type Axis, bottomAxisElements, type Tick } from "./axis.ts";
import { customMark, type Segment } from "./custom_mark.ts";

/** Where doses lie: a logarithmic axis, the vehicle at a place of its own left of a break. */
export interface DoseScale {
  /** Ends of the axis, in the dose unit. */
  readonly domain: readonly [number, number];
  /** Where the doses begin: ticks stand from here on. */
  readonly least: number;
  /** Smallest and largest dose above zero. */
  readonly tested: readonly [number, number];
  /** Where dose zero is drawn, and where the axis is broken; null without vehicle wells. */
  readonly vehicle: { readonly at: number; readonly breakAt: number } | null;
}

/**
 * The scale for a set of doses.
 *
 * @param doses Every dose drawn; 0 is a vehicle well
 * @param reach Other amounts that must be on the axis, such as the limits of an IC50
 * @throws {UsageError} If a dose is negative or not a number, or none is above zero
 */
export function doseScaleOf(doses: Iterable<number>, reach: readonly number[] = []): DoseScale {
  let [least, greatest, vehicle] = [Infinity, -Infinity, false];
  for (const dose of doses) {
    if (!(dose >= 0) || dose === Infinity) {
      throw new UsageError(`Cannot draw a dose axis: doses must be numbers >= 0, found ${dose}`);
    }
    if (dose === 0) vehicle = true;
    else [least, greatest] = [Math.min(least, dose), Math.max(greatest, dose)];
  }
  if (least > greatest) {
    const found = vehicle ? "only vehicle wells" : "no wells";
    throw new UsageError(`Cannot draw a dose axis: needs a dose above 0, found ${found}`);
  }
  const tested = [least, greatest] as const;
  const beyond = reach.filter((amount) => amount > 0 && Number.isFinite(amount));
  const low = Math.max(least / 10, Math.min(least, ...beyond));
  const high = Math.min(greatest * 10, Math.max(greatest, ...beyond));
  const decades = Math.log10(high / low);
  const margin = decades === 0 ? 0.5 : 0.035 * decades;
  const top = high * 10 ** margin;
  if (!vehicle) {
    const bottom = low / 10 ** margin;
    return { domain: [bottom, top], least: bottom, tested, vehicle: null };
  }
  const apart = decades === 0 ? 0.25 : 0.16 * decades;
  const at = low / 10 ** apart;
  return {
    domain: [at / 10 ** margin, top],
    least: low,
    tested,
    vehicle: { at, breakAt: low / 10 ** (0.5 * apart) },
  };
}

/** Where a dose is drawn, in the unit of the axis. */
export function placeOfDose(dose: number, { vehicle, domain }: DoseScale): number {
  return dose === 0 ? vehicle?.at ?? domain[0] : dose;
}

/** The scale as Plot takes it. */
export function doseScaleOptions({ domain }: DoseScale): Plot.ScaleOptions {
  return { type: "log", domain: [...domain] };
}

/** A dose as an axis writes it: plain, thousands separated, never "10m" or "1k". */
export function doseLabel(dose: number): string {
  return DOSE.format(dose);
}

// Kept: making one takes longer than the rest of an axis.
const DOSE = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 6 });

/**
 * The axis for doses: labels at powers of ten (1, 2 and 5 times them on a short axis), as many as
 * fit side by side, short ticks between them, and "0" for the vehicle.
 *
 * @param width Width of the plotting area in points
 */
export function doseAxisOf(scale: DoseScale, theme: Theme, width: number): Axis {
  const [from, to] = [scale.vehicle?.breakAt ?? scale.domain[0], scale.domain[1]];
  const place = (dose: number) => positionOf(dose, scale.domain) * width;
  const taken = scale.vehicle ? place(scale.vehicle.at) + textWidth("0", theme.small) / 2 : -1e9;
  const labelled = thinned(
    labelledDoses(Math.max(from, scale.least * 0.999), to),
    place,
    taken,
    theme,
  );
  const ticks: Tick[] = labelled.map((value) => ({ value, label: doseLabel(value) }));
  const minor = multiples(Math.max(from, scale.least), to, [1, 2, 3, 4, 5, 6, 7, 8, 9])
    .filter((value) => !labelled.includes(value) && ticksFit(scale.domain, width, theme, value))
    .map((value) => ({ value }));
  const vehicle = scale.vehicle ? [{ value: scale.vehicle.at, label: "0" }] : [];
  return { ticks: [...vehicle, ...ticks, ...minor] };
}

/** How far the label of the last tick may reach beyond the panel. */
export function doseAxisOverhang({ domain, tested }: DoseScale, theme: Theme): number {
  const label = doseLabel(10 ** Math.floor(Math.log10(domain[1])));
  const widest = Math.max(
    textWidth(label, theme.small),
    textWidth(doseLabel(tested[1]), theme.small),
  );
  return widest / 2;
}

/** Draws the axis, broken between the vehicle and the doses, `below` the panel by that much. */
export function doseAxis(
  scale: DoseScale,
  axis: Axis,
  theme: Theme,
  below = 0,
): Plot.RenderFunction {
  return customMark("dose axis", ({ x, left, right, bottom }) => {
    const at = bottom + below;
    const lines = scale.vehicle === null
      ? [[[left, at], [right, at]] as Segment]
      : brokenLine(left, right, x(scale.vehicle.breakAt), at, theme);
    return bottomAxisElements(axis, theme, x, at, lines);
  });
}

/** Two pieces of axis, each ended by a slanted stroke. */
function brokenLine(
  left: number,
  right: number,
  middle: number,
  at: number,
  theme: Theme,
): Segment[] {
  const half = 0.18 * theme.text;
  const slant = 0.3 * theme.text;
  const stroke = (x: number): Segment => [[x - slant / 2, at + slant], [x + slant / 2, at - slant]];
  return [
    [[left, at], [middle - half, at]],
    [[middle + half, at], [right, at]],
    stroke(middle - half),
    stroke(middle + half),
  ];
}

function positionOf(dose: number, [low, high]: readonly [number, number]): number {
  return Math.log(dose / low) / Math.log(high / low);
}

/** Powers of ten; on a short axis 1, 2 and 5 times them; on a very short one even steps. */
function labelledDoses(from: number, to: number): number[] {
  for (const factors of [[1], [1, 2, 5]]) {
    const doses = multiples(from, to, factors);
    if (doses.length >= 3 || (doses.length === 2 && to / from > 20)) return doses;
  }
  return linearTicks(from, to, 4).filter((dose) => dose > 0);
}

function multiples(from: number, to: number, factors: readonly number[]): number[] {
  const doses: number[] = [];
  for (let power = Math.floor(Math.log10(from)); power <= Math.ceil(Math.log10(to)); power++) {
    for (const factor of factors) {
      const dose = Number(`${factor}e${power}`);
      if (dose >= from * (1 - 1e-9) && dose <= to * (1 + 1e-9)) doses.push(dose);
    }
  }
  return doses;
}

/** Every k-th dose, for the smallest k at which no two labels touch. */
function thinned(
  doses: readonly number[],
  place: (dose: number) => number,
  taken: number,
  theme: Theme,
): number[] {
  for (let step = 1; step <= doses.length; step++) {
    const kept = doses.filter((_, i) => (doses.length - 1 - i) % step === 0);
    let end = taken;
    const fits = kept.every((dose) => {
      const half = textWidth(doseLabel(dose), theme.small) / 2;
      const free = place(dose) - half > end + 0.5 * theme.small;
      end = place(dose) + half;
      return free;
    });
    if (fits) return kept;
  }
  return doses.slice(-1);
}

/** Short ticks are left out where they would run into each other. */
function ticksFit(
  domain: readonly [number, number],
  width: number,
  theme: Theme,
  dose: number,
): boolean {
  const decade = width / Math.log10(domain[1] / domain[0]);
  const power = Number.isInteger(Math.round(Math.log10(dose) * 1e9) / 1e9);
  return power || decade > 4 * theme.text;
}
