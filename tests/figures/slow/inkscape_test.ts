import { join } from "node:path";
import { figurePixels } from "../../../lib/figures/export/png.ts";
import { FONT_BYTES } from "../../../lib/figures/text/fonts.ts";
import { assert } from "../../assert.ts";
import { exportedFigures } from "./figures.ts";
import { type GreyImage, greyOf, structuralSimilarity } from "./ssim.ts";
import { run, testWith } from "./tools.ts";

const DPI = 200;

testWith(
  "inkscape",
  "every figure's SVG opens in Inkscape and looks there as in its PNG (structural similarity)",
  async () => {
    const folder = await Deno.makeTempDir();
    try {
      Deno.env.set("FONTCONFIG_FILE", await fontsWithArial(folder));
      for (const [name, figure] of Object.entries(exportedFigures())) {
        const drawn = greyOf(await figurePixels(figure.svg, { dpi: DPI }));
        const seen = await pictureOf(figure.svg, folder, drawn);
        const similarity = structuralSimilarity(seen, drawn);
        console.log(`    ${name}: Inkscape and PNG ${similarity.toFixed(4)}`);
        assert(similarity > 0.98, `${name}: ${similarity}`);
      }
    } finally {
      Deno.env.delete("FONTCONFIG_FILE");
      await Deno.remove(folder, { recursive: true });
    }
  },
);

/** A font configuration in which the bundled font stands for Arial, whatever the system has. */
async function fontsWithArial(folder: string): Promise<string> {
  await Deno.writeFile(join(folder, "regular.ttf"), FONT_BYTES.regular);
  await Deno.writeFile(join(folder, "bold.ttf"), FONT_BYTES.bold);
  const file = join(folder, "fonts.conf");
  await Deno.writeTextFile(
    file,
    `<?xml version="1.0"?><fontconfig><dir>${folder}</dir><cachedir>${folder}</cachedir>
    <alias binding="same"><family>Arial</family><prefer><family>Arimo</family></prefer></alias>
    </fontconfig>`,
  );
  return file;
}

/** What Inkscape makes of an SVG: its PNG, read by drawing it as an image of the same size. */
async function pictureOf(
  svg: string,
  folder: string,
  { width, height }: { width: number; height: number },
): Promise<GreyImage> {
  const [from, to] = [join(folder, "figure.svg"), join(folder, "figure.png")];
  await Deno.writeTextFile(from, svg);
  run("inkscape", `--export-width=${width}`, `--export-height=${height}`, "-o", to, from);
  const png = (await Deno.readFile(to)).toBase64();
  const image = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}mm" height="${height}mm" ` +
    `viewBox="0 0 ${width} ${height}"><image width="${width}" height="${height}" ` +
    `href="data:image/png;base64,${png}"/></svg>`;
  return greyOf(await figurePixels(image, { dpi: 25.4 }));
}
