import { UsageError } from "../../errors/mod.ts";
import { svgElement } from "../document.ts";
import { axisLabelRoom, bottomAxisLabel, leftAxisLabel } from "../marks/axis_label.ts";
import { legendElements, legendHeight, type LegendItem } from "../marks/legend.ts";
import { noteElements, noteHeight, panelTitle, panelTitleHeight } from "../marks/note.ts";
import { textWidth, wrapText } from "../text/measure_text.ts";
import type { Theme } from "../theme/theme.ts";
import type { Drawing, Edges, Frame } from "./frame.ts";
import { drawPanel, type Panel } from "./panel.ts";

/** What stands in one cell of a grid of panels that share their axes. */
export interface PanelContent {
  /** Written over the panel; empty for none. */
  readonly title: string;
  /** Room that the axes and labels of a panel of that size need. */
  room(theme: Theme, size: PanelSize): PanelRoom;
  /** The panel itself; `left` and `bottom` say whether it carries that axis' labels. */
  panel(theme: Theme, size: PanelSize, axes: { left: boolean; bottom: boolean }): Panel;
}

/** Width of the plotting area in points (a little narrower than drawn), and of the whole figure. */
export interface PanelSize {
  readonly width: number;
  readonly figureWidth: number;
}

/** Room around one plotting area. */
export interface PanelRoom {
  readonly left: number;
  readonly right: number;
  /** Between the panel and its bottom axis. */
  readonly below: number;
  readonly bottom: number;
  /** Least height of the plotting area. */
  readonly least?: number;
}

/** How a grid is laid out. */
export interface GridOptions {
  /** Panels side by side; chosen from the width when absent. */
  readonly columns?: number;
  /** Height of a plotting area over its width. */
  readonly aspect?: number;
  /** Names of the axes with units, one for the whole grid. */
  readonly axes?: { readonly x: string; readonly y: string };
  /** What the symbols mean, over the whole; where it depends on how large a panel is, a function. */
  readonly note?: string | ((theme: Theme, panelWidth: number) => string);
  /** Entries over the whole. */
  readonly legend?: readonly LegendItem[];
  /** What stands right of the whole: a colour ramp. */
  readonly side?: SideContent;
}

/** What stands beside the panels. */
export interface SideContent {
  /** Its width. */
  room(theme: Theme): number;
  /** Draws it with its left upper corner at a point, as high as the panels. */
  draw(theme: Theme, place: { left: number; top: number; height: number }): SVGElement[];
}

/** Narrowest panel of several side by side, in multiples of the text size. */
const NARROWEST = 13;

/** The most panels that one figure shows. */
const MOST_PANELS = 96;

/** One panel, or small multiples that share their axes: labels stand at the outer ones only. */
export function panelGrid(panels: readonly PanelContent[], options: GridOptions = {}): Drawing {
  const { legend = [] } = options;
  if (panels.length > MOST_PANELS) {
    throw new UsageError(
      `Cannot draw ${panels.length} panels in one figure: at most ${MOST_PANELS} can be read. ` +
        "Draw them in parts, or curves with savePages",
    );
  }

  function edges(theme: Theme, width: number, height: number): Edges {
    const { rooms, heading, titles, note } = measure(panels, theme, width, options);
    const { x = "", y = "" } = options.axes ?? {};
    const bottom = rooms.below + rooms.bottom + axisLabelRoom(x, theme, heading);
    const top = legendHeight(legend, theme, heading) + noteHeight(note, theme, heading) + titles +
      0.3 * theme.text;
    const left = rooms.left + axisLabelRoom(y, theme, LABEL_SHARE * height);
    return { left, right: rooms.right, bottom, top };
  }

  return {
    height(theme, width) {
      const { rows, rowHeight, between } = measure(panels, theme, width, options);
      const inner = rows * rowHeight + (rows - 1) * between;
      const { top, bottom } = edges(theme, width, inner);
      return top + inner + bottom;
    },
    edges,
    draw(theme, frame) {
      return svgElement("g", {}, [
        ...headingElements(panels, theme, frame, edges(theme, frame.width, frame.height), options),
        ...panelElements(panels, theme, frame, options),
        ...sideElements(theme, frame, options),
      ]);
    },
    ...(legend.length === 0 ? {} : {
      legend: { items: legend, without: () => panelGrid(panels, { ...options, legend: [] }) },
    }),
  };
}

/** How much of the height the vertical axis' label may take before it is broken into lines. */
const LABEL_SHARE = 0.9;

/** Sizes that follow from the width alone. */
function measure(
  panels: readonly PanelContent[],
  theme: Theme,
  width: number,
  options: GridOptions,
) {
  const columns = columnsOf(panels.length, theme, width, options);
  const rows = Math.ceil(panels.length / columns);
  const shown = compactTheme(theme, columns);
  // Edges are not known yet; labels that fit this narrower panel fit the real one.
  const guess = (0.7 * width) / columns - columnGap(theme);
  const all = panels.map((panel) => panel.room(shown, { width: guess, figureWidth: width }));
  const most = (side: keyof PanelRoom) => Math.max(...all.map((room) => room[side] ?? 0));
  const titles = Math.max(...panels.map(({ title }) => panelTitleHeight(title, theme, guess)));
  const rooms = {
    left: most("left"),
    right: most("right") + (options.side?.room(theme) ?? 0),
    below: most("below"),
    bottom: most("bottom"),
  };
  const label = axisLabelRoom(options.axes?.y ?? "", theme, Infinity);
  const inner = width - rooms.left - label - rooms.right - (columns - 1) * columnGap(theme);
  const { note = "" } = options;
  return {
    columns,
    rows,
    note: typeof note === "string" ? note : note(shown, inner / columns),
    rooms,
    titles,
    shown,
    // A frame may be given wider edges, so a little is kept back.
    heading: 0.92 * (width - rooms.left - label),
    rowHeight: Math.max((options.aspect ?? 0.68) * (inner / columns), most("least")),
    between: rooms.below + titles + rowGap(theme),
  };
}

/** Side by side, points and lines are smaller; type is not. */
function compactTheme(theme: Theme, columns: number): Theme {
  if (columns === 1) return theme;
  return { ...theme, point: 0.8 * theme.point, curveLine: 0.8 * theme.curveLine };
}

function columnsOf(
  count: number,
  theme: Theme,
  width: number,
  { columns }: GridOptions,
): number {
  if (columns !== undefined) return Math.min(columns, count);
  const most = Math.max(1, Math.floor(width / (NARROWEST * theme.text)));
  return Math.ceil(count / Math.ceil(count / most));
}

function sideElements(theme: Theme, frame: Frame, { side }: GridOptions): SVGElement[] {
  if (side === undefined) return [];
  const { edges, width, height } = frame;
  return side.draw(theme, {
    left: width - side.room(theme),
    top: edges.top,
    height: height - edges.top - edges.bottom,
  });
}

function headingElements(
  panels: readonly PanelContent[],
  theme: Theme,
  frame: Frame,
  own: Edges,
  options: GridOptions,
): SVGElement[] {
  const { legend = [], axes = { x: "", y: "" } } = options;
  const { edges, width, height } = frame;
  const { titles, heading, note } = measure(panels, theme, width, options);
  const noteTop = edges.top - titles - noteHeight(note, theme, heading);
  const legendTop = noteTop - legendHeight(legend, theme, heading);
  const middleX = (edges.left + width - edges.right) / 2;
  const length = LABEL_SHARE * height;
  // Beside the panels, but not beyond the frame.
  const half = Math.max(
    0,
    ...wrapText(axes.y, theme.text, length).map((line) => textWidth(line, theme.text) / 2),
  );
  const panelsMiddle = (edges.top + height - edges.bottom) / 2;
  const middleY = Math.max(half, Math.min(height - half, panelsMiddle));
  const labelLeft = edges.left - own.left;
  const labelBottom = height - edges.bottom + own.bottom;
  const named = (name: string, elements: SVGElement[]) =>
    elements.length === 0 ? [] : [svgElement("g", { "aria-label": name }, elements)];
  return [
    ...named("legend", legendElements(legend, theme, [edges.left, legendTop], heading)),
    ...named("note", noteElements(note, theme, [edges.left, noteTop], heading)),
    ...named(
      "axis labels",
      [
        ...leftAxisLabel(axes.y, theme, { left: labelLeft, middle: middleY, length }),
        ...bottomAxisLabel(axes.x, theme, {
          bottom: labelBottom,
          middle: middleX,
          length: heading,
        }),
      ],
    ),
  ];
}

function panelElements(
  panels: readonly PanelContent[],
  theme: Theme,
  frame: Frame,
  options: GridOptions,
): SVGElement[] {
  const { edges } = frame;
  const { columns, rows, between, shown } = measure(panels, theme, frame.width, options);
  const inner = frame.width - edges.left - edges.right;
  const width = (inner - (columns - 1) * columnGap(theme)) / columns;
  const height = (frame.height - edges.top - edges.bottom - (rows - 1) * between) / rows;
  return panels.map((content, i) => {
    const [row, column] = [Math.floor(i / columns), i % columns];
    const left = edges.left + column * (width + columnGap(theme));
    const top = edges.top + row * (height + between);
    const { marks, ...scales } = content.panel(shown, { width, figureWidth: frame.width }, {
      left: column === 0,
      bottom: i + columns >= panels.length,
    });
    return drawPanel(theme, {
      width: frame.width,
      height: frame.height,
      edges: {
        left,
        top,
        right: frame.width - left - width,
        bottom: frame.height - top - height,
      },
    }, { ...scales, marks: [...marks, panelTitle(content.title, theme)] });
  });
}

function columnGap(theme: Theme): number {
  return 2.2 * theme.text;
}

function rowGap(theme: Theme): number {
  return 1.2 * theme.text;
}
