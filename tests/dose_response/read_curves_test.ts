import { curvesOfTable, readCurves, type ReadCurvesOptions } from "../../lib/dose_response/mod.ts";
import { fitDoseResponse } from "../../lib/dose_response/mod.ts";
import { DataError, UsageError } from "../../lib/errors/mod.ts";
import { parseTable } from "../../lib/tables/mod.ts";
import { assert, assertEquals, assertRejects, assertThrows } from "../assert.ts";
import { sharedTest } from "../shared.ts";

function read(text: string, options: ReadCurvesOptions) {
  return curvesOfTable(parseTable(text, { source: "wells.csv" }), options);
}

const LONG = `cell_line,dose_uM,viability_fraction
H3122,0,0.98
H3122,0.1,0.61
H3122,1,
H3122,10,0.05
A549,0,1.02
A549,1,0.95
`;
const OPTIONS = { response: "viability_fraction", scale: "fraction", by: ["cell_line"] } as const;

Deno.test("readCurves() reads a long table, doses in nM, every row accounted for", () => {
  const { curves, excluded, rowsRead, unit, notes } = read(LONG, OPTIONS);
  assertEquals(unit, "nM");
  assertEquals(curves.map(({ key }) => key), [{ cell_line: "H3122" }, { cell_line: "A549" }]);
  assertEquals(curves[0].doses, [0, 100, 10_000]);
  assertEquals(curves[0].responses, [0.98, 0.61, 0.05]);
  assertEquals(curves[0].control, { basis: "declared", value: 1 });
  assertEquals(excluded, [{ row: 4, reason: "no viability_fraction" }]);
  assertEquals(rowsRead, curves.flatMap(({ doses }) => doses).length + excluded.length);
  assertEquals(notes, []);
});

Deno.test("readCurves() reads a wide table, one row per curve", () => {
  const text =
    "Name\tRaw 0\tRaw 1\tRaw 2\tRaw 3\na\t0.97\t0.9\t\t0.2\nb\t1.04\t\t\t\nc\t1\t1\t0.9\t1\n";
  const { curves, excluded, rowsRead, notes } = read(text, {
    scale: "fraction",
    by: ["Name"],
    doseUnit: "uM",
    wide: { "Raw 0": 0, "Raw 1": 0.01, "Raw 2": 0.1, "Raw 3": 1 },
  });
  assertEquals(curves.map(({ doses }) => doses), [[0, 10, 1000], [0, 10, 100, 1000]]);
  assertEquals(excluded, [{ row: 3, reason: "no response at any dose" }]);
  assertEquals(rowsRead, curves.length + excluded.length);
  assertEquals(notes, ["1 empty cell left out"]);
});

Deno.test("readCurves() takes vehicle values that are 1 by construction for no observations", () => {
  const reason = "vehicle is 1 by construction: the normalisation, no observation";
  const long = read(LONG.replace("0.98", "1").replace("1.02", "1.000"), OPTIONS);
  assertEquals(long.curves.map(({ doses }) => doses), [[100, 10_000], [1000]]);
  assertEquals(long.excluded, [
    { row: 2, reason },
    { row: 4, reason: "no viability_fraction" },
    { row: 6, reason },
  ]);
  const wide = read("n,v,d\na,1,0.5\nb,1,0.6\n", {
    scale: "fraction",
    by: ["n"],
    doseUnit: "nM",
    wide: { v: 0, d: 10 },
  });
  assertEquals(wide.curves.map(({ doses }) => doses), [[10], [10]]);
  assertEquals(wide.notes, [reason]);
  // One vehicle value that varies, and all of them are measurements.
  assertEquals(read(LONG.replace("0.98", "1"), OPTIONS).curves[0].doses[0], 0);
  // A raw signal of 1 is a measurement.
  const raw = read(LONG.replace("0.98", "1").replace("1.02", "1"), { ...OPTIONS, scale: "raw" });
  assertEquals(raw.curves[0].control, { basis: "vehicle wells" });
});

Deno.test("readCurves() leaves out wells by an explicit column, with the reason", () => {
  const text = "dose_nM,response,exclude\n1,0.9,\n10,0.5,bubble\n100,0.1,\n";
  const { curves, excluded } = read(text, { scale: "fraction" });
  assertEquals(curves[0].doses, [1, 100]);
  assertEquals(excluded, [{ row: 3, reason: "bubble" }]);
});

Deno.test("readCurves() reads decimal commas, BOM, CRLF, quotes and blanks", async () => {
  const path = await Deno.makeTempFile({ suffix: ".csv" });
  await Deno.writeTextFile(
    path,
    '\uFEFF"line";"dose_nM";"response"\r\n"H3122 ";"0,5";"0,91"\r\nH3122;5,5 ;0,45\r\n',
  );
  const { curves } = await readCurves(path, { scale: "fraction", by: ["line"] });
  assertEquals(curves.map(({ key, doses, responses }) => [key, doses, responses]), [
    [{ line: "H3122" }, [0.5, 5.5], [0.91, 0.45]],
  ]);
  await Deno.remove(path);
});

Deno.test("readCurves() keeps units that are not molar", () => {
  const { unit, curves } = read("dose,dose_unit,response\n1,ng/mL,0.9\n10,ng/ml,0.4\n", {
    scale: "fraction",
  });
  assertEquals([unit, curves[0].doses], ["ng/mL", [1, 10]]);
});

Deno.test("readCurves() names every bad cell", () => {
  const text = "dose_nM,response\n-1,0.9\n1O0,0.5\n100,NaN\n1000,inf\n";
  assertEquals(
    assertThrows(() => read(text, { scale: "fraction" }), DataError).message,
    `Cannot read wells.csv:
  row 2, column "dose_nM" must be a number >= 0, found "-1"
  row 3, column "dose_nM" must be a number >= 0, found "1O0"
  row 4, column "response" must be a number, found "NaN"
  row 5, column "response" must be a number, found "inf"`,
  );
});

Deno.test("readCurves() refuses what cannot be meant, with the mend", () => {
  const message = (text: string, options: ReadCurvesOptions) => {
    try {
      read(text, options);
    } catch (error) {
      if (error instanceof DataError || error instanceof UsageError) return error.message;
      throw error;
    }
    throw new Error("was read");
  };
  assert(
    message(LONG, { ...OPTIONS, by: ["cell_lin"] }).includes('Did you mean "cell_line"?'),
  );
  assert(
    message(LONG, { ...OPTIONS, response: "viability_fracton" })
      .includes('Did you mean "viability_fraction"?'),
  );
  assert(
    message("dose,response\n1,0.9\n", { scale: "fraction" }).includes("needs a unit, found none"),
  );
  assert(
    message("dose_nM,response\n1,0.9\n", { scale: "fraction", doseUnit: "nm" }).includes("nM"),
  );
  assert(
    message("dose,dose_unit,response\n1,nM,0.9\n1,ng/mL,0.4\n", { scale: "fraction" })
      .includes("must be in one unit"),
  );
  assert(message(LONG, { ...OPTIONS, scale: "percent" }).includes('Say scale: "fraction"'));
  assert(
    message("dose_nM,response\n1,98\n10,51\n", { scale: "fraction" })
      .includes('Say scale: "percent"'),
  );
  const wide = { scale: "fraction", wide: { a: 1 } } as const;
  assert(message("a\n0.9\n", wide).includes("need a unit"));
  assert(message("b\n0.9\n", { ...wide, doseUnit: "nM" }).includes('needs a column "a"'));
});

Deno.test("readCurves() says when there is no file, or an empty one, or a folder", async () => {
  const options = { scale: "fraction" } as const;
  await assertRejects(() => readCurves("no/such.csv", options), UsageError, "no such file");
  await assertRejects(() => readCurves(".", options), UsageError, "needs a file, found a folder");
  const path = await Deno.makeTempFile({ suffix: ".csv" });
  await assertRejects(() => readCurves(path, options), DataError, "empty file");
  await Deno.remove(path);
});

sharedTest(
  "readCurves() reads the sarcoma screen as it is",
  "real/sarcoma_screen/ratio_data.txt",
  async (path) => {
    const doses = [0, 0.17, 0.51, 1.52, 4.57, 13.72, 41.15, 123.5, 370.4, 1111, 3333, 10_000];
    const { curves, excluded, rowsRead, notes } = await readCurves(path, {
      scale: "fraction",
      by: ["Name"],
      doseUnit: "nM",
      wide: Object.fromEntries(doses.map((dose, i) => [`Raw ${i}`, dose])),
    });
    assertEquals(rowsRead, 7320);
    assertEquals(curves.length + excluded.length, rowsRead);
    assert(curves.every(({ doses }) => !doses.includes(0)));
    assert(notes[0].startsWith("vehicle is 1 by construction"));

    const inhibitors = [
      "Crizotinib",
      "Ceritinib",
      "Alectinib",
      "Brigatinib",
      "Lorlatinib",
      "Entrectinib",
    ];
    const alk = curves.filter(({ key }) =>
      inhibitors.some((drug) => key.Name.includes(` ${drug} `))
    );
    assert(alk.length > 250, `found ${alk.length}`);
    for (const { status, ic50, curve } of fitDoseResponse(alk)) {
      assert(status !== "not converged", curve.key.Name);
      for (const { relation, estimate } of [ic50.relative, ic50.absolute]) {
        // Nothing absurd: every number lies within the tested doses.
        if (estimate !== null) {
          assert(estimate >= 0.17 * (1 - 1e-9) && estimate <= 10_000 * (1 + 1e-9), curve.key.Name);
        } else assertEquals(relation, "not determined");
      }
    }
  },
);

Deno.test("curvesOfTable() lets vehicle rows that name no drug serve the curves they belong to", () => {
  const table = parseTable(
    [
      "line,drug,dose_nM,signal",
      "A,DMSO,0,100",
      "A,,0,104",
      "B,DMSO,0,50",
      "C,DMSO,0,70",
      "A,x,10,90",
      "A,x,100,40",
      "A,y,10,95",
      "B,x,10,45",
    ].join("\n"),
    { source: "wells.csv" },
  );
  const read = curvesOfTable(table, { response: "signal", scale: "raw", by: ["line", "drug"] });
  assertEquals(read.curves.map(({ key, responses }) => [key.line, key.drug, ...responses]), [
    ["A", "x", 100, 104, 90, 40],
    ["A", "y", 100, 104, 95],
    ["B", "x", 50, 45],
  ]);
  assertEquals(read.excluded.map(({ row }) => row), [5]);
  assertEquals(read.curves[0].control, { basis: "vehicle wells" });
});
