/** The part of fontkit that this room uses; the package ships no declarations. */
export interface Font {
  readonly familyName: string;
  readonly unitsPerEm: number;
  readonly ascent: number;
  readonly descent: number;
  readonly capHeight: number;
  hasGlyphForCodePoint(codePoint: number): boolean;
  layout(text: string): { readonly advanceWidth: number };
}
export function create(bytes: Uint8Array): Font;
