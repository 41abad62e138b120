import { DataError, HalfmaxError, UsageError } from "../../lib/errors/mod.ts";
import {
  inspectPlates,
  normalizePlates,
  readPlates,
  type ReadPlatesOptions,
} from "../../lib/plates/mod.ts";
import { assert, assertEquals, assertRejects, assertStringIncludes } from "../assert.ts";
import * as good from "./good_plates.ts";

const LAYOUT = good.LAYOUT_TEXT;

const inspect = (
  content: string | Uint8Array,
  options: ReadPlatesOptions = { layout: LAYOUT },
  name = "plate.csv",
) => good.withFile(name, content, (path) => inspectPlates(path, options));
const read = (content: string | Uint8Array, options: ReadPlatesOptions = { layout: LAYOUT }) =>
  good.withFile("plate.csv", content, (path) => readPlates(path, options));
const question = async (content: string | Uint8Array, options?: ReadPlatesOptions) =>
  (await inspect(content, options)).question ?? "";

Deno.test("readPlates() reads every sheet of a workbook and ignores what its author made of it", async () => {
  for (const type of ["xlsx", "xls", "ods"] as const) {
    const bytes = good.workbookOf({
      "A1": good.authorsSheet(),
      "Notes": [["nothing here"]],
      "B 2": good.authorsSheet({ shift: 1 }),
    }, type);
    const { found, wells } = await inspect(bytes);
    assertEquals(
      found.map(({ sheet, range, role, note }) => [sheet, range, role, note]).slice(0, 6),
      [
        ["A1", "A5:L12", "plate", "Passage, 7"],
        ["A1", "B15:K20", "ignored", "a copy of readings in A5:L12"],
        ["A1", "B22:K22", "ignored", "means of rows B to G of A5:L12"],
        ["A1", "B24:C33", "ignored", "means of rows B to G of A5:L12"],
        ["Notes", "", "ignored", "no block of numbers"],
        ["B 2", "A5:L12", "plate", "Passage, 7"],
      ],
      type,
    );
    const b4 = wells?.wells.find(({ plate, position }) => plate === "B 2" && position === "B4");
    assertEquals(b4?.signal, good.simulatedPlate({ shift: 1 })[1][3]);
    assertEquals([b4?.dose, b4?.row, b4?.labels.cell_line], [10, 6, "H3122"]);
    assertEquals(wells?.rowsRead, 192);
    assertEquals((wells?.wells.length ?? 0) + (wells?.excluded.length ?? 0), 192);
  }
});

Deno.test("readPlates() reads what Tecan, SpectraMax, Cytation, BMG, EnVision and Varioskan export", async () => {
  const files = {
    tecan: good.TECAN_CSV,
    spectramax: good.SPECTRAMAX_TXT,
    cytation: good.CYTATION_TXT,
    bmg: good.BMG_CSV,
    envision: good.ENVISION_CSV,
    varioskan: good.VARIOSKAN_TXT,
    bare: good.asText(good.simulatedPlate()),
    semicolons: good.asText(good.simulatedPlate(), ";").replaceAll(".", ","),
  };
  for (const [name, text] of Object.entries(files)) {
    const { wells, question } = await inspect(text);
    assertEquals(question, null, name);
    const signals = new Map(wells?.wells.map(({ position, signal }) => [position, signal]));
    const plate = good.simulatedPlate();
    assertEquals([signals.get("B2"), signals.get("G11"), signals.get("H12")], [
      plate[1][1],
      plate[6][10],
      plate[7][11],
    ], name);
    assertEquals(wells?.rowsRead, 96, name);
  }
});

Deno.test("plates stand anywhere in a sheet: side by side, below each other, half empty", async () => {
  const [left, right] = [good.simulatedPlate(), good.simulatedPlate({ shift: 3 })];
  const rows = left.map((row, i) => ["note", ...row, null, ...right[i]]);
  const bare = await inspect(good.workbookOf({ A: [["two plates"], [], ...rows] }));
  assertEquals(bare.found.map(({ range, plates }) => [range, plates]), [["B3:M10", ["A 1"]], [
    "O3:Z10",
    ["A 2"],
  ]]);

  const numbers = Array.from({ length: 12 }, (_, i) => i + 1);
  const lettered = good.lettered(
    left.map((row) => row.map((value, j) => j === 4 || j === 0 ? "" : value)),
  );
  const half = await inspect(
    good.workbookOf({
      A: [[], [null, "<>", ...numbers], ...lettered.map((row) => [null, ...row])],
    }),
  );
  assertEquals(half.found.map(({ range }) => range), ["C3:N10"]);
  assertEquals(half.wells?.excluded.filter(({ reason }) => reason === "no signal").length, 8 + 6);
});

Deno.test("what an instrument writes in place of a number excludes the well; any other text is an error", async () => {
  const plate = good.simulatedPlate().map((row) => row.map(String));
  plate[1][2] = "OVRFLW";
  plate[3][3] = "> 4.0";
  const wells = await read(good.asText(plate));
  assertEquals(
    wells.excluded.filter(({ reason }) => reason.startsWith("reads")).map((
      { position, reason },
    ) => [position, reason]),
    [
      ["B3", 'reads "OVRFLW"'],
      ["D4", 'reads "> 4.0"'],
    ],
  );
  plate[3][3] = "0.O51";
  const error = await assertRejects(() => read(good.asText(plate)), DataError);
  assertStringIncludes(error.message, `row 4 must be a finite number in well D4, found "0.O51"`);
});

Deno.test("a layout is a file: a table, blocks, a text; or blocks in the file itself", async () => {
  const table = "well,role,drug,dose_nM\nB2,vehicle,crizotinib,0\nB3,sample,crizotinib,5\n";
  for (
    const [name, layout, wells] of [
      ["table.csv", table, 2],
      ["blocks.csv", good.LAYOUT_BLOCKS_CSV, 76],
      ["words.txt", `# SIMULATED\n${LAYOUT.replaceAll("; ", "\n")}`, 76],
    ] as const
  ) {
    await good.withFile(name, layout, async (path) => {
      const read = await inspect(good.TECAN_CSV, { layout: path });
      assertEquals(read.wells?.wells.length, wells, name);
      assertEquals(read.layout?.source, path);
    });
  }
  const inside = await inspect(`${good.TECAN_CSV}\n${good.LAYOUT_BLOCKS_CSV}`, {});
  assertEquals(inside.wells?.wells.length, 76);
  assertEquals(inside.found.map(({ role, note }) => [role, note]).slice(1), [
    ["layout", "drug"],
    ["layout", "dose (nM)"],
    ["layout", "role"],
  ]);
  const sheet = good.workbookOf({
    Data: good.simulatedPlate(),
    Layout: table.trim().split("\n").map((line) => line.split(",")),
  });
  assertEquals((await inspect(sheet, {})).wells?.wells.length, 2);
});

Deno.test("a layout block may say it all in one cell", async () => {
  const cells = good.simulatedPlate().map((row, i) =>
    row.map((_, j) =>
      j === 0
        ? "blank"
        : i !== 1 || j === 11
        ? ""
        : j === 1
        ? "DMSO"
        : `crizotinib ${good.DOSES[j - 1]} nM`
    )
  );
  const numbers = Array.from({ length: 12 }, (_, i) => i + 1);
  const layout = good.asText([["layout", ...numbers], ...good.lettered(cells)]);
  await good.withFile("layout.csv", layout, async (path) => {
    const wells = await read(good.TECAN_CSV, { layout: path, roles: { DMSO: "vehicle" } });
    assertEquals(wells.wells.length, 8 + 10);
    const b3 = wells.wells.find(({ position }) => position === "B3");
    assertEquals([b3?.dose, b3?.labels.drug], [5, "crizotinib"]);
    await assertRejects(() => read(good.TECAN_CSV, { layout: path }), DataError, `found "DMSO"`);
  });
});

Deno.test("a table of wells with its doses needs no layout, in a workbook too", async () => {
  const rows = [
    ["well", "drug", "dose_nM", "counts"],
    ...[0, 1, 10, 100, 1000, 10000].map((dose, i) => [`A${i + 1}`, "x", dose, 900 - i]),
  ];
  const wells = await read(good.workbookOf({ Wells: rows }), {});
  assertEquals(wells.wells.map(({ dose }) => dose), [0, 1, 10, 100, 1000, 10000]);
});

Deno.test("where two readings are possible the choices are named", async () => {
  const plate = good.simulatedPlate();
  const numbers = Array.from({ length: 12 }, (_, i) => i + 1);
  const block = (rows: (string | number)[][]) => [["<>", ...numbers], ...good.lettered(rows)];
  const other = good.simulatedPlate({ shift: 2 });
  const labels = good.asText([
    ["Label: 510 nm"],
    ...block(plate),
    [],
    ["Label: 650 nm"],
    ...block(other),
  ]);
  assertStringIncludes(
    await question(labels),
    `2 blocks can be plates, or reads and results of one plate: B3:M10 "Label: 510 nm", B14:M21 "Label: 650 nm". Name the one to read: responseName: "Label: 510 nm"`,
  );
  const chosen = await inspect(labels, { layout: LAYOUT, responseName: "650" });
  assertEquals(chosen.found.map(({ role }) => role), ["plate", "ignored"]);
  assertEquals(chosen.wells?.wells[0].signal, other[1][1]);
  const error = await assertRejects(() => read(labels), UsageError);
  assert(error.message.includes("Name the one to read"));

  const columns = good.ENVISION_CSV.replace("US LUM 96 (cps)", "Abs 510,Abs 650").replace(
    /^(\d.*:01,)(.*)$/gm,
    "$1$2,$2",
  );
  assertStringIncludes(
    await question(columns),
    `2 columns below row 5 can be the signal: "Abs 510" and "Abs 650"`,
  );
  assertEquals(
    (await inspect(columns, { layout: LAYOUT, responseName: "abs 650" })).question,
    null,
  );
  assertStringIncludes(
    await question(columns, { responseName: "Abs 65" }),
    `Did you mean "Abs 650"?`,
  );

  const twice = good.VARIOSKAN_TXT + good.VARIOSKAN_TXT.split("\n").slice(4).join("\n");
  assertStringIncludes(
    await question(twice),
    "well A1 stands in rows 5 and 101, as several plates, or several reads of one",
  );
  assertStringIncludes(await question(good.TECAN_CSV, {}), "nothing says what stands in the wells");
  assertStringIncludes(await question("just,text\n"), "no plate-shaped block");
  const lost = good.asText(plate.slice(0, 7));
  assertStringIncludes(
    await question(lost),
    "the block in row 1 must have 8, 16 or 32 rows, found 7",
  );
});

Deno.test("a well read twice in turn gives two blocks, of which one is chosen", async () => {
  const numbers = Array.from({ length: 12 }, (_, i) => i + 1);
  const [first, second] = [good.simulatedPlate(), good.simulatedPlate({ shift: 4 })];
  const rows = good.lettered(first).flatMap((
    row,
    i,
  ) => [[...row, "Read 1:510"], ["", ...second[i], "Read 2:650"]]);
  const text = good.asText([["Results"], ["", ...numbers], ...rows], "\t");
  assertStringIncludes(await question(text), `"Read 1:510", B4:M18 "Read 2:650"`);
  const { wells } = await inspect(text, { layout: LAYOUT, responseName: "Read 2" });
  assertEquals(wells?.wells[0].signal, second[1][1]);
  assertEquals(wells?.wells[0].row, 6);
});

Deno.test("Gen5's reads in turn are chosen by their label, its sample numbers are no layout", async () => {
  assertStringIncludes(
    await question(good.CYTATION_READS_TXT),
    `B15:M36 "SRB:510", B16:M37 "SRB:650". Name the one to read`,
  );
  const chosen = await inspect(good.CYTATION_READS_TXT, {
    layout: LAYOUT,
    responseName: "SRB:510",
  });
  assertEquals(chosen.found.map(({ role, note }) => [role, note]), [
    ["plate", "SRB:510"],
    ["ignored", "a layout, but another is given"],
    ["ignored", "multiples (as percentages) of the readings in B15:M36"],
    ["ignored", `not "SRB:510": "SRB:650"`],
  ]);
  assertEquals(chosen.wells?.wells[0].signal, good.simulatedPlate()[1][1]);
  assertStringIncludes(
    await question(good.CYTATION_READS_TXT, { responseName: "SRB:510" }),
    "nothing says what stands in the wells",
  );
});

Deno.test("EnVision's readings are read, its computed results and empty plate maps are not", async () => {
  const { found, wells } = await inspect(good.ENVISION_PLATES_CSV);
  assertEquals(
    found.filter(({ role }) => role === "plate").map(({ plates, note }) => [plates[0], note]),
    [
      ["1", "Results for US LUM 96(1) - channel 0 (CPS)"],
      ["2", "Results for US LUM 96(1) - channel 0 (CPS)"],
    ],
  );
  assertEquals(
    Map.groupBy(found, ({ note }) => note.replace(/ in .*/, "")).keys().toArray().slice(1).sort(),
    ["an empty plate", "multiples (as percentages) of the readings"],
  );
  assertEquals(wells?.rowsRead, 192);
});

Deno.test("sheets are chosen by name, and a wrong one is refused with the nearest", async () => {
  const bytes = good.workbookOf({
    "C1": good.authorsSheet(),
    "C2": good.authorsSheet({ shift: 1 }),
  });
  const { wells } = await inspect(bytes, { layout: LAYOUT, sheets: ["C2"] });
  assertEquals(new Set(wells?.wells.map(({ plate }) => plate)), new Set(["C2"]));
  await assertRejects(
    () => inspect(bytes, { layout: LAYOUT, sheets: ["c 2"] }),
    UsageError,
    `sheets must name sheets of the file ("C1" and "C2"), found "c 2". Did you mean "C2"?`,
  );
});

Deno.test("a multiple of a plate is not read as a second one", async () => {
  const plate = good.simulatedPlate();
  const percent = plate.map((row) => row.map((value) => Math.round(value * 12345) / 100));
  const { found } = await inspect(
    good.workbookOf({ A: [...plate, [], ["as percent"], ...percent] }),
  );
  assertEquals(found.map(({ role, note }) => [role, note]), [
    ["plate", ""],
    ["ignored", "multiples (as percentages) of the readings in A1:L8"],
  ]);
  const formulas = plate.map((row) => row.map((v) => ({ f: "A1*1", v: v ** 2 })));
  const made = await inspect(good.workbookOf({ A: [...plate, [], ...formulas] }));
  assertEquals(made.found[1].note, "calculated by formulas");
});

Deno.test("the record shows itself as text and as a table", async () => {
  const record = await inspect(good.workbookOf({ "<b>": good.authorsSheet() }));
  const text = Deno.inspect(record);
  assertStringIncludes(text, "sheet  cells    read as  plate  note");
  assertStringIncludes(
    text,
    "96 readings = 76 used (sample 54, vehicle 6, blank 16) + 20 excluded:",
  );
  const show: unknown = Reflect.get(record, Symbol.for("Jupyter.display"));
  assert(typeof show === "function");
  assertStringIncludes(show()["text/html"], "&lt;b&gt;");
});

Deno.test("file names may be strange", async () => {
  for (
    const name of [
      "my plate.csv",
      'it\'s "new".csv',
      "-plate.csv",
      "Platte µ ñ 96.csv",
      "a;b: rows.csv",
    ]
  ) {
    assertEquals((await inspect(good.TECAN_CSV, { layout: LAYOUT }, name)).question, null, name);
    await good.withFile(name, good.LAYOUT_BLOCKS_CSV, async (path) => {
      assertEquals((await inspect(good.TECAN_CSV, { layout: path })).wells?.wells.length, 76, name);
    });
  }
  await assertRejects(
    () => inspect(good.TECAN_CSV, { layout: "nowhere.csv" }),
    UsageError,
    "there is no such file, and it is no layout text",
  );
});

Deno.test("normalizePlates() can exclude plates that cannot be normalised", async () => {
  const failed = good.simulatedPlate().map((row) => row.map((_, j) => 0.05 + (j === 0 ? 0.01 : 0)));
  const wells = await read(good.workbookOf({ A: good.authorsSheet(), B: failed }));
  const options = { to: "vehicle", minus: "blank" } as const;
  try {
    normalizePlates(wells, options);
    assert(false, "must refuse");
  } catch (error) {
    assert(error instanceof HalfmaxError && error.message.includes(`plate "B"`));
  }
  const normalized = normalizePlates(wells, { ...options, unusable: "exclude" });
  assertEquals(new Set(normalized.wells.map(({ plate }) => plate)), new Set(["A"]));
  assertEquals(normalized.wells.length + normalized.excluded.length, wells.rowsRead);
  assertEquals(
    normalized.excluded.filter(({ reason }) =>
      reason.startsWith("not normalised: needs the vehicle signal to exceed blank")
    ).length,
    76,
  );
});
