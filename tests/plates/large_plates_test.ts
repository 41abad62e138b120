/** Plates of 1536 and of 24 wells, from file to wells and their quality. */
import { DataError } from "../../lib/errors/mod.ts";
import {
  inspectPlates,
  plateQuality,
  positionAt,
  readPlates,
  type ReadPlatesOptions,
  readWells,
} from "../../lib/plates/mod.ts";
import { assertEquals, assertRejects, assertStringIncludes } from "../assert.ts";
import { asText, withFile, workbookOf } from "./good_plates.ts";

/** SIMULATED: row r, column c holds 100 r + c, both counted from 1. */
const PLATE = Array.from(
  { length: 32 },
  (_, i) => Array.from({ length: 48 }, (_, j) => 100 * (i + 1) + j + 1),
);
const LETTERS = PLATE.map((_, i) => positionAt(i + 1, 1).slice(0, -1));
const NUMBERS = PLATE[0].map((_, j) => j + 1);
const WELLS = LETTERS.flatMap((letter) => NUMBERS.map((column) => `${letter}${column}`));

const LAYOUT =
  "columns 3-46: crizotinib 10 uM 2-fold; rows B-AE; columns 1-2: vehicle; columns 47, 48: blank; wells AF3-AF46: unused; well AA3: exclude spilt";

const read = (content: string | Uint8Array, options: ReadPlatesOptions = {}) =>
  withFile("plate.csv", content, (path) => readPlates(path, { layout: LAYOUT, ...options }));

Deno.test("1536 wells are read as a block, as lists by row and by column, and from workbooks", async () => {
  const padded = (name: string) => name.replace(/^([A-Z]+)(\d)$/, "$10$2");
  const files = {
    bare: asText(PLATE),
    lettered: asText([["", ...NUMBERS], ...PLATE.map((row, i) => [LETTERS[i], ...row])]),
    "letters alone": asText(PLATE.map((row, i) => [LETTERS[i], ...row])),
    list: asText([["Well", "Signal"], ...WELLS.map((well, i) => [padded(well), PLATE.flat()[i]])]),
    "row and column": asText([
      ["Well Row", "Well Col", "Raw Data"],
      ...PLATE.flatMap((row, i) => row.map((value, j) => [LETTERS[i], j + 1, value])),
    ]),
    across: asText([["Time", ...WELLS], ["00:00:00", ...PLATE.flat()]], "\t"),
    workbook: workbookOf({ P: [["SIMULATED"], [], ...PLATE] }),
  };
  for (const [name, content] of Object.entries(files)) {
    const { wells, excluded, rowsRead } = await read(content);
    assertEquals([rowsRead, wells.length], [1536, 30 * 44 - 1 + 4 * 32], name);
    const signal = (position: string) =>
      [...wells, ...excluded.flatMap(({ well }) => well ?? [])]
        .find((well) => well.position === position)?.signal;
    assertEquals(
      [signal("B3"), signal("Z46"), signal("AE10"), signal("AF48")],
      [203, 2646, 3110, 3248],
      name,
    );
    assertEquals(
      excluded.filter(({ reason }) => reason === "spilt").map(({ position }) => position),
      ["AA3"],
    );
    assertEquals(wells.find(({ position }) => position === "AE4")?.dose, 5000, name);
  }
});

Deno.test("the quality of a plate of 1536 counts its outer wells on row AF and column 48", async () => {
  const wells = await read(asText(PLATE));
  assertEquals(plateQuality(wells).map(({ format }) => format), [1536]);
});

Deno.test("a list of a hundred plates of 1536 wells is read", async () => {
  const rows = Array.from(
    { length: 100 },
    (_, plate) => WELLS.map((well, i) => `P${plate},${well},${i}`),
  ).flat();
  const { rowsRead } = await read(["Plate,Well,Signal", ...rows].join("\n"), {
    layout: "columns 1-48: vehicle",
  });
  assertEquals(rowsRead, 100 * 1536);
});

Deno.test("row Q of a list of 96 wells is a typing error and not a plate of 1536", async () => {
  const rows = ["A1,0,10", "A2,1,9", "A3,10,8", "A4,100,7", "Q5,1000,6", "A6,10000,5"];
  await withFile("wells.csv", `well,dose_nM,counts\n${rows.join("\n")}\n`, async (path) => {
    const error = await assertRejects(
      () => readWells(path, { response: "counts", scale: "raw" }),
      DataError,
    );
    assertStringIncludes(error.message, `row 6, column "well" must be a well of a 96- or 384-well`);
  });
});

Deno.test("samples called S1 or P1, Q1, … are no wells where a list names its wells", async () => {
  for (const names of [["S", "S"], ["P", "Q"]]) {
    const list = [
      ["Sample", "Well", "Signal"],
      ...WELLS.slice(0, 12).map((well, i) => [`${names[Math.floor(i / 6)]}${i + 1}`, well, i]),
    ];
    const { wells } = await read(asText(list), { layout: "row A, columns 1-12: vehicle" });
    assertEquals(wells.map(({ position, signal }) => [position, signal])[11], ["A12", 11]);
  }
});

const SMALL = [
  ["", 1, 2, 3, 4, 5, 6],
  ..."ABCD".split("").map((letter, i) => [
    letter,
    ...PLATE[i].slice(0, 6),
  ]),
];

Deno.test("24 wells are read as a block, and are no plate beside a list or kinetics", async () => {
  const layout = "columns 1-6: crizotinib 0, 1, 10, 100, 1000, 10000 nM; rows A-D";
  const { wells, rowsRead } = await read(asText(SMALL), { layout });
  assertEquals([rowsRead, wells.length, wells.at(-1)?.position], [24, 24, "D6"]);
  const list = [["Well", "Signal"], ...WELLS.slice(0, 12).map((well, i) => [well, i])];
  const kinetic = [["Time", ...WELLS.slice(0, 12)], ["00:00:00", ...NUMBERS.slice(0, 12)]];
  for (const rows of [list, kinetic]) {
    const beside = await read(asText([...SMALL, [], ["Raw"], [], ...rows]), {
      layout: "row A, columns 1-12: vehicle",
    });
    assertEquals([beside.rowsRead, beside.wells.length], [12, 12]);
  }
});

/** SIMULATED: a plate of 96 wells with its letters and numbers. */
const OF_96 = [
  ["", ...NUMBERS.slice(0, 12)],
  ...PLATE.slice(0, 8).map((row, i) => [LETTERS[i], ...row.slice(0, 12)]),
];
const OF_12 = [["", 1, 2, 3, 4], ...[["A", 1, 2, 3, 4], ["B", 5, 6, 7, 8], ["C", 9, 10, 11, 12]]];

Deno.test("a small table on another sheet than the plate's is none", async () => {
  const book = workbookOf({ Plate: OF_96, Summary: OF_12, More: [["IC50 by line"], ...OF_12] });
  const { found } = await withFile("plates.xlsx", book, (path) => inspectPlates(path));
  assertEquals(found.map(({ sheet, role }) => [sheet, role]), [
    ["Plate", "plate"],
    ["Summary", "ignored"],
    ["More", "ignored"],
  ]);
});

Deno.test("a small table of means is no plate", async () => {
  for (const [title, role] of [["Plate 1", "plate"], ["Mean of replicate (SD)", "ignored"]]) {
    const { found } = await withFile(
      "x.csv",
      asText([["SIMULATED"], [title], ...OF_12]),
      (path) => inspectPlates(path),
    );
    assertEquals(found.map(({ role }) => role), [role], title);
  }
});

Deno.test("a well that the plate of a list does not have is asked about, with its row", async () => {
  const rows = WELLS.filter((well) => /^[A-H](\d|1[0-2])$/.test(well)).map((well) => [well, 1]);
  for (const header of [["Well", "Signal"], ["Well", "dose_nM"]]) {
    const list = asText([header, ...rows, ["Q7", 2], ["B30", 3]]);
    const { question, wells } = await withFile("list.csv", list, (path) => inspectPlates(path));
    assertEquals(wells, null);
    assertStringIncludes(question ?? "", "Q7 in row 98 and B30 in row 99");
  }
});
