import fc from "fast-check";
import { UsageError } from "../../lib/errors/mod.ts";
import {
  dividePotencies,
  formatRatio,
  invertRatio,
  makePotency,
  parsePotency,
  type Potency,
  type Ratio,
} from "../../lib/potency/mod.ts";
import { parseTable } from "../../lib/tables/mod.ts";
import { assert, assertAlmostEquals, assertClose, assertEquals, assertThrows } from "../assert.ts";
import { sharedTest } from "../shared.ts";

const parse = (text: string) => parsePotency(text, { unit: "nM" });
const divide = (test: string, reference: string) => dividePotencies(parse(test), parse(reference));
const interval = { meaning: "confidence", level: 0.95, sides: 2, method: "any" } as const;
const numbers = ({ relation, estimate, lower, upper }: Ratio) => [relation, estimate, lower, upper];

Deno.test("dividePotencies() carries bounds by their algebra", () => {
  const cases: [string, string, ReturnType<typeof numbers>][] = [
    [">1000", "50-100", [">", 10, null, null]],
    [">1000", "<10", [">", 100, null, null]],
    ["100", ">1000", ["<", 0.1, null, null]],
    ["50-100", ">1000", ["<", 0.1, null, null]],
    ["<10", "50-100", ["<", 0.2, null, null]],
    ["<10", ">1000", ["<", 0.01, null, null]],
    ["100", "<10", [">", 10, null, null]],
    [">=1000", "<=10", [">=", 100, null, null]],
    [">=1000", "<10", [">", 100, null, null]],
    [">1000", ">10", ["not determined", null, null, null]],
    ["<10", "<1000", ["not determined", null, null, null]],
    [">1000", "100 nM (95 % CI 80 to 125)", [">", 8, null, null]],
    ["100 nM (95 % CI 80 to 125)", ">1000", ["<", 0.125, null, null]],
  ];
  for (const [test, reference, expected] of cases) {
    assertEquals(numbers(divide(test, reference)), expected, `${test} / ${reference}`);
  }
});

Deno.test("dividePotencies() says that a bound over a bare number ignores its uncertainty", () => {
  const ratio = divide(">7000", "210");
  assertAlmostEquals(ratio.estimate ?? NaN, 33.333, 1e-3);
  assertEquals(
    formatRatio(ratio),
    "> 33.3-fold (ignores the uncertainty of the reference, a number without interval)",
  );
});

Deno.test("dividePotencies() keeps the papers' arithmetic beside a bound over a limit", () => {
  const ratio = divide(">7000", "210 nM (95 % CI 175 to 250)");
  assertEquals([ratio.estimate, ratio.byEstimates], [28, 7000 / 210]);
  assertEquals(divide(">1000", "50-100").byEstimates, null);
});

Deno.test("dividePotencies() gives number over number without an interval", () => {
  const ratio = divide("196.6", "0.7");
  assertEquals(numbers(ratio), ["=", 196.6 / 0.7, null, null]);
  assertEquals(ratio.note, "no interval: neither source gives one");
  const half = divide("196.6", "0.7 nM (95 % CI 0.5 to 1)");
  assertEquals([half.lower, half.upper, half.note], [null, null, "no interval: the test has none"]);
});

Deno.test("dividePotencies() joins two confidence intervals by MOVER on logs", () => {
  const ratio = divide("400 nM (95 % CI 200 to 800)", "100 nM (95 % CI 50 to 200)");
  const factor = Math.exp(Math.SQRT2 * Math.log(2));
  assertEquals(ratio.estimate, 4);
  assertClose(ratio.lower ?? NaN, 4 / factor, 1e-14);
  assertClose(ratio.upper ?? NaN, 4 * factor, 1e-14);
  assertEquals(ratio.interval, {
    meaning: "confidence",
    level: 0.95,
    sides: 2,
    method: "MOVER on logs",
  });
});

Deno.test("dividePotencies() joins no confidence intervals of different levels", () => {
  const ratio = divide("400 nM (95 % CI 200 to 800)", "100 nM (90 % CI 50 to 200)");
  assertEquals(numbers(ratio), ["=", 4, null, null]);
  assertEquals(ratio.note, "no interval: the two confidence intervals have different levels");
});

Deno.test("dividePotencies() makes no confidence interval of one-sided limits", () => {
  const oneSided = makePotency({ estimate: 4, lower: 2, interval: { ...interval, sides: 1 } });
  const ratio = dividePotencies(
    oneSided,
    makePotency({ estimate: 1, lower: 0.5, upper: 2, interval }),
  );
  assertEquals([ratio.lower, ratio.upper, ratio.interval], [1, null, { meaning: "printed range" }]);
});

Deno.test("dividePotencies() leaves a side open where an input is open", () => {
  const ratio = divide("400 nM (95 % CI 200 or more)", "100 nM (95 % CI 50 to 200)");
  assertEquals([ratio.lower !== null, ratio.upper], [true, null]);
  const facing = divide(">1000", "100 nM (95 % CI 50 or more)");
  assertEquals(facing.relation, "not determined");
  assertEquals(facing.note, "the reference is open on the side that faces the bound");
});

Deno.test("dividePotencies() takes printed ranges by their extremes and calls them no confidence", () => {
  const ratio = divide("~200-400", "~50-100");
  assertEquals(numbers(ratio), ["range", null, 2, 8]);
  assertEquals([ratio.interval, ratio.approximate], [{ meaning: "printed range" }, true]);
  assertEquals(numbers(divide("200-400", "100")), ["range", null, 2, 4]);
  const mixed = divide("400 nM (95 % CI 200 to 800)", "50-100");
  assertEquals(numbers(mixed), ["range", null, 2, 16]);
  assertEquals(
    mixed.note,
    "the extremes of a confidence interval and a printed range, no confidence interval",
  );
});

Deno.test("dividePotencies() determines nothing from words, gaps and unresolved statements", () => {
  const notes: [string, string][] = [
    ["High Resistance", "the test is a word (High Resistance)"],
    ["-", "the test was not done"],
    ["not determined", "the test was not determined"],
    ["6-36 fold lower than X", "the test is a relative statement not yet resolved"],
  ];
  for (const [text, note] of notes) {
    assertEquals([divide(text, "5").relation, divide(text, "5").note], ["not determined", note]);
    assertEquals(divide("5", text).note, note.replace("test", "reference"));
  }
});

Deno.test("dividePotencies() gives the joint level that two limits reach at least", () => {
  const one = { meaning: "confidence", level: 0.95, sides: 1, method: "profile" } as const;
  const bound = makePotency({ relation: ">", estimate: 8400, interval: one });
  const { interval } = dividePotencies(bound, parse("210 nM (95 % CI 175 to 250)"));
  assertEquals(interval?.meaning === "confidence" ? interval.level : null, 0.925);
});

Deno.test("dividePotencies() refuses what must not be divided and says why", () => {
  const one = (known: Partial<Potency>) => makePotency({ estimate: 1, ...known });
  const both = (test: Partial<Potency>, reference: Partial<Potency>) => () =>
    dividePotencies(one(test), one(reference));
  assertThrows(
    both({ kind: "relative" }, { kind: "absolute" }),
    UsageError,
    "Cannot divide the relative IC50 of the test by the absolute one of the reference: they answer different questions",
  );
  assertThrows(
    both({ readout: "viability" }, { readout: "enzyme" }),
    UsageError,
    "Cannot divide viability by enzyme values: the same drug on the same target differs",
  );
  assertThrows(both({ unit: "ng/mL" }, {}), UsageError, "Cannot divide ng/mL by nM");
  assertThrows(both({ endpoint: "Ki" }, {}), UsageError, "both must be the same endpoint");
});

Deno.test("dividePotencies() divides across readouts only when told to, and says so", () => {
  const cells = makePotency({ estimate: 1.3, readout: "phosphorylation" });
  const enzyme = makePotency({ estimate: 0.74, readout: "enzyme" });
  const { note } = dividePotencies(cells, enzyme, { acrossReadouts: true });
  assert(note.endsWith("readouts differ: phosphorylation (test), enzyme (reference)"));
  const unknown = dividePotencies(cells, makePotency({ estimate: 1 }));
  assert(unknown.note.endsWith("readout of the reference not stated"));
  assertEquals(
    invertRatio(unknown).note.endsWith("readout of the test not stated"),
    true,
  );
});

Deno.test("formatRatio() reads as a fold change", () => {
  assertEquals(formatRatio(divide(">1000", "~50-100")), "> ~ 10-fold");
  assertEquals(formatRatio(divide("200-400", "50-100")), "2 to 8-fold");
  assertEquals(formatRatio(divide("196.6", "0.7"), { note: false }), "281-fold");
  assertEquals(
    formatRatio(divide("400 nM (95 % CI 200 to 800)", "100 nM (95 % CI 50 to 200)")),
    "4-fold (95 % CI 1.5 to 10.7)",
  );
  assertEquals(Deno.inspect(divide("-", "5")), "not determined (the test was not done)");
});

/** Any potency with a number, and where its true value may lie (for sampling). */
const value = fc.double({ min: 1e-3, max: 1e6, noNaN: true });
const ordered = fc.tuple(value, value, value).map((three) => three.sort((a, b) => a - b));
const potency = fc.oneof(
  value.map((estimate) => makePotency({ estimate })),
  fc.tuple(fc.constantFrom(">", "<", ">=", "<=" as const), value).map(([relation, estimate]) =>
    makePotency({ relation: relation as Potency["relation"], estimate })
  ),
  ordered.map(([lower, , upper]) => makePotency({ relation: "range", lower, upper })),
  ordered.map(([lower, estimate, upper]) => makePotency({ estimate, lower, upper, interval })),
  fc.constant(makePotency({ relation: "word", word: "Highly Active" })),
);

Deno.test("A / B is 1 over B / A, for every form", () => {
  fc.assert(
    fc.property(potency, potency, (a, b) => {
      const [forward, backward] = [dividePotencies(a, b), invertRatio(dividePotencies(b, a))];
      assertEquals(backward.relation, forward.relation);
      assertEquals(backward.note.split("; ").sort(), forward.note.split("; ").sort());
      for (const key of ["estimate", "lower", "upper", "byEstimates"] as const) {
        const [x, y] = [forward[key], backward[key]];
        assertEquals(x === null, y === null, key);
        if (x !== null && y !== null) assertClose(y, x, 1e-12, key);
      }
    }),
    { seed: 5, numRuns: 500 },
  );
});

Deno.test("a ratio holds every quotient that its inputs allow", () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(potency, potency, share, share, (a, b, p, q) => {
      const ratio = dividePotencies(a, b);
      // Confidence with confidence is no set of possible values: the next test holds it.
      if (ratio.relation === "not determined" || ratio.interval?.meaning === "confidence") return;
      const quotient = inside(a, p) / inside(b, q);
      const slack = 1 + 1e-12;
      const [least, most] = limitsOf(ratio);
      assert(
        quotient >= least / slack && quotient <= most * slack,
        `${quotient} in ${least}-${most}`,
      );
    }),
    { seed: 6, numRuns: 1000 },
  );
});

/** A value that a potency allows: a number itself, else a point of its range, bounds to a millionfold. */
function inside({ relation, estimate, lower, upper }: Potency, share: number): number {
  const [low, high] = relation.startsWith(">")
    ? [estimate ?? NaN, (estimate ?? NaN) * 1e6]
    : relation.startsWith("<")
    ? [(estimate ?? NaN) / 1e6, estimate ?? NaN]
    : [lower ?? estimate ?? NaN, upper ?? estimate ?? NaN];
  return low * (high / low) ** share;
}

function limitsOf({ relation, estimate, lower, upper }: Ratio): [number, number] {
  if (relation.startsWith(">")) return [estimate ?? NaN, Infinity];
  if (relation.startsWith("<")) return [0, estimate ?? NaN];
  // A number over a bare number claims no limits, so it excludes nothing.
  return [lower ?? 0, upper ?? Infinity];
}

Deno.test("a MOVER interval is at least as wide as either input's on the log scale", () => {
  const measured = ordered.map(([lower, estimate, upper]) =>
    makePotency({ estimate, lower, upper, interval })
  );
  fc.assert(
    fc.property(measured, measured, (a, b) => {
      const { lower, estimate, upper } = dividePotencies(a, b);
      const slack = 1 + 1e-9;
      const within = (low: number, high: number) =>
        (lower ?? NaN) <= (estimate ?? NaN) * low * slack &&
        (upper ?? NaN) >= (estimate ?? NaN) * high / slack;
      const [t, r] = [a, b].map((p) => ({ e: p.estimate ?? 1, l: p.lower ?? 1, u: p.upper ?? 1 }));
      assert(within(t.l / t.e, t.u / t.e) && within(r.e / r.u, r.e / r.l));
    }),
    { seed: 7, numRuns: 300 },
  );
});

Deno.test("(A / B) x (B / C) holds A / C for printed ranges", () => {
  const range = ordered.map(([lower, , upper]) => makePotency({ relation: "range", lower, upper }));
  fc.assert(
    fc.property(range, range, range, (a, b, c) => {
      const [ab, bc, ac] = [dividePotencies(a, b), dividePotencies(b, c), dividePotencies(a, c)];
      assert((ab.lower ?? 0) * (bc.lower ?? 0) <= (ac.lower ?? 0) * (1 + 1e-12));
      assert((ab.upper ?? 0) * (bc.upper ?? 0) >= (ac.upper ?? 0) * (1 - 1e-12));
    }),
    { seed: 8, numRuns: 300 },
  );
});

sharedTest(
  "dividePotencies() reproduces the fold changes worked out from published values",
  "domain/fold_change_worked.csv",
  async (path) => {
    const table = parseTable(await Deno.readTextFile(path), { source: path });
    const at = (name: string) => table.columns.indexOf(name);
    for (const { cells } of table.rows) {
      const ratio = divide(cells[at("ic50_nM")], cells[at("reference_ic50_nM")]);
      assertEquals(ratio.relation as string, cells[at("relation")]);
      assertEquals((ratio.estimate ?? NaN).toFixed(1), cells[at("fold")]);
    }
    assertEquals(table.rows.length, 8);
  },
);
