import { UsageError } from "../../../lib/errors/mod.ts";
import {
  checkFigure,
  composeFigure,
  crossResistanceMap,
  type Figure,
  foldChangeMap,
} from "../../../lib/figures/mod.ts";
import { foldRampOf } from "../../../lib/figures/marks/fold_ramp.ts";
import { readPotencies } from "../../../lib/potency/mod.ts";
import { crossResistance, foldChangeOfPotencies } from "../../../lib/resistance/mod.ts";
import { assert, assertEquals, assertStringIncludes, assertThrows } from "../../assert.ts";
import { records } from "../../resistance/records.ts";
import { count, textNamed, textsOf } from "../read_svg.ts";
import { assertSvgSnapshot } from "../svg_snapshot.ts";

const GUIDE = await readPotencies("data/crizotinib_guide_2025/ic50.csv");
const RESISTANCE_GUIDE = await readPotencies("data/crizotinib_resistance_guide_2025/ic50.csv");
const PUBLISHED = await readPotencies("data/published_ic50/ic50.csv");
const FOLDS = foldChangeOfPotencies(GUIDE, { reference: "WT" });
const BOTH = crossResistance([GUIDE, RESISTANCE_GUIDE], { reference: "WT" });

function assertPasses(figure: Figure, options: { width?: string } = {}): void {
  for (const journal of ["screen", "nature"]) {
    assertEquals(checkFigure(figure, journal, options).items.filter(({ passed }) => !passed), []);
  }
}

Deno.test("foldRampOf() is pale at 1, orange above it and purple below", () => {
  const { colorOf, reach } = foldRampOf([0.5, 100]);
  const light = (ratio: number) => /(\d+), (\d+), (\d+)/.exec(colorOf(ratio))!.slice(1).map(Number);
  assertEquals(reach, 2);
  assert(Math.min(...light(1)) > 220);
  const [[upRed, , upBlue], [downRed, , downBlue]] = [light(30), light(1 / 30)];
  assert(upRed > upBlue && downBlue > downRed);
  assertEquals(colorOf(1e6), colorOf(100));
});

Deno.test("foldChangeMap() says every value in its cell", async () => {
  const figure = foldChangeMap(FOLDS);
  await assertSvgSnapshot("fold_change_map", figure.svg);
  assertPasses(figure);
  assertEquals(count(figure.svg, '[aria-label="cells"] rect'), 30);
  assertEquals(figure.data.length, 30);
  const texts = textsOf(figure.svg);
  for (const text of ["> ~ 10", "~ 5 to 150", "crizotinib", "G1202R", "10", "0.1"]) {
    assert(texts.includes(text), text);
  }
  assertStringIncludes(figure.caption, "Fold change over WT (IC50)");
  assertStringIncludes(figure.caption, "19 less sensitive and 11 not told apart");
});

Deno.test("foldChangeMap() gives maps with one domain the same colors and needs one ramp", () => {
  const [few, many] = ["WT,a,10\nG1202R,a,30", "WT,a,1\nG1202R,a,30\nL1196M,a,1000"].map((rows) =>
    foldChangeOfPotencies(records(`genotype,drug,as_printed\n${rows}\n`), { reference: "WT" })
  );
  const fills = (figure: Figure) =>
    [...figure.svg.matchAll(/fill="(rgb\([^)]*\))"/g)].map(([, color]) => color);
  const ramps = (figure: Figure) => count(figure.svg, '[aria-label="color ramp"]');
  const alone = foldChangeMap(few, { legend: false });
  const shared = foldChangeMap(few, { domain: [...few, ...many], legend: false });
  const { colorOf } = foldRampOf([1000]);
  assertEquals([fills(alone), fills(shared)], [[foldRampOf([3]).colorOf(3)], [colorOf(3)]]);
  assertEquals([ramps(foldChangeMap(few)), ramps(shared)], [1, 0]);
  const both = composeFigure([[foldChangeMap(many)], [shared]]);
  assertEquals(ramps(both), 1);
  assertPasses(both);
});

Deno.test("foldChangeMap() dashes what is not determined, and leaves what is not there empty", () => {
  const folds = foldChangeOfPotencies(
    records(
      "target,genotype,drug,as_printed\nALK,WT,a,10\nALK,WT,b,>10\nALK,G1202R,a,1\n" +
        "ALK,G1202R,b,>100\nALK,L1196M,a,30\nALK,L1196M,c,-\nALK,WT,c,5\n",
    ),
    { reference: "WT" },
  );
  const figure = foldChangeMap(folds, { preset: "nature" });
  assertPasses(figure);
  assertEquals(figure.data.map(({ shown }) => shown), ["0.1", "3", "> 100 nM", "n. d."]);
  assertEquals(count(figure.svg, '[aria-label="cells"] rect[stroke-dasharray]'), 4);
  assert(textsOf(figure.svg).join(" ").includes("dashed, no fold change; empty, nothing known"));
  assertStringIncludes(figure.caption, "in a dashed cell, the IC50 itself; n. d., not determined");
  assert(textsOf(figure.svg).includes("n. d.") && textsOf(figure.svg).includes("> 100 nM"));
});

Deno.test("foldChangeMap() stays readable with 17 lines by 6 inhibitors", () => {
  const many = Array.from(
    { length: 17 },
    (_, i) =>
      ["crizotinib", "ceritinib", "alectinib", "brigatinib", "lorlatinib", "repotrectinib"]
        .map((drug, j) => ({
          ...FOLDS[(i + j) % FOLDS.length],
          test: `SIMULATED line ${i + 1}`,
          key: { drug },
        })),
  ).flat();
  assertPasses(foldChangeMap(many));
});

Deno.test("foldChangeMap() refuses none, two in a cell and a column that is not there", () => {
  assertThrows(() => foldChangeMap([]), UsageError, "needs 1 or more, found none");
  assertThrows(
    () => foldChangeMap([...FOLDS, { ...FOLDS[0], key: { ...FOLDS[0].key, panel: "other" } }]),
    UsageError,
    'found two of "L1196M" under "crizotinib", which differ in panel. Draw a map for each',
  );
  assertThrows(
    () => foldChangeMap(FOLDS, { column: "drugs" }),
    UsageError,
    'found "drugs". Did you mean "drug"?',
  );
});

Deno.test("crossResistanceMap() shows both guides side by side, words and bounds kept", async () => {
  const figure = crossResistanceMap(BOTH);
  await assertSvgSnapshot("cross_resistance_map", figure.svg);
  assertPasses(figure);
  const entries = BOTH.cells.flatMap((cell) => cell.entries);
  assertEquals(figure.data.length, entries.length);
  const shownOf = (genotype: string, inhibitor: string) =>
    figure.data.filter((row) => row.genotype === genotype && row.inhibitor === inhibitor)
      .map(({ shown }) => shown);
  assertEquals(shownOf("WT", "ceritinib"), ["~ 20 to 40 nM", "0.15 nM"]);
  assertEquals(shownOf("L1196M", "crizotinib"), ["> ~ 10", "> 333"]);
  assertEquals(shownOf("G1269A", "crizotinib"), ["> ~ 10", "Intermediate Resistance"]);
  assertEquals(shownOf("G1202R", "lorlatinib"), ["~ 5 to 150", "80 nM"]);
  assertEquals(shownOf("L1152R", "ceritinib"), ["not done"]);
  // One box for every value, and one for every cell of which nobody speaks.
  const silent = BOTH.genotypes.length * BOTH.inhibitors.length - BOTH.cells.length;
  assertEquals(count(figure.svg, '[aria-label="cells"] rect'), entries.length + silent);
  assertEquals(
    textNamed(figure.svg, "> 333 [2]").box.left > textNamed(figure.svg, "L1196M").box.right,
    true,
  );
  assertStringIncludes(figure.caption, "Research use only");
  assert(textsOf(figure.svg).join(" ").includes("Research use only"));
});

Deno.test("crossResistanceMap() keeps proteins apart and marks what is no protein change", () => {
  const all = crossResistance([GUIDE, RESISTANCE_GUIDE, PUBLISHED], {
    reference: ["WT", "parental"],
  });
  const figure = crossResistanceMap(all);
  assertPasses(figure, { width: "double" });
  const texts = textsOf(figure.svg);
  assert(texts.includes("ROS1 G2032R") && texts.includes("ALK G1202R"));
  const ros1 = crossResistanceMap(all, { target: "ROS1", panel: "Lin JJ" });
  assertPasses(ros1);
  assertEquals(new Set(ros1.data.map(({ target }) => target)), new Set(["ROS1"]));
  assertEquals(textsOf(ros1.svg).includes("281"), true);
});

Deno.test("crossResistanceMap() refuses a panel or target that is not there", () => {
  assertThrows(
    () => crossResistanceMap(BOTH, { target: "ALk" }),
    UsageError,
    'target must be one of ALK, found "ALk". Did you mean "ALK"?',
  );
  assertThrows(
    () => crossResistanceMap(BOTH, { panel: "nobody" }),
    UsageError,
    'panel must be the name of one, or a part of it, found "nobody"',
  );
});
