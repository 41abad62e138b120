import { BUNDLED_FAMILY, FONT_BYTES } from "../text/fonts.ts";

/** How many dots, and how many of them in an inch. */
export interface RasterOptions {
  readonly dpi: number;
}

/**
 * A figure's SVG as PNG, with its resolution recorded so that it opens at its true size.
 *
 * Drawn by resvg (WebAssembly) with the bundled font and nothing from the system: the same bytes on
 * every machine.
 */
export async function figurePng(svg: string, { dpi }: RasterOptions): Promise<Uint8Array> {
  const image = await rasterize(svg, { dpi });
  const png = image.asPng();
  image.free();
  return withResolution(png, dpi);
}

/** The pixels of a figure, 8-bit RGBA. */
export async function figurePixels(
  svg: string,
  { dpi }: RasterOptions,
): Promise<{ width: number; height: number; rgba: Uint8Array }> {
  const image = await rasterize(svg, { dpi });
  const pixels = { width: image.width, height: image.height, rgba: image.pixels };
  image.free();
  return pixels;
}

let ready: Promise<typeof import("@resvg/resvg-wasm")> | undefined;

/** Loads resvg on first use: most sessions export nothing. */
function resvg(): Promise<typeof import("@resvg/resvg-wasm")> {
  return ready ??= (async () => {
    const [module, { default: wasm }] = await Promise.all([
      import("@resvg/resvg-wasm"),
      import("@resvg/resvg-wasm/index_bg.wasm", { with: { type: "bytes" } }),
    ]);
    await module.initWasm(wasm);
    return module;
  })();
}

async function rasterize(svg: string, { dpi }: RasterOptions) {
  const { Resvg } = await resvg();
  const millimetres = Number(/ width="([\d.]+)mm"/.exec(svg)![1]);
  const renderer = new Resvg(svg, {
    fitTo: { mode: "width", value: Math.round((millimetres / 25.4) * dpi) },
    background: "#ffffff",
    font: {
      fontBuffers: [FONT_BYTES.regular, FONT_BYTES.bold],
      defaultFontFamily: BUNDLED_FAMILY,
      sansSerifFamily: BUNDLED_FAMILY,
    },
  });
  const image = renderer.render();
  renderer.free();
  return image;
}

/** Adds a pHYs chunk after the header: dots per metre in both directions. */
function withResolution(png: Uint8Array, dpi: number): Uint8Array {
  const chunk = new Uint8Array(21);
  const view = new DataView(chunk.buffer);
  const perMetre = Math.round(dpi / 0.0254);
  view.setUint32(0, 9);
  chunk.set([0x70, 0x48, 0x59, 0x73], 4);
  view.setUint32(8, perMetre);
  view.setUint32(12, perMetre);
  chunk[16] = 1;
  view.setUint32(17, crc32(chunk.subarray(4, 17)));
  const out = new Uint8Array(png.length + chunk.length);
  out.set(png.subarray(0, END_OF_HEADER));
  out.set(chunk, END_OF_HEADER);
  out.set(png.subarray(END_OF_HEADER), END_OF_HEADER + chunk.length);
  return out;
}

/** Signature 8 bytes, IHDR chunk 25. */
const END_OF_HEADER = 33;

function crc32(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
