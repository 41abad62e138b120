import { assert, assertEquals, assertStringIncludes } from "../assert.ts";
import { GDSC_CSV } from "../fuzz/good_files.ts";
import {
  asText,
  authorsSheet,
  GEN5_KINETIC_TXT,
  LAYOUT_TEXT,
  simulatedPlate,
  TECAN_CSV,
  workbookOf,
} from "../plates/good_plates.ts";
import { halfmax, inFolder, namesIn } from "./halfmax.ts";

const WORKBOOK = workbookOf({ "C1": authorsSheet(), "C 2": authorsSheet({ shift: 1 }) });

Deno.test("halfmax inspect shows what would be read, and asks for what is missing", async () => {
  await inFolder({ "layout words.txt": LAYOUT_TEXT }, async (folder) => {
    await Deno.writeFile(`${folder}/my plates.xlsx`, WORKBOOK);
    const bare = await halfmax(["inspect", "my plates.xlsx"], folder);
    assertEquals([bare.code, bare.stderr], [0, ""]);
    assertStringIncludes(
      bare.stdout,
      "C 2    B15:K20  ignored         a copy of readings in A5:L12",
    );
    assertStringIncludes(bare.stdout, "Not read: nothing says what stands in the wells.");
    const full = await halfmax([
      "inspect",
      "my plates.xlsx",
      "--layout",
      "layout words.txt",
      "--sheets",
      "C 2",
    ], folder);
    assertStringIncludes(
      full.stdout,
      "96 readings = 76 used (sample 54, vehicle 6, blank 16) + 20 excluded:",
    );
    assertEquals(namesIn(folder), ["layout words.txt", "my plates.xlsx"]);
  });
});

Deno.test("halfmax inspect points at the word of a layout that it does not understand", async () => {
  await inFolder({ "-plate.csv": TECAN_CSV }, async (folder) => {
    const { code, stderr } = await halfmax([
      "inspect",
      "--layout=columns 2-3: blnak",
      "--",
      "-plate.csv",
    ], folder);
    assertEquals(code, 2);
    assertStringIncludes(stderr, `found "blnak"\n  columns 2-3: blnak\n               ^^^^^`);
  });
});

Deno.test("halfmax inspect names options where a choice is open, and refuses what is no plate file", async () => {
  const block = (shift: number) => asText(simulatedPlate({ shift }));
  const two = `Label: 510\n${block(0)}\nLabel: 650\n${block(2)}`;
  await inFolder({ "two.csv": two, "page.xls": "<html></html>" }, async (folder) => {
    const open = await halfmax(["inspect", "two.csv", "--layout", LAYOUT_TEXT], folder);
    assertEquals(open.code, 0);
    assertStringIncludes(open.stdout, `Name the one to read: --response "Label: 510"`);
    const chosen = await halfmax([
      "inspect",
      "two.csv",
      "--layout",
      LAYOUT_TEXT,
      "--response",
      "650",
    ], folder);
    assertStringIncludes(chosen.stdout, "96 readings = 76 used");
    const page = await halfmax(["inspect", "page.xls"], folder);
    assertEquals(page.code, 65);
    assertStringIncludes(page.stderr, "found a page of markup");
  });
});

Deno.test("halfmax fit reads a workbook of plates with a layout, every reading used or excluded", async () => {
  await inFolder({}, async (folder) => {
    await Deno.writeFile(`${folder}/plates.xlsx`, WORKBOOK);
    const { code, stderr } = await halfmax(
      [
        "fit",
        "plates.xlsx",
        "--layout",
        `${LAYOUT_TEXT}; each sheet is a replicate`,
        "--out",
        "out",
      ],
      folder,
    );
    assertEquals(code, 0, stderr);
    assertStringIncludes(
      stderr,
      "plates.xlsx: 192 rows, 40 excluded\n  not in the layout: 40 wells\nFraction of control: signal minus",
    );
    const fits = (await Deno.readTextFile(`${folder}/out/fits.csv`)).trim().split("\n");
    assertEquals(fits.slice(1).map((line) => line.split(",").slice(0, 5)), [
      ["H3122", "crizotinib", "C1", "60", "9"],
      ["H3122", "crizotinib", "C 2", "60", "9"],
    ]);
    const excluded = (await Deno.readTextFile(`${folder}/out/excluded.csv`)).trim().split("\n");
    assertEquals([excluded.length, excluded[0], excluded[1]], [
      41,
      "row,reason,plate,well",
      "5,not in the layout,C1,A2",
    ]);
    assert(excluded.at(-1)?.includes("C 2,H11"));
  });
});

Deno.test("halfmax fit reads a workbook that is a table of doses and responses", async () => {
  await inFolder({}, async (folder) => {
    const rows = [1.02, 0.99, 0.95, 0.7, 0.31, 0.1, 0.06].map((
      response,
      i,
    ) => [i === 0 ? 0 : 10 ** (i - 1), response]);
    await Deno.writeFile(
      `${folder}/curve.xlsx`,
      workbookOf({ S: [["dose_nM", "viability_fraction"], ...rows] }),
    );
    const { code, stdout } = await halfmax(["fit", "curve.xlsx"], folder);
    assertEquals([code, stdout.trim().split("\n").length], [0, 2]);
  });
});

Deno.test("halfmax inspect points to halfmax fit where a table needs no plates", async () => {
  const rows = ["0,1.02", "1,0.9", "10,0.7", "100,0.3", "1000,0.1", "10000,0.05"];
  const curve = `dose_nM,viability_fraction\n${rows.join("\n")}\n`;
  await inFolder({ "my curve.csv": curve, "gdsc.csv": GDSC_CSV }, async (folder) => {
    await Deno.writeFile(
      `${folder}/curve.xlsx`,
      workbookOf({ S: [["dose_nM", "viability_fraction"], [0, 1], [1, 0.9]] }),
    );
    const next = async (file: string, ...more: string[]) => {
      const { code, stdout } = await halfmax(["inspect", file, ...more], folder);
      assertEquals(code, 0);
      return stdout.trim().split("\n").at(-1);
    };
    assertEquals(
      await next("my curve.csv"),
      "It is a table of doses and responses, which needs no plates. Next: halfmax fit 'my curve.csv'",
    );
    assertStringIncludes(await next("gdsc.csv") ?? "", "It is a table of GDSC raw, which needs");
    assertStringIncludes(await next("curve.xlsx") ?? "", "Next: halfmax fit curve.xlsx");
    const fit = await halfmax(["fit", "my curve.csv"], folder);
    assertEquals(fit.code, 0);
  });
});

Deno.test("halfmax inspect asks which of several readings, and takes one by its time", async () => {
  await inFolder({ "kinetic.txt": GEN5_KINETIC_TXT }, async (folder) => {
    const open = await halfmax(["inspect", "kinetic.txt", "--layout", LAYOUT_TEXT], folder);
    assertStringIncludes(open.stdout, `Name the one to read: --response "48:00:00"`);
    const args = ["kinetic.txt", "--layout", LAYOUT_TEXT, "--response", "48 h"];
    const chosen = await halfmax(["inspect", ...args], folder);
    assertStringIncludes(chosen.stdout, "96 readings = 76 used");
    const fit = await halfmax(["fit", ...args], folder);
    assertEquals(fit.code, 0, fit.stderr);
    assertStringIncludes(fit.stdout, "H3122,crizotinib");
  });
});
