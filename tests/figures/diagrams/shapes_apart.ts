import { assert } from "../../assert.ts";
import { parseSvg } from "../../../lib/figures/document.ts";
import { textWidth } from "../../../lib/figures/text/measure_text.ts";

interface Box {
  readonly name: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Fails where two nodes overlap, or a node's text reaches beyond its shape's box. */
export function assertShapesApart(svg: string): void {
  const nodes = [...parseSvg(svg).querySelectorAll('g[aria-label="nodes"] > g')]
    .map((group) => {
      const box = boxOf(group);
      for (const text of group.querySelectorAll("text")) {
        const width = textWidth(text.textContent!, Number(text.getAttribute("font-size")));
        const x = Number(text.getAttribute("x"));
        const within = x - width / 2 >= box.left && x + width / 2 <= box.right;
        assert(within, `${JSON.stringify(text.textContent)} is wider than ${box.name}`);
      }
      return box;
    });
  assert(nodes.length > 1);
  nodes.forEach((a, i) => {
    for (const b of nodes.slice(i + 1)) {
      const apart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top ||
        b.bottom <= a.top;
      assert(apart, `${a.name} and ${b.name} overlap`);
    }
  });
}

function boxOf(group: Element): Box {
  const shape = group.firstElementChild!;
  const name = group.getAttribute("aria-label")!;
  const number = (key: string) => Number(shape.getAttribute(key));
  if (shape.tagName === "rect") {
    const [left, top] = [number("x"), number("y")];
    return { name, left, top, right: left + number("width"), bottom: top + number("height") };
  }
  const numbers = shape.getAttribute("d")!.match(/-?[\d.]+/g)!.map(Number);
  const xs = numbers.filter((_, i) => i % 2 === 0);
  const ys = numbers.filter((_, i) => i % 2 === 1);
  return {
    name,
    left: Math.min(...xs),
    right: Math.max(...xs),
    top: Math.min(...ys),
    bottom: Math.max(...ys),
  };
}
