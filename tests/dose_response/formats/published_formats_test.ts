import {
  curvesOfTable,
  fitDoseResponse,
  inhibitoryConcentration,
  readCurves,
  recognizeFormat,
} from "../../../lib/dose_response/mod.ts";
import { wellRoleOfTag } from "../../../lib/dose_response/formats/gdsc_tags.ts";
import { DataError, UsageError } from "../../../lib/errors/mod.ts";
import { parseTable } from "../../../lib/tables/mod.ts";
import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertStringIncludes,
  assertThrows,
} from "../../assert.ts";
import { CTRP_TSV, DEPMAP_CSV, GDSC_CSV, GR_TSV, TABLE_PARQUET } from "../../fuzz/good_files.ts";

const table = (text: string) => parseTable(text, { source: "a.csv" });

function read(text: string, by?: readonly string[]) {
  const found = recognizeFormat(table(text));
  assert(found !== null);
  return found.read(table(text), { by });
}

/** One curve's relative IC50 in nM, which the good files have at about 80. */
function ic50(curves: Parameters<typeof fitDoseResponse>[0]): number {
  const [found] = inhibitoryConcentration(fitDoseResponse(curves), { kind: "relative" });
  return found.potency.estimate ?? NaN;
}

Deno.test("recognizeFormat() knows each published format by its columns, and no tidy table", () => {
  const name = (text: string) => recognizeFormat(table(text))?.name ?? null;
  assertEquals([GDSC_CSV, DEPMAP_CSV, CTRP_TSV, GR_TSV].map(name), [
    "GDSC raw",
    "DepMap PRISM",
    "CTRP",
    "GR calculator",
  ]);
  assertEquals(name("dose_nM,response\n0,1\n"), null);
});

Deno.test("recognizeFormat() refuses two readings, unknown names and results of fits", () => {
  const both = table(
    "experiment_id,master_cpd_id,cpd_conc_umol,cpd_avg_pv,concentration,cell_count,cell_count__ctrl\n" +
      "1,2,3,0.5,3,50,100\n",
  );
  assertThrows(
    () => recognizeFormat(both),
    UsageError,
    'Say format: "CTRP" or "GR calculator"',
  );
  assertEquals(recognizeFormat(both, "CTRP")?.name, "CTRP");
  assertThrows(() => recognizeFormat(both, "CTPR"), UsageError, 'Did you mean "CTRP"?');
  assertThrows(
    () => recognizeFormat(both, "GDSC raw"),
    UsageError,
    'its columns are not those of "GDSC raw"',
  );
  assertThrows(
    () => recognizeFormat(table("NLME_CURVE_ID,DRUG_NAME,LN_IC50\n1,x,2\n")),
    DataError,
    "found GDSC's fitted dose responses",
  );
});

Deno.test("GDSC raw: fraction of DMSO wells less blanks, doses in nM, other tags excluded", () => {
  const { curves, excluded, rowsRead, notes, unit } = read(GDSC_CSV);
  assertEquals(unit, "nM");
  assertEquals(curves.map(({ key }) => key), [{
    cell_line: "H3122",
    drug: "1083",
    plate: "B1",
  }]);
  const [curve] = curves;
  assertEquals(curve.control, { basis: "vehicle wells" });
  assertEquals(curve.doses, [0, 0, 0, 10000, 1000, 100, 10, 1]);
  // Vehicle 50,200 and blank 515 on average: 3,017 is (3,017 - 515) / (50,200 - 515).
  assertAlmostEquals(curve.responses[1], 1, 1e-12);
  const top = Number(
    GDSC_CSV.split("\n").find((line) => line.includes("L1-D1-S"))?.split(",").at(-1),
  );
  assertAlmostEquals(curve.responses[3], (top - 515) / (50200 - 515), 1e-12);
  assertEquals(excluded.map(({ reason }) => reason), [
    "NC-0: the plate's NC-1 wells are its vehicle",
    "NC-0: the plate's NC-1 wells are its vehicle",
    "combination treatment",
    "combination treatment",
    "positive control",
    "unused well",
    "TAG FAIL",
    "no INTENSITY",
  ]);
  // Three vehicle, two blank and five sample rows are used.
  assertEquals(rowsRead, 10 + excluded.length);
  assertStringIncludes(notes[0], "vehicle is NC-1");
  assertAlmostEquals(ic50(curves) / 80, 1, 0.1);
});

Deno.test("wellRoleOfTag() takes library and reference drugs given alone, and names the rest", () => {
  const of = (tag: string) => wellRoleOfTag(tag, "NC-1");
  assertEquals(["L12-D1-S", "R1-D3-S", "B", "NC-1"].map((tag) => of(tag).role), [
    "sample",
    "sample",
    "blank",
    "vehicle",
  ]);
  const others = ["A1-S", "A1-C", "PC1-D1-S", "SC", "DMSO", "NC-0", "X9"];
  assertEquals(others.map((tag) => of(tag).role), others.map(() => null));
  assertEquals(of("A1-S").reason, "anchor drug alone");
  assertEquals(of("X9").reason, 'TAG "X9" is not known');
});

Deno.test("GDSC raw: untreated wells serve where there is no DMSO; a failed well takes its other rows along", () => {
  const untreated = GDSC_CSV.replaceAll("NC-1", "XX");
  assertStringIncludes(read(untreated).notes[0], "vehicle is NC-0");
  const failed = GDSC_CSV.replace(/,17,FAIL/, ",8,FAIL");
  const reasons = read(failed).excluded.filter(({ reason }) => reason === "TAG FAIL");
  assertEquals(reasons.length, 2);
  assertThrows(
    () => read(GDSC_CSV.replaceAll(",B,", ",SC,").replaceAll("NC-", "XX-")),
    DataError,
    "needs wells of single drugs with their plate's controls",
  );
  assertThrows(() => read(GDSC_CSV.replace(",10,", ",-10,")), DataError, "Cannot read a.csv");
});

Deno.test("DepMap PRISM: 2 to the log2 fold change, one curve per line, compound and screen", () => {
  const { curves, excluded, rowsRead, notes } = read(DEPMAP_CSV);
  assertEquals(excluded, [
    { row: 3, reason: "failed STR profiling" },
    { row: 4, reason: "no value at any dose" },
  ]);
  assertEquals(rowsRead, 4);
  assertEquals(curves.map(({ key }) => key), [
    { cell_line: "ACH-000001", drug: "BRD-K1-001", screen: "HTS002" },
    { cell_line: "ACH-000001", drug: "BRD-K2-001", screen: "MTS006" },
    { cell_line: "ACH-000004", drug: "BRD-K1-001", screen: "HTS002" },
    { cell_line: "ACH-000004", drug: "BRD-K2-001", screen: "MTS006" },
  ]);
  assertEquals(curves[0].doses.map(Math.round), [10, 100, 1000, 10000]);
  assertAlmostEquals(curves[2].responses[0], 2 ** -0.1, 1e-12);
  assertEquals(notes[1], "2 empty cells left out");
  assertThrows(() => read(DEPMAP_CSV, ["drug"]), UsageError, "by must name cell_line and drug");
  assertThrows(
    () => read(DEPMAP_CSV.replace("::0.01::", "::low::")),
    DataError,
    "with a dose > 0 in µM",
  );
});

Deno.test("CTRP: average viability at µM, never the predicted one", () => {
  const { curves, excluded, rowsRead } = read(CTRP_TSV);
  assertEquals(curves.map(({ key }) => key), [
    { experiment_id: "101", master_cpd_id: "1788" },
    { experiment_id: "102", master_cpd_id: "1788" },
  ]);
  assertEquals(excluded, [{ row: 11, reason: "no cpd_avg_pv" }]);
  assertEquals(rowsRead, 10);
  assert(curves[0].responses.every((response) => response !== 0.5));
  assertAlmostEquals(ic50(curves) / 101, 1, 0.1);
});

Deno.test("GR calculator: relative counts, GR values said not to be computed", () => {
  const { curves, excluded, notes } = read(GR_TSV);
  assertEquals(curves.map(({ key }) => key.replicate), ["1", "2"]);
  assertEquals(excluded, [{ row: 11, reason: "cell_count__ctrl is 0" }]);
  assertAlmostEquals(curves[0].responses[0], 0.995, 0.005);
  assertStringIncludes(notes[0], "growth-rate (GR) values are not computed and cell_count__time0");
  assertAlmostEquals(ic50(curves) / 80, 1, 0.1);
  assertEquals(read(GR_TSV, ["cell_line"]).curves.length, 1);
  assertThrows(() => read(GR_TSV.replace("\t1200\t", "\t-3\t")), DataError, "a count >= 0");
});

Deno.test("readCurves() reads a known format without options, and by the caller's columns when named", async () => {
  const path = await Deno.makeTempFile({ suffix: ".txt" });
  await Deno.writeTextFile(path, CTRP_TSV);
  assertEquals((await readCurves(path)).curves.length, 2);
  assertEquals((await readCurves(path, { format: "CTRP", by: [] })).curves.length, 1);
  const own = await readCurves(path, {
    dose: "cpd_conc_umol",
    doseUnit: "µM",
    response: "cpd_pred_pv",
    scale: "fraction",
  });
  assert(own.curves[0].responses.every((response) => response === 0.5));
  await Deno.remove(path);
});

Deno.test("readCurves() reads tidy Parquet as it reads the same table in CSV", async () => {
  const path = await Deno.makeTempFile({ suffix: ".parquet" });
  await Deno.writeFile(path, TABLE_PARQUET);
  const { curves, excluded } = await readCurves(path, { scale: "fraction", by: ["drug"] });
  assertEquals(curves[0].key, { drug: "crizotinib" });
  assertEquals(excluded.map(({ row, reason }) => [row, reason]), [
    [2, "vehicle is 1 by construction: the normalisation, no observation"],
    [4, "spilt"],
  ]);
  await Deno.remove(path);
});

Deno.test("curvesOfTable() still refuses a scale that cannot be true, where no format says it", () => {
  assertThrows(
    () => curvesOfTable(table("dose_nM,response\n0,100\n1,50\n"), { scale: "fraction" }),
    DataError,
    "must be a fraction of control",
  );
});
