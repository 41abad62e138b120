import { serializeSvg, svgElement } from "./document.ts";
import { assertDrawable, FONT_FAMILY } from "./text/fonts.ts";
import { INK, PAPER } from "./theme/palette.ts";
import { POINTS_PER_MM, type Theme } from "./theme/theme.ts";

/** What the outside of a figure's SVG says. */
export interface SvgHead {
  readonly widthMM: number;
  readonly heightMM: number;
  readonly title: string;
  readonly alt: string;
}

/**
 * A drawing as an SVG file that stands alone: exact size in millimetres with points as its unit, a
 * white ground (a dark notebook shows it too), live text in named fonts, title and description for
 * screen readers. No style sheet, no class, no currentColor; numbers rounded to three decimals, so
 * that the same figure has the same bytes everywhere.
 *
 * @throws {UsageError} If a text has a character that the bundled font cannot draw
 */
export function figureSvg(drawing: Element, theme: Theme, head: SvgHead): string {
  const [width, height] = [head.widthMM * POINTS_PER_MM, head.heightMM * POINTS_PER_MM];
  for (const text of drawing.querySelectorAll("text")) assertDrawable(text.textContent ?? "");
  const root = svgElement("svg", {
    width: `${round(head.widthMM)}mm`,
    height: `${round(head.heightMM)}mm`,
    viewBox: `0 0 ${width} ${height}`,
    "font-family": FONT_FAMILY,
    "font-size": theme.text,
    fill: INK,
    role: "img",
  }, [
    svgElement("title", {}, [head.title]),
    svgElement("desc", {}, [head.alt]),
    svgElement("rect", { x: 0, y: 0, width, height, fill: PAPER }),
    drawing,
  ]);
  for (const element of [root, ...root.querySelectorAll("*")]) tidy(element);
  renumberIds(root);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${serializeSvg(root)}\n`;
}

const DROPPED = ["class", "style"];

/** Attributes that hold names or words, not numbers. */
const WORDS = new Set(["aria-label", "id", "fill", "stroke", "font-family", "role", "href"]);

function tidy(element: Element): void {
  for (const name of DROPPED) element.removeAttribute(name);
  for (const { name, value } of [...element.attributes]) {
    if (/^currentcolor$/i.test(value)) element.setAttribute(name, INK);
    else if (value.includes("var(")) element.setAttribute(name, PAPER);
    else if (!WORDS.has(name) && value.includes(".")) {
      element.setAttribute(name, value.replace(/-?\d*\.\d+(e[-+]?\d+)?/g, (n) => round(Number(n))));
    }
  }
}

function round(value: number): string {
  const text = value.toFixed(3).replace(/\.?0+$/, "");
  return text === "-0" ? "0" : text;
}

/** Ids carry a fingerprint of the figure: two figures on one page never share one. */
function renumberIds(root: Element): void {
  const named = [...root.querySelectorAll("[id]")];
  if (named.length === 0) return;
  const print = fingerprint(serializeSvg(root));
  const names = new Map<string, string>();
  named.forEach((element, i) => {
    names.set(element.id, `f${print}-${i + 1}`);
    element.id = `f${print}-${i + 1}`;
  });
  for (const element of root.querySelectorAll("*")) {
    for (const { name, value } of [...element.attributes]) {
      const renamed = value.replace(
        /url\(#([^)]+)\)/g,
        (whole, id) => names.has(id) ? `url(#${names.get(id)})` : whole,
      );
      if (renamed !== value) element.setAttribute(name, renamed);
    }
  }
}

/** FNV-1a, 32 bits. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}
