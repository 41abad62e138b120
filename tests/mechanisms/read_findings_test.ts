import { DataError, UsageError } from "../../lib/errors/mod.ts";
import { mechanismFrequency, panelAssay, readFindings } from "../../lib/mechanisms/mod.ts";
import { assert, assertEquals, assertRejects, assertThrows } from "../assert.ts";
import { findingsFrom } from "./tables.ts";

Deno.test("readFindings() uses or excludes every row, with the reason", () => {
  const { findings, excluded, rowsRead, rowsUsed } = findingsFrom(`
patient,biopsy,gene,change
P1,B1,ALK,p.Gly1202Arg
P1,B1,ALK,G1202R
P2,B2,,`);
  assertEquals(findings.length, 1);
  assertEquals(excluded.map(({ row, reason }) => [row, reason]), [[
    3,
    "the same finding again (row 2)",
  ]]);
  assertEquals(rowsRead, rowsUsed + excluded.length);
});

Deno.test("readFindings() refuses one finding both present and absent, and one biopsy of two patients", () => {
  assertThrows(
    () =>
      findingsFrom(`
patient,biopsy,gene,change,state
P1,B1,ALK,G1202R,present
P1,B1,ALK,G1202R,absent`),
    DataError,
    'row 3, column "state" must be "present" as in row 2 for the same finding, found "absent"',
  );
  assertThrows(
    () =>
      findingsFrom(`
patient,biopsy,gene
P1,B1,ALK
P2,B1,MET`),
    DataError,
    'row 3, column "patient" must be "P1" as in the first row of biopsy "B1", found "P2"',
  );
});

Deno.test("readFindings() collects all bad cells", () => {
  const error = assertThrows(
    () =>
      findingsFrom(`
patient,biopsy,gene,kind,state,vaf
P1,B1,ALK,mutation,maybe,0.1
P1,B2,ALK,mutations,present,0.1
P1,B3,ALK,mutation,present,12`),
    DataError,
  );
  assertEquals(error.problems.map(({ row, column }) => [row, column]), [
    [2, "state"],
    [3, "kind"],
    [4, "vaf"],
  ]);
});

Deno.test("readFindings() suggests the symbol for an alias and maps it only when told", () => {
  const table = "patient,biopsy,kind,gene,change\nP1,B1,copy number,HER2,amplification";
  const kept = findingsFrom(table);
  assertEquals(kept.findings[0].alteration.gene, "HER2");
  assert(kept.remarks.some((remark) => remark.includes("probably ERBB2")), kept.remarks.join());
  const mapped = findingsFrom(table, { genes: { HER2: "ERBB2" } });
  assertEquals(mapped.findings[0].alteration.label, "ERBB2 amplification");
});

Deno.test("readFindings() calls nothing absent that could not have been seen", () => {
  const panel = { ...panelAssay("panel", ["ALK"], ["mutation"]), detectionLimit: 0.05 };
  const { findings } = findingsFrom(
    `
patient,biopsy,assay,gene,change,state,depth,specimen,tumor_dna
P1,B1,panel,ALK,G1202R,absent,500,tissue,
P2,B2,panel,ALK,G1202R,absent,20,tissue,
P3,B3,panel,MET,D1228N,absent,500,tissue,
P4,B4,panel,ALK,G1202R,absent,500,plasma,no`,
    { assays: [panel] },
  );
  assertEquals(findings.map(({ state, reason }) => [state, reason]), [
    ["absent", ""],
    ["not assessable", "depth 20 is too low to see 5 %: needs 59"],
    ["not assessable", '"panel" does not cover MET D1228N'],
    ["not assessable", "no tumour DNA in the sample"],
  ]);
});

Deno.test("readFindings() says so where coverage is not stated, and gives no denominator", () => {
  const findings = findingsFrom("patient,biopsy,gene,change\nP1,B1,ALK,G1202R\nP2,B2,,");
  assert(findings.remarks.some((remark) => remark.includes("not stated what the assays cover")));
  const [row] = mechanismFrequency(findings).rows;
  assertEquals([row.status, row.estimate, row.notCounted], ["coverage not stated", null, 1]);
});

Deno.test("readFindings() refuses missing columns, misnamed ones and files that are no tables", async () => {
  assertThrows(() => findingsFrom("patient,sample,gene\nP1,B1,ALK"), DataError, '"biopsy"');
  assertThrows(
    () => findingsFrom("patient,biopsy,gene\nP1,B1,ALK", { columns: { sample: "x" } }),
    UsageError,
    "columns must be given by",
  );
  await assertRejects(() => readFindings("no/such.csv"), UsageError, "there is no such file");
  const page = await Deno.makeTempFile({ suffix: ".txt" });
  await Deno.writeTextFile(page, "<!DOCTYPE html><html><title>404 Not Found</title></html>");
  await assertRejects(() => readFindings(page), DataError, 'found a web page ("404 Not Found")');
});

Deno.test("readFindings() reads a long file in pieces with the rows of the whole", async () => {
  const path = await Deno.makeTempFile({ suffix: ".csv" });
  const filler = "x".repeat(60);
  const lines = Array.from({ length: 45_000 }, (_, i) => `P${i},B${i},ALK,G1202R,${filler}`);
  lines[30_000] = "P30000,B30000,ALK,G1202R,\n"; // a blank line counts as a row
  lines[44_999] = `P0,B44999,ALK,nonsense,${filler}`;
  await Deno.writeTextFile(path, `patient,biopsy,gene,change,note\n${lines.join("\n")}\n`);
  const { findings, rowsRead, rowsUsed } = await readFindings(path, { target: "ALK" });
  assertEquals([rowsRead, rowsUsed, findings.length], [45_000, 45_000, 45_000]);
  assertEquals(findings.slice(0, 1).concat(findings.slice(-1)).map(({ row }) => row), [2, 45_002]);
});

Deno.test("readFindings() tells findings of a thousand and more assays apart", () => {
  const rows = Array.from({ length: 1100 }, (_, i) => `P1,B1,ALK,G1202R,assay ${i}`);
  const { findings, excluded } = findingsFrom(
    ["patient,biopsy,gene,change,assay", ...rows].join("\n"),
  );
  assertEquals([findings.length, excluded.length], [1100, 0]);
});

Deno.test("readFindings() takes time for a number or refuses it", () => {
  const table = (time: string) => findingsFrom(`patient,biopsy,gene,time\nP1,B1,ALK,${time}`);
  assertEquals(table("12.5").biopsies[0].time, 12.5);
  assertEquals(table("").biopsies[0].time, null);
  assertThrows(() => table("march"), DataError, 'column "time" must be a number');
});

Deno.test("readFindings() keeps quantity and cut-off of a protein's activation as they are given", () => {
  const { findings } = findingsFrom(
    "patient,biopsy,gene,kind,change,assay,quantity,cut_off\n" +
      "P1,B1,EGFR,phosphorylation,Y1068,phospho-RTK array,3.2-fold,2-fold\n" +
      "P1,B1,KIT,expression,overexpression,IHC,H-score 180,>= 150\n",
  );
  assertEquals(
    findings.map(({ alteration, assay, measurement }) => [
      alteration.label,
      assay,
      measurement,
    ]),
    [
      ["EGFR phosphorylation: Y1068", "phospho-RTK array", {
        quantity: "3.2-fold",
        cutOff: "2-fold",
      }],
      ["KIT overexpression", "IHC", { quantity: "H-score 180", cutOff: ">= 150" }],
    ],
  );
});
