import { UsageError } from "../../../lib/errors/mod.ts";
import { checkFigure, type Figure, mechanismChart } from "../../../lib/figures/mod.ts";
import {
  countsOfTable,
  mechanismFrequency,
  readCounts,
  readStudy,
} from "../../../lib/mechanisms/mod.ts";
import { parseTable } from "../../../lib/tables/mod.ts";
import { assert, assertEquals, assertStringIncludes, assertThrows } from "../../assert.ts";
import { count, textNamed, textsOf } from "../read_svg.ts";
import { assertSvgSnapshot } from "../svg_snapshot.ts";

/** SIMULATED: a frequency, none, a percentage without counts, and half a count. */
const COUNTS = countsOfTable(parseTable(
  `study,mechanism,n,N,percent_as_printed
A,ALK mutation,4,11,36%
B,ALK mutation,0,24,
A,MET amplification,,,22-36%
B,MET amplification,3,,
`,
  { source: "SIMULATED" },
));

function assertPasses(figure: Figure): void {
  for (const journal of ["screen", "nature"]) {
    assertEquals(checkFigure(figure, journal).items.filter(({ passed }) => !passed), []);
  }
}

Deno.test("mechanismChart() draws counts as bars, none as a limit, percentages as text", async () => {
  const figure = mechanismChart(mechanismFrequency(COUNTS), { stamp: "SIMULATED" });
  await assertSvgSnapshot("mechanisms", figure.svg);
  assertPasses(figure);
  assertEquals(figure.data.map(({ shown }) => shown), [
    "4 of 11, 36.4 % (15.2 to 64.6)",
    "0 of 24, 95 % upper limit 13.8 %",
    "22-36% as printed, counts not given",
    "the denominator is not printed",
  ]);
  // One bar; an interval of a line and two caps for each of the two rows with counts.
  assertEquals(count(figure.svg, '[aria-label="values"] rect'), 1);
  assertEquals(count(figure.svg, '[aria-label="values"] line'), 6);
  assertEquals(figure.data[2].estimate, null);
  for (const text of ["ALK mutation", "MET amplification", "SIMULATED"]) {
    assert(textsOf(figure.svg).includes(text), text);
  }
});

Deno.test("mechanismChart() puts n of N beside its group", () => {
  const { svg } = mechanismChart(mechanismFrequency(COUNTS), { mechanisms: ["ALK mutation"] });
  const [name, number] = [textNamed(svg, "A"), textNamed(svg, "4 of 11, 36.4 % (15.2 to 64.6)")];
  assertEquals(name.box.top, number.box.top);
  assert(name.box.right < number.box.left);
});

Deno.test("mechanismChart() shows the SIMULATED cohort by drug, and who is in two groups", async () => {
  const findings = await readStudy("data/simulated_alk_cohort");
  const frequency = mechanismFrequency(findings, { by: "prior_drug", mechanisms: "mechanism" });
  const figure = mechanismChart(frequency, { stamp: "SIMULATED" });
  await assertSvgSnapshot("mechanisms_by_drug", figure.svg);
  assertPasses(figure);
  assertStringIncludes(figure.caption, "34 patients in both before any drug and crizotinib");
  const row = figure.data.find(({ group, mechanism }) =>
    group === "crizotinib" && mechanism === "kinase-domain mutation"
  )!;
  assertEquals([row.n, row.N, row.shown], [13, 64, "13 of 64, 20.3 % (12.3 to 31.7)"]);
  const one = mechanismChart(frequency, { groups: ["crizotinib"] });
  assertPasses(one);
  assert(one.data.every(({ group }) => group === "crizotinib"));
});

Deno.test("mechanismChart() shows published counts, of one group from several sources apart", async () => {
  const counts = await readCounts(
    "data/published_mechanism_frequencies/mechanism_frequencies.csv",
  );
  const figure = mechanismChart(mechanismFrequency(counts, { by: "cohort" }));
  assertPasses(figure);
  assertStringIncludes(figure.caption, "most frequent of 36 mechanisms");
  const twice = countsOfTable(parseTable(
    "study,mechanism,n,N,drug,source\nA,M,1,9,x,Paper A\nB,M,2,9,x,Paper B\n",
    { source: "SIMULATED" },
  ));
  const apart = mechanismChart(mechanismFrequency(twice, { by: "drug" }));
  assertPasses(apart);
  assert(textsOf(apart.svg).includes("x [2]"));
  assertStringIncludes(apart.caption, "[1] Paper A. [2] Paper B");
});

Deno.test("mechanismChart() refuses unknown mechanisms and groups, and nothing to draw", () => {
  const frequency = mechanismFrequency(COUNTS);
  assertThrows(
    () => mechanismChart(frequency, { mechanisms: ["ALK mutations"] }),
    UsageError,
    'Did you mean "ALK mutation"?',
  );
  assertThrows(() => mechanismChart(frequency, { groups: ["C"] }), UsageError, 'found "C"');
  assertThrows(
    () => mechanismChart({ ...frequency, rows: [] }),
    UsageError,
    "needs 1 row or more, found none",
  );
  assertThrows(() => mechanismChart(frequency, { mechanisms: [] }), UsageError, "found 0");
});

Deno.test("mechanismChart() of one row has room for it under its note", () => {
  const one = countsOfTable(parseTable("study,mechanism,n,N\nA,x,4,11\n", { source: "SIMULATED" }));
  for (const preset of ["screen", "nature", "plos"]) {
    const figure = mechanismChart(mechanismFrequency(one), { stamp: "SIMULATED", preset });
    assertEquals(checkFigure(figure).items.filter(({ passed }) => !passed), [], preset);
  }
});
