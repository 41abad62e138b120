import { textWidth } from "../text/measure_text.ts";
import type { Diagram } from "./diagram.ts";
import { type NodeBox, SMALL } from "./node_box.ts";

/** A group and its nodes by their places in the diagram. */
export interface DiagramGroup {
  readonly name: string;
  readonly members: readonly number[];
}

/** A group whose members have no edges of their own, set in rows: one box to the layout. In em. */
export interface PackedGroup extends DiagramGroup {
  readonly width: number;
  readonly height: number;
  /** Middles of the members from the middle of the group. */
  readonly offsets: readonly (readonly [number, number])[];
}

/** The groups of a diagram in the order of their first nodes. */
export function groupsOf({ nodes }: Diagram): readonly DiagramGroup[] {
  const names = [...new Set(nodes.map(({ group }) => group).filter((name) => name !== ""))];
  return names.map((name) => ({
    name,
    members: nodes.flatMap(({ group }, i) => group === name ? [i] : []),
  }));
}

/** Whether edges run to the group alone and never to one of its members. */
export function isPacked({ nodes, edges }: Diagram, { members }: DiagramGroup): boolean {
  const ids = new Set(members.map((i) => nodes[i].id));
  return !edges.some(({ from, to }) => ids.has(from) || ids.has(to));
}

/** Room around the members, between them, and for the name above them, in em. */
const PAD = 0.7;
const GAP = 0.6;
const NAME = 1.3;

/** A group in rows of `abreast`, its boxes all as wide as the widest. */
export function packGroup(
  group: DiagramGroup,
  boxes: readonly NodeBox[],
  abreast: number,
): { readonly packed: PackedGroup; readonly boxes: readonly NodeBox[] } {
  const { name, members } = group;
  const columns = Math.min(abreast, members.length);
  const widest = Math.max(...members.map((i) => boxes[i].width));
  const tallest = Math.max(...members.map((i) => boxes[i].height));
  const rows = Math.ceil(members.length / columns);
  const inner = Math.max(
    columns * widest + (columns - 1) * GAP,
    textWidth(name, SMALL),
  );
  const [width, height] = [
    inner + 2 * PAD,
    NAME + rows * tallest + (rows - 1) * GAP + 1.6 * PAD,
  ];
  const offsets = members.map((_, i): readonly [number, number] => {
    const row = Math.floor(i / columns);
    const inRow = Math.min(columns, members.length - row * columns);
    const x = ((i % columns) - (inRow - 1) / 2) * (widest + GAP);
    return [x, NAME + 0.6 * PAD + row * (tallest + GAP) + tallest / 2 - height / 2];
  });
  const alike = boxes.map((box, i) =>
    members.includes(i) ? { ...box, width: widest, height: tallest } : box
  );
  return { packed: { ...group, width, height, offsets }, boxes: alike };
}
