import fc from "fast-check";
import { DataError, HalfmaxError, UsageError } from "../../lib/errors/mod.ts";
import { readWells } from "../../lib/plates/mod.ts";
import { assert, assertEquals, assertRejects, assertThrows } from "../assert.ts";
import { wellsOf } from "./text_wells.ts";

const HEADER = "plate,well,role,cell_line,drug,dose_nM,replicate,exclude,signal";

/** The message of the error that reading these lines throws. */
function refusal(lines: readonly string[], options: Parameters<typeof wellsOf>[1] = {}): string {
  return assertThrows(() => wellsOf(lines, options), HalfmaxError).message;
}

Deno.test("readWells() reads plate, position, role, dose, signal, labels and row", () => {
  const { wells, unit, scale, control, rowsRead, normalization } = wellsOf([
    HEADER,
    "P1,a01,Vehicle,H3122,,,1,,100",
    "P1,A2,sample,H3122,crizotinib,10,1,,90.5",
  ]);
  assertEquals(wells, [
    {
      plate: "P1",
      position: "A1",
      role: "vehicle",
      dose: 0,
      signal: 100,
      response: 100,
      labels: { cell_line: "H3122", drug: "", replicate: "1" },
      row: 2,
    },
    {
      plate: "P1",
      position: "A2",
      role: "sample",
      dose: 10,
      signal: 90.5,
      response: 90.5,
      labels: { cell_line: "H3122", drug: "crizotinib", replicate: "1" },
      row: 3,
    },
  ]);
  assertEquals([unit, scale, control.basis, rowsRead, normalization], [
    "nM",
    "raw",
    "vehicle wells",
    2,
    "",
  ]);
});

Deno.test("readWells() finds columns whatever their case, blanks and hyphens", () => {
  const { wells } = wellsOf(["Plate,Well,ROLE,Cell line,Dose (nM),signal", "P1,B3,sample,A,5,1"]);
  assertEquals([wells[0].plate, wells[0].position, wells[0].labels.cell_line], ["P1", "B3", "A"]);
});

Deno.test("readWells() takes the file's own names for columns and roles", () => {
  const { wells } = wellsOf(["Barcode,Pos,Content,Line,Conc_uM,signal", "X9,B3,DMSO,A,0,1"], {
    columns: { plate: "Barcode", well: "Pos", role: "Content", cell_line: "Line", dose: "Conc_uM" },
    roles: { dmso: "vehicle" },
  });
  assertEquals(wells[0].role, "vehicle");
  assertEquals(wells[0].labels, { cell_line: "A" });
});

Deno.test("readWells() keeps other columns of names as labels, not columns of measurements", () => {
  const { wells } = wellsOf([
    "well,dose_nM,medium,passage,absorbance,signal",
    "A1,0,RPMI,12,0.51,1",
    "A2,5,NA,12,0.50,2",
  ]);
  assertEquals(wells.map(({ labels }) => labels), [
    { medium: "RPMI", passage: "12" },
    { medium: "", passage: "12" },
  ]);
});

Deno.test("without a role column dose 0 is vehicle, any other dose a sample", () => {
  const { wells } = wellsOf(["well,dose_nM,signal", "A1,0,1", "A2,0.001,1"]);
  assertEquals(wells.map(({ role, dose }) => [role, dose]), [["vehicle", 0], ["sample", 0.001]]);
});

Deno.test("without a plate column all wells are on plate 1", () => {
  assertEquals(wellsOf(["well,dose_nM,signal", "A1,0,1"]).wells[0].plate, "1");
});

Deno.test("blank, positive and time-zero wells have no dose", () => {
  const { wells } = wellsOf([
    "well,role,dose_nM,signal",
    "A1,blank,0,1",
    "A2,positive,1000,1",
    "A3,time_zero,,1",
    "A4,sample,1,1",
  ]);
  assertEquals(wells.map(({ role, dose }) => [role, dose]), [
    ["blank", null],
    ["positive", null],
    ["time zero", null],
    ["sample", 1],
  ]);
});

Deno.test("raw signals without vehicle wells have no control; fractions and percent declare theirs", () => {
  const lines = ["well,dose_nM,signal", "A1,1,1", "A2,2,4"];
  assertEquals(wellsOf(lines).control, { basis: "none" });
  assertEquals(wellsOf(lines, { scale: "fraction" }).control, { basis: "declared", value: 1 });
  assertEquals(wellsOf(lines, { scale: "percent" }).control, { basis: "declared", value: 100 });
});

Deno.test("readWells() leaves out marked wells and wells without a signal, each with its reason", () => {
  const { wells, excluded, rowsRead } = wellsOf([
    HEADER,
    "P1,A1,sample,,x,1,1,bubble,500",
    "P1,A2,sample,,x,1,1,,",
    "P1,A3,sample,,x,1,1,,NA",
    "P1,A4,sample,,x,1,1,yes,3",
    "P1,A5,sample,,x,1,1,no,4",
    "P1,A6,sample,,x,1,1,over range,OVRFLW",
    "P1,A7,sample,,x,1,1,empty,",
  ]);
  assertEquals(wells.map(({ position }) => position), ["A5"]);
  assertEquals(
    excluded.map(({ row, position, reason, well }) => [row, position, reason, well?.signal]),
    [
      [2, "A1", "bubble", 500],
      [3, "A2", "no signal", undefined],
      [4, "A3", "no signal", undefined],
      [5, "A4", 'marked in column "exclude"', 3],
      [7, "A6", "over range", undefined],
      [8, "A7", "empty", undefined],
    ],
  );
  assertEquals(rowsRead, 7);
});

Deno.test("readWells() reads tabs, semicolons with decimal commas, BOM and CRLF", () => {
  const tabs = wellsOf("\uFEFFwell\tdose_nM\tsignal\r\nA1\t0\t1.5\r\n");
  const commas = wellsOf("well;dose_nM;signal\nA1;0,5;1,5\n");
  assertEquals(tabs.wells[0].signal, 1.5);
  assertEquals([commas.wells[0].dose, commas.wells[0].signal], [0.5, 1.5]);
});

Deno.test("readWells() needs the scale declared", async () => {
  const path = await Deno.makeTempFile({ suffix: ".csv" });
  await Deno.writeTextFile(path, "well,dose_nM,signal\nA1,0,1\n");
  // As in a notebook cell, which nobody type-checks.
  const untyped = readWells as unknown as (path: string, options?: object) => Promise<unknown>;
  const missing = await assertRejects(() => untyped(path, { response: "signal" }), UsageError);
  assertEquals(
    missing.message,
    `Cannot read ${path}: what column "signal" holds is not declared. Say scale: "raw" (a signal), "fraction" (1 is control) or "percent" (100 is control)`,
  );
  const wrong = await assertRejects(
    () => untyped(path, { response: "signal", scale: "percents" }),
    UsageError,
  );
  assertEquals(
    wrong.message,
    `Cannot read ${path}: scale must be one of "raw", "fraction" and "percent", found "percents". Did you mean "percent"?`,
  );
  await assertRejects(() => untyped(path), UsageError, "the column of the signal is not named");
});

Deno.test("readWells() refuses a missing file, an empty file and a directory", async () => {
  const options = { response: "signal", scale: "raw" } as const;
  const folder = await Deno.makeTempDir();
  await assertRejects(
    () => readWells(`${folder}/no.csv`, options),
    UsageError,
    "there is no such file",
  );
  await assertRejects(() => readWells(folder, options), UsageError, "found a folder");
  await Deno.writeTextFile(`${folder}/empty.csv`, "");
  await assertRejects(
    () => readWells(`${folder}/empty.csv`, options),
    DataError,
    "found an empty file",
  );
});

Deno.test("readWells() offers the nearest of wrong column names", () => {
  const lines = ["well,dose_nM,Signal", "A1,0,1"];
  assertEquals(
    refusal(lines),
    'Cannot read wells.csv: needs a column "signal", found "well", "dose_nM" and "Signal". Did you mean "Signal"?',
  );
  assert(refusal(["wells,dose_nM,signal", "A1,0,1"]).includes('Did you mean "wells"?'));
  assert(refusal(lines, { response: "Signal", columns: { plate: "wel" } }).includes('"well"?'));
});

Deno.test("readWells() refuses options that name no column and no role", () => {
  const lines = ["well,dose_nM,signal", "A1,0,1"];
  assertEquals(
    refusal(lines, { columns: { cellLine: "x" } as object }),
    'Cannot read wells.csv: columns can name plate, well, role, cell_line, drug, replicate, repeat, dose, dose_unit and exclude, found "cellLine". Did you mean "cell_line"?',
  );
  assert(
    refusal(lines, { roles: { DMSO: "vehicel" as "vehicle" } }).endsWith(
      'found "vehicel". Did you mean "vehicle"?',
    ),
  );
});

Deno.test("readWells() collects every bad cell", () => {
  assertEquals(
    refusal([
      HEADER,
      "P1,A1,vehicle,,,5,1,,1",
      "P1,A2,sample,,x,0,1,,1",
      "P1,A3,sample,,x,,1,,1",
      "P1,A4,sample,,x,-1,1,,1",
      "P1,A5,sample,,x,1O0,1,,1",
      "P1,A6,sampel,,x,1,1,,1",
      "P1,A7,control,,x,1,1,,1",
      "P1,Z7,sample,,x,1,1,,1",
      ",A8,sample,,x,1,1,,1",
      "P1,A9,sample,,x,1,1,,12x",
    ]),
    `Cannot read wells.csv:
  row 2, column "dose_nM" must be 0 or empty in a vehicle well, found "5"
  row 3, column "role" must be "vehicle" where the dose is 0, found "sample"
  row 4, column "dose_nM" must be a number > 0 in a sample well, found ""
  row 5, column "dose_nM" must be a number >= 0, found "-1"
  row 6, column "dose_nM" must be a number >= 0, found "1O0"
  row 7, column "role" must be a role (sample, vehicle, blank, positive, time zero), perhaps "sample", found "sampel"
  row 8, column "role" must be a role (sample, vehicle, blank, positive, time zero), found "control"
  row 9, column "well" must be a well of a 96- or 384-well plate (A1 to P24), found "Z7"
  row 10, column "plate" must be the name of a plate, found ""
  row 11, column "signal" must be a finite number, found "12x"`,
  );
});

Deno.test("readWells() shows ten bad cells and counts the rest", () => {
  const bad = Array.from({ length: 14 }, (_, i) => `A${i + 1},x,1`);
  const error = assertThrows(() => wellsOf(["well,dose_nM,signal", ...bad]), DataError);
  assertEquals(error.problems.length, 14);
  assert(error.message.endsWith("\n  and 4 more cells"));
});

Deno.test("readWells() refuses NaN and infinity", () => {
  for (const text of ["NaN", "Infinity", "-inf", "1e999"]) {
    assertEquals(
      refusal(["well,dose_nM,signal", `A1,0,${text}`]),
      `Cannot read wells.csv: row 2, column "signal" must be a finite number, found "${text}"`,
    );
    assertEquals(
      refusal(["well,dose_nM,signal", `A1,${text},1`]),
      `Cannot read wells.csv: row 2, column "dose_nM" must be a number >= 0, found "${text}"`,
    );
  }
});

Deno.test("readWells() refuses a well that stands twice on its plate", () => {
  const lines = ["plate,well,dose_nM,signal", "P1,A1,0,1", "P2,A1,0,1", "P1,A01,5,2"];
  assertEquals(
    refusal(lines),
    'Cannot read wells.csv: row 4, column "well" must be a well that stands once on plate "P1" (row 2 has it too), found "A1"',
  );
});

Deno.test("readWells() refuses an empty dose where no role says what the well is", () => {
  assertEquals(
    refusal(["well,dose_nM,signal", "A1,,1"]),
    'Cannot read wells.csv: row 2, column "dose_nM" must be a number >= 0, as there is no role column to say what else the well is, found ""',
  );
});

Deno.test("fractions declared as percent and percent declared as fraction are refused with the mend", () => {
  const lines = (...signals: number[]) => [
    "well,dose_nM,signal",
    ...signals.map((signal, i) => `A${i + 1},${i},${signal}`),
  ];
  assertEquals(
    refusal(lines(1, 0.5, 1.08), { scale: "percent" }),
    'Cannot read wells.csv: column "signal" must be in percent, as declared, found no value above 1.08. Say scale: "fraction"',
  );
  assertEquals(
    refusal(lines(100, 4, 52), { scale: "fraction" }),
    'Cannot read wells.csv: column "signal" must be a fraction of control, as declared, found 2 values above 5 (up to 100). Say scale: "percent", or "raw" for a signal',
  );
  assertEquals(wellsOf(lines(1, 0.2, 1.9), { scale: "fraction" }).wells.length, 3);
  assertEquals(wellsOf(lines(2.1, 0.2), { scale: "percent" }).wells.length, 2);
  assertEquals(wellsOf(lines(0.1, 0.2), { scale: "raw" }).wells.length, 2);
});

Deno.test("an excluded well does not count in the check of the scale", () => {
  const wells = wellsOf(["well,dose_nM,exclude,signal", "A1,0,,1", "A2,1,bubble,9"], {
    scale: "fraction",
  });
  assertEquals(wells.excluded.length, 1);
});

Deno.test("readWells() refuses a file in which no well is left", () => {
  assertEquals(
    refusal(["well,dose_nM,exclude,signal", "A1,0,bubble,1", "A2,0,,"]),
    'Cannot read wells.csv: needs wells with a signal, found none (2 excluded: "bubble" and "no signal")',
  );
});

Deno.test("every row read is a well or excluded, whatever is missing or marked", () => {
  const cell = fc.record({
    signal: fc.constantFrom("", "NA", "0", "17", "-3.5", "1e6"),
    exclude: fc.constantFrom("", "", "", "bubble", "no"),
    dose: fc.constantFrom("0", "1", "1000"),
  });
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1, maxLength: 96 }), (cells) => {
      const lines = cells.map(({ signal, exclude, dose }, i) =>
        `${"ABCDEFGH"[Math.floor(i / 12)]}${i % 12 + 1},${dose},${exclude},${signal}`
      );
      const readable = cells.some(({ signal, exclude }) =>
        !["", "NA"].includes(signal) && exclude !== "bubble"
      );
      const read = () => wellsOf(["well,dose_nM,exclude,signal", ...lines]);
      if (!readable) return void assertThrows(read, DataError);
      const { wells, excluded, rowsRead } = read();
      assertEquals(rowsRead, cells.length);
      assertEquals(wells.length + excluded.length, rowsRead);
      const rows = [...wells, ...excluded].map(({ row }) => row).sort((a, b) => a - b);
      assertEquals(rows, cells.map((_, i) => i + 2));
    }),
    { seed: 2 },
  );
});

Deno.test("a mutated file is read with every row accounted for, or refused by our own error", () => {
  const base = Array.from(
    { length: 24 },
    (
      _,
      i,
    ) => [
      "P1",
      `${"AB"[Math.floor(i / 12)]}${i % 12 + 1}`,
      i % 4 ? "sample" : "vehicle",
      "x",
      i % 4,
      "",
      100 + i,
    ],
  );
  const header = ["plate", "well", "role", "drug", "dose_nM", "exclude", "signal"];
  const stray = fc.constantFrom(
    "",
    "NaN",
    "A1",
    "1,5",
    '"',
    "-7",
    "time zero",
    "x\ty",
    "∞",
    "P2",
    "0x1f",
  );
  const change = fc.tuple(fc.nat(24), fc.nat(6), stray);
  fc.assert(
    fc.property(fc.array(change, { maxLength: 6 }), fc.nat(3), (changes, cut) => {
      const grid = [header, ...base].map((line) => line.map(String));
      for (const [row, column, text] of changes) grid[row][column] = text;
      const text = grid.map((line) => line.join(",")).join("\n").slice(
        0,
        cut === 0 ? undefined : -cut * 31,
      );
      try {
        const { wells, excluded, rowsRead } = wellsOf(text);
        assertEquals(wells.length + excluded.length, rowsRead);
      } catch (error) {
        assert(error instanceof HalfmaxError, String(error));
      }
    }),
    { seed: 3, numRuns: 400 },
  );
});
