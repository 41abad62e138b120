import { readPlates } from "../../lib/plates/mod.ts";
import { analysisReport, analyzeDoseResponse, analyzePlates } from "../../lib/report/mod.ts";
import { assert, assertEquals } from "../assert.ts";
import { authorsSheet, LAYOUT_TEXT, withFile, workbookOf } from "../plates/good_plates.ts";

const layout = `${LAYOUT_TEXT}; each sheet is a replicate`;

Deno.test("report and figures of a workbook that says SIMULATED in a cell carry the stamp", async () => {
  const sheets = { A: authorsSheet().slice(1), Notes: [["SIMULATED, made by a script"]] };
  await withFile("plates.xlsx", workbookOf(sheets), async (path) => {
    const analysis = await analyzePlates(path, { layout });
    assertEquals(analysis.simulated, true);
    const figures = Object.values(analysis.figures);
    assert(figures.length > 0 && figures.every(({ figure }) => figure.svg.includes("SIMULATED")));
    assert(analysisReport(analysis).includes('<p class="simulated">SIMULATED</p>'));
    // The wells carry it on, also where the file is no longer there to ask.
    assertEquals((await analyzePlates(await readPlates(path, { layout }))).simulated, true);
  });
  await withFile("plates.xlsx", workbookOf({ A: sheets.A }), async (path) => {
    assertEquals((await analyzePlates(path, { layout })).simulated, false);
  });
});

Deno.test("a workbook of doses and responses that says SIMULATED on a sheet of notes is heard", async () => {
  const rows = [0, 1, 10, 100, 1000, 10000].map((
    dose,
    i,
  ) => [dose, [1.02, 0.9, 0.7, 0.3, 0.1, 0.05][i]]);
  const sheets = { S: [["dose_nM", "viability_fraction"], ...rows], Notes: [["SIMULATED"]] };
  await withFile("curve.xlsx", workbookOf(sheets), async (path) => {
    assertEquals((await analyzeDoseResponse(path)).simulated, true);
  });
});
