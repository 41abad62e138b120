import { utils, write } from "@e965/xlsx";
import { UsageError } from "../../lib/errors/mod.ts";
import { inspectPlates, readPlates, type ReadPlatesOptions } from "../../lib/plates/mod.ts";
import { assert, assertEquals, assertRejects, assertStringIncludes } from "../assert.ts";
import * as good from "./good_plates.ts";

const LAYOUT = good.LAYOUT_TEXT;

const inspect = (content: string | Uint8Array, responseName?: string) =>
  good.withFile("k.txt", content, (path) => inspectPlates(path, { layout: LAYOUT, responseName }));
const read = (content: string, options: ReadPlatesOptions = {}) =>
  good.withFile("k.txt", content, (path) => readPlates(path, { layout: LAYOUT, ...options }));
const question = async (content: string | Uint8Array, responseName?: string) =>
  (await inspect(content, responseName)).question ?? "";

/** The signals of B2, G11 and H12 on a plate. */
function corners(wells: Awaited<ReturnType<typeof read>>, plate?: string): (number | undefined)[] {
  return ["B2", "G11", "H12"].map((position) =>
    wells.wells.find((well) => well.position === position && (plate ?? well.plate) === well.plate)
      ?.signal
  );
}

function expected(shift: number): number[] {
  const plate = good.simulatedPlate({ shift });
  return [plate[1][1], plate[6][10], plate[7][11]];
}

Deno.test("a table with a column per well and one reading is a plate", async () => {
  const { found, wells, question } = await inspect(good.SOFTMAX_ENDPOINT_TXT);
  assertEquals(question, null);
  assert(wells !== null);
  assertEquals(corners(wells), expected(0));
  assertEquals([wells.rowsRead, wells.wells.length, wells.wells[0].row], [96, 76, 4]);
  assertEquals(found.map(({ range, role, plates, note }) => [range, role, plates[0], note]), [
    ["C4:CT4", "list", "Plate1", "96 wells at row 4"],
    ["B3:B4", "ignored", undefined, "the temperature"],
  ]);
});

Deno.test("of several readings one must be named, by its time as written or in other units", async () => {
  assertEquals(
    await question(good.GEN5_KINETIC_TXT),
    `3 readings, of which a plate needs one: "0:00:00", "24:00:00", "48:00:00". Name the one to read: responseName: "48:00:00"`,
  );
  await assertRejects(() => read(good.GEN5_KINETIC_TXT), UsageError, "of which a plate needs one");
  for (const name of ["24:00:00", "24 h", "1440 min", "86400 s", "1 d", "1.00:00:00"]) {
    const wells = await read(good.GEN5_KINETIC_TXT, { responseName: name });
    assertEquals(corners(wells), expected(1), name);
    assertEquals([wells.rowsRead, new Set(wells.wells.map(({ row }) => row)).size], [96, 1]);
  }
  assertEquals(
    await question(good.GEN5_KINETIC_TXT, "25 h"),
    `no reading is called "25 h" (there are "0:00:00", "24:00:00", "48:00:00"). Did you mean responseName: "24:00:00"?`,
  );
  // "8:00:00" ends "48:00:00", but is another time.
  assertStringIncludes(await question(good.GEN5_KINETIC_TXT, "8:00:00"), "no reading is called");
});

Deno.test("inspectPlates() shows the readings, and names temperatures and empty times as ignored", async () => {
  const open = await inspect(good.GEN5_KINETIC_TXT);
  assertEquals(open.found.map(({ range, role, note }) => [range, role, note]), [
    ["A8:CU12", "list", "3 readings of 96 wells, 0:00:00 to 48:00:00: 537"],
    ["A6:A6", "ignored", "1 x 1 numbers, no plate"],
    ["C8:C12", "ignored", "the temperature"],
    ["D12:CU12", "ignored", "1 time without a reading"],
  ]);
  const chosen = await inspect(good.GEN5_KINETIC_TXT, "0:00:00");
  assertEquals(chosen.found.map(({ range, role, note }) => [range, role, note]).slice(0, 2), [
    ["D9:CU9", "list", "96 wells at 0:00:00"],
    ["A8:CU12", "ignored", "2 other readings of 96 wells, 24:00:00 to 48:00:00: 537"],
  ]);
});

Deno.test("SkanIt, i-control and MARS: times in seconds, cycles and names of samples beside", async () => {
  assertEquals(
    await question(good.SKANIT_KINETIC_TXT),
    `2 readings, of which a plate needs one: "0 s", "3600 s". Name the one to read: responseName: "3600 s"`,
  );
  assertEquals(corners(await read(good.SKANIT_KINETIC_TXT, { responseName: "1 h" })), expected(1));
  assertEquals(corners(await read(good.TECAN_KINETIC_CSV, { responseName: "0 s" })), expected(0));
  const { found, wells } = await inspect(good.TECAN_KINETIC_CSV, "24 h");
  assert(wells !== null);
  assertEquals(corners(wells), expected(1));
  assertEquals(found.slice(2).map(({ note }) => note), [
    "Cycle Nr.: no well",
    "the temperature",
    "names of samples",
  ]);
});

Deno.test("readings without a time are named by their cycle, their own words or their row", async () => {
  const untimed = good.TECAN_KINETIC_CSV.replace("Time [s]", "Note");
  assertStringIncludes(await question(untimed), `"Cycle Nr. 1", "Cycle Nr. 2"`);
  assertEquals(corners(await read(untimed, { responseName: "cycle nr. 2" })), expected(1));
  const [header, row] = good.SOFTMAX_ENDPOINT_TXT.split("\n").slice(2, 4);
  const two = [header, row, row.replace("\t24.5", "OD 650\t24.5")].join("\n");
  assertStringIncludes(await question(two), `"row 2", "OD 650"`);
});

Deno.test("i-control and MARS with a row per well: the times stand above", async () => {
  for (const text of [good.TECAN_WELL_ROWS_CSV, good.MARS_KINETIC_CSV]) {
    assertStringIncludes(await question(text), `2 readings, of which a plate needs one: "0 s", `);
    assertEquals(corners(await read(text, { responseName: "0 s" })), expected(0));
    const { found, wells } = await inspect(text, "24 h");
    assert(wells !== null);
    assertEquals(corners(wells), expected(1));
    assertEquals([wells.rowsRead, new Set(wells.wells.map(({ row }) => row)).size], [96, 76]);
    assertEquals(found.filter(({ role }) => role === "list").length, 1);
  }
  const tecan = await inspect(good.TECAN_WELL_ROWS_CSV, "24 h");
  assertEquals(tecan.found.map(({ range, role, note }) => [range, role, note]), [
    ["C7:C102", "list", "96 wells at 86400 s"],
    ["A4:C102", "ignored", "1 other reading of 96 wells, 0 s: Label: SRB"],
    ["A4:C4", "ignored", "Cycle Nr.: no well"],
    ["A6:C6", "ignored", "the temperature"],
  ]);
  const b2 = tecan.wells?.wells.find(({ position }) => position === "B2");
  assertEquals(b2?.row, 7 + 13);
});

Deno.test("two wavelengths side by side are told apart by their names", async () => {
  const lines = good.MARS_KINETIC_CSV.split("\n").map((line) => {
    const cells = line.split(",");
    return /Raw Data/.test(line)
      ? [...cells, ...cells.slice(3).map((cell) => cell.replace("510", "650"))].join(",")
      : /Time \[s\]|^[A-H],/.test(line)
      ? [...cells, ...cells.slice(3)].join(",")
      : line;
  });
  assertStringIncludes(
    await question(lines.join("\n"), "24 h"),
    `"Raw Data (510), 86400 s", "Raw Data (650), 86400 s"`,
  );
  const one = await read(lines.join("\n"), { responseName: "Raw Data (650), 86400 s" });
  assertEquals(corners(one), expected(1));
});

Deno.test("several plates are read at one time; without their names they are reads of one", async () => {
  const wells = await read(good.SOFTMAX_KINETIC_TXT, { responseName: "01:00:00" });
  assertEquals(corners(wells, "1"), expected(1));
  assertEquals(corners(wells, "2"), expected(3));
  assertEquals(wells.rowsRead, 192);
  assertStringIncludes(
    await question(good.SOFTMAX_KINETIC_TXT),
    `4 readings, of which a plate needs one: "plate 1, 00:00:00", "plate 1, 01:00:00", "plate 2, 00:00:00", "plate 2, 01:00:00". Name the one to read: responseName: "01:00:00"`,
  );
  const one = await read(good.SOFTMAX_KINETIC_TXT, { responseName: "plate 2, 00:00:00" });
  assertEquals([one.rowsRead, corners(one)], [96, expected(2)]);
  const reads = good.SOFTMAX_KINETIC_TXT.replace(
    /^Plate:\t(Plate#\d)\t.*$/gm,
    (_, name) => name === "Plate#1" ? "OD510" : "OD650",
  );
  assertStringIncludes(
    await question(reads, "1 h"),
    `2 readings that "1 h" can mean, of which a plate needs one: "OD510, 01:00:00", "OD650, 01:00:00". Name the one to read: responseName: "OD650, 01:00:00"`,
  );
  assertEquals(corners(await read(reads, { responseName: "od650, 01:00:00" })), expected(3));
});

Deno.test("one read of several plates is chosen by its title and time", async () => {
  const lines = good.SOFTMAX_KINETIC_TXT.split("\n");
  const table = (plate: number) => lines.slice(2 + 6 * plate, 5 + 6 * plate).join("\n");
  const text = [0, 1].map((plate) =>
    `Plate: P${plate + 1}\nOD510\n${table(plate)}\nOD650\n${table(1 - plate)}`
  ).join("\n");
  assertStringIncludes(
    await question(text, "01:00:00"),
    `4 readings that "01:00:00" can mean, of which a plate needs one: "OD510, plate P1, 01:00:00", "OD650, plate P1, 01:00:00", "OD510, plate P2, 01:00:00", "OD650, plate P2, 01:00:00". Name the one to read: responseName: "OD650, 01:00:00"`,
  );
  const wells = await read(text, { responseName: "OD650, 01:00:00" });
  assertEquals([corners(wells, "P1"), corners(wells, "P2")], [expected(3), expected(1)]);
});

Deno.test("a time in the preamble of a list of wells is no row of times", async () => {
  const list = good.VARIOSKAN_TXT.split("\n").slice(4).map((line) => line.split("\t"))
    .filter(([plate]) => plate)
    .map((cells) => [cells[1], cells[2], cells[6]]);
  const text = good.asText([["Time", "10:00:00"], ["Well", "Group", "Signal"], ...list], "\t");
  assertEquals(corners(await read(text)), expected(0));
});

Deno.test("numbers below no well are named", async () => {
  const unnamed = good.SOFTMAX_ENDPOINT_TXT.replace("\tB2\t", "\t\t");
  const { found, wells } = await inspect(unnamed);
  assertEquals(wells?.excluded.find(({ position }) => position === "B2")?.reason, "no signal");
  assertEquals(found.map(({ range, note }) => [range, note]).at(-1), [
    "P3:P4",
    "numbers of no well",
  ]);
});

Deno.test("times that come twice are told apart by their rows", async () => {
  const text = good.GEN5_KINETIC_TXT.replace("48:00:00", "0:00:00");
  assertStringIncludes(
    await question(text, "0 h"),
    `2 readings that "0 h" can mean, of which a plate needs one: "0:00:00 (row 9)", "0:00:00 (row 11)"`,
  );
  assertEquals(corners(await read(text, { responseName: "0:00:00 (row 11)" })), expected(2));
});

Deno.test("readings after a clock began again are named with their row", async () => {
  const text = good.GEN5_KINETIC_TXT.replace("48:00:00", "0:00:12");
  assertStringIncludes(await question(text), `"0:00:00", "24:00:00", "0:00:12 (row 11)"`);
});

Deno.test("a workbook's times of more than a day are not shown as a clock shows them", async () => {
  for (const z of ["h:mm:ss", "[h]:mm:ss", "hh:mm:ss", "h:mm:ss AM/PM"]) {
    const times = [0, 25, 60.5].map((hours) => ({ t: "n", v: hours / 24, z }));
    const rows = good.GEN5_KINETIC_TXT.split("\n").slice(7, 11).map((line, i) =>
      line.split("\t").slice(1).map((cell, j) =>
        j === 0 && i > 0 ? times[i - 1] : isNaN(Number(cell)) ? cell : Number(cell)
      )
    );
    const workbook = utils.book_new();
    utils.book_append_sheet(workbook, utils.aoa_to_sheet(rows), "Run");
    const bytes = new Uint8Array(write(workbook, { type: "array", bookType: "xlsx" }));
    assertStringIncludes(await question(bytes), `"25:00:00", "60:30:00"`, z);
    const { wells } = await inspect(bytes, "25 h");
    assert(wells !== null);
    assertEquals(corners(wells), expected(1), z);
  }
});

Deno.test("a Plate column names the plates of the rows", async () => {
  const lines = good.SKANIT_KINETIC_TXT.trim().split("\n");
  const text = lines.map((line, i) =>
    i === 4 ? `Plate\t${line}` : i > 4 ? `P${i - 4}\t${line}` : line
  ).join("\n");
  const wells = await read(text);
  assertEquals([corners(wells, "P1"), corners(wells, "P2")], [expected(0), expected(1)]);
});

Deno.test("rows that an author computed are no readings", async () => {
  const [header, first] = good.SOFTMAX_ENDPOINT_TXT.split("\n").slice(2, 4);
  const mean = first.replace("\t24.5", "Mean\t");
  const { found, wells } = await inspect([header, first, mean].join("\n"));
  assert(wells !== null);
  assertEquals(corners(wells), expected(0));
  assertEquals(found.at(-1)?.note, "computed, or without a time");
  const kinetic = good.GEN5_KINETIC_TXT.replace("\t48:00:00\t", "\tSlope\t");
  assertStringIncludes(
    await question(kinetic),
    `2 readings, of which a plate needs one: "0:00:00"`,
  );
});

Deno.test("words of the instrument exclude wells, other words are errors, short rows lack wells", async () => {
  const cells = good.SOFTMAX_ENDPOINT_TXT.split("\n");
  const row = cells[3].split("\t");
  // B2 is well 13 of the row, after two columns.
  const changed = (at: number, cell: string) =>
    cells.with(3, row.with(at, cell).join("\t")).join("\n");
  const wells = await read(changed(2 + 13, "OVRFLW"));
  assertEquals(wells.excluded.find(({ position }) => position === "B2")?.reason, 'reads "OVRFLW"');
  await assertRejects(
    () => read(changed(2 + 13, "0.O5")),
    Error,
    `row 4, column "row 4" must be a finite number, found "0.O5"`,
  );
  const short = await read(cells.with(3, row.slice(0, 60).join("\t")).join("\n"));
  assertEquals(short.rowsRead, 96);
  assertEquals(
    short.excluded.filter(({ reason }) => reason === "no signal").length,
    96 - 58,
  );
});

Deno.test("a plate-shaped block beside the readings is asked about", async () => {
  const numbers = Array.from({ length: 12 }, (_, i) => i + 1);
  const block = good.asText([
    [],
    ["Results"],
    ["", ...numbers],
    ...good.lettered(good.simulatedPlate({ shift: 9 })).map((row) => [...row, "Max V [537]"]),
  ], "\t");
  const both = good.GEN5_KINETIC_TXT + block;
  assertEquals(
    await question(both),
    `the plate can be in 1 block (B16:M23 "Max V [537]") or in 1 table of readings over time (3 readings of 96 wells, 0:00:00 to 48:00:00: 537). Name the one to read: responseName: "48:00:00"`,
  );
  const table = await inspect(both, "48 h");
  assert(table.wells !== null);
  assertEquals(corners(table.wells), expected(2));
  assertEquals(table.found.find(({ range }) => range === "B16:M23")?.role, "ignored");
  assertEquals(corners(await read(both, { responseName: "Max V" })), expected(9));
});

Deno.test("column numbers end a table of readings without any text between", async () => {
  const table = good.SOFTMAX_ENDPOINT_TXT.split("\n").slice(2, 4).join("\n");
  const block = good.asText([
    [...Array(12).keys()].map((column) => column + 1),
    ...good.simulatedPlate({ shift: 9 }),
  ], "\t");
  assertStringIncludes(
    await question(`${table}\n\n${block}`),
    "the plate can be in 1 block (A5:L12",
  );
});

Deno.test("a well in two columns is asked about, maps of positions are no readings", async () => {
  const twice = good.SOFTMAX_ENDPOINT_TXT.replace("\tA2\t", "\tA1\t");
  assertStringIncludes(await question(twice), "well A1 stands twice in row 3");
  const map = good.asText(
    good.simulatedPlate().map((row, i) => row.map((_, j) => `${"ABCDEFGH"[i]}${j + 1}`)),
  );
  const { wells } = await inspect(`${map}\n${good.TECAN_CSV}`);
  assertEquals(wells?.rowsRead, 96);
});

Deno.test("readings are found in workbooks, and their layout beside them", async () => {
  const rows = good.GEN5_KINETIC_TXT.trimEnd().split("\n").map((line) =>
    line.split("\t").map((cell) => cell !== "" && !isNaN(Number(cell)) ? Number(cell) : cell)
  );
  const book = good.workbookOf({ Run: rows, Notes: [["nothing"]] });
  const { wells } = await inspect(book, "24 h");
  assertEquals(wells?.wells[0].plate, "Run");
  assert(wells !== null);
  assertEquals(corners(wells), expected(1));
});
