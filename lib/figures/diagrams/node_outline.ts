import type { NodeBox } from "./node_box.ts";

/** How far the points of a hexagon reach inwards, in em. */
export function pointOf({ node, height }: NodeBox): number {
  return node.kind === "decision" ? Math.min(0.55 * height, 1.4) : Math.min(0.35 * height, 0.8);
}

/** Radius of the corners of a rectangle, in em. */
export function cornerOf({ node, height }: NodeBox): number {
  switch (node.kind) {
    case "drug":
    case "material":
    case "ligand":
      return Math.min(height / 2, 1.25);
    case "protein":
    case "receptor":
      return 0.6;
    case "assay":
      return 0;
    default:
      return 0.2;
  }
}

/** Whether a node is drawn with pointed sides. */
export function isPointed({ node }: NodeBox): boolean {
  return node.kind === "alteration" || node.kind === "decision";
}

/** Whether a point, in em from the middle of the node, lies in its shape. */
export function isInside(box: NodeBox, [x, y]: readonly [number, number]): boolean {
  const [dx, dy] = [Math.abs(x), Math.abs(y)];
  const [half, tall] = [box.width / 2, box.height / 2];
  if (dx > half || dy > tall) return false;
  if (isPointed(box)) return dx <= half - pointOf(box) * (dy / tall);
  const corner = cornerOf(box);
  const [cx, cy] = [dx - (half - corner), dy - (tall - corner)];
  return cx <= 0 || cy <= 0 || Math.hypot(cx, cy) <= corner;
}
