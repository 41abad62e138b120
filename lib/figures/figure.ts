import { holdTextWidths } from "./export/hold_text_widths.ts";
import { stamped } from "./layout/stamped.ts";
import { withDisplay } from "../display/mod.ts";
import { plural, UsageError } from "../errors/mod.ts";
import { svgElement } from "./document.ts";
import { figureSvg } from "./figure_svg.ts";
import type { Drawing } from "./layout/frame.ts";
import { POINTS_PER_MM, presetNamed, type Theme, themeOf, widthOf } from "./theme/theme.ts";

/** One row of the data drawn in a figure. */
export type PlottedRow = Readonly<Record<string, string | number | null>>;

/**
 * A figure: an SVG and what it shows in words.
 *
 * It knows how to draw itself for any preset, because a journal changes width, type size and margins,
 * not just scale. Charts return it, `saveFigure` and `checkFigure` take it. In a notebook it shows
 * itself as SVG, and as PNG where SVG is not trusted.
 */
export interface Figure {
  /** The drawing for the preset it was made with, self-contained. */
  readonly svg: string;
  /** Preset the drawing is for: "screen", "nature", … */
  readonly preset: string;
  /** Exact width of the drawing. */
  readonly widthMM: number;
  /** Exact height of the drawing. */
  readonly heightMM: number;
  /** In a line: what was done to what. Not drawn; it names the file and helps screen readers. */
  readonly title: string;
  /** For screen readers: what is drawn and what it shows. */
  readonly alt: string;
  /** For the manuscript: names n, error bars, units and test. */
  readonly caption: string;
  /** The plotted data, written beside the picture as CSV. */
  readonly data: readonly PlottedRow[];
  /** The call that made it, for the record. */
  readonly made: FigureCall;
}

/** A call of a chart: its name, what it was told, and the calls behind its panels. */
export interface FigureCall {
  /** The function's name. */
  readonly by: string;
  /** Its options. */
  readonly options: Readonly<Record<string, unknown>>;
  /** The calls that made its panels, where it was composed of several figures. */
  readonly panels?: readonly FigureCall[];
}

/** What every chart can be told. */
export interface FigureOptions {
  /** "screen" (default), "slide", "nature", "plos", "cell", "aacr" or "science". */
  readonly preset?: string;
  /** A width by the preset's name for it ("single", "double") or in mm. */
  readonly width?: string | number;
  /** Height in mm; chosen from the content when absent. */
  readonly height?: number;
  /** Size of labels in points; the preset's when absent. */
  readonly textSize?: number;
  /** A word over the drawing that must never be lost, as "SIMULATED"; it also opens the caption. */
  readonly stamp?: string;
  /** In place of the title made from the results. */
  readonly title?: string;
  /** In place of the description for screen readers made from the results. */
  readonly alt?: string;
  /** In place of the caption made from the results. */
  readonly caption?: string;
}

/** What a chart hands over: a drawing for any theme, and the words and rows that go with it. */
export interface FigureContent {
  readonly by: string;
  readonly panels?: readonly FigureCall[];
  readonly drawing: Drawing;
  readonly title: string;
  readonly alt: string;
  readonly caption: string;
  readonly data: readonly PlottedRow[];
}

/** A figure of some content, drawn for the preset in the options. */
export function makeFigure(plainContent: FigureContent, options: FigureOptions = {}): Figure {
  const content = stampedContent(plainContent, options.stamp);
  const preset = presetNamed(options.preset ?? "screen");
  const theme = themeOf(preset, options);
  const widthMM = widthOf(preset, options.width);
  const heightMM = heightOf(content.drawing, theme, widthMM, options.height);
  const [title, alt, caption] = [
    options.title ?? content.title,
    options.alt ?? content.alt,
    options.caption ?? content.caption,
  ];
  const [width, height] = [widthMM, heightMM].map((mm) => mm * POINTS_PER_MM - 2 * BORDER);
  const edges = content.drawing.edges(theme, width, height);
  assertRoom(edges.left + edges.right, width, "width", widthMM);
  assertRoom(edges.top + edges.bottom, height, "height", heightMM);
  const drawn = svgElement("g", { transform: `translate(${BORDER},${BORDER})` }, [
    content.drawing.draw(theme, { width, height, edges }),
  ]);
  const figure: Figure = {
    svg: figureSvg(drawn, theme, { widthMM, heightMM, title, alt }),
    preset: preset.name,
    widthMM,
    heightMM,
    title,
    alt,
    caption,
    data: content.data,
    made: {
      by: content.by,
      options: plain(options),
      ...(content.panels === undefined ? {} : { panels: content.panels }),
    },
  };
  // The stamp is part of the content from here on, so that a composition keeps it.
  const { stamp: _, ...rest } = options;
  Object.defineProperty(figure, SOURCE, { value: { content, options: rest } });
  return withDisplay(figure, () => bundleOf(figure), () => textOf(figure));
}

function stampedContent(content: FigureContent, stamp = ""): FigureContent {
  if (stamp === "") return content;
  return {
    ...content,
    drawing: stamped(content.drawing, stamp),
    title: `${content.title} (${stamp})`,
    alt: `${stamp}. ${content.alt}`,
    caption: `${stamp}. ${content.caption}`,
  };
}

/**
 * The same figure drawn for another preset, or with other words: type, lines, margins and line breaks
 * are laid out anew.
 *
 * A width by name ("double") is looked up in the new preset; where it has none of that name, its first
 * width is taken.
 *
 * @throws {UsageError} If the preset is unknown, or the figure was copied and has lost its drawing
 *
 * @example Usage
 * ```ts
 * import { doseResponseChart, figureFor } from "halfmax/figures/mod.ts";
 * import { fitDoseResponse } from "halfmax/dose_response/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const figure = doseResponseChart(fitDoseResponse([{
 *   key: { drug: "SIMULATED" },
 *   doses: [1, 10, 100, 1000, 10000],
 *   responses: [0.99, 0.95, 0.6, 0.15, 0.06],
 *   unit: "nM",
 *   scale: "fraction",
 *   control: { basis: "declared", value: 1 },
 * }]));
 * assertEquals(figureFor(figure, "nature").widthMM, 89);
 * assertEquals(figureFor(figure, "nature", { width: "double" }).widthMM, 183);
 * ```
 */
export function figureFor(figure: Figure, preset: string, options: FigureOptions = {}): Figure {
  const { content, options: before } = sourceOf(figure);
  const { width } = before;
  const known = typeof width === "string" && width in presetNamed(preset).widthsMM;
  const kept = typeof width === "number" || known ? before : { ...before, width: undefined };
  return makeFigure(content, { ...kept, ...options, preset });
}

/**
 * The same figure with other words.
 *
 * A figure is frozen, and a copy of it (`{ ...figure, caption: "…" }`) could not be laid out for a
 * journal: this can.
 */
export function describeFigure(
  figure: Figure,
  words: { readonly title?: string; readonly alt?: string; readonly caption?: string },
): Figure {
  return figureFor(figure, figure.preset, words);
}

/** What a figure was drawn from. */
export function sourceOf(figure: Figure): { content: FigureContent; options: FigureOptions } {
  const source = (figure as FigureWithSource)[SOURCE];
  if (source !== undefined) return source;
  throw new UsageError(
    "Cannot draw the figure again: it must be one that a chart returned, found a copy. " +
      "To change its words use describeFigure",
  );
}

/** White around every figure, in points: PLOS asks for 2, and nothing is cropped by accident. */
const BORDER = 2;

// A registered symbol, so that a figure survives a notebook that loads the module twice.
const SOURCE = Symbol.for("halfmax.figure.source");

interface FigureWithSource extends Figure {
  readonly [SOURCE]?: { content: FigureContent; options: FigureOptions };
}

/** The height in mm that a figure of some content has when none is asked for. */
export function naturalHeight({ drawing }: FigureContent, options: FigureOptions = {}): number {
  const preset = presetNamed(options.preset ?? "screen");
  return heightOf(drawing, themeOf(preset, options), widthOf(preset, options.width));
}

function heightOf(drawing: Drawing, theme: Theme, widthMM: number, height?: number): number {
  if (height === undefined) {
    const width = widthMM * POINTS_PER_MM - 2 * BORDER;
    const points = drawing.height(theme, width);
    // A single row under a long note still has the room that every figure must have.
    const { top, bottom } = drawing.edges(theme, width, points);
    const whole = Math.max(points, (top + bottom) / (1 - LEAST_ROOM)) + 2 * BORDER;
    return Math.ceil((10 * whole) / POINTS_PER_MM) / 10;
  }
  if (Number.isFinite(height) && height > 0) return height;
  throw new UsageError(`Cannot draw a figure: height must be a number of mm > 0, found ${height}`);
}

/** Labels that leave the plotting area less than this share of a side would hide the data. */
const LEAST_ROOM = 0.2;

function assertRoom(edges: number, total: number, side: string, millimetres: number): void {
  if (total - edges >= LEAST_ROOM * total - 1e-6) return;
  const needed = Math.ceil(edges / (1 - LEAST_ROOM) / POINTS_PER_MM);
  throw new UsageError(
    `Cannot draw a figure ${millimetres} mm in ${side}: its labels need ${
      Math.ceil(edges / POINTS_PER_MM)
    } mm of that. Give it ${side} ${needed} or more, or shorter labels`,
  );
}

function plain(options: FigureOptions): Readonly<Record<string, unknown>> {
  return JSON.parse(JSON.stringify(options));
}

/** Resolution of the PNG that stands in where a notebook hides SVG: half again a screen's. */
const SHOWN_DPI = 144;

async function bundleOf(figure: Figure) {
  const { figurePng } = await import("./export/png.ts");
  const png = await figurePng(figure.svg, { dpi: SHOWN_DPI });
  return {
    "image/svg+xml": holdTextWidths(figure.svg),
    "image/png": png.toBase64(),
    "text/plain": textOf(figure),
  };
}

function textOf({ title, widthMM, heightMM, preset, caption, data }: Figure): string {
  const size = `${widthMM} x ${heightMM} mm for "${preset}", ${plural(data.length, "row")} of data`;
  return `${title} [figure, ${size}]\n${caption}`;
}
