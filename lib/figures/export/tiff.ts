import { lzwCompress } from "./lzw.ts";
import { figurePixels, type RasterOptions } from "./png.ts";

/**
 * A figure's SVG as TIFF, as journals ask for it: one page, 8-bit RGB, LZW, no alpha channel, its
 * resolution recorded.
 */
export async function figureTiff(svg: string, { dpi }: RasterOptions): Promise<Uint8Array> {
  return encodeTiff(await figurePixels(svg, { dpi }), dpi);
}

const ROWS_PER_STRIP = 64;
const SHORT = 3;
const LONG = 4;
const RATIONAL = 5;
const BYTES = { [SHORT]: 2, [LONG]: 4, [RATIONAL]: 8 };

interface Field {
  readonly tag: number;
  readonly type: typeof SHORT | typeof LONG | typeof RATIONAL;
  readonly values: readonly number[];
}

/**
 * Pixels as a baseline little-endian TIFF.
 *
 * @see TIFF Revision 6.0 (Adobe, 1992)
 */
export function encodeTiff(
  { width, height, rgba }: { width: number; height: number; rgba: Uint8Array },
  dpi: number,
): Uint8Array {
  const strips = Array.from({ length: Math.ceil(height / ROWS_PER_STRIP) }, (_, i) => {
    const first = i * ROWS_PER_STRIP;
    const rows = Math.min(ROWS_PER_STRIP, height - first);
    return lzwCompress(onPaper(rgba.subarray(first * width * 4, (first + rows) * width * 4)));
  });
  // The strips' places depend on the directory's size, which does not depend on the places.
  const draft = fieldsOf(width, height, dpi, strips.map(() => 0), strips);
  const start = 8 + directoryLength(draft);
  let at = start;
  const places = strips.map((strip) => (at += strip.length) - strip.length);
  const out = new Uint8Array(at);
  writeDirectory(new DataView(out.buffer), fieldsOf(width, height, dpi, places, strips));
  strips.forEach((strip, i) => out.set(strip, places[i]));
  return out;
}

function fieldsOf(
  width: number,
  height: number,
  dpi: number,
  places: readonly number[],
  strips: readonly Uint8Array[],
): Field[] {
  return [
    { tag: 256, type: LONG, values: [width] },
    { tag: 257, type: LONG, values: [height] },
    { tag: 258, type: SHORT, values: [8, 8, 8] }, // bits per sample
    { tag: 259, type: SHORT, values: [5] }, // compression: LZW
    { tag: 262, type: SHORT, values: [2] }, // photometric interpretation: RGB
    { tag: 273, type: LONG, values: places },
    { tag: 277, type: SHORT, values: [3] }, // samples per pixel
    { tag: 278, type: LONG, values: [ROWS_PER_STRIP] },
    { tag: 279, type: LONG, values: strips.map(({ length }) => length) },
    { tag: 282, type: RATIONAL, values: [dpi, 1] },
    { tag: 283, type: RATIONAL, values: [dpi, 1] },
    { tag: 284, type: SHORT, values: [1] }, // colours side by side
    { tag: 296, type: SHORT, values: [2] }, // resolution per inch
  ];
}

/** Entries of 12 bytes, then the values that do not fit into theirs. */
function directoryLength(fields: readonly Field[]): number {
  return 2 + 12 * fields.length + 4 + fields.reduce((sum, field) => sum + outside(field), 0);
}

function writeDirectory(view: DataView, fields: readonly Field[]): void {
  view.setUint32(0, 0x002a4949, true); // "II" and 42
  view.setUint32(4, 8, true);
  view.setUint16(8, fields.length, true);
  let free = 8 + 2 + 12 * fields.length + 4;
  fields.forEach((field, i) => {
    const entry = 10 + 12 * i;
    view.setUint16(entry, field.tag, true);
    view.setUint16(entry + 2, field.type, true);
    view.setUint32(entry + 4, countOf(field), true);
    if (outside(field) === 0) writeValues(view, entry + 8, field);
    else {
      view.setUint32(entry + 8, free, true);
      writeValues(view, free, field);
      free += outside(field);
    }
  });
}

function writeValues(view: DataView, at: number, { type, values }: Field): void {
  values.forEach((value, i) => {
    if (type === SHORT) view.setUint16(at + 2 * i, value, true);
    else view.setUint32(at + 4 * i, value, true);
  });
}

/** A rational is two numbers. */
function countOf({ type, values }: Field): number {
  return type === RATIONAL ? values.length / 2 : values.length;
}

/** Bytes that a field's values take beside its entry, kept even. */
function outside(field: Field): number {
  const bytes = BYTES[field.type] * countOf(field);
  return bytes <= 4 ? 0 : bytes + (bytes % 2);
}

/** Pixels without alpha, on white. The renderer's colours are already multiplied by their alpha. */
function onPaper(rgba: Uint8Array): Uint8Array {
  const rgb = new Uint8Array((rgba.length / 4) * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
    const white = 255 - rgba[from + 3];
    rgb[to] = rgba[from] + white;
    rgb[to + 1] = rgba[from + 1] + white;
    rgb[to + 2] = rgba[from + 2] + white;
  }
  return rgb;
}
