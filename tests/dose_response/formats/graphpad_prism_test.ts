import {
  curvesOfPrism,
  fitDoseResponse,
  inhibitoryConcentration,
  readCurves,
  readResponseTable,
} from "../../../lib/dose_response/mod.ts";
import { DataError, UsageError } from "../../../lib/errors/mod.ts";
import { prismTablesOf } from "../../../lib/tables/mod.ts";
import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertRejects,
  assertStringIncludes,
  assertThrows,
} from "../../assert.ts";
import {
  PRISM_SUMMARY,
  PRISM_XY,
  prismFile,
  prismTable,
  prismX,
  prismY,
} from "../../fuzz/good_files.ts";
import { sharedTest } from "../../shared.ts";

const tablesOf = (text: string) => prismTablesOf(new TextEncoder().encode(text), "a.pzfx");

/** One Y column of six responses over an X column. */
function xy(title: string, x: readonly (number | string)[], y = [99, 92, 75, 40, 15, 8]) {
  return tablesOf(prismFile(prismTable('YFormat="replicates" TableType="XY"', "T", [
    prismX(title, x),
    prismY("H3122", [y]),
  ])));
}

const MOLAR = [0, 1e-9, 1e-8, 1e-7, 1e-6, 1e-5];

Deno.test("curvesOfPrism() gives a curve per column, and every value is used or excluded", () => {
  const read = curvesOfPrism(tablesOf(PRISM_XY), { scale: "percent" });
  assertEquals(read.unit, "nM");
  assertEquals(read.curves.map(({ key }) => key.column), ["H3122 & parental", "H3122-CR"]);
  assertEquals(read.excluded.filter(({ reason }) => reason === "excluded in Prism"), [
    { row: 3, column: "H3122-CR, replicate 2", reason: "excluded in Prism" },
    { row: 5, column: "H3122 & parental, replicate 2", reason: "excluded in Prism" },
  ]);
  const used = read.curves.reduce((sum, { doses }) => sum + doses.length, 0);
  assertEquals(used + read.excluded.length, read.rowsRead);
  assertEquals(read.rowsRead, 6 + 5 + 6 + 1);
});

Deno.test("curvesOfPrism() fits replicates apart when asked to", () => {
  const read = curvesOfPrism(tablesOf(PRISM_XY), {
    scale: "percent",
    by: ["column", "replicate"],
  });
  assertEquals(read.curves.map(({ key }) => `${key.column} ${key.replicate}`), [
    "H3122 & parental 1",
    "H3122 & parental 2",
    "H3122-CR 1",
  ]);
});

Deno.test("curvesOfPrism() reads negative X as log10 of the dose, whatever its unit", () => {
  const molar = curvesOfPrism(xy("log[M]", [-9, -8, -7, -6, -5, -4]), { scale: "percent" });
  molar.curves[0].doses.forEach((dose, i) => assertAlmostEquals(dose / 10 ** i, 1, 1e-12));
  assertEquals(molar.notes, ["X is read as log10 of the dose in M"]);
  const micro = curvesOfPrism(xy("Conc, µM", [-3, -2, -1, 0, 1, 2]), { scale: "percent" });
  assertAlmostEquals(micro.curves[0].doses[3], 1000, 1e-9);
});

Deno.test("curvesOfPrism() trusts a title of log where the values span as logarithms do", () => {
  const read = curvesOfPrism(xy("Log10(crizotinib (nM))", [0.5, 1, 1.5, 2, 3, 4]), {
    scale: "percent",
  });
  assertAlmostEquals(read.curves[0].doses[5], 10000, 1e-8);
});

Deno.test("curvesOfPrism() asks about an X that is titled log but holds doses", () => {
  const asked = assertThrows(
    () => curvesOfPrism(xy("Log conc (M)", MOLAR), { scale: "percent" }),
    UsageError,
    'X is titled "Log conc (M)", but holds 0 to 1e−5',
  );
  assertStringIncludes(asked.message, "Say logDose: false to read doses of 0 to");
  assertStringIncludes(asked.message, "as logarithms they would be 1 to 1.00002 M");
  const told = curvesOfPrism(xy("Log conc (M)", MOLAR), { scale: "percent", logDose: false });
  assertEquals(told.curves[0].doses.slice(0, 2), [0, 1]);
  assertThrows(
    () => curvesOfPrism(xy("Log conc (M)", MOLAR), { scale: "percent", logDose: true }),
    DataError,
    "X cannot be log10 of the dose",
  );
});

Deno.test("curvesOfPrism() offers both readings where both are possible", () => {
  const tables = xy("log µM", [0.01, 0.03, 0.1, 0.3, 1, 3]);
  const { message } = assertThrows(
    () => curvesOfPrism(tables, { scale: "percent" }),
    UsageError,
    "Say logDose: false",
  );
  assertStringIncludes(message, "or logDose: true to read 1.02 to 1,000 µM");
  const both = [true, false].map((logDose) =>
    curvesOfPrism(tables, { scale: "percent", logDose }).curves[0].doses[0]
  );
  assertAlmostEquals(both[0], 1000 * 10 ** 0.01, 1e-9);
  assertEquals(both[1], 10);
});

Deno.test("curvesOfPrism() refuses negative doses that logDose says are doses", () => {
  assertThrows(
    () => curvesOfPrism(xy("M", [-9, -8, -7, -6, -5, -4]), { scale: "percent", logDose: false }),
    DataError,
    "X must be doses >= 0, as logDose says, found −9",
  );
});

Deno.test("curvesOfPrism() needs a unit from the title or the caller, and holds one to the other", () => {
  assertThrows(
    () => curvesOfPrism(xy("", MOLAR), { scale: "percent" }),
    UsageError,
    "the unit of X must be said, found none in its title",
  );
  assertEquals(
    curvesOfPrism(xy("", MOLAR), { scale: "percent", doseUnit: "M" }).curves[0].doses[1],
    1,
  );
  assertThrows(
    () => curvesOfPrism(xy("[nM]", [0, 1, 2, 3, 4, 5]), { scale: "percent", doseUnit: "M" }),
    UsageError,
    'X is titled "[nM]", but doseUnit says M',
  );
});

Deno.test("curvesOfPrism() explains a very low X and an empty one on a logarithmic axis", () => {
  const low = xy("log[M]", [-15, -9, -8, -7, -6, -5]);
  const [, note] = curvesOfPrism(low, { scale: "percent" }).notes;
  assertStringIncludes(note, "X = −15 lies 6 powers of ten below the next");
  assertStringIncludes(note, "say vehicleX: -15");
  const vehicle = curvesOfPrism(low, { scale: "percent", vehicleX: -15 });
  assertEquals(vehicle.curves[0].doses[0], 0);
  assertEquals(vehicle.notes, ["X is read as log10 of the dose in M"]);

  const empty = curvesOfPrism(xy("log[M]", ["", -9, -8, -7, -6, -5]), { scale: "percent" });
  assertEquals(empty.excluded, [{ row: 1, column: "H3122", reason: "no dose" }]);
  assertStringIncludes(empty.notes[1], "cannot stand on a logarithmic axis");

  const zero = xy("log[M]", [0, -9, -8, -7, -6, -5]);
  assertThrows(
    () => curvesOfPrism(zero, { scale: "percent" }),
    UsageError,
    "Say vehicleX: 0 if",
  );
  assertEquals(
    curvesOfPrism(zero, { scale: "percent", vehicleX: 0 }).curves[0].doses[0],
    0,
  );
});

Deno.test("curvesOfPrism() takes means as observations and says what it leaves out", () => {
  const read = curvesOfPrism(tablesOf(PRISM_SUMMARY), { scale: "percent", prismTable: "Means" });
  assertEquals(read.curves[0].responses.length, 6);
  assert(read.notes.some((note) => note.includes("SD and n as entered are not used")));
});

Deno.test("curvesOfPrism() reads a column table whose titles are doses, and no other", () => {
  const read = curvesOfPrism(tablesOf(PRISM_SUMMARY), { scale: "percent", prismTable: "Groups" });
  assertEquals(read.curves[0].doses, [0, 0, 0, 100, 100]);
  assertEquals(read.excluded, [{ row: 2, column: "100 nM", reason: "excluded in Prism" }]);
  const groups = tablesOf(prismFile(prismTable('TableType="OneWay"', "G", [
    prismY("parental", [[1, 2]]),
    prismY("10 nM", [[1, 2]]),
  ])));
  assertThrows(
    () => curvesOfPrism(groups, { scale: "percent" }),
    UsageError,
    'each column must be titled with a dose ("vehicle", "10 nM"), found "parental"',
  );
});

Deno.test("curvesOfPrism() asks which table is meant, and finds the one with curves", () => {
  const table = (title: string) =>
    prismTable('TableType="XY"', title, [prismX("nM", [0, 1, 10]), prismY("y", [[9, 5, 1]])]);
  const two = tablesOf(prismFile(table("Assay 1"), table("Assay 2")));
  assertThrows(
    () => curvesOfPrism(two, { scale: "raw" }),
    UsageError,
    'Say prismTable: "Assay 1" or "Assay 2"',
  );
  assertThrows(
    () => curvesOfPrism(two, { scale: "raw", prismTable: "Assay 3" }),
    UsageError,
    'there is no table "Assay 3"',
  );
  assertEquals(curvesOfPrism(two, { scale: "raw", prismTable: "Assay 2" }).curves.length, 1);
  assertEquals(curvesOfPrism(tablesOf(PRISM_SUMMARY), { scale: "percent" }).curves.length, 1);
});

Deno.test("curvesOfPrism() names cells that are no numbers, and unknown ways of entering", () => {
  const words = tablesOf(prismFile(prismTable('TableType="XY"', "T", [
    prismX("nM", [0, 1]),
    prismY("y", [[9, "lost"]]),
  ])));
  assertThrows(
    () => curvesOfPrism(words, { scale: "raw" }),
    DataError,
    'table "T": row 2, column "y" must be a number, found "lost"',
  );
  const strange = tablesOf(prismFile(prismTable('YFormat="new" TableType="XY"', "T", [
    prismX("nM", [0, 1]),
    prismY("y", [[9, 5]]),
  ])));
  assertThrows(() => curvesOfPrism(strange, { scale: "raw" }), DataError, "are not understood");
});

Deno.test("readCurves() knows a Prism file by its content and asks for its scale", async () => {
  const path = await Deno.makeTempFile({ suffix: ".txt" });
  await Deno.writeTextFile(path, PRISM_XY);
  assertEquals((await readCurves(path, { scale: "percent" })).curves.length, 2);
  await assertRejects(() => readCurves(path), UsageError, "does not say what its values are");
  const table = await readResponseTable(path);
  assertEquals(table.columns, [
    "column",
    "replicate",
    "sheet_row",
    "dose_M",
    "response",
    "exclude",
  ]);
  await Deno.remove(path);
});

sharedTest(
  "a laboratory's Prism files give IC50s near those that its author wrote down",
  "real/h3122_crizotinib_srb",
  async (folder) => {
    const clonal = `${folder}/Clonal_H3122_crizotinib.pzfx`;
    await assertRejects(
      () => readCurves(clonal, { scale: "percent" }),
      UsageError,
      'X is titled "Log conc (M)", but holds 0 to 1e−5',
    );
    const own = await readCurves(clonal, { scale: "percent", logDose: false, by: [] });
    const [relative] = inhibitoryConcentration(fitDoseResponse(own.curves), { kind: "relative" });
    assertAlmostEquals(relative.potency.estimate ?? NaN, 82.2, 0.5);

    const file = `${folder}/Crizotinib_assay_1.pzfx`;
    const options = { scale: "percent", doseUnit: "M" } as const;
    // All replicates as one curve, as Prism fitted them: its author wrote down 1.128e-7 M.
    const pooled = fitDoseResponse((await readCurves(file, options)).curves);
    const [whole] = inhibitoryConcentration(pooled, { kind: "relative" });
    assertAlmostEquals(whole.potency.estimate ?? NaN, 112.8, 0.05);

    const assays = await readCurves(file, { ...options, by: ["column", "replicate"] });
    assertEquals(assays.excluded.filter(({ reason }) => reason === "excluded in Prism").length, 10);
    assertEquals(assays.rowsRead, 50);
    const each = inhibitoryConcentration(fitDoseResponse(assays.curves), { kind: "absolute" });
    assertEquals(each.map(({ potency }) => Math.round(potency.estimate ?? NaN)), [
      62,
      118,
      126,
      163,
    ]);
  },
);
