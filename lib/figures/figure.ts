/** One row of the data drawn in a figure. */
export type PlottedRow = Readonly<Record<string, string | number | null>>;

/**
 * A figure: an SVG and what it shows in words.
 *
 * It knows how to draw itself for any preset, because a journal changes width, type size and margins,
 * not just scale. Charts return it, `saveFigure` and `checkFigure` take it.
 */
export interface Figure {
  /** The drawing for the preset it was made with, self-contained. */
  readonly svg: string;
  /** Preset the drawing is for: "screen", "nature", … */
  readonly preset: string;
  readonly widthMM: number;
  readonly heightMM: number;
  readonly title: string;
  /** For screen readers: what is drawn and what it shows. */
  readonly alt: string;
  /** For the manuscript: names n, error bars, units and test. */
  readonly caption: string;
  /** The plotted data, written beside the picture as CSV. */
  readonly data: readonly PlottedRow[];
}
