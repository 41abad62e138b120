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
    `row 4, column "P (well B2)" must be a finite number, found "0.O5"`,
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

/** SIMULATED readings of a plate: a line each, with what stands beside the wells. */
const POSITIONS = good.simulatedPlate().flatMap((row, i) =>
  row.map((_, j) => `${"ABCDEFGH"[i]}${j + 1}`)
);
const values = (shift: number) => good.simulatedPlate({ shift }).flat();
const table = (names: readonly string[], lines: readonly (readonly string[])[], mark = "\t") =>
  good.asText([
    [...names, ...POSITIONS],
    ...lines.map((beside, i) =>
      beside.length === names.length ? [...beside, ...values(i)] : beside
    ),
  ], mark);
const wellRows = (names: readonly string[], shifts: readonly number[]) => [
  [...names],
  ...POSITIONS.map((position, i) => [position, ...shifts.map((shift) => values(shift)[i])]),
];

Deno.test("no number and no time is found within another", async () => {
  const days = table(["Time (h)"], [["0"], ["72"], ["240"]]);
  assertEquals(
    await question(days, "24"),
    `no reading is called "24" (there are "0 h", "72 h", "240 h")`,
  );
  assertStringIncludes(await question(days, "72"), `Did you mean responseName: "72 h"?`);
  assertEquals(corners(await read(days, { responseName: "72 h" })), expected(1));
  const clocks = table(["Time"], [["0:00:00"], ["11:00:00"]]);
  assertStringIncludes(await question(clocks, "1:00"), `no reading is called "1:00"`);
  const minutes = table(["Time [min]"], [["0"], ["15"]]);
  assertStringIncludes(await question(minutes, "5 m"), `no reading is called "5 m"`);
  const reads = table(["Read"], [["OD 510"], ["OD 650"]]);
  assertEquals(corners(await read(reads, { responseName: "650" })), expected(1));
  assertStringIncludes(await question(reads, "65"), `no reading is called "65"`);
});

Deno.test("the wells say which reading they are of", async () => {
  const days = table(["Time (h)"], [["0"], ["72"], ["240"]]);
  const { source } = await read(days, { responseName: "3 d" });
  assert(source.endsWith("k.txt, 72 h"), source);
  // A slash would begin the name of a file.
  const two = `OD 510/20\n${days}\nOD 650/20\n${days}`;
  const titled = await read(two, { responseName: "OD 650/20, 0 h" });
  assert(titled.source.endsWith("k.txt, OD 650 20, 0 h"), titled.source);
  const { source: plain } = await read(table([""], [[""]]));
  assert(plain.endsWith("k.txt"), plain);
});

Deno.test("a table of readings goes on below events and below readings of words", async () => {
  const times = [["0:00:00"], ["1:00:00"], ["2:00:00"]];
  const [header, first, ...more] = table(["Time"], times).trimEnd().split("\n");
  for (const event of ["Dispense inhibitor", "\tAbort", "Dispense\t10 µL\tinhibitor"]) {
    const text = [header, first, event, ...more].join("\n");
    assertStringIncludes(await question(text), `3 readings, of which a plate needs one`, event);
    const { found, wells } = await inspect(text, "2 h");
    assert(wells !== null);
    assertEquals(corners(wells), expected(2));
    assertStringIncludes(found.at(-1)?.note ?? "", "text between the readings: ");
  }
  const plates = ["Plate: P1", header, first, "Plate: P2", more[0]].join("\n");
  const both = await read(plates);
  assertEquals([corners(both, "P1"), corners(both, "P2")], [expected(0), expected(1)]);
  for (const word of ["Low", "SAT'D"]) {
    const words = ["1:00:00", ...POSITIONS.map(() => word)].join("\t");
    const text = [header, first, words, more[1]].join("\n");
    assertStringIncludes(await question(text), `"0:00:00", "1:00:00", "2:00:00"`);
    assertEquals(corners(await read(text, { responseName: "2 h" })), expected(2));
    await assertRejects(() => read(text, { responseName: "1 h" }), Error, `found "${word}"`);
  }
  // A reading that was broken off is one of them; a few numbers behind a number are not.
  const part = [header, first, "Abort", "1:00:00\t1.5\t2.5"].join("\n");
  assertStringIncludes(await question(part), `"0:00:00", "1:00:00"`);
  const footer = [header, first, "Settings", "1\t1.5\t2.5"].join("\n");
  assertEquals(corners(await read(footer)), expected(0));
  // What an author computed stands below his word for it.
  const computed = [...table(["", ""], [["", ""]]).trimEnd().split("\n"), "Mean", `\t\t${first}`];
  assertEquals(corners(await read(computed.join("\n"))), expected(0));
});

Deno.test("a second read without a time is of the time above, a few numbers are none", async () => {
  const text = table(["Time", "Read"], [["24 h", "OD510"], ["", "OD650"]]);
  assertStringIncludes(await question(text), `"OD510, 24 h", "OD650, 24 h"`);
  assertEquals(corners(await read(text, { responseName: "OD650" })), expected(1));
  const doses = good.asText([
    ["Time [s]", "", "86400"],
    ...wellRows(["Well", "Conc"], [0]).slice(1).map(([position, value]) => [position, 5.5, value]),
  ]);
  assertEquals(corners(await read(doses)), expected(0));
  const sums = table(["Time"], [["24 h"], ["", "1.5", "2.5"]]);
  const { found, wells } = await inspect(sums);
  assert(wells !== null);
  assertEquals(found.at(-1)?.note, "computed, or without a time");
});

Deno.test("a row per well goes on below blank lines and names of groups, or is asked about", async () => {
  const lines = good.asText(wellRows(["Time [s]", "0", "3600"], [0, 1])).trimEnd().split("\n");
  for (const between of ["", "Group 2,,", "Group 2"]) {
    const text = lines.toSpliced(40, 0, between).join("\n");
    assertStringIncludes(await question(text), "2 readings, of which a plate needs one");
    const wells = await read(text, { responseName: "1 h" });
    assertEquals([wells.rowsRead, corners(wells)], [96, expected(1)]);
  }
  // Another list of the same wells is no part of it.
  const other = [...lines, "", ...good.asText(wellRows(["Well", "Slope"], [2])).split("\n")];
  assertEquals(corners(await read(other.join("\n"), { responseName: "0 s" })), expected(0));
  const apart = [
    ...lines.slice(0, 40),
    "",
    "Well,Signal",
    ...lines.slice(40),
  ];
  assertStringIncludes(
    await question(apart.join("\n"), "1 h"),
    "57 wells in A43:C99 (D4, …) have numbers, but no time above them",
  );
});

Deno.test("readings of different wells at the same times are one plate", async () => {
  const half = (rows: number) => {
    const at = rows * 12;
    return good.asText([
      ["Time", ...POSITIONS.slice(at, at + 48)],
      ["0 h", ...values(0).slice(at, at + 48)],
      ["24 h", ...values(1).slice(at, at + 48)],
    ], "\t");
  };
  const text = `${half(0)}\n${half(4)}`;
  assertStringIncludes(
    await question(text),
    `2 readings, of which a plate needs one: "0 h", "24 h"`,
  );
  const wells = await read(text, { responseName: "24 h" });
  assertEquals([wells.rowsRead, corners(wells)], [96, expected(1)]);
  const unnamed = text.replaceAll(/^(Time|24 h)/gm, "").replaceAll(/^0 h.*\n/gm, "");
  assertEquals(corners(await read(unnamed)), expected(1));
  // The same wells, or other times, are not.
  assertStringIncludes(await question(`${half(0)}\n${half(0)}`), "4 readings");
  assertStringIncludes(await question(text.replace(/24 h(?![^]*24 h)/, "48 h")), "4 readings");
});

Deno.test("a wrong cell among the readings is named by its column, well and time", async () => {
  const wrong = table(["Time"], [["0 h"], ["24 h"]]).replace(
    /(\n24 h(?:\t[\d.]+){13}\t)[\d.]+/,
    "$11.1x",
  );
  await assertRejects(
    () => read(wrong, { responseName: "24 h" }),
    Error,
    `row 3, column "O (well B2 at 24 h)" must be a finite number, found "1.1x"`,
  );
  const rows = good.asText(wellRows(["Time [s]", "0", "3600"], [0, 1]));
  await assertRejects(
    () => read(rows.replace(/\nB2,([\d.]+),[\d.]+/, "\nB2,$1,abc"), { responseName: "3600 s" }),
    Error,
    `row 15, column "C (well B2 at 3600 s)" must be a finite number, found "abc"`,
  );
});

Deno.test("IncuCyte's times, hours under other names, and minutes without a unit", async () => {
  for (const name of ["Elapsed", "Hrs", "Hours", "h", "[h]"]) {
    const text = table(["Date Time", name], [["01/01/2024", "0"], ["02/01/2024", "24"]]);
    const last = name === "Elapsed" ? "24" : "1 d";
    assertEquals(corners(await read(text, { responseName: last })), expected(1), name);
  }
  const days = table(["Time"], [["00d00h00m"], ["01d00h00m"]]);
  assertStringIncludes(await question(days), `"00d00h00m", "01d00h00m"`);
  assertEquals(corners(await read(days, { responseName: "24 h" })), expected(1));
  const hours = table(["Time"], [["0 h"], ["1 h 30"], ["3 h"]]);
  assertEquals(corners(await read(hours, { responseName: "90 min" })), expected(1));
});

Deno.test("a time that is a word is a reading with a name", async () => {
  const text = table(["Time"], [["baseline"], ["24 h"]]);
  assertStringIncludes(
    await question(text),
    `2 readings, of which a plate needs one: "baseline", "24 h"`,
  );
});

Deno.test("doses by samples that are called as wells are no readings", async () => {
  for (const name of ["dose_nM", "Concentration", "conc [M]", "log10 dose", "[µM]"]) {
    const text = good.asText([
      [name, "A1", "A2", "A3", "B1", "B2", "B3", "C1"],
      ...[1, 3, 10, 30, 100].map((dose) => [dose, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3]),
    ]);
    const { found } = await inspect(text);
    assertEquals(found.filter(({ role }) => role !== "ignored"), [], name);
  }
  const kinetic = table(["Conc", "Time"], [["5.5", "0 h"], ["5.5", "24 h"]]);
  assertEquals(corners(await read(kinetic, { responseName: "24 h" })), expected(1));
});

Deno.test("a row of a plate-shaped block below a table is no reading", async () => {
  const wells = POSITIONS.slice(0, 12);
  const block = good.asText(good.lettered(good.simulatedPlate({ shift: 9 })), "\t");
  const text = good.asText([["Time", ...wells], ["0 h", ...values(0).slice(0, 12)]], "\t");
  assertStringIncludes(
    await question(`${text}${block}`),
    "1 block (B3:M10",
  );
});
