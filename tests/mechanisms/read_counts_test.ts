import { DataError, UsageError } from "../../lib/errors/mod.ts";
import {
  compareFrequencies,
  countsOfTable,
  formatFrequency,
  mechanismFrequency,
  poolFrequencies,
  readCounts,
} from "../../lib/mechanisms/mod.ts";
import { parseTable } from "../../lib/tables/mod.ts";
import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertRejects,
  assertThrows,
} from "../assert.ts";

const PUBLISHED = "data/published_mechanism_frequencies/mechanism_frequencies.csv";
const counts = (text: string) => countsOfTable(parseTable(text, { source: "counts.csv" }));

Deno.test("readCounts() keeps a percentage without counts as a percentage", async () => {
  const { rows } = mechanismFrequency(await readCounts(PUBLISHED), { by: "cohort" });
  const printed = rows.filter(({ status }) => status === "percent only");
  assertEquals(printed.map(({ asPrinted, events, estimate }) => [asPrinted, events, estimate]), [
    ["15%", null, null],
    ["12%", null, null],
    ["22%", null, null],
  ]);
  assertEquals(
    formatFrequency(printed[0]),
    "MET amplification in DagogoJack2020 15% as printed, counts not given",
  );
  const half = rows.filter(({ status }) => status === "counts incomplete");
  assertEquals(half.map(({ events, assessable }) => [events, assessable]), [
    [null, 103],
    [null, 39],
    [17, null],
    [7, null],
  ]);
});

Deno.test("readCounts() refuses n above N and counts that are no whole numbers, all at once", async () => {
  const error = assertThrows(
    () => counts("study,mechanism,n,N\nA,x,5,4\nB,x,2.5,10\nC,x,1,\n"),
    DataError,
  );
  assertEquals(error.problems.map(({ row, needed }) => [row, needed]), [
    [2, "at most N (4)"],
    [3, "a whole number >= 0"],
  ]);
  assertThrows(() => counts("study,n,N\nA,1,2\n"), DataError, 'a column "mechanism"');
  await assertRejects(() => readCounts("no.csv"), UsageError);
});

Deno.test("ROS1 mutations after crizotinib and lorlatinib (Lin 2021): p = 0.621, with its remark", async () => {
  const frequency = mechanismFrequency(await readCounts(PUBLISHED), { by: "cohort" });
  const between = ["Lin2021-crizotinib", "Lin2021-lorlatinib"];
  const compare = (boschloo?: boolean) =>
    compareFrequencies(frequency, "any ROS1 resistance mutation", { between, boschloo });
  const { pair, boschloo, remarks } = compare();
  assertAlmostEquals(pair!.fisher.pValue, 0.621, 5e-4);
  assert(boschloo !== null && compare(false).boschloo === null);
  assert(remarks[0].includes("whether patients are counted twice, or in both groups"));
});

Deno.test("the 2.9 % of MET amplification is 2 of 70 over two drugs, 1 of 42 and 1 of 28 by drug", async () => {
  const { rows } = mechanismFrequency(await readCounts(PUBLISHED), { by: "cohort" });
  const met = rows.filter(({ group, mechanism }) =>
    group.startsWith("Lin2021") && mechanism.startsWith("MET amplification")
  );
  assertEquals(met.map(({ group, events, assessable }) => [group, events, assessable]), [
    ["Lin2021-crizotinib", 1, 42],
    ["Lin2021-lorlatinib", 1, 28],
    ["Lin2021-pooled", 2, 70],
  ]);
  assertAlmostEquals(met[2].estimate!, 0.029, 5e-4);
  assertAlmostEquals(met[2].upper!, 0.098, 5e-4);
});

Deno.test("published counts are never added: two of one group must be told apart", async () => {
  const published = await readCounts(PUBLISHED);
  const frequency = mechanismFrequency(published, { by: "target" });
  assertThrows(
    () => compareFrequencies(frequency, "MET amplification", { between: ["ROS1", "ALK"] }),
    UsageError,
    "must have",
  );
  assertThrows(() => mechanismFrequency(published, { by: "drug" }), UsageError, "prior_drug");
});

Deno.test("poolFrequencies() leaves out percentages with the reason", () => {
  const text =
    "study,mechanism,n,N,percent_as_printed\nA,x,1,10,\nB,x,2,20,\nC,x,3,30,\nD,x,,,15%\n";
  const { pooled, leftOut } = poolFrequencies(mechanismFrequency(counts(text)));
  assertEquals([pooled.k, pooled.events, pooled.total], [3, 6, 60]);
  assertEquals(leftOut.map(({ cohort, reason }) => [cohort, reason.split(":")[0]]), [[
    "D",
    "percent only",
  ]]);
});

Deno.test("readCounts() keeps a table without counts as printed, words as words", async () => {
  const path = "data/crizotinib_resistance_guide_2025/mechanism_frequencies.csv";
  const guide = await readCounts(path, { cohort: "guide" });
  const { rows } = mechanismFrequency(guide, { by: "target" });
  assertEquals(rows.map(({ status }) => status), rows.map(() => "percent only"));
  assertEquals([rows[0].asPrinted, rows[0].events, rows[0].assessable], [
    "22% - 36%[1]",
    null,
    null,
  ]);
  assertEquals(rows[0].reason, "only a percentage is printed; no counts are made from that");
  assertEquals(rows[2].reason, "only words are printed; no counts are made from that");
  await assertRejects(() => readCounts(path), DataError, 'a column "cohort_id"');
});

Deno.test("a published count of none assessed is no estimate", () => {
  const { rows: [none] } = mechanismFrequency(counts("study,mechanism,n,N\nA,x,0,0\n"));
  assertEquals(
    [none.status, none.reason, none.estimate, none.lower, none.upper, none.interval],
    ["nobody assessable", "0 were assessed", null, null, null, null],
  );
});
