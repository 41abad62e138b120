import { UsageError } from "../../lib/errors/mod.ts";
import { rankLines, resistantLines } from "../../lib/screen/mod.ts";
import { assert, assertEquals, assertThrows } from "../assert.ts";
import { type KnownFit, knownScreen } from "./named_screen.ts";

const line = (cellLine: string, relation: string, ic50: number, drug = "x"): KnownFit => ({
  cellLine,
  drug,
  values: { ic50_absolute: ic50 },
  words: { ic50_absolute_relation: relation },
});

const { screen, fits } = knownScreen([
  line("number", "=", 100),
  line("bound", ">", 10000),
  line("high", "=", 9000),
  line("low", "<", 3),
  line("elsewhere", "=", 1, "y"),
  line("unknown", "not determined", NaN),
  line("between", ">", 20),
  line("same", "=", 100),
]);

Deno.test("rankLines() ranks from resistant to sensitive, and a bound stays a bound", () => {
  const { lines, median, undecided, unranked } = rankLines(fits, screen, { drug: "x" });
  assertEquals(median.estimate, 100);
  assertEquals(
    lines.map(({ cellLine, fold }) => `${cellLine} ${fold.relation} ${fold.estimate}`),
    ["bound > 100", "high = 90", "number = 1", "same = 1", "low < 0.03"],
  );
  assertEquals(undecided.map(({ cellLine }) => cellLine), ["between"]);
  assertEquals(unranked, ["unknown"]);
});

Deno.test("rankLines() puts a bound above the number at its limit", () => {
  const { screen, fits } = knownScreen([
    line("a", "=", 10),
    line("number", "=", 10000),
    line("bound", ">", 10000),
    line("b", "=", 10),
    line("c", "=", 10),
  ]);
  const { lines } = rankLines(fits, screen, { drug: "x" });
  assertEquals(lines.map(({ cellLine }) => cellLine).slice(0, 2), ["bound", "number"]);
});

Deno.test("rankLines() of lines that mostly have bounds divides no bound by a bound", () => {
  const { screen, fits } = knownScreen([
    line("a", ">", 10000),
    line("b", ">", 10000),
    line("c", "=", 100),
  ]);
  const { median, lines } = rankLines(fits, screen, { drug: "x" });
  assertEquals([median.relation, median.estimate], [">", 10000]);
  assertEquals(lines.map(({ fold }) => fold.relation), [
    "not determined",
    "not determined",
    "<",
  ]);
});

Deno.test("rankLines() shows counts, the median line and why a bound is one", () => {
  const text = Deno.inspect(rankLines(fits, screen, { drug: "x" }));
  assert(text.startsWith("x: 5 lines ranked, 2 of them by a bound; median line 100 nM; 1 with"));
  assert(text.includes("> 100-fold"));
});

Deno.test("rankLines() offers the nearest drug, and refuses one without any IC50", () => {
  const { screen, fits } = knownScreen([line("a", "=", 1, "alectinib")]);
  assertThrows(
    () => rankLines(fits, screen, { drug: "alectnib" }),
    UsageError,
    'Did you mean "alectinib"?',
  );
  const none = knownScreen([line("a", "not determined", NaN)]);
  assertThrows(() => rankLines(none.fits, none.screen, { drug: "x" }), UsageError, "found none");
});

Deno.test("resistantLines() counts only drugs for which a line's value says enough", () => {
  const { screen, fits } = knownScreen([
    ...["x", "y"].flatMap((drug) => ["m1", "m2", "m3"].map((name) => line(name, "=", 10, drug))),
    line("resistant", ">", 1000, "x"),
    line("resistant", "=", 80, "y"),
    line("half", "=", 60, "x"),
    line("half", ">", 20, "y"),
    line("low", "<", 3, "x"),
    line("mixed", "<", 3, "x"),
    line("mixed", "=", 70, "y"),
  ]);
  const rankings = ["x", "y"].map((drug) => rankLines(fits, screen, { drug }));
  const lines = resistantLines(rankings, { fold: 5 });
  assertEquals(
    lines.map(({ cellLine, drugs, assessable }) => [cellLine, drugs.length, assessable]),
    [["resistant", 2, 2], ["half", 1, 1], ["mixed", 1, 2]],
  );
  assert(Deno.inspect(lines).includes("2 of 2 drugs, 100 %"));
  assertThrows(() => resistantLines(rankings, { fold: 1 }), UsageError, "must be above 1");
});
