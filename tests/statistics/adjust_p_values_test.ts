import fc from "fast-check";
import { UsageError } from "../../lib/errors/mod.ts";
import { adjustPValues, type PValueAdjustment } from "../../lib/statistics/mod.ts";
import { assert, assertClose, assertEquals, assertThrows } from "../assert.ts";
import { sharedTest } from "../shared.ts";
import { readJson } from "./reference.ts";

const METHODS: readonly PValueAdjustment[] = [
  "Benjamini-Hochberg",
  "Benjamini-Yekutieli",
  "Holm",
  "Hochberg",
  "Bonferroni",
];

Deno.test("adjustPValues() rejects what Benjamini and Hochberg (1995) rejected", () => {
  // Their section 3.2: 15 p-values of a myocardial infarction trial, four rejected at 0.05.
  const p = [
    [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344],
    [0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000],
  ].flat();
  const rejected = (method: PValueAdjustment) =>
    adjustPValues(p, method).filter((q) => q! <= 0.05).length;
  assertEquals(rejected("Benjamini-Hochberg"), 4);
  assertEquals(rejected("Bonferroni"), 3);
});

Deno.test("adjustPValues() agrees with arithmetic by hand", () => {
  const p = [0.03, 0.01, 0.02];
  assertEquals(adjustPValues(p, "Bonferroni"), [0.09, 0.03, 0.06]);
  assertEquals(adjustPValues(p, "Holm"), [0.04, 0.03, 0.04]);
  assertEquals(adjustPValues(p, "Hochberg"), [0.03, 0.03, 0.03]);
  assertEquals(adjustPValues(p, "Benjamini-Hochberg"), [0.03, 0.03, 0.03]);
  adjustPValues(p, "Benjamini-Yekutieli").forEach((q) => assertClose(q!, 0.03 * 11 / 6, 1e-15));
});

Deno.test("adjustPValues() keeps a null in its place and does not count it", () => {
  assertEquals(adjustPValues([null, 0.01, null, 0.04], "Bonferroni"), [null, 0.02, null, 0.08]);
  assertEquals(adjustPValues([null, null]), [null, null]);
  assertEquals(adjustPValues([]), []);
});

Deno.test("adjustPValues() never lowers a p-value, keeps order and does not mind shuffling", () => {
  const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 40 });
  fc.assert(
    fc.property(pValues, fc.constantFrom(...METHODS), (p, method) => {
      const q = adjustPValues(p, method);
      p.forEach((value, i) => assert(q[i]! >= value - 1e-15 && q[i]! <= 1));
      for (let i = 0; i < p.length; i++) {
        for (let j = 0; j < p.length; j++) if (p[i] <= p[j]) assert(q[i]! <= q[j]!);
      }
      assertEquals(adjustPValues([...p].reverse(), method), [...q].reverse());
    }),
    { seed: 5 },
  );
});

Deno.test("adjustPValues() names the methods and the nearest one", () => {
  assertThrows(
    () => adjustPValues([0.5], "Benjamini Hochberg" as PValueAdjustment),
    UsageError,
    'Did you mean "Benjamini-Hochberg"?',
  );
  assertThrows(() => adjustPValues([1.2]), UsageError, "found 1.2 at position 0");
});

interface Row {
  readonly p: readonly (number | null)[];
  readonly BH: readonly (number | null)[];
  readonly BY: readonly (number | null)[];
  readonly holm: readonly (number | null)[];
  readonly hochberg: readonly (number | null)[];
  readonly bonferroni: readonly (number | null)[];
}

sharedTest(
  "adjustPValues() agrees with R's p.adjust to 1e-12",
  "reference/frequency/p-adjust.json",
  (path) => {
    const names = ["BH", "BY", "holm", "hochberg", "bonferroni"] as const;
    for (const row of readJson<{ rows: readonly Row[] }>(path).rows) {
      names.forEach((name, i) =>
        adjustPValues(row.p, METHODS[i]).forEach((q, place) => {
          const expected = row[name][place];
          if (expected === null) assertEquals(q, null);
          else assertClose(q!, expected, 1e-12, name);
        })
      );
    }
  },
);
