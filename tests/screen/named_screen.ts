/** SIMULATED screens of a few curves whose fits are known by heart. */
import { type NamedScreen, SCREEN_COLUMNS, type ScreenFits } from "../../lib/screen/mod.ts";
import type { CategoryColumn, NumberColumn } from "../../lib/screen/mod.ts";

/** What a curve of a screen made by hand has; the rest is NaN, or the first word. */
export interface KnownFit {
  readonly cellLine: string;
  readonly drug: string;
  readonly values?: Partial<Record<NumberColumn, number>>;
  /** Categories by their words. */
  readonly words?: Partial<Record<CategoryColumn, string>>;
  /** Responses of its wells, at 1, 10, 100, … nM. */
  readonly responses?: readonly number[];
}

/** A screen and its fits. */
export function knownScreen(
  curves: readonly KnownFit[],
  scale: NamedScreen["scale"] = "fraction",
): { readonly screen: NamedScreen; readonly fits: ScreenFits } {
  const responses = curves.map(({ responses = [1, 0.9, 0.5, 0.1, 0] }) => responses);
  const start = new Uint32Array(curves.length + 1);
  responses.forEach((wells, i) => start[i + 1] = start[i] + wells.length);
  const screen: NamedScreen = {
    source: "SIMULATED",
    curves: curves.length,
    start,
    dose: Float64Array.from(responses.flatMap((wells) => wells.map((_, k) => 10 ** k))),
    response: Float64Array.from(responses.flat()),
    cellLine: curves.map(({ cellLine }) => cellLine),
    drug: curves.map(({ drug }) => drug),
    unit: "nM",
    scale,
  };
  const values = {} as Record<NumberColumn, Float64Array>;
  const codes = {} as Record<CategoryColumn, Uint8Array>;
  for (const column of SCREEN_COLUMNS) {
    if (column.kind === "number") {
      values[column.name] = Float64Array.from(curves, (one) => one.values?.[column.name] ?? NaN);
    } else {
      codes[column.name] = Uint8Array.from(
        curves,
        (one) => column.words.indexOf(one.words?.[column.name] ?? column.words[0]),
      );
    }
  }
  const checks = {
    doubtful: 0,
    checked: 0,
    agree: 0,
    generalBetter: 0,
    kernelBetter: 0,
    disagree: 0,
  };
  return {
    screen,
    fits: { curves: curves.length, model: "4PL", level: 0.95, values, codes, checks },
  };
}
