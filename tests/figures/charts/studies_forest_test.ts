import { UsageError } from "../../../lib/errors/mod.ts";
import { checkFigure, type Figure, studiesForest } from "../../../lib/figures/mod.ts";
import {
  countsOfTable,
  mechanismFrequency,
  type PooledFrequency,
  poolFrequencies,
  readCounts,
} from "../../../lib/mechanisms/mod.ts";
import { parseTable } from "../../../lib/tables/mod.ts";
import { assert, assertEquals, assertStringIncludes, assertThrows } from "../../assert.ts";
import { count, textNamed, textsOf } from "../read_svg.ts";
import { assertSvgSnapshot } from "../svg_snapshot.ts";

/** SIMULATED studies, as "A 4 11". */
function pool(...studies: readonly string[]): PooledFrequency {
  const rows = studies.map((study) => {
    const [name, n, total, printed = ""] = study.split(" ");
    return `${name},ALK mutation,${n},${total},${printed}\n`;
  });
  const text = `study,mechanism,n,N,percent_as_printed\n${rows.join("")}`;
  return poolFrequencies(
    mechanismFrequency(countsOfTable(parseTable(text, { source: "SIMULATED" }))),
  );
}

function assertPasses(figure: Figure): void {
  for (const journal of ["screen", "nature"]) {
    assertEquals(checkFigure(figure, journal).items.filter(({ passed }) => !passed), []);
  }
}

Deno.test("studiesForest() draws studies, the pooled diamond and the prediction interval", async () => {
  const pooled = pool("A 4 11", "B 9 40", "C 6 21", "D 0 14", "E 20 33", "F 5 60", "G   22-36%");
  const figure = studiesForest(pooled, { stamp: "SIMULATED" });
  await assertSvgSnapshot("studies_forest", figure.svg);
  assertPasses(figure);
  assertEquals(figure.data.map(({ kind }) => kind), [
    ...Array(7).fill("study"),
    "pooled",
    "prediction",
  ]);
  const [g, diamond, prediction] = figure.data.slice(6);
  assertEquals([g.estimate, g.n], [null, null]);
  assertStringIncludes(String(g.shown), "not pooled: percent only");
  assertEquals(diamond.shown, "44 of 179, 21.6 % (6.9 to 50.6)");
  assertEquals(diamond.estimate, pooled.pooled.estimate);
  assertEquals(prediction.lower, pooled.pooled.prediction!.lower);
  assert(textsOf(figure.svg).includes("0 of 14, 95 % upper limit 21.5 %"));
  // Six squares and the diamond; line and caps of six studies and of the prediction.
  assertEquals(count(figure.svg, '[aria-label="values"] path'), 7);
  assertEquals(count(figure.svg, '[aria-label="values"] line'), 21);
  assertStringIncludes(figure.caption, "diamond, pooled with its 95 % interval (t)");
  const { box } = textNamed(figure.svg, "A");
  assertEquals(box.top, textNamed(figure.svg, "4 of 11, 36.4 % (15.2 to 64.6)").box.top);
});

Deno.test("studiesForest() says that fewer than three studies get no interval", async () => {
  const two = studiesForest(pool("A 4 11", "B 9 40"));
  await assertSvgSnapshot("studies_forest_two", two.svg);
  assertPasses(two);
  assertEquals(two.data[2].shown, "13 of 51, 25.5 %, no interval");
  assertStringIncludes(two.caption, "k = 2: too few studies to pool with an interval");
  const counts = await readCounts(
    "data/published_mechanism_frequencies/mechanism_frequencies.csv",
  );
  const frequency = mechanismFrequency(counts, { by: "cohort" });
  const one = studiesForest(poolFrequencies(frequency, "ALK kinase-domain mutation"));
  assertPasses(one);
  assertEquals([one.data[1].estimate, one.data[1].shown], [
    null,
    "4 of 11, one study: nothing is pooled",
  ]);
  assertEquals(count(one.svg, '[aria-label="reference"]'), 0);
});

Deno.test("studiesForest() says the upper limit where no study has an event", () => {
  const figure = studiesForest(pool("A 0 11", "B 0 40", "C 0 21"));
  assertPasses(figure);
  assertEquals(figure.data[3].shown, "0 of 72, 95 % upper limit 5.0 %");
  assertStringIncludes(figure.caption, "Clopper-Pearson of the total");
});

Deno.test("studiesForest() says that a prediction interval of three studies says little", () => {
  const figure = studiesForest(pool("A 4 11", "B 9 40", "C 6 21"));
  assertPasses(figure);
  assertStringIncludes(String(figure.data[4].shown), "k < 5: says little");
});

Deno.test("studiesForest() shows studies of which none can be pooled, and refuses none at all", () => {
  const none = pool("A   22-36%", "B   38%");
  const figure = studiesForest(none);
  assertPasses(figure);
  assertEquals(count(figure.svg, '[aria-label="values"]'), 0);
  assertThrows(() => studiesForest({ ...none, leftOut: [] }), UsageError, "needs 1 to 80, found 0");
  const many = Array.from({ length: 81 }, (_, i) => ({ cohort: `S${i}`, reason: "none" }));
  assertThrows(() => studiesForest({ ...none, leftOut: many }), UsageError, "found 81");
});
