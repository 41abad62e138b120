import { assert, assertAlmostEquals, assertEquals, assertStringIncludes } from "../assert.ts";
import { pairMechanisms } from "../../lib/cli/frequency_co_occurrence.ts";
import {
  assaysOfTable,
  classifyFindings,
  findingsOfTable,
  type MechanismLevel,
  type SeveralRule,
} from "../../lib/mechanisms/mod.ts";
import { parseTable } from "../../lib/tables/mod.ts";

/** SIMULATED, by patient: what was found, and the panel that looked. Only the wide one sees KIT. */
const PATIENTS: readonly (readonly [genes: string, panel: string])[] = [
  ["EGFR MET", "wide"],
  ["EGFR MET", "wide"],
  ["EGFR MET", "narrow"],
  ["EGFR", "narrow"],
  ["KIT", "wide"],
  ["MET KIT", "wide"],
  ["", "wide"],
  ["", "wide"],
  ["", "narrow"],
  ["", "narrow"],
];
const TEXT = "patient,biopsy,gene,change,kind,assay,target\n" +
  PATIENTS.flatMap(([genes, panel], i) =>
    genes.split(" ").map((gene) =>
      gene === ""
        ? `P${i},B${i},,,,${panel},ALK`
        : `P${i},B${i},${gene},amplification,copy number,${panel},ALK`
    )
  ).join("\n");
const ASSAYS = "assay,kind,gene\nwide,copy number,EGFR;MET;KIT\nnarrow,copy number,EGFR;MET\n";

function pairs(rule: SeveralRule = "every", level: MechanismLevel = "gene") {
  const table = (text: string) => parseTable(text, { source: "SIMULATED" });
  const findings = findingsOfTable(table(TEXT), { assays: assaysOfTable(table(ASSAYS)) });
  const { cells: { columns, rows }, summary } = pairMechanisms(
    classifyFindings(findings, { rule }),
    level,
  );
  const records = rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i]])));
  return { records, summary };
}

/** The 2 x 2 table of two genes over the patients whose panel sees both, by going through them. */
function count(one: string, other: string) {
  const seen = PATIENTS.filter(([, panel]) => panel === "wide" || ![one, other].includes("KIT"))
    .map(([genes]) => [genes.includes(one), genes.includes(other)]);
  const number = (a: boolean, b: boolean) => seen.filter(([x, y]) => x === a && y === b).length;
  return [number(true, true), number(true, false), number(false, true), number(false, false)];
}

Deno.test("pairMechanisms() counts the patients in whom both could be seen", () => {
  const { records, summary } = pairs();
  assertEquals(records.length, 3);
  for (const row of records) {
    const table = count(String(row.mechanism_1), String(row.mechanism_2));
    assertEquals([row.n_both, row.n_only_1, row.n_only_2, row.n_neither], table);
    assertEquals(row.n_assessable, table.reduce((sum, value) => sum + value, 0));
    const [both, first, second, neither] = table;
    const ratio = both * neither / (first * second);
    assertEquals(row.odds_ratio, ratio === Infinity ? "Inf" : ratio);
  }
  assertEquals(records.map((row) => row.n_assessable).sort(), [10, 6, 6]);
  assertStringIncludes(summary, "3 pairs of mechanisms");
});

Deno.test("pairMechanisms() gives Fisher's p and q over the pairs", () => {
  const { records } = pairs();
  const row = records.find((pair) => pair.n_assessable === 10)!;
  // Of 210 ways to put 4 and 4 among 10, 24 share three, 1 shares all, and 15 share none.
  assertEquals([row.n_both, row.n_only_1, row.n_only_2, row.n_neither], [3, 1, 1, 5]);
  assertAlmostEquals(Number(row.p), (24 + 1 + 15) / 210, 1e-12);
  const sorted = records.map(({ p }) => Number(p)).sort((a, b) => a - b);
  const q = sorted.map((_, i) => Math.min(...sorted.slice(i).map((p, j) => p * 3 / (i + j + 1))));
  assertEquals(
    records.map((pair) => Number(pair.q).toFixed(12)).sort(),
    q.map((value) => Math.min(1, value).toFixed(12)).sort(),
  );
  assert(Number(row.p_together) < Number(row.p_apart));
});

Deno.test("pairMechanisms() counts every mechanism of a patient, whatever the rule", () => {
  const { records } = pairs("every", "mechanism");
  assertEquals(records.map((row) => row.n_both).sort(), [0, 1, 3]);
  assertEquals(pairs("first by precedence", "mechanism").records, records);
  assertEquals(pairs("several as one", "mechanism").records, records);
});
