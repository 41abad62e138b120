import { UsageError } from "../../../lib/errors/mod.ts";
import {
  checkFigure,
  type Figure,
  figureFor,
  selectivityChart,
  volcanoChart,
} from "../../../lib/figures/mod.ts";
import { randomNormal, randomSeeded } from "../../../lib/numerics/mod.ts";
import { drugSelectivity, type ScreenedCurve, type ScreenHits } from "../../../lib/screen/mod.ts";
import { assert, assertEquals, assertThrows } from "../../assert.ts";
import { count, textsOf } from "../read_svg.ts";
import { assertSvgSnapshot } from "../svg_snapshot.ts";

/** SIMULATED: forty drugs on forty lines; a fifth of the curves has an effect, stronger the surer. */
const random = randomSeeded(9);
const found = foundOf(
  Array.from({ length: 1600 }, (_, i): ScreenedCurve => {
    const works = random() < (i % 40 < 30 ? 0.1 : 0.5);
    const auc = works ? 0.15 + 0.8 * random() : 1 + 0.04 * randomNormal(random);
    const q = works ? 10 ** (-12 * random() * (1 - auc / 2)) : random();
    return {
      curve: i,
      cellLine: `line ${Math.floor(i / 40) + 1}`,
      drug: `drug ${(i % 40) + 1}`,
      auc,
      q,
      status: works ? "measured" : "flat",
      hit: q <= 0.01 && auc <= 0.7,
    };
  }),
);
const drugs = drugSelectivity(found);
const stamp = "SIMULATED";

function failures(figure: Figure): unknown[] {
  return ["screen", "nature"].flatMap((preset) =>
    checkFigure(figureFor(figure, preset), preset).items.filter(({ passed }) => !passed)
  );
}

/** How many subpaths the paths of a group have. */
function subpaths(svg: string, group: string): number {
  const [, inside = ""] = new RegExp(`<g aria-label="${group}">(.*?)</g>`, "s").exec(svg) ?? [];
  return [...inside.matchAll(/M/g)].length;
}

Deno.test("volcanoChart() draws every hit, and the others in hexagons", async () => {
  const figure = volcanoChart(found, { stamp });
  await assertSvgSnapshot("volcano", figure.svg);
  assertEquals(failures(figure), []);
  assertEquals(subpaths(figure.svg, "hits"), found.hits.length);
  assert(subpaths(figure.svg, "no hits") < 300);
  assertEquals(figure.data.length, found.curves.length);
  assertEquals(figure.data.filter(({ hit }) => hit === "yes").length, found.hits.length);
  const texts = textsOf(figure.svg);
  assert(texts.includes(`${found.hits.length} hits`));
  const others = found.curves.length - found.hits.length;
  assert(texts.join(" ").includes(`${others.toLocaleString("en-US")} others, darker where more`));
  const { drug, cellLine } = found.hits[0];
  assert(texts.includes(`${drug}, ${cellLine}`));
});

const curve = (auc: number, q: number, hit: boolean): ScreenedCurve => ({
  curve: Math.round(1e9 * auc),
  cellLine: "A",
  drug: "x",
  auc,
  q,
  status: "measured",
  hit,
});

function foundOf(curves: readonly ScreenedCurve[]): ScreenHits {
  return {
    curves,
    hits: curves.filter(({ hit }) => hit).toSorted((a, b) => a.auc - b.auc),
    unanswered: 0,
    q: 0.01,
    auc: 0.7,
  };
}

Deno.test("volcanoChart() draws more hits than can be told apart as hexagons, and says so", () => {
  const many = Array.from(
    { length: 6000 },
    (_, i) => curve(0.1 + i / 10000, 10 ** -(2 + i % 9), true),
  );
  const figure = volcanoChart(foundOf(many), { named: 0 });
  assert(subpaths(figure.svg, "hits") < 1000);
  assert(figure.caption.includes("in hexagons that grow with their number"));
  assertEquals(count(figure.svg, '[aria-label="labels"]'), 0);
  assertEquals(failures(figure), []);
});

Deno.test("volcanoChart() counts what lies beyond an axis", () => {
  const { caption, svg } = volcanoChart(foundOf([
    curve(-0.02, 0, true),
    curve(0.5, 1e-9, true),
    curve(1, 1, false),
  ]));
  assert(caption.includes("1 curve beyond an axis at its end"));
  assert(!svg.includes("NaN") && !svg.includes("Infinity"));
});

Deno.test("volcanoChart() draws a screen without a hit, and refuses one without a curve", () => {
  const figure = volcanoChart(foundOf([curve(1, 1, false), curve(0.98, 0.7, false)]));
  assertEquals(failures(figure), []);
  assert(figure.title.includes("0 of 2 curves are hits"));
  assertThrows(() => volcanoChart(foundOf([])), UsageError, "found none");
});

Deno.test("selectivityChart() draws a row per drug with its hits of lines", async () => {
  const figure = selectivityChart(drugs, { most: 12, stamp });
  await assertSvgSnapshot("selectivity", figure.svg);
  assertEquals(failures(figure), []);
  assertEquals(count(figure.svg, '[aria-label="distributions"] rect'), 12);
  const hits = drugs.slice(0, 12).reduce((sum, { hits }) => sum + hits, 0);
  // Each with its rim.
  assertEquals(subpaths(figure.svg, "hits"), 2 * hits);
  const [first] = drugs;
  assert(textsOf(figure.svg).join(" ").includes(`${first.hits} of 40, `));
  assertEquals(figure.data[0].hits, first.hits);
});

Deno.test("selectivityChart() refuses none and more than it can show", () => {
  assertThrows(() => selectivityChart([]), UsageError, "needs 1 to 60 drugs, found 0");
  const many = Array.from({ length: 70 }, () => drugs[0]);
  assertThrows(() => selectivityChart(many, { most: 70 }), UsageError, "found 70");
});
