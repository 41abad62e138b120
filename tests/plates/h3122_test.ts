/**
 * A laboratory's workbook as it is: crizotinib on H3122, one sheet per assay, the author's copies,
 * means and percentages below each plate.
 */
import {
  type Curve,
  curvesFromWells,
  fitDoseResponse,
  inhibitoryConcentration,
} from "../../lib/dose_response/mod.ts";
import { inspectPlates, normalizePlates, plateQuality, readPlates } from "../../lib/plates/mod.ts";
import { assert, assertClose, assertEquals, assertStringIncludes } from "../assert.ts";
import { sharedTest } from "../shared.ts";

const FILE = "real/h3122_crizotinib_srb/Crizotinib_SRB_data.xlsx";

/** Rows B to F held the cells in the first assays; in the last three B to D, with another treatment below. */
const LAYOUT = `columns 2-11: crizotinib 0, 5, 10, 50, 100, 250, 500 nM, 1, 5, 10 uM
rows B-F
columns 1, 12: blank
sheets C4, C5, C6: rows B-D
cell line H3122
each sheet is a replicate`;

/** What the author got from Prism and wrote down, in nM. */
const AUTHOR = 112.8;

sharedTest(
  "the H3122 workbook is read whole, its author's blocks are ignored",
  FILE,
  async (path) => {
    const { found, wells, question } = await inspectPlates(path, { layout: LAYOUT });
    assertEquals(question, null);
    assertEquals(
      found.filter(({ role }) => role === "plate").map(({ sheet, range }) => `${sheet}!${range}`),
      ["C1!A8:L15", "C2!A7:L14", "C3!A7:L14", "C4!A7:L14", "C5!A7:L14", "C6!A7:L14"],
    );
    const ignored = found.filter(({ role }) => role === "ignored");
    assertEquals(ignored.length, 17);
    assertEquals(ignored.filter(({ note }) => note.startsWith("a copy of")).length, 4);
    assertEquals(ignored.filter(({ note }) => note.startsWith("means of rows")).length, 12);
    assertEquals([wells?.rowsRead, wells?.wells.length, wells?.excluded.length], [576, 336, 240]);
  },
);

sharedTest(
  "the wrong H3122 assays are recognisable by their quality figures",
  FILE,
  async (path) => {
    const quality = plateQuality(await readPlates(path, { layout: LAYOUT }));
    assertEquals(quality.map(({ plate, verdict }) => [plate, verdict]), [
      ["C1", "good"],
      ["C2", "poor"],
      ["C3", "good"],
      ["C4", "good"],
      ["C5", "poor"],
      ["C6", "good"],
    ]);
    const failed = quality[4];
    // The assay that the author called failed: its treated wells read as the empty ones do.
    assertClose(failed.signalToBackground ?? NaN, 0.993, 0.01);
    assert((failed.zPrime ?? 0) < -100);
  },
);

sharedTest(
  "the H3122 workbook gives one IC50 per assay and their geometric mean",
  FILE,
  async (path) => {
    const wells = normalizePlates(await readPlates(path, { layout: LAYOUT }), {
      to: "vehicle",
      minus: "blank",
      unusable: "exclude",
    });
    const lost = wells.excluded.filter(({ reason }) => reason.startsWith("not normalised"));
    assertEquals(new Set(lost.map(({ plate }) => plate)), new Set(["C5"]));
    assertStringIncludes(lost[0].reason, "needs the vehicle signal to exceed blank");
    const fits = fitDoseResponse(
      curvesFromWells(wells, { by: ["cell_line", "drug", "replicate"] }),
    );
    const each = inhibitoryConcentration(fits);
    const expected = { C1: 146.4, C2: 29.11, C3: 105.7, C4: 120.9, C6: 146.8 };
    assertEquals(each.map(({ key }) => key.replicate), Object.keys(expected));
    Object.values(expected).forEach((ic50, i) =>
      assertClose(each[i].potency.estimate ?? NaN, ic50, 1e-3)
    );
    const [mean] = inhibitoryConcentration(fits, { over: "replicate" });
    assertClose(mean.potency.estimate ?? NaN, 95.6, 2e-3);
    const { lower, upper } = mean.potency;
    assertClose(lower ?? NaN, 41.1, 3e-3);
    assertClose(upper ?? NaN, 222, 3e-3);
    assert(lower !== null && upper !== null && lower < AUTHOR && AUTHOR < upper);
  },
);

sharedTest(
  "done as its author did, the H3122 workbook gives the author's number",
  FILE,
  async (path) => {
    // Percent of vehicle without subtracting the blank, the mean of each dose in assays 2, 3, 4 and 6,
    // the vehicle left out (Prism has no logarithm of 0), one curve through all of them.
    const sheets = ["C2", "C3", "C4", "C6"];
    const layout = LAYOUT.replace("sheets C4, C5, C6", "sheets C4, C6");
    const wells = normalizePlates(await readPlates(path, { layout, sheets }), { to: "vehicle" });
    const points = [
      ...Map.groupBy(
        wells.wells.filter(({ role }) => role === "sample"),
        ({ plate, dose }) => `${plate} ${dose}`,
      ).values(),
    ].map((group) => ({
      dose: group[0].dose ?? NaN,
      response: group.reduce((sum, { response }) => sum + response, 0) / group.length,
    }));
    const pooled: Curve = {
      key: {},
      doses: points.map(({ dose }) => dose),
      responses: points.map(({ response }) => response),
      unit: "nM",
      scale: "fraction",
      control: { basis: "declared", value: 1 },
    };
    const [{ potency }] = inhibitoryConcentration(fitDoseResponse([pooled]), { kind: "relative" });
    assertClose(potency.estimate ?? NaN, AUTHOR, 5e-4);
  },
);
