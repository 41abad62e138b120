import fc from "fast-check";
import { UsageError } from "../../../lib/errors/mod.ts";
import {
  normalQuantile,
  proportionInterval,
  type ProportionMethod,
} from "../../../lib/statistics/mod.ts";
import {
  assert,
  assertAlmostEquals,
  assertClose,
  assertEquals,
  assertThrows,
} from "../../assert.ts";
import { sharedTest } from "../../shared.ts";
import { readJson, referenceRows } from "../reference.ts";

const METHODS: readonly ProportionMethod[] = [
  "Wilson",
  "Wilson with correction",
  "Clopper-Pearson",
  "Jeffreys",
  "Agresti-Coull",
  "mid-P",
  "Wald",
];

const counts = fc.integer({ min: 1, max: 400 }).chain((total) =>
  fc.tuple(fc.integer({ min: 0, max: total }), fc.constant(total))
);
const level = fc.double({ min: 0.5, max: 0.999, noNaN: true });
const method = fc.constantFrom(...METHODS);

interface Row {
  readonly events: number;
  readonly total: number;
  readonly level: number;
  readonly limits: Readonly<Record<string, readonly [number, number]>>;
}

Deno.test("proportionInterval() agrees with each interval's own equation in 50 digits", () => {
  for (const { events, total, level, limits } of referenceRows<Row>("proportions")) {
    for (const [name, [lower, upper]] of Object.entries(limits)) {
      const found = proportionInterval(events, total, { method: name as ProportionMethod, level });
      // Jeffreys' ends are set to 0 and 1 where there is no event, or nothing but events.
      assertClose(found.lower, events === 0 ? 0 : lower, 1e-12, `${name} ${events}/${total}`);
      assertClose(found.upper, events === total ? 1 : upper, 1e-12, `${name} ${events}/${total}`);
    }
  }
});

Deno.test("proportionInterval() prints Newcombe's worked examples", () => {
  // Newcombe (1998) Stat. Med. 17:857, table I: 81/263, 15/148, 0/20, 1/29, to four decimals.
  const printed: [number, number, ProportionMethod, number, number][] = [
    [81, 263, "Wilson", 0.2553, 0.3662],
    [15, 148, "Wilson", 0.0624, 0.1605],
    [0, 20, "Wilson", 0, 0.1611],
    [1, 29, "Wilson", 0.0061, 0.1718],
    [81, 263, "Wilson with correction", 0.2535, 0.3682],
    [0, 20, "Wilson with correction", 0, 0.2005],
    [81, 263, "Clopper-Pearson", 0.2527, 0.3676],
    [15, 148, "Clopper-Pearson", 0.0578, 0.1617],
    [0, 20, "Clopper-Pearson", 0, 0.1684],
    [1, 29, "Clopper-Pearson", 0.0009, 0.1776],
    [81, 263, "mid-P", 0.2544, 0.3658],
    [0, 20, "mid-P", 0, 0.1391],
    [81, 263, "Wald", 0.2522, 0.3638],
  ];
  for (const [events, total, name, lower, upper] of printed) {
    const found = proportionInterval(events, total, { method: name });
    assertAlmostEquals(found.lower, lower, 0.00005001, `${name} ${events}/${total}`);
    assertAlmostEquals(found.upper, upper, 0.00005001, `${name} ${events}/${total}`);
  }
});

Deno.test("every interval lies in [0, 1] and holds the estimate", () => {
  fc.assert(
    fc.property(counts, method, level, ([events, total], method, level) => {
      const { lower, estimate, upper } = proportionInterval(events, total, { method, level });
      assert(0 <= lower && lower <= estimate! && estimate! <= upper && upper <= 1);
    }),
    { seed: 11, numRuns: 300 },
  );
});

Deno.test("intervals nest by level", () => {
  fc.assert(
    fc.property(counts, method, level, level, ([events, total], method, one, other) => {
      const [low, high] = [Math.min(one, other), Math.max(one, other)];
      const narrow = proportionInterval(events, total, { method, level: low });
      const wide = proportionInterval(events, total, { method, level: high });
      assert(wide.lower <= narrow.lower + 1e-12 && narrow.upper <= wide.upper + 1e-12);
    }),
    { seed: 12, numRuns: 300 },
  );
});

Deno.test("intervals turn over with events and non-events", () => {
  fc.assert(
    fc.property(counts, method, level, ([events, total], method, level) => {
      const one = proportionInterval(events, total, { method, level });
      const other = proportionInterval(total - events, total, { method, level });
      assertAlmostEquals(one.lower, 1 - other.upper, 1e-12);
      assertAlmostEquals(one.upper, 1 - other.lower, 1e-12);
    }),
    { seed: 13, numRuns: 300 },
  );
});

Deno.test("no event ends exactly at 0, nothing but events at 1; Wald alone says 0 to 0", () => {
  for (const name of METHODS.filter((name) => name !== "Wald")) {
    const none = proportionInterval(0, 24, { method: name });
    const all = proportionInterval(24, 24, { method: name });
    assertEquals([none.lower, all.upper], [0, 1], name);
    assert(none.upper > 0.05 && all.lower < 0.95, name);
  }
  assertEquals(proportionInterval(0, 24, { method: "Wald" }).upper, 0);
});

Deno.test("Clopper-Pearson covers at least its level for every proportion", () => {
  const total = 12;
  const limits = Array.from(
    { length: total + 1 },
    (_, x) => proportionInterval(x, total, { method: "Clopper-Pearson" }),
  );
  for (let p = 0.01; p < 1; p += 0.01) {
    let covered = 0;
    let probability = (1 - p) ** total;
    limits.forEach(({ lower, upper }, x) => {
      if (lower <= p && p <= upper) covered += probability;
      probability *= (total - x) / (x + 1) * p / (1 - p);
    });
    assert(covered >= 0.95, `p = ${p}`);
  }
});

Deno.test("Wilson's limits are the proportions that the score test just does not reject", () => {
  const { lower, upper } = proportionInterval(7, 40);
  for (const p of [lower, upper]) {
    const z = Math.abs(7 / 40 - p) / Math.sqrt(p * (1 - p) / 40);
    assertClose(z, normalQuantile(0.975), 1e-12);
  }
});

Deno.test("a total of zero tells nothing: no estimate, 0 to 1", () => {
  for (const name of METHODS) {
    const { estimate, lower, upper } = proportionInterval(0, 0, { method: name });
    assertEquals([estimate, lower, upper], [null, 0, 1]);
  }
});

Deno.test("proportionInterval() says what a wrong call needs", () => {
  assertThrows(
    () => proportionInterval(21, 20),
    UsageError,
    "Cannot compute a proportion's interval: events must be a whole number from 0 to 20, found 21",
  );
  assertThrows(() => proportionInterval(0.5, 20), UsageError, "found 0.5");
  assertThrows(
    () => proportionInterval(1, 2, { method: "wilson" as ProportionMethod }),
    UsageError,
    'Did you mean "Wilson"?',
  );
});

interface SharedRow {
  readonly x: number;
  readonly n: number;
  readonly level: number;
  readonly [name: string]: number | readonly [number, number];
}

sharedTest(
  "proportionInterval() agrees with R for 142 rows to 1e-10",
  "reference/frequency/proportion-intervals.json",
  (path) => {
    const names: Readonly<Record<string, ProportionMethod>> = {
      wilson: "Wilson",
      wilson_cc_prop_test: "Wilson with correction",
      clopper_pearson: "Clopper-Pearson",
      agresti_coull: "Agresti-Coull",
      jeffreys_brown: "Jeffreys",
      mid_p: "mid-P",
    };
    const { rows } = readJson<{ rows: readonly SharedRow[] }>(path);
    assertEquals(rows.length, 142);
    for (const row of rows) {
      for (const [column, method] of Object.entries(names)) {
        const found = proportionInterval(row.x, row.n, { method, level: row.level });
        const [lower, upper] = row[column] as readonly [number, number];
        assertClose(found.lower, lower, 1e-10, `${column} ${row.x}/${row.n}`);
        assertClose(found.upper, upper, 1e-10, `${column} ${row.x}/${row.n}`);
      }
      const wald = proportionInterval(row.x, row.n, { method: "Wald", level: row.level });
      const [lower, upper] = row.wald_raw as readonly [number, number];
      assertClose(wald.lower, Math.max(0, lower), 1e-10);
      assertClose(wald.upper, Math.min(1, upper), 1e-10);
    }
  },
);
