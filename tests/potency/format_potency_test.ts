import { UsageError } from "../../lib/errors/mod.ts";
import { formatPotency, makePotency, parsePotency } from "../../lib/potency/mod.ts";
import { assertEquals, assertThrows } from "../assert.ts";

const plain = (estimate: number) => formatPotency(makePotency({ estimate }));

Deno.test("formatPotency() chooses the molar unit by the rounded number", () => {
  assertEquals([0.00042, 0.001, 0.0678, 212.345, 999.4, 999.6, 8412, 999_600, 2.5e6].map(plain), [
    "0.42 pM",
    "0.001 nM",
    "0.0678 nM",
    "212 nM",
    "999 nM",
    "1 µM",
    "8.41 µM",
    "1 mM",
    "2.5 mM",
  ]);
});

Deno.test("formatPotency() leaves other units as they are", () => {
  assertEquals(formatPotency(parsePotency("12500", { unit: "ng/mL" })), "12,500 ng/mL");
});

Deno.test("formatPotency() writes the interval in the unit of the estimate and says what it is", () => {
  const method = "profile likelihood";
  const interval = { meaning: "confidence", level: 0.95, sides: 2, method } as const;
  const show = (lower: number | null, upper: number | null) =>
    formatPotency(makePotency({ estimate: 1200, lower, upper, interval }));
  assertEquals(show(900, 1600), "1.2 µM (95 % CI 0.9 to 1.6)");
  assertEquals(show(900, null), "1.2 µM (95 % CI 0.9 or more)");
  assertEquals(show(null, 1600), "1.2 µM (95 % CI up to 1.6)");
  assertEquals(formatPotency(makePotency({ estimate: 5, replicates: 3 })), "5 nM (n = 3)");
});

Deno.test("formatPotency() says why a bound is one", () => {
  const bound = makePotency({ relation: ">", estimate: 8400, reason: "all 3 replicates above" });
  assertEquals(formatPotency(bound), "> 8.4 µM (all 3 replicates above)");
  assertEquals(formatPotency(bound, { reason: false }), "> 8.4 µM");
  const limit = { meaning: "confidence", level: 0.95, sides: 1, method: "profile" } as const;
  const tested = { meaning: "tested dose" } as const;
  const show = (known: Parameters<typeof makePotency>[0]) =>
    formatPotency(makePotency({ estimate: 10, ...known }));
  assertEquals(show({ relation: ">", interval: limit }), "> 10 nM (95 % limit)");
  assertEquals(show({ relation: ">", interval: tested }), "> 10 nM (highest tested dose)");
  assertEquals(show({ relation: "<", interval: tested }), "< 10 nM (lowest tested dose)");
  assertEquals(show({ relation: ">=" }), "≥ 10 nM");
});

Deno.test("formatPotency() never turns words, ranges or gaps into numbers", () => {
  const show = (text: string) => formatPotency(parsePotency(text, { unit: "nM" }));
  assertEquals(show("~50-100"), "~ 50 to 100 nM");
  assertEquals(show("500-2000"), "0.5 to 2 µM");
  assertEquals(show("High Resistance"), "High Resistance");
  assertEquals(show("6-36 fold lower than Crizotinib"), "6 to 36-fold lower than Crizotinib");
  assertEquals(show("-"), "not done");
  const none = makePotency({ relation: "not determined", reason: "no effect" });
  assertEquals(formatPotency(none), "not determined (no effect)");
});

Deno.test("a potency is plain frozen data that shows itself", () => {
  const potency = makePotency({ estimate: 212 });
  assertEquals(Deno.inspect(potency), "212 nM");
  assertEquals(Object.isFrozen(potency), true);
  assertEquals(JSON.parse(JSON.stringify(potency)).estimate, 212);
});

Deno.test("makePotency() refuses a range the wrong way round", () => {
  assertThrows(
    () => makePotency({ relation: "range", lower: 100, upper: 50 }),
    UsageError,
    "lower must not be above upper, found 100 and 50",
  );
});
