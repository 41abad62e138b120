import { UsageError } from "../../../lib/errors/mod.ts";
import { doseResponseChart, plateQualityChart, saveFigure } from "../../../lib/figures/mod.ts";
import { figurePixels } from "../../../lib/figures/export/png.ts";
import { assert, assertEquals, assertMatch, assertRejects } from "../../assert.ts";
import { bound, fitOf } from "../fixtures.ts";
import { decodeTiff } from "./decode_tiff.ts";

const FIGURE = doseResponseChart([
  fitOf({ key: { drug: "Crizotinib", cell_line: "H3122" }, ic50: 210 }),
  fitOf({
    key: { drug: "Crizotinib", cell_line: "H3122-CR" },
    ic50: 15000,
    potency: bound(">", 8400),
  }),
], { color: "cell_line" });

const ALL = ["svg", "pdf", "png", "tiff"] as const;

Deno.test("saveFigure() writes pictures, data and the record, for a journal", async () => {
  const folder = await Deno.makeTempDir();
  const input = `${folder}/input.csv`;
  await Deno.writeTextFile(input, "a\n1\n");
  const paths = await saveFigure(FIGURE, `${folder}/new/figure-1`, {
    journal: "nature",
    formats: ALL,
    inputs: [input],
  });
  assertEquals(paths.map((path) => path.slice(folder.length)), [
    "/new/figure-1.svg",
    "/new/figure-1.pdf",
    "/new/figure-1.png",
    "/new/figure-1.tiff",
    "/new/figure-1.data.csv",
    "/new/figure-1.metadata.json",
  ]);
  const svg = await Deno.readTextFile(paths[0]);
  assertMatch(svg, /width="89mm"/);
  const csv = await Deno.readTextFile(paths[4]);
  assertEquals(csv.split("\n")[0], "drug,cell_line,dose_nM,mean_fraction,error_bar,lower,upper,n");
  assertEquals(csv.trimEnd().split("\n").length, 1 + FIGURE.data.length);
  const record = JSON.parse(await Deno.readTextFile(paths[5]));
  assertMatch(record.library, /^halfmax \d+\.\d+\.\d+/);
  assertEquals(record.call.chart.by, "doseResponseChart");
  assertEquals(record.call.saveFigure.journal, "nature");
  assertEquals(record.preset.checked, "2026-11-21");
  // echo a; echo 1 | sha256sum
  assertEquals(Object.keys(record.sha256.inputs), [input]);
  assertMatch(record.sha256.data, /^[0-9a-f]{64}$/);
  assertEquals(record.caption, FIGURE.caption);
});

Deno.test("saveFigure() writes the same bytes every time", async () => {
  const folder = await Deno.makeTempDir();
  const options = { journal: "plos", formats: ALL, dpi: 300 } as const;
  const first = await saveFigure(FIGURE, `${folder}/a`, options);
  const second = await saveFigure(FIGURE, `${folder}/b`, options);
  for (const [i, path] of first.entries()) {
    assertEquals(await Deno.readFile(path), await Deno.readFile(second[i]), path);
  }
});

Deno.test("saveFigure() records the resolution in the PNG and gives it the exact size", async () => {
  const folder = await Deno.makeTempDir();
  const [path] = await saveFigure(FIGURE, `${folder}/a.png`, { journal: "nature", dpi: 600 });
  const png = await Deno.readFile(path);
  const view = new DataView(png.buffer);
  assertEquals(view.getUint32(16), Math.round(89 / 25.4 * 600));
  assertEquals(new TextDecoder().decode(png.subarray(37, 41)), "pHYs");
  assertEquals(view.getUint32(41), Math.round(600 / 0.0254));
  assertEquals(png[49], 1);
});

Deno.test("saveFigure() writes a TIFF whose pixels are those of the picture, without alpha", async () => {
  const folder = await Deno.makeTempDir();
  const [path] = await saveFigure(FIGURE, `${folder}/a.tif`, { dpi: 120 });
  assert(path.endsWith("a.tiff"));
  const tiff = decodeTiff(await Deno.readFile(path));
  const { width, height, rgba } = await figurePixels(FIGURE.svg, { dpi: 120 });
  assertEquals([tiff.width, tiff.height, tiff.samples, tiff.dpi], [width, height, 3, 120]);
  const rgb = rgba.filter((_, i) => i % 4 !== 3);
  assertEquals(tiff.pixels.length, rgb.length);
  assert(tiff.pixels.every((value, i) => value === rgb[i]));
});

Deno.test("saveFigure() writes a PDF with an embedded font, unicode text, alt text and fixed dates", async () => {
  const folder = await Deno.makeTempDir();
  const [path] = await saveFigure(FIGURE, `${folder}/a.pdf`, { journal: "nature" });
  const pdf = new TextDecoder("latin1").decode(await Deno.readFile(path));
  assertMatch(pdf, /^%PDF-1\.7/);
  assertMatch(pdf, /\/FontFile2 /);
  assertMatch(pdf, /\/ToUnicode /);
  assertMatch(pdf, /\/BaseFont \/[A-Z]{6}\+Arimo-Regular/);
  assertMatch(pdf, /\/MediaBox \[0 0 252\.28/);
  assertMatch(pdf, /\(D:20000101000000Z\)/);
  assertMatch(pdf, /\/S \/Figure/);
  assertEquals(/\/Subtype \/Image/.test(pdf), false);
});

Deno.test("saveFigure() takes the journal's own formats, or the path's", async () => {
  const folder = await Deno.makeTempDir();
  const names = async (path: string, options = {}) =>
    (await saveFigure(FIGURE, `${folder}/${path}`, options)).map((name) =>
      name.split(".").slice(1).join(".")
    );
  assertEquals(await names("a", { journal: "plos" }), ["svg", "tiff", "data.csv", "metadata.json"]);
  assertEquals(await names("b"), ["svg", "png", "data.csv", "metadata.json"]);
  assertEquals((await names("figure-1.5.svg"))[0], "5.svg");
});

Deno.test("saveFigure() refuses what it cannot write, and leaves nothing behind", async () => {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/a`;
  const refuses = (call: () => Promise<unknown>, message: string) =>
    assertRejects(call, UsageError, message);
  await refuses(() => saveFigure(FIGURE, path, { journal: "nautre" }), 'Did you mean "nature"?');
  await refuses(() => saveFigure(FIGURE, path, { formats: [] }), "formats must be some of");
  await refuses(
    () => saveFigure(FIGURE, path, { dpi: 12 }),
    "dpi must be a number from 72 to 2,400, found 12",
  );
  await refuses(() => saveFigure(FIGURE, `${folder}/`), "path must name a file");
  await refuses(() => saveFigure(FIGURE, path, { inputs: [`${folder}/none.csv`] }), "none.csv");
  await Deno.writeTextFile(`${folder}/file`, "");
  await refuses(() => saveFigure(FIGURE, `${folder}/file/a`), "must be writable");
  assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name), ["file"]);
});

Deno.test("saveFigure() writes data whose rows have different columns", async () => {
  const folder = await Deno.makeTempDir();
  const row = {
    plate: "P1",
    format: 96,
    vehicleWells: 8,
    lowWells: 8,
    excludedWells: 0,
    against: "blank",
    zPrime: 0.7,
    robustZPrime: 0.7,
    ssmd: 9,
    signalToBackground: 40,
    vehicleCV: 0.1,
    positionEffects: [],
    verdict: "good",
    reasons: [],
  } as const;
  const figure = plateQualityChart([{ ...row, labels: {} }, {
    ...row,
    labels: { cell_line: "H3122" },
  }]);
  const [, csv] = await saveFigure(figure, `${folder}/q.svg`);
  assertEquals((await Deno.readTextFile(csv)).split("\n")[0].split(",").at(-1), "cell_line");
});
