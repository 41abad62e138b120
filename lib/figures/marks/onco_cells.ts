import { svgElement } from "../document.ts";
import type { PanelContent } from "../layout/panel_grid.ts";
import { LINE_HEIGHT, widestText, wrapText } from "../text/measure_text.ts";
import { QUIET } from "../theme/palette.ts";
import type { Theme } from "../theme/theme.ts";
import { customMark, lineElement, type PanelScales } from "./custom_mark.ts";
import { textLines } from "./share_rows.ts";

/** What is drawn into the cell of an altered sample. */
export interface Glyph {
  readonly name: string;
  readonly color: string;
  /** Upper and lower end, as shares of the cell's height. */
  readonly span: readonly [number, number];
}

/** A sample in one row: its glyphs, nothing to show, or nothing that could have shown it. */
export type OncoCell = readonly Glyph[] | "unaltered" | "not assessable";

/** A gene, its cells by sample, and its counts in words. */
export interface OncoRow {
  readonly name: string;
  readonly cells: readonly OncoCell[];
  readonly text: string;
}

/** Ground of a sample that was looked at. */
export const UNALTERED = "#dcdcdc";

/** Widest that names and texts may be, as shares of the figure. */
const WIDEST_NAME = 0.26;
const WIDEST_TEXT = 0.3;

/** Rows of cells, one column a sample: names on the left, counts on the right. */
export function oncoCells(rows: readonly OncoRow[]): PanelContent {
  const samples = Math.max(1, ...rows.map(({ cells }) => cells.length));
  return {
    title: "",
    room(theme, { figureWidth }) {
      const { names, texts, height } = layOut(rows, theme, figureWidth);
      return {
        left: widestText(names.flat(), theme.small) + 1.5 * theme.gap,
        right: widestText(texts.flat(), theme.small) + 1.5 * theme.gap,
        below: 0,
        bottom: theme.gap,
        least: height,
      };
    },
    panel(theme, { figureWidth }) {
      const { names, texts, places, height } = layOut(rows, theme, figureWidth);
      const middle = (i: number) => (places[i].top + places[i].bottom) / 2;
      return {
        x: { type: "linear", domain: [0, samples] },
        y: { type: "linear", domain: [height, 0] },
        marks: [
          customMark(
            "cells",
            (panel) => rows.flatMap(({ cells }, i) => rowElements(cells, places[i], panel, theme)),
          ),
          customMark(
            "names",
            ({ y, left }) =>
              names.flatMap((lines, i) =>
                textLines(lines, [left - 1.5 * theme.gap, y(middle(i))], theme, "end")
              ),
          ),
          customMark(
            "numbers",
            ({ y, right }) =>
              texts.flatMap((lines, i) =>
                textLines(lines, [right + 1.5 * theme.gap, y(middle(i))], theme)
              ),
          ),
        ],
      };
    },
  };
}

interface Place {
  readonly top: number;
  readonly bottom: number;
}

function layOut(rows: readonly OncoRow[], theme: Theme, figureWidth: number) {
  const names = rows.map(({ name }) => wrapText(name, theme.small, WIDEST_NAME * figureWidth));
  const texts = rows.map(({ text }) => wrapText(text, theme.small, WIDEST_TEXT * figureWidth));
  let height = 0;
  const places = rows.map((_, i): Place => {
    const lines = Math.max(names[i].length, texts[i].length);
    const top = height;
    height += Math.max(1.5, lines * LINE_HEIGHT) * theme.small + 0.3 * theme.text;
    return { top, bottom: height - 0.3 * theme.text };
  });
  return { names, texts, places, height };
}

/** Columns narrower than this touch; wider ones stand apart. In points. */
const TOUCHING = 2.5;

function rowElements(
  cells: readonly OncoCell[],
  place: Place,
  { x, y }: PanelScales,
  theme: Theme,
): SVGElement[] {
  const [top, bottom] = [y(place.top), y(place.bottom)];
  const width = x(1) - x(0);
  const gap = width < TOUCHING ? 0 : 0.12 * width;
  const box = (from: number, to: number, [upper, lower]: readonly [number, number], fill: string) =>
    svgElement("rect", {
      x: x(from),
      y: top + upper * (bottom - top),
      width: x(to) - x(from) - gap,
      height: (lower - upper) * (bottom - top),
      fill,
    });
  const middle = (top + bottom) / 2;
  return [
    ...runsOf(cells.map((cell) => cell === "not assessable"), gap > 0).map(([from, to, blind]) =>
      blind
        ? lineElement([x(from), middle], [x(to) - gap, middle], QUIET, theme.thinLine)
        : box(from, to, [0, 1], UNALTERED)
    ),
    ...glyphsOf(cells).flatMap((glyph) =>
      runsOf(cells.map((cell) => typeof cell !== "string" && cell.includes(glyph)), gap > 0)
        .filter(([, , has]) => has)
        .map(([from, to]) => box(from, to, glyph.span, glyph.color))
    ),
  ];
}

/** The glyphs of a row, those that fill their cell first. */
function glyphsOf(cells: readonly OncoCell[]): Glyph[] {
  const height = ({ span: [upper, lower] }: Glyph) => lower - upper;
  return [...new Set(cells.flatMap((cell) => typeof cell === "string" ? [] : cell))]
    .sort((a, b) => height(b) - height(a));
}

/** First and one past the last of equal neighbours, and their value; one by one where set apart. */
function runsOf(
  flags: readonly boolean[],
  apart: boolean,
): (readonly [number, number, boolean])[] {
  const runs: [number, number, boolean][] = [];
  flags.forEach((flag, i) => {
    const last = runs.at(-1);
    if (!apart && last?.[2] === flag) last[1] = i + 1;
    else runs.push([i, i + 1, flag]);
  });
  return runs;
}
