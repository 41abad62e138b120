import { textElement } from "../marks/custom_mark.ts";
import { LINE_HEIGHT, textWidth, wrapText } from "../text/measure_text.ts";
import { type Diagram, EDGE_KINDS, type EdgeKind, type Track, TRACKS } from "./diagram.ts";
import type { DiagramType } from "./diagram_type.ts";
import { edgeElements } from "./edge_mark.ts";
import { trackStyle } from "./track_style.ts";

/** An entry of a diagram's legend: a piece of edge and what it says. */
export interface DiagramKey {
  readonly kind: EdgeKind;
  readonly track: Track | null;
  readonly text: string;
}

/** The kinds and tracks that a diagram has, where there is something to tell apart. */
export function diagramKeys({ nodes, edges }: Diagram): readonly DiagramKey[] {
  const kinds = EDGE_KINDS.filter((kind) => edges.some((edge) => edge.kind === kind));
  const tracks = TRACKS.filter((track) =>
    [...edges, ...nodes].some((element) => element.track === track)
  );
  const plainest = kinds[0] ?? "leads to";
  return [
    ...(kinds.length < 2 ? [] : kinds.map((kind) => ({ kind, track: null, text: kind }))),
    ...tracks.map((track) => ({ kind: plainest, track, text: trackStyle(track).meaning })),
  ];
}

/** Length of the piece of edge in em. */
const KEY = 2.2;

interface PlacedKey {
  readonly key: DiagramKey;
  readonly x: number;
  readonly y: number;
}

/** Height of the legend and its note, `width` wide, in points. */
export function legendRoom(
  keys: readonly DiagramKey[],
  note: string,
  type: DiagramType,
  width: number,
): number {
  const rows = keyRows(keys, type, width).length;
  const lines = note === "" ? 0 : wrapText(note, type.small, width).length;
  return rows + lines === 0 ? 0 : (0.9 + ROW * rows) * type.em + lines * LINE_HEIGHT * type.small;
}

/** Room between two keys in em. */
const GAP = 1.1;

/** Height of a row of keys in em. */
const ROW = 1.4;

/** The legend from (0, top) down, each row in the middle of `width`. */
export function diagramLegend(
  keys: readonly DiagramKey[],
  note: string,
  type: DiagramType,
  [top, width]: readonly [number, number],
): SVGElement[] {
  const rows = keyRows(keys, type, width);
  const placed = rows.flatMap((row, r): PlacedKey[] => {
    let x = (width - rowLength(row, type)) / 2;
    return row.map((key) => {
      const at = x;
      x += keyLength(key, type) + GAP * type.em;
      return { key, x: at, y: top + (0.9 + ROW * (r + 0.5)) * type.em };
    });
  });
  const lines = note === "" ? [] : wrapText(note, type.small, width);
  const below = top + (0.9 + ROW * rows.length) * type.em;
  return [
    ...placed.flatMap((entry) => keyElements(entry, type)),
    ...lines.map((line, i) =>
      textElement(line, width / 2, below + (i + 0.5) * LINE_HEIGHT * type.small, {
        size: type.small,
        baseline: "center",
      })
    ),
  ];
}

function keyElements({ key, x, y }: PlacedKey, type: DiagramType): SVGElement[] {
  const neck = x + (KEY - 0.7) * type.em;
  const at = (share: number): readonly [number, number] => [x + share * (neck - x), y];
  return [
    ...edgeElements({
      kind: key.kind,
      track: key.track,
      points: [at(0), at(1 / 3), at(2 / 3), at(1)],
      tip: [x + KEY * type.em, y],
    }, type),
    textElement(key.text, x + (KEY + 0.4) * type.em, y, {
      size: type.small,
      anchor: "start",
      baseline: "center",
    }),
  ];
}

/** As few rows as fit, and these about equally long. */
function keyRows(keys: readonly DiagramKey[], type: DiagramType, width: number): DiagramKey[][] {
  const count = brokenAt(keys, type, width).length;
  const lengths = keys.map((_, i) => rowLength(keys.slice(0, i + 1), type)).sort((a, b) => a - b);
  const narrowest = lengths.find((length) => brokenAt(keys, type, length).length <= count);
  return brokenAt(keys, type, Math.min(width, narrowest ?? width));
}

function brokenAt(keys: readonly DiagramKey[], type: DiagramType, width: number): DiagramKey[][] {
  const rows: DiagramKey[][] = [];
  for (const key of keys) {
    const last = rows.at(-1);
    if (last !== undefined && rowLength([...last, key], type) <= width) last.push(key);
    else rows.push([key]);
  }
  return rows;
}

function rowLength(row: readonly DiagramKey[], type: DiagramType): number {
  return row.reduce((sum, key) => sum + keyLength(key, type), 0) + GAP * type.em * (row.length - 1);
}

function keyLength({ text }: DiagramKey, { em, small }: DiagramType): number {
  return (KEY + 0.4) * em + textWidth(text, small);
}
