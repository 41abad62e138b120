import { UsageError } from "../../../lib/errors/mod.ts";
import { parseSvg } from "../../../lib/figures/document.ts";
import { svgItems } from "../../../lib/figures/check/svg_items.ts";
import { doseResponseChart } from "../../../lib/figures/mod.ts";
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "../../assert.ts";
import { bound, DOSES, fitOf, measured, potency } from "../fixtures.ts";
import { count, textsOf } from "../read_svg.ts";
import { assertSvgSnapshot } from "../svg_snapshot.ts";

const PARENTAL = fitOf({ key: { drug: "Crizotinib", cell_line: "H3122" }, ic50: 210 });
const RESISTANT = fitOf({
  key: { drug: "Crizotinib", cell_line: "H3122-CR" },
  ic50: 15000,
  seed: 7,
  status: "incomplete",
  potency: bound(">", 8400),
});
const BOTH = [PARENTAL, RESISTANT];

const DRUGS = ["Crizotinib", "Ceritinib", "Alectinib", "Brigatinib"];
const SIX = DRUGS.flatMap((drug, i) => [
  fitOf({ key: { drug, cell_line: "H3122" }, ic50: 3 * 4 ** i, seed: i }),
  fitOf({ key: { drug, cell_line: "H3122-CR" }, ic50: 30 * 4 ** i, seed: 20 + i }),
]);

const REPLICATES = [1, 2, 3].flatMap((replicate) => [
  fitOf({
    key: { drug: "Crizotinib", cell_line: "H3122", replicate: String(replicate) },
    ic50: 180 + 20 * replicate,
    seed: replicate,
  }),
  fitOf({
    key: { drug: "Crizotinib", cell_line: "H3122-CR", replicate: String(replicate) },
    ic50: 9000 + 1000 * replicate,
    seed: 10 + replicate,
  }),
]);

Deno.test("doseResponseChart() draws two curves with direct labels, bands and IC50s", async () => {
  const figure = doseResponseChart(BOTH, { color: "cell_line" });
  await assertSvgSnapshot("dose_response_two", figure.svg);
  const texts = textsOf(figure.svg);
  for (const text of ["H3122", "210 nM", "H3122-CR", "> 8.4 µM", "Crizotinib (nM)", "IC₅₀"]) {
    assert(texts.includes(text), text);
  }
  assert(texts.includes("Response (fraction of control)"));
  assert(texts.includes("Mean ± SD, n = 3 wells per dose"));
});

Deno.test("doseResponseChart() hands over the data drawn: a row per dose and curve", () => {
  const { data } = doseResponseChart(BOTH, { color: "cell_line" });
  assertEquals(data.length, 2 * DOSES.length);
  assertEquals(Object.keys(data[0]), [
    "drug",
    "cell_line",
    "dose_nM",
    "mean_fraction",
    "error_bar",
    "lower",
    "upper",
    "n",
  ]);
  const wells = PARENTAL.curve.responses.slice(0, 3);
  const mean = wells.reduce((sum, value) => sum + value, 0) / 3;
  const sd = Math.sqrt(wells.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 2);
  assertAlmostEquals(Number(data[0].mean_fraction), mean, 1e-12);
  assertAlmostEquals(Number(data[0].upper), mean + sd, 1e-12);
  assertEquals(data[0].n, 3);
  assertEquals(data.map((row) => row.dose_nM).slice(0, DOSES.length), DOSES);
});

Deno.test("doseResponseChart() draws as many marks as it has data", () => {
  const { svg } = doseResponseChart(BOTH, { color: "cell_line", ic50: "none" });
  const groups = '[aria-label="means and error bars"]';
  assertEquals(count(svg, groups), 2);
  assertEquals(count(svg, `${groups} circle`), DOSES.length);
  assertEquals(count(svg, `${groups} path[fill="#D55E00"]`), DOSES.length);
  // One path for each curve's bars: a bar up and a bar down for each mean, each with its cap.
  const bars = [...parseSvg(svg).querySelectorAll(`${groups} path[fill="none"]`)];
  assertEquals(bars.map((bar) => bar.getAttribute("d")!.split("M").length - 1), [
    4 * DOSES.length,
    4 * DOSES.length,
  ]);
  // A curve and its stub over the vehicle, for each.
  assertEquals(count(svg, '[aria-label="line"] path'), 4);
  assertEquals(count(svg, '[aria-label="area"] path'), 2);
});

Deno.test("doseResponseChart() says every error bar by its name", () => {
  for (const errorBars of ["SD", "SEM", "95 % CI"] as const) {
    const { svg, caption, data } = doseResponseChart(BOTH, { errorBars });
    assert(textsOf(svg).includes(`Mean ± ${errorBars}, n = 3 wells per dose`));
    assert(caption.includes(`error bars, ${errorBars} over wells`));
    assertEquals(data[0].error_bar, errorBars);
  }
  const plain = doseResponseChart(BOTH, { errorBars: "none" });
  assertEquals(count(plain.svg, '[aria-label="means and error bars"] path[fill="none"]'), 0);
  assertEquals(plain.data[0].lower, null);
});

Deno.test("doseResponseChart() takes replicates as the values, not their wells", async () => {
  const figure = doseResponseChart(REPLICATES, {
    color: "cell_line",
    ic50: [
      { key: { cell_line: "H3122" }, potency: measured(219, 190, 252) },
      { key: { cell_line: "H3122-CR" }, potency: bound(">", 8400) },
    ],
  });
  await assertSvgSnapshot("dose_response_replicates", figure.svg);
  assert(textsOf(figure.svg).includes("Mean ± SD, n = 3 replicates per dose"));
  assertEquals(figure.data[0].n, 3);
  assertEquals(count(figure.svg, '[aria-label="line"] path'), 2 * REPLICATES.length);
  assertEquals(Object.keys(figure.data[0]).includes("replicate"), false);
  assert(figure.caption.includes("the wells of each averaged first"));
});

Deno.test("doseResponseChart() makes small multiples with outer labels only", async () => {
  const figure = doseResponseChart(SIX, { facet: "drug", color: "cell_line", columns: 2 });
  await assertSvgSnapshot("dose_response_facets", figure.svg);
  const texts = textsOf(figure.svg);
  for (const drug of DRUGS) assertEquals(texts.filter((text) => text === drug).length, 1);
  assertEquals(texts.filter((text) => text === "Dose (nM)").length, 1);
  assertEquals(texts.filter((text) => text === "1,000").length <= 2, true);
  assertEquals(texts.filter((text) => text === "H3122").length, 1);
  assertEquals(figure.data.length, SIX.length * DOSES.length);
});

Deno.test("doseResponseChart() facets by several columns at once", () => {
  const { svg } = doseResponseChart(SIX, { facet: ["drug", "cell_line"] });
  assert(textsOf(svg).includes("Ceritinib, H3122-CR"));
});

Deno.test("doseResponseChart() draws a bound as an arrow and no symbol", () => {
  const bounded = ["a", "b", "c"].map((cell_line) =>
    fitOf({ key: { cell_line }, ic50: 1e5, status: "incomplete", potency: bound(">", 10000) })
  );
  const { svg, caption } = doseResponseChart(bounded);
  assertEquals(count(svg, '[aria-label="potency"] path'), 3);
  assertEquals(count(svg, '[aria-label="potency"] text'), 1);
  assert(caption.includes("absolute IC₅₀ (arrows, bounds): a > 10 µM"));
  const measuredOne = doseResponseChart([PARENTAL]);
  assertEquals(count(measuredOne.svg, '[aria-label="potency"] path'), 1);
  assertEquals(count(measuredOne.svg, '[aria-label="potency"] line'), 3);
});

Deno.test("doseResponseChart() writes what has no number, and what lies off the axis", () => {
  const { svg } = doseResponseChart([
    fitOf({
      key: { cell_line: "flat" },
      status: "flat",
      potency: potency({ relation: "not determined" }),
    }),
    fitOf({ key: { cell_line: "far" }, potency: measured(5e6, 1e6, 2e7) }),
  ]);
  assert(textsOf(svg).includes("not determined"));
  assert(textsOf(svg).includes("5 mM →"));
});

Deno.test("doseResponseChart() marks relative IC50s without the line at half of control", () => {
  const absolute = doseResponseChart([PARENTAL]);
  const relative = doseResponseChart([PARENTAL], { ic50: "relative" });
  assertEquals(count(absolute.svg, '[aria-label="rule"] line'), 1);
  assertEquals(count(relative.svg, '[aria-label="rule"] line'), 0);
  assert(relative.caption.includes("relative IC₅₀"));
});

Deno.test("doseResponseChart() shows a curve that could not be fitted as points, and says why", () => {
  const failed = fitOf({ key: { cell_line: "A" }, status: "not converged" });
  const figure = doseResponseChart([failed]);
  assertEquals(count(figure.svg, '[aria-label="line"] path'), 0);
  assertEquals(count(figure.svg, '[aria-label="means and error bars"] circle'), DOSES.length);
  assert(figure.caption.includes("no curve for A (SIMULATED not converged)"));
});

Deno.test("doseResponseChart() takes one point", async () => {
  const figure = doseResponseChart([
    fitOf({ key: { cell_line: "A" }, doses: [37], wells: 1, status: "too few doses" }),
  ]);
  await assertSvgSnapshot("dose_response_one_point", figure.svg);
  assertEquals(figure.data.length, 1);
  assert(figure.caption.includes("single values (n = 1 per dose)"));
});

Deno.test("doseResponseChart() draws nothing of a curve outside the axis, no line along its end", () => {
  const sane = fitOf({ key: { cell_line: "A" } });
  const wild = { ...sane, logistic: { ...sane.logistic!, bottom: -1e9 } };
  assertEquals(count(doseResponseChart([wild]).svg, '[aria-label="line"] path'), 0);
  assertEquals(count(doseResponseChart([sane]).svg, '[aria-label="line"] path'), 2);
});

Deno.test("doseResponseChart() names the response with its scale", () => {
  const percent = fitOf({
    key: { cell_line: "A" },
    scale: "percent",
    top: 100,
    bottom: 4,
    noise: 3,
  });
  const { svg, data } = doseResponseChart([percent], { response: "Viability" });
  assert(textsOf(svg).includes("Viability (% of control)"));
  assertEquals("mean_percent" in data[0], true);
  const grams = fitOf({ key: { cell_line: "A" }, unit: "ng/mL" });
  assert(textsOf(doseResponseChart([grams]).svg).includes("Dose (ng/mL)"));
});

Deno.test("doseResponseChart() breaks labels of 80 characters into lines, none clipped", () => {
  const name = "A cell line with a very long name, EML4-ALK variant 3, G1202R/L1196M, clone 17-B";
  assertEquals(name.length, 80);
  const { svg, widthMM } = doseResponseChart([
    fitOf({ key: { cell_line: name } }),
    fitOf({ key: { cell_line: "x".repeat(80) }, ic50: 3000 }),
  ]);
  const joined = textsOf(svg).join("").replaceAll(" ", "");
  assert(joined.includes(name.replaceAll(" ", "")));
  const drawn = svgItems(svg).texts.filter(({ text }) => /^x+$/.test(text));
  assertEquals(drawn.reduce((sum, { text }) => sum + text.length, 0), 80);
  for (const { box } of drawn) assert(box.right <= widthMM * 72 / 25.4);
});

Deno.test("doseResponseChart() draws sixteen curves in one panel and refuses 200", () => {
  const lines = (count: number) =>
    Array.from({ length: count }, (_, i) => fitOf({ key: { cell_line: `L${i}` }, seed: i }));
  const texts = textsOf(doseResponseChart(lines(16)).svg);
  assertEquals(texts.filter((text) => /^L\d+$/.test(text)).length, 16);
  const { message } = assertThrows(() => doseResponseChart(lines(200)), UsageError);
  assertEquals(
    message,
    "Cannot draw 200 curves in one panel: at most 16 can be told apart. Give color a column with fewer " +
      "values, split the panel with facet, or use savePages",
  );
});

Deno.test("doseResponseChart() refuses what it cannot draw, and says how to mend it", () => {
  assertThrows(() => doseResponseChart([]), UsageError, "needs at least one fit, found none");
  assertThrows(
    () => doseResponseChart(BOTH, { color: "cellline" }),
    UsageError,
    'found "cellline". Did you mean "cell_line"?',
  );
  assertThrows(
    () => doseResponseChart([PARENTAL, fitOf({ key: { cell_line: "B" }, unit: "ng/mL" })]),
    UsageError,
    "dose units must be the same in one chart, found nM and ng/mL",
  );
  assertThrows(
    () => doseResponseChart([fitOf({ key: { cell_line: "A" }, doses: [0] })]),
    UsageError,
    "needs a dose above 0, found only vehicle wells",
  );
  assertThrows(
    () => doseResponseChart([fitOf({ key: { cell_line: "細胞" } }), PARENTAL]),
    UsageError,
    "has no glyph for",
  );
  assertThrows(
    () => doseResponseChart(BOTH, { width: 12 }),
    UsageError,
    "Cannot draw a figure 12 mm in width",
  );
});

Deno.test("doseResponseChart() refuses potencies that belong to no curve or have another unit", () => {
  const stray = { key: { cell_line: "H2228" }, potency: measured(20, 10, 40) };
  assertThrows(() => doseResponseChart(BOTH, { ic50: [stray] }), UsageError, "found none");
  const grams = {
    key: { cell_line: "H3122" },
    potency: potency({ estimate: 20, unit: "ng/mL" }),
  };
  assertThrows(
    () => doseResponseChart(BOTH, { ic50: [grams] }),
    UsageError,
    "they must be in the unit of the doses (nM), found ng/mL",
  );
});

Deno.test("doseResponseChart() refuses more panels than can be read", () => {
  const many = Array.from({ length: 97 }, (_, i) => fitOf({ key: { drug: `D${i}` }, wells: 1 }));
  assertThrows(
    () => doseResponseChart(many, { facet: "drug" }),
    UsageError,
    "Cannot draw 97 panels",
  );
});

Deno.test("doseResponseChart() does not change what it is given", () => {
  const before = JSON.stringify(BOTH);
  doseResponseChart(BOTH);
  assertEquals(JSON.stringify(BOTH), before);
});
