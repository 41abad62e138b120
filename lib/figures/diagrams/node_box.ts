import { LINE_HEIGHT, textWidth, wrapText } from "../text/measure_text.ts";
import type { DiagramNode, NodeKind } from "./diagram.ts";

/** What an overlay writes on a node: lines of its own, and perhaps how full its bar is. */
export interface NodeNote {
  readonly lines: readonly string[];
  /** 0 to 1; absent where there is no bar. */
  readonly share?: number;
  /** Drawn pale, as a drug that does not work here. */
  readonly pale?: boolean;
  /** Outlined heavily, as the one that the overlay is about. */
  readonly marked?: boolean;
}

/** A node's lines of text and its size, in multiples of the size of labels (em). */
export interface NodeBox {
  readonly node: DiagramNode;
  readonly label: readonly string[];
  readonly detail: readonly string[];
  readonly note: readonly string[];
  /** 0 to 1; absent where there is no bar. */
  readonly share?: number;
  readonly pale: boolean;
  readonly marked: boolean;
  readonly width: number;
  readonly height: number;
}

/** Size of detail and note over that of labels: the most that any preset makes of its small type. */
export const SMALL = 0.93;

/** Room between text and outline. */
const PAD_X = 0.55;
const PAD_Y = 0.42;
/** Height of the bar of an overlay with the gap above it. */
export const BAR = 0.5;
/** The narrowest box, so that "MET" and "EGFR" look alike. */
const LEAST_WIDTH = 3.4;

/** A node's box with its lines no wider than `wrap` em, as far as its words allow. */
export function nodeBox(node: DiagramNode, note: NodeNote | undefined, wrap: number): NodeBox {
  const label = balancedLines(node.label, 1, wrap);
  const detail = node.detail === "" ? [] : balancedLines(node.detail, SMALL, wrap);
  const noted = note?.lines ?? [];
  const widest = Math.max(
    ...label.map((line) => textWidth(line, 1)),
    ...[...detail, ...noted].map((line) => textWidth(line, SMALL)),
  );
  const tall = LINE_HEIGHT * (label.length + SMALL * (detail.length + noted.length)) +
    (note?.share === undefined ? 0 : BAR);
  const { across, down } = extraRoom(node.kind, tall);
  return {
    node,
    label,
    detail,
    note: noted,
    ...(note?.share === undefined ? {} : { share: note.share }),
    pale: note?.pale ?? false,
    marked: note?.marked ?? false,
    width: Math.max(LEAST_WIDTH, widest + 2 * PAD_X + across),
    height: tall + 2 * PAD_Y + down,
  };
}

/** Room that a shape's slanting or round sides take from its text, in em. */
function extraRoom(kind: NodeKind, tall: number): { across: number; down: number } {
  switch (kind) {
    case "drug":
    case "material":
    case "ligand":
      return { across: Math.min(0.5 * tall, 0.8), down: 0 };
    case "alteration":
      return { across: Math.min(0.5 * tall, 1), down: 0 };
    case "decision":
      return { across: Math.min(1.1 * tall, 2.2), down: 0.2 };
    case "assay":
      return { across: 0.5, down: 0 };
    default:
      return { across: 0, down: 0 };
  }
}

/** More lines than this make a box a tower. */
const MOST_LINES = 3;

/**
 * A text in the fewest lines that keep to `width`, and these about equally long: the narrowest width
 * that still gives that number of lines. Words are never cut, and there are never more than three
 * lines: a long word or text widens the box.
 */
export function balancedLines(text: string, size: number, width: number): string[] {
  const longest = Math.max(...text.split(/\s+/).map((word) => textWidth(word, size)));
  const lines = (room: number) => wrapText(text, size, Math.max(room, longest + 0.01));
  let most = width;
  while (lines(most).length > MOST_LINES) most += 0.5;
  const count = lines(most).length;
  let low = 0;
  while (most - low > 0.1) {
    const middle = (low + most) / 2;
    if (lines(middle).length <= count) most = middle;
    else low = middle;
  }
  return lines(most);
}
