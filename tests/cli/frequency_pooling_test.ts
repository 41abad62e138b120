import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertStringIncludes,
  assertThrows,
} from "../assert.ts";
import { poolCohorts } from "../../lib/cli/frequency_pooling.ts";
import { UsageError } from "../../lib/errors/mod.ts";
import { countsOfTable, findingsOfTable, mechanismFrequency } from "../../lib/mechanisms/mod.ts";
import { parseTable } from "../../lib/tables/mod.ts";

/** SIMULATED: four cohorts of ALK mutation, two of MET, one percentage without counts. */
const COUNTS = `study,prior_drug,mechanism,n,N,percent
A,x,ALK mutation,3,20,
B,x,ALK mutation,12,25,
C,x,ALK mutation,5,40,
D,y,ALK mutation,20,31,
A,x,MET amplification,1,20,
B,x,MET amplification,2,25,
E,x,MET amplification,,,3 %
`;

type Row = Readonly<Record<string, string | number | null>>;

function poolTable(text: string, by: readonly string[], groups: readonly string[] | null = null) {
  const counts = countsOfTable(parseTable(text, { source: "SIMULATED" }));
  const result = poolCohorts(counts, mechanismFrequency(counts, { by }), groups);
  const { columns, rows } = result.cells;
  const records = rows.map((row): Row =>
    Object.fromEntries(columns.map((name, i) => [name, row[i]]))
  );
  return { ...result, records };
}

/** log likelihood of a binomial with a normal logit, by the trapezoid rule. */
function logLikelihood(studies: readonly (readonly [number, number])[], mu: number, tau: number) {
  const STEP = 0.02;
  return studies.reduce((sum, [events, total]) => {
    let density = 0;
    for (let z = -8; z <= 8; z += STEP) {
      const share = 1 / (1 + Math.exp(-(mu + tau * z)));
      density += share ** events * (1 - share) ** (total - events) * Math.exp(-z * z / 2) * STEP;
    }
    return sum + Math.log(density);
  }, 0);
}

Deno.test("poolCohorts() gives the share and the variance at which the likelihood is greatest", () => {
  const [row] = poolTable(COUNTS, []).records;
  assertEquals([row.mechanism, row.status, row.cohorts, row.n, row.n_assessable], [
    "ALK mutation",
    "estimated",
    4,
    40,
    116,
  ]);
  const studies = [[3, 20], [12, 25], [5, 40], [20, 31]] as const;
  const logit = (share: number) => Math.log(share / (1 - share));
  const [mu, tau] = [logit(Number(row.estimate)), Math.sqrt(Number(row.tau_squared))];
  const slope = (of: (h: number) => number) => (of(1e-4) - of(-1e-4)) / 2e-4;
  assertAlmostEquals(slope((h) => logLikelihood(studies, mu + h, tau)), 0, 1e-5);
  assertAlmostEquals(slope((h) => logLikelihood(studies, mu, tau + h)), 0, 1e-5);
  // t with k - 1 = 3 is symmetric on the logit.
  const [lower, upper] = [logit(Number(row.lower)), logit(Number(row.upper))];
  assertAlmostEquals((lower + upper) / 2, mu, 1e-9);
  assertEquals([row.interval_method, row.model], ["t", "binomial-normal"]);
  assertStringIncludes(String(row.note), "of little use below five cohorts");
});

Deno.test("poolCohorts() gives no interval below three cohorts, and says what it left out", () => {
  const { records, pooled, summary } = poolTable(COUNTS, []);
  const row = records[1];
  assertEquals([row.mechanism, row.status, row.cohorts, row.lower, row.upper], [
    "MET amplification",
    "too few studies",
    2,
    null,
    null,
  ]);
  assertStringIncludes(String(row.reason), "no interval below 3");
  assertStringIncludes(String(row.left_out), "E: percent only");
  assertEquals(pooled.map(({ mechanism }) => mechanism), ["ALK mutation", "MET amplification"]);
  assertStringIncludes(summary, "2 in two cohorts or more, 1 of them with an interval");
});

Deno.test("poolCohorts() keeps apart what the other group columns tell apart", () => {
  const { records, cells, pooled } = poolTable(COUNTS, ["prior_drug"]);
  assertEquals(cells.columns[0], "prior_drug");
  assertEquals(records.map((row) => `${row.prior_drug} ${row.mechanism} ${row.cohorts}`), [
    "x ALK mutation 3",
    "y ALK mutation 1",
    "x MET amplification 2",
  ]);
  assertEquals(pooled[0].pooled.studies.map(({ name }) => name), ["A", "B", "C"]);
  assertStringIncludes(String(records[1].note), "k = 1");
  assertEquals(poolTable(COUNTS, ["prior_drug"], ["y"]).records.length, 1);
  assertEquals(poolTable(COUNTS, [], ["A", "B"]).records[0].cohorts, 2);
});

Deno.test("poolCohorts() gives the range of estimates without each cohort", () => {
  const [row] = poolTable(COUNTS, []).records;
  const without = (name: string) => {
    const lines = COUNTS.trimEnd().split("\n").filter((line) => !line.startsWith(`${name},`));
    return Number(poolTable(lines.join("\n"), []).records[0].estimate);
  };
  const estimates = ["A", "B", "C", "D"].map(without);
  assertAlmostEquals(Number(row.least_without_one), Math.min(...estimates), 1e-9);
  assertAlmostEquals(Number(row.most_without_one), Math.max(...estimates), 1e-9);
});

Deno.test("poolCohorts() does not add up two counts of one cohort, nor guess what a cohort is", () => {
  const [row] = poolTable("study,mechanism,n,N\nA,m,1,9\nA,m,2,9\nB,m,3,9\n", []).records;
  assertEquals([row.status, row.cohorts, row.estimate], ["not pooled", null, null]);
  assertStringIncludes(String(row.reason), "several counts of one cohort");
  const text = "patient,biopsy,gene,change,Study,centre,target\n" +
    ["A", "B", "C"].flatMap((study) =>
      [1, 2, 3].map((i) =>
        `${study}${i},${study}${i},${i === 1 ? "ALK,G1202R" : ","},${study},one,ALK`
      )
    ).join("\n");
  const findings = findingsOfTable(parseTable(text, { source: "SIMULATED" }), {
    assays: "every assay covers every gene",
  });
  const none = poolCohorts(findings, mechanismFrequency(findings, { by: "centre" }), null);
  assertEquals(none.cells.rows, []);
  assertStringIncludes(none.summary, "say --by");
  const { pooled: [{ pooled }] } = poolCohorts(
    findings,
    mechanismFrequency(findings, { by: ["Study", "centre"] }),
    null,
  );
  assertEquals([pooled.k, pooled.events, pooled.total], [3, 3, 9]);
  assert(pooled.lower !== null);
});

Deno.test("poolCohorts() refuses a group column with the name of a result", () => {
  const text = "study,model,mechanism,n,N\nA,x,m,1,9\n";
  assertThrows(() => poolTable(text, ["model"]), UsageError, '"model"');
});
