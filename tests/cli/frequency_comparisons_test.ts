import { assert, assertAlmostEquals, assertEquals, assertStringIncludes } from "../assert.ts";
import { compareGroups } from "../../lib/cli/frequency_comparisons.ts";
import {
  classifyFindings,
  countsOfTable,
  findingsOfTable,
  mechanismFrequency,
  readCounts,
} from "../../lib/mechanisms/mod.ts";
import { parseTable } from "../../lib/tables/mod.ts";

/** SIMULATED: three cohorts; C prints one of them without its count. */
const COUNTS = `study,mechanism,n,N,percent
A,ALK G1202R,2,20,
A,MET amplification,0,20,
A,ALK L1196M,5,20,
B,ALK G1202R,9,15,
B,MET amplification,0,15,
B,ALK L1196M,1,15,
C,ALK G1202R,,,40 %
`;

type Row = Readonly<Record<string, string | number | null>>;

function recordsOf(
  { cells: { columns, rows } }: ReturnType<typeof compareGroups>,
): readonly Row[] {
  return rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i]])));
}

function counted(text: string) {
  return mechanismFrequency(countsOfTable(parseTable(text, { source: "SIMULATED" })));
}

/** n! / (k! (n - k)!), exactly. */
function choose(n: number, k: number): bigint {
  if (k < 0 || k > n) return 0n;
  let value = 1n;
  for (let i = 1; i <= k; i++) value = value * BigInt(n - k + i) / BigInt(i);
  return value;
}

/** Fisher's two-sided p by adding up, in whole numbers, the tables at most as likely. */
function fisher(a: number, m: number, b: number, n: number): number {
  const ways = (x: number) => choose(m, x) * choose(n, a + b - x);
  let sum = 0n;
  for (let x = 0; x <= a + b; x++) if (ways(x) <= ways(a)) sum += ways(x);
  return Number(sum) / Number(choose(m + n, a + b));
}

function wilson(events: number, total: number): [number, number] {
  const z = 1.959963984540054;
  const share = events / total;
  const centre = (share + z * z / (2 * total)) / (1 + z * z / total);
  const half = z / (1 + z * z / total) *
    Math.sqrt(share * (1 - share) / total + z * z / (4 * total * total));
  return [centre - half, centre + half];
}

Deno.test("compareGroups() gives Fisher's p, Newcombe's limits, and q over all tests of the file", () => {
  const rows = recordsOf(compareGroups(counted(COUNTS), ["A", "B"], null));
  assertEquals(rows.map((row) => row.mechanism), [
    "ALK G1202R",
    "MET amplification",
    "ALK L1196M",
  ]);
  const [first, nothing, second] = rows;
  const [one, other] = [fisher(2, 20, 9, 15), fisher(5, 20, 1, 15)];
  assertAlmostEquals(Number(first.p), one, 1e-12);
  assertAlmostEquals(Number(second.p), other, 1e-12);
  // Two tests: what nobody has in either group is none.
  assertAlmostEquals(Number(first.q), Math.min(2 * one, other), 1e-12);
  assertAlmostEquals(Number(second.q), other, 1e-12);
  assertEquals([nothing.status, nothing.p, nothing.q, nothing.odds_ratio], [
    "nothing to test",
    null,
    null,
    null,
  ]);
  assertAlmostEquals(Number(first.difference), 2 / 20 - 9 / 15, 1e-15);
  const [[l1, u1], [l2, u2]] = [wilson(2, 20), wilson(9, 15)];
  const [d1, d2] = [2 / 20, 9 / 15];
  assertAlmostEquals(
    Number(first.difference_lower),
    d1 - d2 - Math.hypot(d1 - l1, u2 - d2),
    1e-12,
  );
  assertAlmostEquals(
    Number(first.difference_upper),
    d1 - d2 + Math.hypot(u1 - d1, d2 - l2),
    1e-12,
  );
  assertEquals([first.n_1, first.n_assessable_1, first.n_2, first.n_assessable_2], [2, 20, 9, 15]);
});

Deno.test("compareGroups() gives the conditional odds ratio with exact limits", () => {
  const [row] = recordsOf(compareGroups(counted(COUNTS), ["A", "B"], null));
  const weights = (ratio: number) =>
    Array.from({ length: 12 }, (_, x) => Number(choose(20, x) * choose(15, 11 - x)) * ratio ** x);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const share = (ratio: number, from: number, to: number) =>
    sum(weights(ratio).slice(from, to)) / sum(weights(ratio));
  const mean = (ratio: number) =>
    sum(weights(ratio).map((weight, x) => weight * x)) / sum(weights(ratio));
  assertAlmostEquals(mean(Number(row.odds_ratio)), 2, 1e-8);
  assertAlmostEquals(share(Number(row.odds_ratio_lower), 2, 12), 0.025, 1e-8);
  assertAlmostEquals(share(Number(row.odds_ratio_upper), 0, 3), 0.025, 1e-8);
});

Deno.test("compareGroups() takes every two groups and says which have no counts", () => {
  const { summary, ...rest } = compareGroups(counted(COUNTS), null, null);
  const rows = recordsOf({ summary, ...rest });
  assertEquals(rows.map((row) => `${row.mechanism}: ${row.group_1}, ${row.group_2}`), [
    "ALK G1202R: A, B",
    "ALK G1202R: A, C",
    "ALK G1202R: B, C",
    "MET amplification: A, B",
    "ALK L1196M: A, B",
  ]);
  assertEquals([rows[1].status, rows[1].p, rows[1].difference], ["not compared", null, null]);
  assertStringIncludes(String(rows[1].reason), "C: percent only");
  assertStringIncludes(summary, "2 compared, 2 not compared, 1 nothing to test");
});

Deno.test("compareGroups() writes an odds ratio without upper limit as Inf", () => {
  const text = "study,mechanism,n,N\nA,x,5,9\nB,x,0,9\n";
  const [row] = recordsOf(compareGroups(counted(text), null, null));
  assertEquals([row.odds_ratio, row.odds_ratio_upper], ["Inf", "Inf"]);
  assert(Number(row.odds_ratio_lower) > 1);
});

Deno.test("compareGroups() does not add up several counts of a group, nor compare one group", () => {
  const text = "study,prior_drug,mechanism,n,N\nA,x,m,1,9\nB,x,m,2,9\nC,y,m,3,9\n";
  const counts = countsOfTable(parseTable(text, { source: "SIMULATED" }));
  const [row] = recordsOf(
    compareGroups(mechanismFrequency(counts, { by: "prior_drug" }), null, null),
  );
  assertEquals(row.status, "not compared");
  assertStringIncludes(String(row.reason), "x has several counts of it");
  const alone = compareGroups(counted(text), ["A"], null);
  assertEquals(alone.cells.rows, []);
  assertStringIncludes(alone.summary, "need two groups");
  const many = Array.from({ length: 21 }, (_, i) => `S${i},m,1,9`).join("\n");
  assertStringIncludes(
    compareGroups(counted(`study,mechanism,n,N\n${many}\n`), null, null).summary,
    "21 groups make too many pairs",
  );
});

Deno.test("compareGroups() reaches p = 0.621 for ROS1 mutations by drug (Lin 2021)", async () => {
  const published = "data/published_mechanism_frequencies/mechanism_frequencies.csv";
  const frequency = mechanismFrequency(await readCounts(published), { by: "cohort" });
  const [row] = recordsOf(
    compareGroups(frequency, ["Lin2021-crizotinib", "Lin2021-lorlatinib"], null),
  );
  assertEquals([row.mechanism, row.n_1, row.n_2], ["any ROS1 resistance mutation", 16, 13]);
  assertAlmostEquals(Number(row.p), 0.621, 5e-4);
  assertStringIncludes(String(row.note), "whether patients are counted twice, or in both groups");
});

/** SIMULATED: two biopsies each; L1196M is in nobody after y. */
const BIOPSIES = "patient,biopsy,gene,change,prior_drugs,target\n" +
  Array.from({ length: 8 }, (_, i) => {
    const drug = i < 4 ? "x" : "y";
    const change = i % 2 === 0 ? "G1202R" : i < 4 ? "L1196M" : "";
    const gene = change === "" ? "" : "ALK";
    return `P${i},P${i}a,${gene},${change},${drug},ALK\nP${i},P${i}b,,,${drug},ALK\n`;
  }).join("");

Deno.test("compareGroups() resamples patients who have several biopsies, without a p", () => {
  const findings = findingsOfTable(parseTable(BIOPSIES, { source: "SIMULATED" }), {
    assays: "every assay covers every gene",
  });
  const rows = recordsOf(
    compareGroups(mechanismFrequency(findings, { by: "prior_drug", unit: "biopsy" }), null, null),
  );
  const [both] = rows.filter((row) => row.mechanism === "ALK G1202R");
  assertEquals([both.status, both.difference_method, both.difference, both.p, both.q], [
    "compared",
    "cluster bootstrap",
    0,
    null,
    null,
  ]);
  assert(Number(both.difference_lower) < 0 && Number(both.difference_upper) > 0);
  const [none] = rows.filter((row) => row.mechanism === "ALK L1196M");
  assertEquals(none.status, "not compared");
  assertStringIncludes(String(none.reason), "y has it in 0 of 8 biopsies");
});

/** SIMULATED, by patient: G1202R after x, then after y; "?" where the sample did not do. */
const TWICE = ["10", "11", "01", "01", "01", "00", "?1", "1?", "1", "0"];

/** What a row says of a sample, from the gene on. */
const STATES: Readonly<Record<string, string>> = {
  "0": ",,",
  "1": "ALK,G1202R,present",
  "?": "ALK,G1202R,not assessable",
};

Deno.test("compareGroups() tests the patients of both groups as pairs", () => {
  const text = "patient,biopsy,prior_drugs,target,gene,change,state\n" +
    TWICE.flatMap((states, i) =>
      [...states].map((state, j) => `P${i},P${i}${j},${"xy"[j]},ALK,${STATES[state]}\n`)
    ).join("");
  const findings = classifyFindings(findingsOfTable(parseTable(text, { source: "SIMULATED" }), {
    assays: "every assay covers every gene",
  }));
  const by = { by: "prior_drug" };
  const [row] = recordsOf(compareGroups(mechanismFrequency(findings, by), null, findings));
  assertEquals([row.n_1, row.n_assessable_1, row.n_2, row.n_assessable_2], [4, 9, 5, 7]);
  assertEquals([row.n_paired, row.n_paired_only_1, row.n_paired_only_2], [6, 1, 3]);
  // Of four who changed, one the one way: twice (1 + 4) of 16.
  assertEquals(row.p_paired, 10 / 16);
  assertStringIncludes(String(row.note), "8 patients are in both x and y");
  const acquired = mechanismFrequency(findings, { ...by, count: "acquired" });
  const rows = recordsOf(compareGroups(acquired, null, findings));
  assertEquals(rows.every((each) => each.p_paired === null), true);
});
