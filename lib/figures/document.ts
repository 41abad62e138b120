// @ts-types="./types/jsdom.d.ts"
import { JSDOM } from "jsdom";

const SVG = "http://www.w3.org/2000/svg";
const { window } = new JSDOM();

/** The one document that every figure is drawn in: Plot needs a DOM, and the library has no other. */
export const figureDocument: Document = window.document;

/** What an SVG attribute may be given as; undefined leaves it out. */
export type Attribute = string | number | undefined;

/** An SVG element with its attributes and children, a text child as text. */
export function svgElement(
  name: string,
  attributes: Readonly<Record<string, Attribute>> = {},
  children: readonly (Element | string)[] = [],
): SVGElement {
  const element = figureDocument.createElementNS(SVG, name) as SVGElement;
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) element.setAttribute(key, String(value));
  }
  element.append(...children);
  return element;
}

/** The SVG as a file holds it, with its namespace. */
export function serializeSvg(element: Element): string {
  return new window.XMLSerializer().serializeToString(element);
}

/** An SVG file's root element. */
export function parseSvg(svg: string): Element {
  return new window.DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
}
