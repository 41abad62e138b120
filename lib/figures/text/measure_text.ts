import { assertDrawable, fontOf, type FontWeight } from "./fonts.ts";

const widths = new Map<string, number>();

/**
 * Width of a text in the unit of its size (points), as Arial and Arimo set it, kerning included.
 *
 * @throws {UsageError} If the font lacks a glyph
 */
export function textWidth(text: string, size: number, weight: FontWeight = "regular"): number {
  const key = `${weight} ${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    assertDrawable(text);
    const font = fontOf(weight);
    width = font.layout(text).advanceWidth / font.unitsPerEm;
    if (widths.size > MOST_REMEMBERED) widths.clear();
    widths.set(key, width);
  }
  return width * size;
}

/** The widest of several texts, 0 for none. */
export function widestText(texts: readonly string[], size: number): number {
  return Math.max(0, ...texts.map((text) => textWidth(text, size)));
}

/** Distance from one baseline to the next, as a multiple of the size. */
export const LINE_HEIGHT = 1.2;

/** Height of a capital letter as a multiple of the size: half of it centres a text on a line. */
export const CAP_HEIGHT = 0.716;

/** How far letters reach below the baseline, as a multiple of the size. */
export const DESCENT = 0.212;

/**
 * A text in lines no wider than `width`: broken at spaces, after hyphens, slashes and commas, and
 * inside a word only where a single word is too wide.
 */
export function wrapText(text: string, size: number, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const piece of pieces(text, size, width)) {
    if (line !== "" && textWidth((line + piece).trimEnd(), size) > width) {
      lines.push(line.trimEnd());
      line = "";
    }
    line += piece;
  }
  lines.push(line.trimEnd());
  return lines;
}

const MOST_REMEMBERED = 20_000;

/** Where a line may break, with words that are too wide cut into letters. */
function pieces(text: string, size: number, width: number): string[] {
  return text.split(/(?<=[\s/,;-])/).flatMap((piece) =>
    textWidth(piece.trimEnd(), size) > width ? [...piece] : [piece]
  );
}
