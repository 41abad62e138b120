import { PLATE_SHAPES, type PlateFormat, positionAt } from "../../plates/mod.ts";
import { svgElement } from "../document.ts";
import type { PanelContent } from "../layout/panel_grid.ts";
import { CAP_HEIGHT, textWidth } from "../text/measure_text.ts";
import { inkOn } from "../theme/contrast.ts";
import { PAPER, UNKNOWN } from "../theme/palette.ts";
import type { Ramp } from "../theme/ramps.ts";
import type { Theme } from "../theme/theme.ts";
import { customMark, lineElement, type PanelScales, textElement } from "./custom_mark.ts";

/** One well of a plate as it is drawn. */
export interface PlateCell {
  /** "A1" to "AF48". */
  readonly position: string;
  /** Null where nothing was read. */
  readonly value: number | null;
  /** One letter for a role that is no sample, else empty. */
  readonly letter: string;
  readonly role: string;
  /** Why it was left out; null when it was not. */
  readonly excluded: string | null;
}

/** A plate seen from above: rows as letters, columns as numbers, a cell for each well. */
export function platePanel(
  title: string,
  cells: readonly PlateCell[],
  format: PlateFormat,
  ramp: Ramp,
): PanelContent {
  const { rows, columns } = PLATE_SHAPES[format];
  const rowNames = Array.from({ length: rows }, (_, i) => positionAt(i + 1, 1).slice(0, -1));
  const columnNames = Array.from({ length: columns }, (_, i) => String(i + 1));
  const byPosition = new Map(cells.map((cell) => [cell.position, cell]));
  return {
    title,
    room: (theme) => ({
      left: textWidth("M".repeat(rowNames[rows - 1].length), theme.small) + theme.gap,
      right: 0,
      below: 0,
      bottom: CAP_HEIGHT * theme.small + theme.gap,
    }),
    panel: (theme, _size, axes) => ({
      x: { type: "band", domain: columnNames, padding: 0, round: false },
      y: { type: "band", domain: rowNames, padding: 0, round: false },
      marks: [
        customMark(
          "wells",
          (panel) =>
            rowNames.flatMap((row) =>
              columnNames.flatMap((column) =>
                cellElements(
                  row,
                  column,
                  byPosition.get(row + column),
                  panel,
                  size(panel),
                  ramp,
                  theme,
                )
              )
            ),
        ),
        customMark("rows and columns", (panel) => {
          const { width, height } = size(panel);
          const rowStep = every(height, 1.15 * theme.small);
          const columnStep = every(
            width,
            textWidth(String(columns), theme.small) + 0.4 * theme.small,
          );
          return [
            ...rowNames.filter((_, i) => axes.left && i % rowStep === 0).map((row) =>
              textElement(row, panel.left - theme.gap, panel.y(row) + height / 2, {
                size: theme.small,
                anchor: "end",
                baseline: "center",
              })
            ),
            ...columnNames.filter((_, i) => axes.bottom && i % columnStep === 0).map((column) =>
              textElement(
                column,
                panel.x(column) + width / 2,
                panel.bottom + theme.gap + CAP_HEIGHT * theme.small,
                { size: theme.small },
              )
            ),
          ];
        }),
      ],
    }),
  };

  function size({ left, right, top, bottom }: PanelScales) {
    return { width: (right - left) / columns, height: (bottom - top) / rows };
  }
}

/** Whether a cell of that width has room for the letter of its role. */
export function lettersFit(cellWidth: number, theme: Theme): boolean {
  return cellWidth > 1.25 * theme.small;
}

/** Every how manieth label fits. */
function every(step: number, needed: number): number {
  return Math.max(1, Math.ceil(needed / step));
}

function cellElements(
  row: string,
  column: string,
  cell: PlateCell | undefined,
  { x, y }: PanelScales,
  { width, height }: { width: number; height: number },
  ramp: Ramp,
  theme: Theme,
): SVGElement[] {
  const inset = Math.min(0.5, 0.05 * width);
  const box = {
    x: x(column) + inset,
    y: y(row) + inset,
    width: width - 2 * inset,
    height: height - 2 * inset,
  };
  const value = cell?.value ?? null;
  const fill = value === null ? PAPER : ramp.colorOf(value);
  const [right, bottom] = [box.x + box.width, box.y + box.height];
  const lettered = cell !== undefined && cell.letter !== "" && lettersFit(width, theme);
  return [
    svgElement("rect", {
      ...box,
      fill,
      ...(value === null
        ? {
          stroke: UNKNOWN,
          "stroke-width": theme.thinLine,
          "stroke-dasharray": cell === undefined ? "1.5,1.5" : undefined,
        }
        : {}),
    }),
    ...(lettered
      ? [textElement(cell.letter, box.x + box.width / 2, box.y + box.height / 2, {
        size: theme.small,
        baseline: "center",
        fill: inkOn(fill),
      })]
      : []),
    ...(cell === undefined || cell.excluded === null ? [] : [
      lineElement([box.x, box.y], [right, bottom], inkOn(fill), theme.axisLine),
      lineElement([box.x, bottom], [right, box.y], inkOn(fill), theme.axisLine),
    ]),
  ];
}
