import { UsageError } from "../../../lib/errors/mod.ts";
import {
  checkFigure,
  type Figure,
  foldChangeChart,
  forestPlot,
  type ForestRow,
  potencyForest,
} from "../../../lib/figures/mod.ts";
import { makePotency, readPotencies } from "../../../lib/potency/mod.ts";
import { foldChange, foldChangeOfPotencies } from "../../../lib/resistance/mod.ts";
import { assert, assertEquals, assertStringIncludes, assertThrows } from "../../assert.ts";
import { count, textNamed, textsOf } from "../read_svg.ts";
import { assertSvgSnapshot } from "../svg_snapshot.ts";

const CI = { meaning: "confidence", level: 0.95, sides: 2, method: "t over replicates" } as const;

const known = (cell_line: string, drug: string, potency: Parameters<typeof makePotency>[0]) => ({
  key: { cell_line, drug },
  potency: makePotency({ kind: "absolute", ...potency }),
  scope: "over replicates" as const,
  replicates: [],
});

/** SIMULATED: every way in which a concentration can be known. */
const CONCENTRATIONS = [
  known("H3122", "crizotinib", {
    estimate: 212,
    lower: 171,
    upper: 262,
    interval: CI,
    replicates: 3,
  }),
  known("H3122-CR", "crizotinib", { relation: ">", estimate: 8400 }),
  known("H3122-LR", "crizotinib", { estimate: 900, lower: 40, interval: CI }),
  known("H3122-GR", "crizotinib", { relation: "not determined" }),
  known("H3122", "lorlatinib", { estimate: 2.12, lower: 1.71, upper: 2.62, interval: CI }),
  known("H3122-CR", "lorlatinib", { relation: "<", estimate: 1 }),
  known("H3122-LR", "lorlatinib", { relation: "range", lower: 50, upper: 100, approximate: true }),
];

function assertPasses(figure: Figure): void {
  for (const journal of ["screen", "nature"]) {
    assertEquals(checkFigure(figure, journal).items.filter(({ passed }) => !passed), []);
  }
}

Deno.test("potencyForest() draws intervals, bounds, ranges and words", async () => {
  const figure = potencyForest(CONCENTRATIONS, { group: "drug", stamp: "SIMULATED" });
  await assertSvgSnapshot("potency_forest", figure.svg);
  assertPasses(figure);
  assertEquals(figure.data.map(({ number }) => number), [
    "212 (171 to 262), n = 3",
    "> 8,400",
    "900 (40 or more)",
    "not determined",
    "2.12 (1.71 to 2.62)",
    "< 1",
    "~ 50 to 100",
  ]);
  for (const text of ["crizotinib", "H3122-GR", "not determined", "10,000", "SIMULATED"]) {
    assert(textsOf(figure.svg).includes(text), text);
  }
  // Three diamonds, two bounds' arrow heads, one open end; one bar. Nothing for what has no number.
  assertEquals(count(figure.svg, '[aria-label="values"] path'), 6);
  assertEquals(count(figure.svg, '[aria-label="values"] rect'), 1);
  assertStringIncludes(figure.caption, "line, 95 % CI (t over replicates)");
});

Deno.test("potencyForest() puts every row beside its number", () => {
  const { svg } = potencyForest(CONCENTRATIONS.slice(0, 4));
  const [name, number] = [textNamed(svg, "H3122-CR"), textNamed(svg, "> 8,400")];
  assertEquals(name.box.top, number.box.top);
  assert(name.box.right < number.box.left);
});

Deno.test("potencyForest() refuses concentrations that cannot share an axis", () => {
  const relative = known("H3122", "x", { estimate: 3, kind: "relative" });
  assertThrows(
    () => potencyForest([...CONCENTRATIONS, relative]),
    UsageError,
    'all must have the same endpoint and kind, found "absolute IC50" and "relative IC50"',
  );
  assertThrows(
    () => potencyForest([CONCENTRATIONS[0], known("H3122", "y", { estimate: 3, unit: "ng/mL" })]),
    UsageError,
    'all must have the same unit, found "nM" and "ng/mL"',
  );
  assertThrows(
    () => potencyForest([CONCENTRATIONS[0], known("a", "b", { estimate: 3, readout: "enzyme" })]),
    UsageError,
    "the same readout",
  );
  assertThrows(() => potencyForest([]), UsageError, "needs 1 or more, found none");
  assertThrows(
    () => potencyForest(CONCENTRATIONS, { group: "drugs" }),
    UsageError,
    'found "drugs". Did you mean "drug"?',
  );
});

Deno.test("foldChangeChart() shows each source's fold change with its range or bound", async () => {
  const records = await readPotencies("data/crizotinib_guide_2025/ic50.csv");
  const figure = foldChangeChart(foldChangeOfPotencies(records, { reference: "WT" }));
  await assertSvgSnapshot("fold_change_guide", figure.svg);
  assertPasses(figure);
  assertEquals(figure.data.length, 30);
  const row = figure.data.find(({ group, name }) => group === "alectinib" && name === "G1202R")!;
  assertEquals([row.relation, row.number], [">", "> ~ 33.3"]);
  assertStringIncludes(figure.title, "19 less sensitive and 11 not told apart");
  assertEquals(count(figure.svg, '[aria-label="reference"] line'), 1);
});

Deno.test("foldChangeChart() shows the papers' arithmetic beside a bound, and what is missing", () => {
  const folds = foldChange(
    CONCENTRATIONS.slice(0, 4).map((row) => ({ ...row, scope: "within experiment" as const })),
    { reference: { cell_line: "H3122" } },
  );
  const figure = foldChangeChart(folds);
  assertPasses(figure);
  assertEquals(figure.data.map(({ name }) => name), ["H3122-CR", "H3122-LR", "H3122-GR"]);
  assertEquals(figure.data[0].number, "> 32.1, [> 39.6]");
  assertEquals(figure.data[2].number, "not determined");
  assertStringIncludes(figure.caption, "as papers print it");
  assertStringIncludes(figure.title, "over H3122");
});

Deno.test("foldChangeChart() refuses none, and endpoints that differ", () => {
  assertThrows(() => foldChangeChart([]), UsageError, "needs 1 or more, found none");
  const [fold] = foldChange(CONCENTRATIONS.slice(0, 2), { reference: { cell_line: "H3122" } });
  assertThrows(
    () => foldChangeChart([fold, { ...fold, endpoint: "IC20" }]),
    UsageError,
    "all must be of one endpoint, found IC50 and IC20",
  );
});

const ROW: ForestRow = {
  name: "A",
  relation: "=",
  estimate: 3,
  lower: null,
  upper: null,
  interval: null,
};

Deno.test("forestPlot() draws rows of which none has a number", () => {
  const figure = forestPlot(
    [{ ...ROW, relation: "word", estimate: null, word: "High Resistance" }],
    { axis: "IC50 (nM)" },
  );
  assertPasses(figure);
  assertEquals(count(figure.svg, '[aria-label="values"]'), 0);
  assert(textsOf(figure.svg).includes("High Resistance"));
});

Deno.test("forestPlot() keeps arrows and long names inside the figure", () => {
  const rows = [1e-3, 1, 1e7].flatMap((estimate): ForestRow[] => [
    { ...ROW, name: `H3122 resistant to crizotinib at ${estimate}`, relation: ">", estimate },
    { ...ROW, name: "wide", estimate, lower: estimate / 1e6, upper: estimate * 1e6 },
  ]);
  const figure = forestPlot(rows, { axis: "IC50 (nM)", preset: "nature" });
  assertPasses(figure);
});

Deno.test("forestPlot() refuses no rows, too many, and numbers without a logarithm", () => {
  const axis = "IC50 (nM)";
  assertThrows(() => forestPlot([], { axis }), UsageError, "needs 1 to 80 rows, found 0");
  assertThrows(() => forestPlot(Array(81).fill(ROW), { axis }), UsageError, "found 81");
  assertThrows(
    () => forestPlot([{ ...ROW, estimate: 0 }], { axis }),
    UsageError,
    'estimate of "A" must be a number > 0 or null, found 0',
  );
  assertThrows(
    () => forestPlot([{ ...ROW, upper: Infinity }], { axis }),
    UsageError,
    "found Infinity",
  );
});
