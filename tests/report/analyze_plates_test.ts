import { DataError, UsageError } from "../../lib/errors/mod.ts";
import { fitDoseResponse, inhibitoryConcentration } from "../../lib/dose_response/mod.ts";
import { normalizePlates, readWells } from "../../lib/plates/mod.ts";
import { formatPotency } from "../../lib/potency/mod.ts";
import {
  type Analysis,
  analysisReport,
  analysisTables,
  analyzePlates,
  type Cell,
} from "../../lib/report/mod.ts";
import { foldChange } from "../../lib/resistance/mod.ts";
import { assert, assertEquals, assertRejects, assertStringIncludes } from "../assert.ts";
import { sharedTest } from "../shared.ts";
import { SIMULATED, smallPlates, withoutFigures } from "./plates.ts";

Deno.test("analyzePlates() says what the same steps say one by one", async () => {
  const analysis = await withoutFigures(SIMULATED, { reference: "H3122" });
  const wells = await readWells(SIMULATED, { response: "luminescence", scale: "raw" });
  const fits = fitDoseResponse(normalizePlates(wells, { to: "vehicle", minus: "blank" }), {
    by: ["cell_line", "drug", "replicate"],
  });
  const absolute = inhibitoryConcentration(fits, { over: "replicate" });
  assertEquals(JSON.stringify(analysis.fits), JSON.stringify(fits));
  assertEquals(JSON.stringify(analysis.absolute), JSON.stringify(absolute));
  assertEquals(
    JSON.stringify(analysis.folds),
    JSON.stringify(foldChange(absolute, { reference: "H3122" })),
  );
  assertEquals(analysis.simulated, true);
  assertEquals(analysis.inputs.map(({ name }) => name), [SIMULATED]);
});

Deno.test("analyzePlates() divides within an experiment where there are no replicates", async () => {
  const analysis = await withoutFigures(smallPlates(), { reference: "A" });
  assertEquals([analysis.over, analysis.inputs.length, analysis.simulated], [null, 0, false]);
  assertEquals(analysis.folds?.map(({ test, scope }) => `${test} ${scope}`), [
    "B within experiment",
  ]);
  assertEquals(analysis.everyWell, null);
});

/** The rows of a table, by its columns. */
function tableNamed(wanted: string, analysis: Analysis): Record<string, Cell>[] {
  const { columns, rows } = analysisTables(analysis).find(({ name }) => name === wanted)!;
  return rows.map((row) => Object.fromEntries(columns.map(({ name }, i) => [name, row[i]])));
}

Deno.test("analyzePlates() shows the IC50s with the excluded wells put back", async () => {
  const plates = smallPlates({ replicates: ["1", "2"], excluded: { 7: "bubble" } });
  const analysis = await withoutFigures(plates);
  const { everyWell, absolute, rows } = analysis;
  assertEquals(rows.excluded.map(({ reason }) => reason), ["bubble"]);
  assert(everyWell !== null && everyWell.length === absolute.length);
  assert(everyWell[0].potency.estimate !== absolute[0].potency.estimate);
  assertEquals(everyWell[1].potency.estimate, absolute[1].potency.estimate);
  const variants = tableNamed("ic50_variants", analysis);
  assertEquals(
    variants.map(({ cell_line, ic50_variant, ic50_absolute }) => [
      cell_line,
      ic50_variant,
      ic50_absolute,
    ]),
    [
      ["A", "with every well", everyWell[0].potency.estimate],
      ["B", "with every well", everyWell[1].potency.estimate],
    ],
  );
  assertEquals(
    tableNamed("ic50", analysis).map((row) => row.ic50_absolute),
    absolute.map(({ potency }) => potency.estimate),
  );
  assertEquals(tableNamed("ic50_variants", await withoutFigures(smallPlates())), []);
});

Deno.test("analyzePlates() refuses rows without a name beside rows with one", async () => {
  const rows = ["A", ""].flatMap((line, plate) =>
    [0, 0, 10, 100, 1000].map((dose, i) =>
      `P${plate},A${i + 1},${dose === 0 ? "" : line},${dose},${1000 / (1 + dose / 100) + i}`
    )
  );
  const path = await Deno.makeTempFile({ suffix: ".csv" });
  const write = (rows: readonly string[]) =>
    Deno.writeTextFile(path, ["plate,well,cell_line,dose_nM,counts", ...rows, ""].join("\n"));
  await write(rows);
  await assertRejects(
    () => withoutFigures(path),
    DataError,
    '"cell_line" must name every treated row or none, found 3 rows without a name',
  );
  await write(rows.map((row) => row.replace(/,,(\d{2,},)/, ",B,$1")));
  assertEquals((await withoutFigures(path)).absolute.map(({ key }) => key.cell_line), ["A", "B"]);
});

Deno.test("analyzePlates() refuses what it cannot read, in words", async () => {
  await assertRejects(() => withoutFigures("no such file.csv"), UsageError, "no such file.csv");
  await assertRejects(() => withoutFigures(smallPlates(), { reference: "C" }), UsageError, '"C"');
  const path = await Deno.makeTempFile({ suffix: ".csv" });
  await Deno.writeTextFile(path, "well,dose_nM,viability\nA1,0,1\nA2,10,0.5\n");
  await assertRejects(() => withoutFigures(path), UsageError, 'scale: "fraction"');
  await Deno.writeTextFile(path, "well,dose_nM,a,b\nA1,0,1,2\n");
  await assertRejects(() => withoutFigures(path), UsageError, "needs one column of the signal");
  await Deno.writeTextFile(path, "drug,dose_nM,response_fraction\nA,1,1\n");
  await assertRejects(() => analyzePlates(path), UsageError, "Call analyzeDoseResponse instead");
  await Deno.writeTextFile(path, "well,dose_nM,counts\nA1,0,x\n");
  await assertRejects(() => withoutFigures(path), DataError, 'row 2, column "counts"');
});

Deno.test("analyzePlates() takes plates as an instrument writes them, with their layout", async () => {
  const folder = "data/h3122_crizotinib_simulated";
  const analysis = await withoutFigures(`${folder}/plate_block.csv`, {
    layout: `${folder}/layout.csv`,
  });
  assertEquals(
    analysis.absolute.map(({ potency }) => formatPotency(potency))[0],
    "239 nM (95 % CI 141 to 404, n = 3)",
  );
  assertEquals([analysis.simulated, analysis.rows.excluded.length], [true, 2]);
  assertEquals(analysis.inputs.map(({ name }) => name), [
    `${folder}/plate_block.csv`,
    `${folder}/layout.csv`,
  ]);
});

Deno.test("analyzePlates() hears a title that says SIMULATED", async () => {
  const path = await Deno.makeTempFile({ suffix: ".csv" });
  const row = [50, 950, 950, 900, 700, 400, 200, 100, 60, 55, 52, 51].join(",");
  const plate = Array(8).fill(row).join("\n");
  const layout =
    "columns 2-12: crizotinib 0, 1, 3, 10, 30, 100, 300, 1000, 3000, 10000, 30000 nM; column 1: blank";
  await Deno.writeTextFile(path, `Plate 1 SIMULATED\n${plate}\n`);
  assertEquals((await withoutFigures(path, { layout })).simulated, true);
  await Deno.writeTextFile(path, `Plate 1\n${plate}\n`);
  assertEquals((await withoutFigures(path, { layout })).simulated, false);
});

Deno.test("analyzePlates() judges a plate that cannot be normalised, and says what the rest is worth", async () => {
  const plates = smallPlates({ lines: ["A"], replicates: ["1", "2", "3", "4"] });
  // The vehicle of one plate scatters so that nothing can be said of it; another has none to speak of.
  const wells = plates.wells.map((well) => {
    if (well.labels.replicate === "2" && well.role === "vehicle") {
      return { ...well, signal: well.signal * (well.position === "B1" ? 1.6 : 0.7) };
    }
    return well.labels.replicate === "3" ? { ...well, signal: 20 } : well;
  });
  const blanks = wells.filter(({ role }) => role === "vehicle").map((well, i) => ({
    ...well,
    role: "blank" as const,
    dose: null,
    position: well.position.replace("B", "C"),
    signal: 20 + i % 3,
  }));
  const all = [...wells, ...blanks];
  const { quality, withoutPoor, absolute, fits, ...rest } = await withoutFigures({
    ...plates,
    wells: all,
    rowsRead: all.length,
  });
  assertEquals(quality.map(({ plate, verdict }) => [plate, verdict]), [
    ["A-1", "good"],
    ["A-2", "poor"],
    ["A-3", "poor"],
    ["A-4", "good"],
  ]);
  assertEquals(fits.map(({ curve }) => curve.key.replicate), ["1", "2", "4"]);
  assertEquals(withoutPoor?.plates, ["A-2"]);
  assertEquals([absolute[0], withoutPoor?.absolute[0]].map((one) => one?.potency.replicates), [
    3,
    2,
  ]);
  const text = analysisReport({ quality, withoutPoor, absolute, fits, ...rest })
    .replace(/<[^>]*>/g, "|");
  assertStringIncludes(text, "|A, drug, without 1 poor plate|");
  const variants = tableNamed("ic50_variants", { quality, withoutPoor, absolute, fits, ...rest });
  assertEquals(
    variants.map(({ ic50_variant, without_plates, ic50_absolute }) => [
      ic50_variant,
      without_plates,
      ic50_absolute,
    ]),
    [["without poor plates", "A-2", withoutPoor?.absolute[0].potency.estimate]],
  );
  assertStringIncludes(text, "|Plate A-2 is poor|");
  assertStringIncludes(text, "|Plate A-3 is poor||left out: not normalised");
});

Deno.test("analyzePlates() goes on without a figure that cannot be drawn, and says why", async () => {
  const { figures, notDrawn, absolute } = await analyzePlates(
    smallPlates({ lines: ["A", "細胞"] }),
  );
  assertEquals(absolute.length, 2);
  assertEquals(figures.some(({ name }) => name === "dose-response"), false);
  assertStringIncludes(notDrawn.join("\n"), "the font Arimo has no glyph");
});

sharedTest(
  "the report of the H3122 workbook says what its IC50 is, and which assays went wrong",
  "real/h3122_crizotinib_srb/Crizotinib_SRB_data.xlsx",
  async (path) => {
    const layout = `columns 2-11: crizotinib 0, 5, 10, 50, 100, 250, 500 nM, 1, 5, 10 uM
rows B-F
columns 1, 12: blank
sheets C4, C5, C6: rows B-D
cell line H3122
each sheet is a replicate`;
    const analysis = await withoutFigures(path, { layout });
    const lines = analysisReport(analysis).split('<ul class="answers">')[1].split("</ul>")[0]
      .replaceAll("</li>", "\n").replaceAll("</b>", ": ").replace(/<[^>]*>/g, "").trim().split(
        "\n",
      );
    assertEquals(lines.slice(0, 3), [
      "H3122, crizotinib: absolute IC50 95.6 nM (95 % CI 41.1 to 222, n = 5)",
      "each replicate: C1: 146 nM, C2: 29.1 nM, C3: 106 nM, C4: 121 nM, C6: 147 nM",
      "H3122, crizotinib, without 1 poor plate: absolute IC50 129 nM (95 % CI 99.9 to 166, n = 4)",
    ]);
    assertEquals(lines.slice(3).map((line) => line.split(": ")[0]), [
      "Plate C2 is poor",
      "Plate C5 is poor",
      "Curve H3122, crizotinib, C1 is incomplete",
    ]);
    const { read, used, excluded } = analysis.rows;
    assertEquals([read, used, excluded.length], [576, 290, 286]);
  },
);
