import { list, nearest, quote, UsageError } from "../../errors/mod.ts";
import { type Preset, PRESETS } from "./presets.ts";

/** Points in a millimetre: figures are drawn in points, journals count in millimetres. */
export const POINTS_PER_MM = 72 / 25.4;

/** The preset of that name. */
export function presetNamed(name: string, action = "draw a figure"): Preset {
  const preset = PRESETS.find((choice) => choice.name === name);
  if (preset !== undefined) return preset;
  const names = PRESETS.map((choice) => choice.name);
  const close = nearest(name, names);
  throw new UsageError(
    `Cannot ${action}: journal must be one of ${list(names)}, found ${quote(name)}` +
      (close === undefined ? "" : `. Did you mean ${quote(close)}?`),
  );
}

/** Everything that marks need to know about how to look. Lengths in points. */
export interface Theme {
  readonly preset: Preset;
  /** Size of labels. */
  readonly text: number;
  /** Size of tick labels and notes. */
  readonly small: number;
  readonly axisLine: number;
  readonly curveLine: number;
  readonly thinLine: number;
  /** The thinnest line that the preset allows. */
  readonly hairline: number;
  readonly point: number;
  /** Length of a tick, and the usual distance between things that belong together. */
  readonly tick: number;
  readonly gap: number;
}

/**
 * The look of a preset, its text set at another size where asked.
 *
 * Small text keeps its proportion to the text, but not below the preset's smallest.
 */
export function themeOf(preset: Preset, { textSize }: { textSize?: number } = {}): Theme {
  const { text, small, limits } = preset.textPt;
  const size = textSize ?? text;
  return {
    preset,
    text: size,
    small: Math.min(size, Math.max(limits[0], (small * size) / text)),
    axisLine: preset.linePt.axis,
    curveLine: preset.linePt.curve,
    thinLine: preset.linePt.thin,
    hairline: Math.max(preset.linePt.least, 0.6 * preset.linePt.thin),
    point: preset.pointPt,
    tick: 0.45 * size,
    gap: 0.4 * size,
  };
}

/**
 * A width in millimetres from a preset's own name for it ("single", "double") or a number.
 *
 * @throws {UsageError} If the name is none of the preset's, or the number is not positive
 */
export function widthOf(preset: Preset, width: string | number | undefined): number {
  if (width === undefined) return Object.values(preset.widthsMM)[0];
  if (typeof width === "number") {
    if (Number.isFinite(width) && width > 0) return width;
    throw new UsageError(`Cannot draw a figure: width must be a number of mm > 0, found ${width}`);
  }
  const named = preset.widthsMM[width];
  if (named !== undefined) return named;
  throw new UsageError(
    `Cannot draw a figure for ${quote(preset.name)}: width must be a number of mm or one of ` +
      `${list(Object.keys(preset.widthsMM))}, found ${quote(width)}`,
  );
}
