import { DataError } from "../../../lib/errors/mod.ts";
import { openScreen, tidyWells } from "../../../lib/screen/files/mod.ts";
import { assertAlmostEquals, assertEquals, assertRejects } from "../../assert.ts";
import { curvesOf, inScreenFolder, put } from "./screen_fixture.ts";

const open = async (path: string) =>
  (await openScreen(path, {
    tidy: (file) => tidyWells(file, { by: ["x"], response: "y", scale: "raw" }),
  })).wells;

const GDSC_HEADER =
  "RESEARCH_PROJECT,BARCODE,SCAN_ID,DATE_CREATED,SCAN_DATE,CELL_ID,MASTER_CELL_ID,COSMIC_ID,CELL_LINE_NAME," +
  "SEEDING_DENSITY,DRUGSET_ID,ASSAY,DURATION,POSITION,TAG,DRUG_ID,CONC,INTENSITY";

/** A SIMULATED row of GDSC raw data. */
const gdsc = (barcode: number, tag: string, drug: string, dose: string, intensity: number | "") =>
  `GDSC2,${barcode},7,,,1,2,3,H3122,1500,100,Glo,3,1,${tag},${drug},${dose},${intensity}`;

Deno.test("gdscWells() normalises each plate to its DMSO wells less its blanks", async () => {
  await inScreenFolder(async (folder) => {
    const path = put(
      folder,
      "raw.csv",
      [
        GDSC_HEADER,
        gdsc(1, "B", "", "", 100),
        gdsc(1, "NC-1", "", "", 1000),
        gdsc(1, "NC-1", "", "", 1200),
        gdsc(1, "NC-0", "", "", 5000),
        gdsc(1, "L12-D1-S", "1032", "10", 200),
        gdsc(1, "L12-D2-S", "1032", "1", 600),
        gdsc(1, "L13-D1-S", "1047", "2", 1100),
        gdsc(1, "L12-D1-S", "1032", "10", 300),
        gdsc(1, "L13-D2-S", "1047", "1", ""),
        gdsc(1, "UN-USED", "", "", 50),
        gdsc(2, "NC-0", "", "", 600),
        gdsc(2, "B", "", "", 100),
        gdsc(2, "L12-D1-S", "1032", "10", 350),
      ].join("\n"),
    );
    const wells = await open(path);
    assertEquals(wells.by, ["BARCODE", "CELL_LINE_NAME", "DRUG_ID"]);
    assertEquals([wells.unit(), wells.scale], ["nM", "fraction"]);
    const { curves, tally } = await curvesOf(wells);
    assertEquals(curves, [
      { name: "1/H3122/1032", wells: [[10_000, 0.1], [1000, 0.5], [10_000, 0.2]] },
      { name: "1/H3122/1047", wells: [[2000, 1]] },
      { name: "2/H3122/1032", wells: [[10_000, 0.5]] },
    ]);
    assertEquals([tally.read, tally.used], [13, 5]);
    assertEquals(tally.reasons.map(({ reason, count }) => [reason, count]), [
      ["control well: its plate is normalised to it", 5],
      ["medium alone (NC-0), not used beside NC-1", 1],
      ["no INTENSITY", 1],
      ['well tagged "UN-USED", no dose of a single drug', 1],
    ]);
  });
});

Deno.test("gdscWells() refuses a plate without controls, and plates whose rows do not stand together", async () => {
  await inScreenFolder(async (folder) => {
    const bare = put(
      folder,
      "bare.csv",
      [GDSC_HEADER, gdsc(1, "B", "", "", 9), gdsc(1, "L1-D1-S", "5", "1", 50)].join("\n"),
    );
    await assertRejects(
      async () => await curvesOf(await open(bare)),
      DataError,
      "found no NC-1 or NC-0 well",
    );
    const mixed = put(
      folder,
      "mixed.csv",
      [
        GDSC_HEADER,
        ...[1, 2, 1].flatMap((
          plate,
        ) => [gdsc(plate, "B", "", "", 9), gdsc(plate, "NC-1", "", "", 90)]),
      ].join("\n"),
    );
    await assertRejects(
      async () => await curvesOf(await open(mixed)),
      DataError,
      'plate "1" must stand together',
    );
  });
});

Deno.test("prismWells() reads a matrix of log2 fold changes", async () => {
  await inScreenFolder(async (folder) => {
    const path = put(
      folder,
      "lfc.csv",
      ",BRD-A::2.5::MTS010,BRD-B::1::MTS010,BRD-A::0.61::MTS010,BRD-A::2.5::HTS002\n" +
        "ACH-1,-1,0,-2,1\nACH-2,,-1,0,NA\n",
    );
    const { curves, tally } = await curvesOf(await open(path));
    assertEquals(curves.map(({ name, wells }) => [name, wells.map(([dose]) => dose)]), [
      ["ACH-1/BRD-A/MTS010", [2500, 610]],
      ["ACH-1/BRD-B/MTS010", [1000]],
      ["ACH-1/BRD-A/HTS002", [2500]],
      ["ACH-2/BRD-A/MTS010", [610]],
      ["ACH-2/BRD-B/MTS010", [1000]],
      ["ACH-2/BRD-A/HTS002", []],
    ]);
    const viability = curves.flatMap(({ wells }) => wells.map(([, response]) => response));
    [0.5, 0.25, 1, 2, 1, 0.5].forEach((value, i) => assertAlmostEquals(viability[i], value, 1e-15));
    assertEquals([tally.read, tally.used], [8, 6]);
  });
});
