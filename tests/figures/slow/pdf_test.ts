import { saveFigure } from "../../../lib/figures/mod.ts";
import { figurePixels } from "../../../lib/figures/export/png.ts";
import { svgItems } from "../../../lib/figures/check/svg_items.ts";
import { assert, assertAlmostEquals, assertEquals } from "../../assert.ts";
import { exportedFigures } from "./figures.ts";
import { greyOf, readPgm, reduce, structuralSimilarity } from "./ssim.ts";
import { run, testWith } from "./tools.ts";

for (const [name, figure] of Object.entries(exportedFigures())) {
  const pdf = async () => {
    const folder = await Deno.makeTempDir();
    const [path] = await saveFigure(figure, `${folder}/${name}.pdf`);
    return path;
  };

  testWith("pdffonts", `the PDF of ${name} embeds its fonts, cut down, with unicode`, async () => {
    const fonts = run("pdffonts", await pdf()).trim().split("\n").slice(2);
    assert(fonts.length > 0);
    for (const font of fonts) {
      assert(
        /^[A-Z]{6}\+Arimo-(Regular|Bold)\s+CID TrueType\s+Identity-H\s+yes yes yes/.test(font),
        font,
      );
    }
  });

  testWith("pdfinfo", `the PDF of ${name} has the figure's size within 0.1 mm`, async () => {
    const size = /Page size:\s+([\d.]+) x ([\d.]+) pts/.exec(run("pdfinfo", await pdf()))!;
    assertAlmostEquals(Number(size[1]) * 25.4 / 72, figure.widthMM, 0.1);
    assertAlmostEquals(Number(size[2]) * 25.4 / 72, figure.heightMM, 0.1);
  });

  testWith("pdftotext", `the PDF of ${name} holds every text of the figure`, async () => {
    const found = run("pdftotext", await pdf(), "-").replace(/\s/g, "");
    for (const { text } of svgItems(figure.svg).texts) {
      assert(found.includes(text.replace(/\s/g, "")), text);
    }
  });

  testWith(
    "pdftoppm",
    `the PDF of ${name} looks like its PNG (structural similarity)`,
    async () => {
      const path = await pdf();
      // Drawn four times as large and averaged: poppler snaps thin lines to whole pixels.
      run("pdftoppm", "-gray", "-r", "1200", "-singlefile", path, path);
      const printed = reduce(readPgm(await Deno.readFile(`${path}.pgm`)), 4);
      const drawn = greyOf(await figurePixels(figure.svg, { dpi: 300 }));
      assert(Math.abs(printed.width - drawn.width) <= 1, `${printed.width} and ${drawn.width} px`);
      const similarity = structuralSimilarity(printed, drawn);
      console.log(`    ${name}: PDF and PNG ${similarity.toFixed(4)}`);
      assert(similarity > 0.98, `${name}: ${similarity}`);
    },
  );
}

testWith("pdftotext", "the PDF keeps µ, subscripts, superscripts and Greek", async () => {
  const folder = await Deno.makeTempDir();
  const [path] = await saveFigure(exportedFigures().curves, `${folder}/a.pdf`);
  const text = run("pdftotext", path, "-");
  for (const sign of ["> 8.4 µM", "IC₅₀", "10⁻⁶ κ", "±"]) {
    assertEquals(text.includes(sign), true, sign);
  }
});
