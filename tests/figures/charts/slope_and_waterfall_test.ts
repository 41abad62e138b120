import { UsageError } from "../../../lib/errors/mod.ts";
import { checkFigure, type Figure, slopeChart, waterfallChart } from "../../../lib/figures/mod.ts";
import { readPotencies } from "../../../lib/potency/mod.ts";
import { foldChangeOfPotencies } from "../../../lib/resistance/mod.ts";
import { assert, assertEquals, assertStringIncludes, assertThrows } from "../../assert.ts";
import { records } from "../../resistance/records.ts";
import { count, textsOf } from "../read_svg.ts";
import { assertSvgSnapshot } from "../svg_snapshot.ts";

const GUIDE = await readPotencies("data/crizotinib_guide_2025/ic50.csv");
const FOLDS = foldChangeOfPotencies(GUIDE, { reference: "WT" });

/** A number, a bound either way, a hypersensitive one and one that is not determined. */
const MIXED = foldChangeOfPotencies(
  records(
    "target,genotype,drug,as_printed\nALK,WT,a,10\nALK,G1202R,a,300\nALK,L1196M,a,>1000\n" +
      "ALK,F1174L,a,1\nALK,C1156Y,a,<2\nALK,G1269A,a,High Resistance\n",
  ),
  { reference: "WT" },
);

function assertPasses(figure: Figure): void {
  for (const journal of ["screen", "nature"]) {
    assertEquals(checkFigure(figure, journal).items.filter(({ passed }) => !passed), []);
  }
}

Deno.test("waterfallChart() orders its bars and keeps bounds apart from numbers", async () => {
  const figure = waterfallChart(FOLDS);
  await assertSvgSnapshot("waterfall_guide", figure.svg);
  assertPasses(figure);
  assertEquals(count(figure.svg, '[aria-label="bars"] rect'), 30);
  assertEquals(
    count(figure.svg, '[aria-label="bars"] path'),
    FOLDS.filter(({ relation }) => relation === ">").length,
  );
  assertEquals(figure.data[0].shown, "> ~ 33.3");
  assertStringIncludes(figure.caption, "19 less sensitive and 11 not told apart");
});

Deno.test("waterfallChart() puts what is not determined last, with its word", () => {
  const figure = waterfallChart(MIXED);
  assertPasses(figure);
  assertEquals(figure.data.map(({ name, shown }) => [name, shown]), [
    ["L1196M", "> 100"],
    ["G1202R", "30"],
    ["C1156Y", "< 0.2"],
    ["F1174L", "0.1"],
    ["G1269A", "not determined"],
  ]);
  assertEquals(count(figure.svg, '[aria-label="bars"] rect'), 4);
  const texts = textsOf(figure.svg);
  assert(texts.includes("not determined") && texts.includes("hypersensitive"));
});

Deno.test("waterfallChart() cuts names that would leave no room for bars, not the data", () => {
  const test = "SIMULATED line with a name that goes on and on and on and on";
  const figure = waterfallChart([{ ...MIXED[0], test }, MIXED[1]]);
  assertPasses(figure);
  assertEquals(figure.data[1].name, test);
  assert(textsOf(figure.svg).some((text) => text.endsWith("…")));
});

Deno.test("slopeChart() draws a line for each drug, dashed to a bound", async () => {
  const figure = slopeChart(FOLDS.filter(({ test }) => test === "G1202R"));
  await assertSvgSnapshot("slope_guide", figure.svg);
  assertPasses(figure);
  assertEquals(count(figure.svg, '[aria-label="slopes"] line[stroke-dasharray]'), 3);
  const texts = textsOf(figure.svg);
  for (const text of ["WT", "G1202R", "crizotinib, > ~ 20-fold", "1,000", "IC50 (nM)"]) {
    assert(texts.includes(text), text);
  }
  assertEquals(figure.data[0].test, 2000);
});

Deno.test("slopeChart() names what has no line", () => {
  const figure = slopeChart(MIXED);
  assertPasses(figure);
  assert(textsOf(figure.svg).includes("G1269A, not determined"));
  // Four lines and the two bounds' triangles; wild type and two numbers are circles.
  assertEquals(count(figure.svg, '[aria-label="slopes"] line'), 4);
  assertEquals(count(figure.svg, '[aria-label="slopes"] path'), 2);
  assertEquals(figure.data[4].test, null);
});

Deno.test("slopeChart() and waterfallChart() refuse none, too many and endpoints that differ", () => {
  assertThrows(() => slopeChart([]), UsageError, "needs 1 to 40, found 0");
  assertThrows(() => waterfallChart([]), UsageError, "needs 1 to 120, found 0");
  assertThrows(() => slopeChart(Array(41).fill(FOLDS[0])), UsageError, "found 41. Draw them in");
  assertThrows(
    () => waterfallChart([FOLDS[0], { ...FOLDS[1], endpoint: "Ki" }]),
    UsageError,
    "all must be of one endpoint, found IC50 and Ki",
  );
  const { potencies } = FOLDS[1];
  const other = { ...potencies.test, unit: "ng/mL" };
  assertThrows(
    () => slopeChart([FOLDS[0], { ...FOLDS[1], potencies: { ...potencies, test: other } }]),
    UsageError,
    "all concentrations must be in one unit, found nM and ng/mL",
  );
});
