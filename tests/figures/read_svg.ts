import { parseSvg } from "../../lib/figures/document.ts";
import { type PlacedText, svgItems } from "../../lib/figures/check/svg_items.ts";

/** Every text of an SVG. */
export function textsOf(svg: string): string[] {
  return svgItems(svg).texts.map(({ text }) => text);
}

/** The one text that reads so, with its place. */
export function textNamed(svg: string, text: string): PlacedText {
  const found = svgItems(svg).texts.filter((one) => one.text === text);
  if (found.length !== 1) throw new Error(`${found.length} texts read ${JSON.stringify(text)}`);
  return found[0];
}

/** How many elements a selector finds. */
export function count(svg: string, selector: string): number {
  return parseSvg(svg).querySelectorAll(selector).length;
}
