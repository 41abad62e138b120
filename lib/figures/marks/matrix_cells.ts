import { svgElement } from "../document.ts";
import type { PanelContent, SideContent } from "../layout/panel_grid.ts";
import { LINE_HEIGHT, widestText, wrapText } from "../text/measure_text.ts";
import { inkOn } from "../theme/contrast.ts";
import { PAPER, UNKNOWN } from "../theme/palette.ts";
import type { Theme } from "../theme/theme.ts";
import { customMark, textElement } from "./custom_mark.ts";
import type { FoldRamp } from "./fold_ramp.ts";

/** One value of a cell: its colour by the ratio, its text always. */
export interface CellValue {
  /** Null where there is no ratio: the cell is white and dashed. */
  readonly ratio: number | null;
  readonly text: string;
}

/** A table of coloured cells that say their values. */
export interface MatrixCells {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** Values of a row and column, one under the other; none where nothing is known. */
  valuesOf(row: number, column: number): readonly CellValue[];
  readonly ramp: FoldRamp;
  /** What stands right of it, for its width. */
  readonly side: SideContent;
}

/** Widest that row names may be, as a share of the figure. */
const WIDEST_NAME = 0.26;

/** Cells as high as their texts need, names of rows on the left and of columns on top. */
export function matrixCells(matrix: MatrixCells): PanelContent {
  return {
    title: "",
    room(theme, { figureWidth }) {
      const { nameRoom, height } = layOut(matrix, theme, figureWidth);
      return { left: nameRoom, right: 0, below: 0, bottom: theme.gap, least: height };
    },
    panel(theme, { figureWidth }) {
      const { names, headers, header, rows, height, turned } = layOut(matrix, theme, figureWidth);
      const count = matrix.columns.length;
      return {
        x: { type: "linear", domain: [0, count] },
        y: { type: "linear", domain: [height, 0] },
        marks: [
          customMark(
            "columns",
            ({ x, y }) =>
              headers.flatMap((lines, j) =>
                turned
                  ? [textElement(lines[0], x(j + 0.5) + 0.36 * theme.small, y(header) - theme.gap, {
                    size: theme.small,
                    anchor: "start",
                    rotate: -90,
                  })]
                  : block(lines, x(j + 0.5), y(header) - theme.gap, theme)
              ),
          ),
          customMark("rows", ({ y, left }) =>
            names.flatMap((lines, i) => {
              const middle = y(rows[i].top + rows[i].height / 2);
              return centered(lines, left - theme.gap, middle, theme, "end");
            })),
          customMark(
            "cells",
            ({ x, y }) =>
              matrix.rows.flatMap((_, i) =>
                matrix.columns.flatMap((_, j) => {
                  const { top, height } = rows[i];
                  const area = {
                    left: x(j),
                    right: x(j + 1),
                    top: y(top),
                    bottom: y(top + height),
                  };
                  return cellElements(rows[i].cells[j], area, matrix.ramp, theme);
                })
              ),
          ),
        ],
      };
    },
  };
}

interface LaidOutValue {
  readonly ratio: number | null;
  readonly lines: readonly string[];
  /** Share of the cell's height. */
  readonly share: number;
}

/** Everything follows from the width of the figure alone, so that room and drawing agree. */
function layOut(matrix: MatrixCells, theme: Theme, figureWidth: number) {
  const names = matrix.rows.map((name) => wrapText(name, theme.small, WIDEST_NAME * figureWidth));
  const nameRoom = widestText(names.flat(), theme.small) + 1.5 * theme.gap;
  const inner = figureWidth - nameRoom - matrix.side.room(theme);
  // A frame may be given wider edges, so a little is kept back.
  const textRoom = 0.97 * (inner / matrix.columns.length) - 0.25 * theme.small;
  const turned = widestText(matrix.columns, theme.small) > textRoom + 0.3 * theme.small;
  const headers = matrix.columns.map((name) => [name]);
  const header = theme.gap +
    (turned ? widestText(matrix.columns, theme.small) : LINE_HEIGHT * theme.small);
  let top = header;
  const rows = matrix.rows.map((_, i) => {
    const texts = matrix.columns.map((_, j) =>
      matrix.valuesOf(i, j).map(({ ratio, text }) => ({
        ratio,
        lines: text === "" ? [] : wrapText(text, theme.small, Math.max(textRoom, theme.small)),
      }))
    );
    const needed = texts.map((values) => values.map(({ lines }) => valueHeight(lines, theme)));
    const height = Math.max(
      valueHeight([""], theme),
      valueHeight(names[i], theme),
      ...needed.map(sum),
    );
    const cells = texts.map((values, j) =>
      values.map((value, k): LaidOutValue => ({ ...value, share: needed[j][k] / sum(needed[j]) }))
    );
    const row = { top, height, cells };
    top += height;
    return row;
  });
  // The ramp beside it needs this much for its label.
  return { names, nameRoom, headers, header, turned, rows, height: Math.max(top, 10 * theme.text) };
}

function valueHeight(lines: readonly string[], theme: Theme): number {
  return lines.length * LINE_HEIGHT * theme.small + 0.5 * theme.small;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

interface Area {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const INSET = 0.6;

function cellElements(
  values: readonly LaidOutValue[],
  { left, right, top, bottom }: Area,
  ramp: FoldRamp,
  theme: Theme,
): SVGElement[] {
  const all = values.length === 0 ? [{ ratio: null, lines: [], share: 1 }] : values;
  let from = top;
  return all.flatMap(({ ratio, lines, share }) => {
    const height = share * (bottom - top);
    const fill = ratio === null ? PAPER : ramp.colorOf(ratio);
    const outline = ratio === null
      ? { stroke: UNKNOWN, "stroke-width": theme.thinLine, "stroke-dasharray": "1.5,1.5" }
      : {};
    const box = svgElement("rect", {
      x: left + INSET,
      y: from + INSET,
      width: right - left - 2 * INSET,
      height: height - 2 * INSET,
      fill,
      ...outline,
    });
    const middle = from + height / 2;
    from += height;
    return [
      box,
      ...centered(lines, (left + right) / 2, middle, theme, "middle", inkOn(fill)),
    ];
  });
}

/** Lines of small text, centred on y. */
function centered(
  lines: readonly string[],
  x: number,
  y: number,
  theme: Theme,
  anchor: "middle" | "end",
  fill?: string,
): SVGElement[] {
  const step = LINE_HEIGHT * theme.small;
  const first = y - ((lines.length - 1) * step) / 2;
  return lines.map((line, i) =>
    textElement(line, x, first + i * step, { size: theme.small, anchor, baseline: "center", fill })
  );
}

/** Lines of small text that end at `bottom`. */
function block(lines: readonly string[], x: number, bottom: number, theme: Theme): SVGElement[] {
  return lines.map((line, i) =>
    textElement(line, x, bottom - (lines.length - 1 - i) * LINE_HEIGHT * theme.small, {
      size: theme.small,
    })
  );
}
