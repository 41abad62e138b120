import { chromium } from "playwright-core";
import { figurePixels } from "../../../lib/figures/export/png.ts";
import { FONT_BYTES } from "../../../lib/figures/text/fonts.ts";
import { assert } from "../../assert.ts";
import { exportedFigures } from "./figures.ts";
import { type GreyImage, greyOf, structuralSimilarity } from "./ssim.ts";
import { testWith } from "./tools.ts";

const CHROMIUM = "/usr/bin/chromium";

testWith(
  CHROMIUM,
  "every figure's SVG looks in Chromium as in its PNG (structural similarity)",
  async () => {
    const browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: ["--no-sandbox", "--disable-background-networking"],
    });
    try {
      const page = await browser.newPage();
      for (const [name, figure] of Object.entries(exportedFigures())) {
        const drawn = greyOf(await figurePixels(figure.svg, { dpi: 200 }));
        const seen = await pictureIn(page, figure.svg, drawn.width, drawn.height);
        const similarity = structuralSimilarity(seen, drawn);
        console.log(`    ${name}: Chromium and PNG ${similarity.toFixed(4)}`);
        assert(similarity > 0.98, `${name}: ${similarity}`);
      }
    } finally {
      await browser.close();
    }
  },
);

type Page = Awaited<ReturnType<Awaited<ReturnType<typeof chromium.launch>>["newPage"]>>;

/**
 * What the browser draws of an SVG, with the bundled font standing for Arial whatever the system has;
 * drawn four times as large and averaged, because Chromium fits letters to whole pixels.
 */
async function pictureIn(
  page: Page,
  svg: string,
  width: number,
  height: number,
): Promise<GreyImage> {
  const font = FONT_BYTES.regular.toBase64();
  const bold = FONT_BYTES.bold.toBase64();
  const faces = `<style>
    @font-face { font-family: Arial; src: url(data:font/ttf;base64,${font}) }
    @font-face { font-family: Arial; font-weight: bold; src: url(data:font/ttf;base64,${bold}) }
  </style>`;
  const pixels = await page.evaluate(async ({ svg, width, height }) => {
    const image = new Image();
    image.src = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
    await image.decode();
    const canvas = new OffscreenCanvas(4 * width, 4 * height);
    const context = canvas.getContext("2d")!;
    context.drawImage(image, 0, 0, 4 * width, 4 * height);
    const { data } = context.getImageData(0, 0, 4 * width, 4 * height);
    const sums = new Array<number>(width * height).fill(0);
    for (let y = 0, o = 0; y < 4 * height; y++) {
      for (let x = 0; x < 4 * width; x++, o += 4) {
        sums[(y >> 2) * width + (x >> 2)] += 0.299 * data[o] + 0.587 * data[o + 1] +
          0.114 * data[o + 2];
      }
    }
    return sums.map((sum) => Math.round(sum / 16));
  }, { svg: svg.replace("<title>", `${faces}<title>`), width, height });
  return { width, height, pixels };
}
