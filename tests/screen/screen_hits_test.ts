import { UsageError } from "../../lib/errors/mod.ts";
import { drugSelectivity, fitScreen, screenHits, simulateScreen } from "../../lib/screen/mod.ts";
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "../assert.ts";
import { knownScreen } from "./named_screen.ts";

const measured = (cellLine: string, drug: string, auc: number, q: number) => ({
  cellLine,
  drug,
  values: { auc, q_no_effect: q },
});

const { screen, fits } = knownScreen([
  measured("A", "x", 0.4, 1e-6),
  measured("B", "x", 0.4, 0.5),
  measured("C", "x", 0.9, 1e-6),
  measured("D", "x", 0.2, 1e-3),
  measured("A", "y", 0.7, 0.01),
  measured("B", "y", 0.95, 0.9),
  measured("C", "y", NaN, NaN),
]);

Deno.test("screenHits() asks for both, a certain effect and a large one", () => {
  const { hits, curves, unanswered } = screenHits(fits, screen, { q: 0.01, auc: 0.7 });
  assertEquals(hits.map(({ drug, cellLine }) => drug + cellLine), ["xD", "xA", "yA"]);
  assertEquals([curves.length, unanswered], [6, 1]);
  assertEquals(screenHits(fits, screen, { q: 1e-4, auc: 0.7 }).hits.length, 1);
  assertEquals(screenHits(fits, screen, { q: 1, auc: 1 }).hits.length, 6);
});

Deno.test("screenHits() shows n of N and the strongest", () => {
  const text = Deno.inspect(screenHits(fits, screen));
  assert(
    text.startsWith("3 of 6 curves are hits (q ≤ 0.01, AUC ≤ 0.7); 1 curve without an answer"),
  );
  assert(/x\s+D\s+0\.200/.test(text));
});

Deno.test("screenHits() takes the AUC of a flat curve from its wells", () => {
  const noise = [1.02, 0.98, 1.01, 0.99, 1];
  for (const [scale, times] of [["fraction", 1], ["percent", 100]] as const) {
    const { screen, fits } = knownScreen([{
      cellLine: "A",
      drug: "x",
      values: { auc: 1e76, q_no_effect: 0.8 },
      words: { status: "flat" },
      responses: noise.map((value) => times * value),
    }], scale);
    assertAlmostEquals(screenHits(fits, screen).curves[0].auc, 1, 1e-12);
  }
});

Deno.test("screenHits() gives no answer where the fitted area lies beyond the curve's own wells", () => {
  const { screen, fits } = knownScreen([measured("A", "x", -3, 1e-6), measured("B", "x", 7, 1e-6)]);
  const { curves, unanswered } = screenHits(fits, screen);
  assertEquals([curves.length, unanswered], [0, 2]);
});

Deno.test("screenHits() finds the drugs that were made to work, and no others", () => {
  const screen = simulateScreen({ lines: 40, drugs: 40 });
  const drugs = drugSelectivity(screenHits(fitScreen(screen), screen));
  assertEquals(drugs.length, 40);
  assert(drugs.some(({ score }) => score > 0.8) && drugs.some(({ score }) => score === 0));
  // 35 % do nothing; a few of those that stop few lines stop none of forty.
  const silent = drugs.filter(({ hits }) => hits === 0).length;
  assert(silent >= 8 && silent <= 26, String(silent));
});

Deno.test("screenHits() refuses fits of another screen and thresholds that are none", () => {
  const other = knownScreen([measured("A", "x", 0.4, 1e-6)]);
  assertThrows(() => screenHits(other.fits, screen), UsageError, "found 1 fit and 7 curves");
  assertThrows(() => screenHits(fits, screen, { q: 0 }), UsageError, "q must be a number above 0");
  assertThrows(() => screenHits(fits, screen, { auc: NaN }), UsageError, "auc must be a number");
});

Deno.test("drugSelectivity() counts hits of lines and puts the most selective first", () => {
  const rows = drugSelectivity(screenHits(fits, screen));
  assertEquals(rows.map(({ drug, hits, lines }) => [drug, hits, lines]), [["x", 2, 4], [
    "y",
    1,
    2,
  ]]);
  assertEquals(rows.map(({ score }) => score), [0.5, 0.5]);
  assertEquals(rows[0].curves.map(({ cellLine }) => cellLine), ["D", "A", "B", "C"]);
  assertAlmostEquals(rows[0].quantiles[2], 0.4, 1e-12);
  assertAlmostEquals(rows[1].quantiles[1], 0.7 + 0.25 * 0.25, 1e-12);
  assert(Deno.inspect(rows).includes("D (0.20), A (0.40)"));
});

Deno.test("drugSelectivity() puts drugs without a hit last", () => {
  const { screen, fits } = knownScreen([
    measured("A", "none", 0.99, 0.9),
    measured("A", "all", 0.1, 1e-9),
  ]);
  assertEquals(drugSelectivity(screenHits(fits, screen)).map(({ drug }) => drug), ["all", "none"]);
});
