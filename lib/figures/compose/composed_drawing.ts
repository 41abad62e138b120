import { UsageError } from "../../errors/mod.ts";
import { svgElement } from "../document.ts";
import type { Drawing, Edges, Frame } from "../layout/frame.ts";
import { textElement } from "../marks/custom_mark.ts";
import { legendElements, legendHeight, type LegendItem } from "../marks/legend.ts";
import { CAP_HEIGHT, DESCENT } from "../text/measure_text.ts";
import { PAPER } from "../theme/palette.ts";
import type { Theme } from "../theme/theme.ts";

/** A panel of a composition. */
export interface Cell {
  readonly drawing: Drawing;
  /** Its letter; empty for none. */
  readonly letter: string;
  /** Its share of the row's width. */
  readonly share: number;
}

/** A small drawing inside a panel. */
export interface Inset {
  readonly drawing: Drawing;
  readonly panel: number;
  readonly share: number;
  readonly right: boolean;
  readonly bottom: boolean;
}

/** Drawings on a grid, their axes aligned, under one legend where they share it. */
export function composedDrawing(
  rows: readonly (readonly Cell[])[],
  insets: readonly Inset[],
  shareLegend: boolean,
): Drawing {
  const shared = shareLegend ? sharedLegend(rows.flat()) : [];
  const cells = shared.length === 0
    ? rows
    : rows.map((row) =>
      row.map((cell) => ({ ...cell, drawing: cell.drawing.legend?.without() ?? cell.drawing }))
    );
  const top = (theme: Theme, width: number) => legendHeight(shared, theme, width);
  return {
    height: (theme, width) =>
      top(theme, width) + heightsOf(placed(cells, theme, width), theme).total,
    edges: () => ({ top: 0, right: 0, bottom: 0, left: 0 }),
    draw(theme, frame) {
      const places = placed(cells, theme, frame.width);
      const legendRoom = top(theme, frame.width);
      const { heights, total } = heightsOf(places, theme);
      const stretch = (frame.height - legendRoom) / total;
      const edges = alignedEdges(places, theme, heights.map((height) => height * stretch));
      let y = legendRoom;
      const panels = places.flatMap((row, r) => {
        const height = heights[r] * stretch;
        const drawn = row.map((place, i) => {
          const number = places.slice(0, r).flat().length + i;
          const inside = insets.filter(({ panel }) => panel === number);
          const size = { width: place.width, height: height - letterRoom(place, theme) };
          return panelElement(place, { ...size, edges: edges[r][i] }, y, inside, theme);
        });
        y += height + rowGap(theme) * stretch;
        return drawn;
      });
      const legend = legendElements(shared, theme, [0, 0], frame.width);
      return svgElement("g", {}, [...legend, ...panels]);
    },
  };
}

/** The entries that all drawings with a legend agree on; none when they differ. */
function sharedLegend(cells: readonly Cell[]): readonly LegendItem[] {
  const legends = cells.flatMap(({ drawing }) =>
    drawing.legend === undefined ? [] : [drawing.legend.items]
  );
  if (legends.length < 2) return [];
  const print = (items: readonly LegendItem[]) => JSON.stringify(items);
  return legends.every((items) => print(items) === print(legends[0])) ? legends[0] : [];
}

interface Place extends Cell {
  readonly left: number;
  readonly width: number;
  /** Where it begins and ends across the page: equal marks are aligned. */
  readonly begin: string;
  readonly end: string;
}

function placed(
  rows: readonly (readonly Cell[])[],
  theme: Theme,
  width: number,
): Place[][] {
  return rows.map((row) => {
    const free = width - (row.length - 1) * columnGap(theme);
    let [left, share] = [0, 0];
    return row.map((cell) => {
      const begin = share.toFixed(6);
      share += cell.share;
      const place = { ...cell, left, width: cell.share * free, begin, end: share.toFixed(6) };
      left += place.width + columnGap(theme);
      return place;
    });
  });
}

function heightsOf(places: readonly (readonly Place[])[], theme: Theme) {
  const heights = places.map((row) =>
    Math.max(
      ...row.map((place) => place.drawing.height(theme, place.width) + letterRoom(place, theme)),
    )
  );
  const gaps = (heights.length - 1) * rowGap(theme);
  return { heights, total: heights.reduce((sum, height) => sum + height, gaps) };
}

/** Top and bottom as the row's largest, left and right as the largest that begins or ends there. */
function alignedEdges(
  places: readonly (readonly Place[])[],
  theme: Theme,
  heights: readonly number[],
): Edges[][] {
  const own = places.map((row, r) =>
    row.map((place) => ({
      place,
      edges: place.drawing.edges(theme, place.width, heights[r] - letterRoom(place, theme)),
    }))
  );
  const all = own.flat();
  const most = (group: typeof all, side: keyof Edges) =>
    Math.max(...group.map(({ edges }) => edges[side]));
  return own.map((row) =>
    row.map(({ place }) => ({
      top: most(row, "top"),
      bottom: most(row, "bottom"),
      left: most(all.filter((other) => other.place.begin === place.begin), "left"),
      right: most(all.filter((other) => other.place.end === place.end), "right"),
    }))
  );
}

function panelElement(
  place: Place,
  frame: Frame,
  top: number,
  insets: readonly Inset[],
  theme: Theme,
): SVGElement {
  const size = theme.preset.textPt.panelLetter;
  const down = letterRoom(place, theme);
  const letter = place.letter === "" ? [] : [
    textElement(place.letter, 0, CAP_HEIGHT * size, { size, anchor: "start", weight: "bold" }),
  ];
  return svgElement("g", { transform: `translate(${place.left},${top})` }, [
    ...letter,
    svgElement("g", { transform: `translate(0,${down})` }, [
      place.drawing.draw(theme, frame),
      ...insets.map((inset) => insetElement(inset, frame, theme)),
    ]),
  ]);
}

/** The inset on white in a corner of the plotting area, in small type; the panel's colours explain it. */
function insetElement(inset: Inset, { width, height, edges }: Frame, theme: Theme): SVGElement {
  const small: Theme = {
    ...theme,
    text: theme.small,
    point: 0.7 * theme.point,
    curveLine: 0.7 * theme.curveLine,
    tick: 0.8 * theme.tick,
  };
  const drawing = inset.drawing.legend?.without() ?? inset.drawing;
  const inner = {
    width: width - edges.left - edges.right,
    height: height - edges.top - edges.bottom,
  };
  const across = inset.share * inner.width;
  const down = Math.min(insetHeight(drawing, small, across), 0.75 * inner.height);
  const x = inset.right ? edges.left + inner.width - across : edges.left + theme.gap;
  const y = inset.bottom ? edges.top + inner.height - down - theme.gap : edges.top;
  const frame = { width: across, height: down, edges: drawing.edges(small, across, down) };
  assertRoom(frame);
  return svgElement("g", { transform: `translate(${x},${y})`, "aria-label": "inset" }, [
    svgElement("rect", { x: 0, y: 0, width: across, height: down, fill: PAPER }),
    drawing.draw(small, frame),
  ]);
}

/** An inset is labels for the most part: its plotting area is given a fair share of its height. */
function insetHeight(drawing: Drawing, theme: Theme, width: number): number {
  const height = drawing.height(theme, width);
  const { left, right, top, bottom } = drawing.edges(theme, width, height);
  return Math.max(height, top + bottom + 0.6 * (width - left - right));
}

/** An inset that is all labels would hide the panel and show nothing. */
function assertRoom({ width, height, edges }: Frame): void {
  const [free, deep] = [width - edges.left - edges.right, height - edges.top - edges.bottom];
  if (free >= 0.2 * width && deep >= 0.2 * height) return;
  throw new UsageError(
    "Cannot compose a figure: an inset's labels leave no room for its data. " +
      "Give the inset or the figure more width",
  );
}

function letterRoom({ letter }: Cell, theme: Theme): number {
  return letter === "" ? 0 : (CAP_HEIGHT + DESCENT) * theme.preset.textPt.panelLetter;
}

function columnGap(theme: Theme): number {
  return 2 * theme.text;
}

function rowGap(theme: Theme): number {
  return 1.5 * theme.text;
}
