// @ts-types="../types/fontkit.d.ts"
import { create, type Font } from "fontkit";
import regularBytes from "@expo-google-fonts/arimo/400Regular/Arimo_400Regular.ttf" with {
  type: "bytes",
};
import boldBytes from "@expo-google-fonts/arimo/700Bold/Arimo_700Bold.ttf" with { type: "bytes" };
import { list, UsageError } from "../../errors/mod.ts";

/** The weights that figures use. */
export type FontWeight = "regular" | "bold";

/**
 * Arimo, the font that figures are measured with and that PNG, TIFF and PDF carry.
 *
 * Its widths are those of Arial (it was drawn to match), so that an SVG that asks for Arial keeps the
 * layout. Open Font License; from the npm package `@expo-google-fonts/arimo`.
 */
export const FONT_BYTES: Readonly<Record<FontWeight, Uint8Array>> = {
  regular: regularBytes,
  bold: boldBytes,
};

/** The family that an SVG names: the viewer's Arial, else what stands in for it. */
export const FONT_FAMILY = "Arial, Helvetica, sans-serif";

/** The name of the bundled family. */
export const BUNDLED_FAMILY = "Arimo";

const opened = new Map<FontWeight, Font>();

/** The bundled font, opened once. */
export function fontOf(weight: FontWeight): Font {
  let font = opened.get(weight);
  if (font === undefined) opened.set(weight, font = create(FONT_BYTES[weight]));
  return font;
}

/**
 * Refuses a text with a character that the bundled font cannot draw: it would come out as a blank.
 *
 * @throws {UsageError} If a character has no glyph; the message names it
 */
export function assertDrawable(text: string): void {
  const font = fontOf("regular");
  const missing = [...new Set(text)].filter((character) =>
    !font.hasGlyphForCodePoint(character.codePointAt(0)!)
  );
  if (missing.length === 0) return;
  const named = missing.map((character) =>
    `${JSON.stringify(character)} (${codePoint(character)})`
  );
  throw new UsageError(
    `Cannot draw the text ${JSON.stringify(text)}: ` +
      `the font Arimo has no glyph for ${list(named)}. Write it another way`,
  );
}

function codePoint(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`;
}
