import fc from "fast-check";
import { DataError, HalfmaxError, UsageError } from "../../lib/errors/mod.ts";
import {
  makePotency,
  parsePotency,
  type ParsePotencyOptions,
  type Potency,
  printPotency,
} from "../../lib/potency/mod.ts";
import { parseTable } from "../../lib/tables/mod.ts";
import { assertEquals, assertThrows } from "../assert.ts";
import { sharedTest } from "../shared.ts";

const IN_NM = { unit: "nM" };

/** Relation and numbers, and whether approximate. */
function reading(text: string, options: ParsePotencyOptions = IN_NM) {
  const { relation, estimate, lower, upper, approximate } = parsePotency(text, options);
  return [relation, estimate, lower, upper, approximate === true];
}

Deno.test("parsePotency() reads numbers, bounds and ranges in every spelling", () => {
  const cases: [string, ReturnType<typeof reading>][] = [
    ["212", ["=", 212, null, null, false]],
    ["0.15", ["=", 0.15, null, null, false]],
    ["= 5 nM", ["=", 5, null, null, false]],
    ["0.21 uM", ["=", 210, null, null, false]],
    ["212nM", ["=", 212, null, null, false]],
    ["1.1 x 10^-7 M", ["=", 110, null, null, false]],
    ["1.1 × 10⁻⁷ M", ["=", 110, null, null, false]],
    ["1.128e-7 M", ["=", 112.8, null, null, false]],
    ["~20", ["=", 20, null, null, true]],
    ["ca. 20 nM", ["=", 20, null, null, true]],
    ["≈ 5", ["=", 5, null, null, true]],
    [">1000", [">", 1000, null, null, false]],
    ["> 1 µM", [">", 1000, null, null, false]],
    ["<0.07", ["<", 0.07, null, null, false]],
    [">=8", [">=", 8, null, null, false]],
    ["≥8", [">=", 8, null, null, false]],
    ["≤ 5 nM", ["<=", 5, null, null, false]],
    [">~5", [">", 5, null, null, true]],
    ["~>5", [">", 5, null, null, true]],
    ["exceed 7 uM", [">", 7000, null, null, false]],
    ["above 10 µM", [">", 10_000, null, null, false]],
    ["below 0.5 nM", ["<", 0.5, null, null, false]],
    ["at least 3 µM", [">=", 3000, null, null, false]],
    ["50-100", ["range", null, 50, 100, false]],
    ["50–100", ["range", null, 50, 100, false]],
    ["50 to 100", ["range", null, 50, 100, false]],
    ["~50-100", ["range", null, 50, 100, true]],
    ["0.1 nM to 1 nM", ["range", null, 0.1, 1, false]],
    ["1 to 65 nM", ["range", null, 1, 65, false]],
    ["500 nM - 1 µM", ["range", null, 500, 1000, false]],
    ["5 µM - 10", ["range", null, 5000, 10_000, false]],
    ["1e2-1e3", ["range", null, 100, 1000, false]],
    ["1-1", ["range", null, 1, 1, false]],
  ];
  for (const [text, expected] of cases) assertEquals(reading(text), expected, text);
});

Deno.test("parsePotency() takes the column's unit, and a unit in the cell before it", () => {
  assertEquals(reading("0.21", { unit: "uM" }), ["=", 210, null, null, false]);
  assertEquals(reading("210 nM", { unit: "µM" }), ["=", 210, null, null, false]);
  const mass = parsePotency("12.5", { unit: "ng/ml" });
  assertEquals([mass.estimate, mass.unit, mass.columnUnit], [12.5, "ng/mL", "ng/mL"]);
  assertEquals(parsePotency("3 Gy").unit, "Gy");
});

Deno.test("parsePotency() finds the endpoint in the text and holds it against the column's", () => {
  const ki = { endpoint: "Ki" };
  assertEquals(reading("Ki <0.0200 nM", ki), ["<", 0.02, null, null, false]);
  assertEquals(reading("mean Ki < 0.005 nM", ki), ["<", 0.005, null, null, false]);
  assertEquals(reading("IC50 1.30 nM"), ["=", 1.3, null, null, false]);
  assertEquals(reading("IC50 = 5 nM"), ["=", 5, null, null, false]);
  assertThrows(
    () => parsePotency("Ki 0.7 nM"),
    DataError,
    'Cannot read the potency "Ki 0.7 nM": names Ki, but its column holds IC50. Say endpoint "Ki"',
  );
  assertThrows(() => parsePotency("pIC50 7.2", IN_NM), DataError, "a negative logarithm");
});

Deno.test("parsePotency() keeps words, gaps and relative statements", () => {
  const word = parsePotency("High Resistance", IN_NM);
  assertEquals([word.relation, word.word, word.estimate], ["word", "High Resistance", null]);
  for (const text of ["", "-", "–", "ND", "n.d.", "NA", "N/A", "NT", "not tested"]) {
    assertEquals(parsePotency(text, IN_NM).relation, "not done", text);
  }
  assertEquals(parsePotency("not determined", IN_NM).relation, "not determined");
  const relative = parsePotency("6-36 fold lower than Crizotinib", IN_NM);
  assertEquals([relative.relation, relative.referent, relative.factor, relative.estimate], [
    "relative",
    "Crizotinib",
    { lower: 6, upper: 36, direction: "lower" },
    null,
  ]);
  const weaker = parsePotency("~17-fold less potent than wild type", IN_NM);
  assertEquals([weaker.factor, weaker.referent, weaker.approximate], [
    { lower: 17, upper: 17, direction: "higher" },
    "wild type",
    true,
  ]);
});

Deno.test("parsePotency() reads what formatPotency() and printPotency() write of an interval", () => {
  const p = parsePotency("212 nM (95 % CI 171 to 262, n = 3)");
  assertEquals([p.estimate, p.lower, p.upper, p.replicates], [212, 171, 262, 3]);
  assertEquals(p.interval, { meaning: "confidence", level: 0.95, sides: 2, method: "as printed" });
  const open = parsePotency("5 µM (90 % CI 2.5 or more)");
  assertEquals([open.estimate, open.lower, open.upper], [5000, 2500, null]);
});

Deno.test("parsePotency() refuses what cannot be a potency, and says why", () => {
  const cases: [string, string, ParsePotencyOptions?][] = [
    ["12", "a number needs a unit. Write it behind the number, or name the column's unit", {}],
    ["100-50", "a range must run from small to large, found 100 before 50"],
    ["~100 nM to 50 nM", "a range must run from small to large, found 100 before 50"],
    ["500 - 1 µM", "a range must run from small to large"],
    ["-5", "a concentration must be above 0"],
    ["−5 nM", "a concentration must be above 0"],
    ["0", "a concentration must be above 0"],
    ["1e999 nM", "is not a number"],
    ["12 NM", 'cannot read the unit "NM": must be M, mM'],
    ["5 furlongs", 'cannot read the unit "furlongs"'],
    ["5 ng/mL", "is in ng/mL, but its column in nM"],
    ["5 nM to 6 ng/mL", "its limits are in nM and ng/mL", {}],
    [
      ">1,000",
      "the comma may stand before decimals or between thousands. Write a point, or nothing between thousands, or declare the decimal mark",
    ],
    [">50-100", "a range takes no sign and no interval"],
    ["?", "must be a number, a word or a dash"],
    ["5 (?)", "is no interval of the form"],
    ["5 ± 2", "must be a number, a range, a bound, a word or a dash"],
    ["5 (95 % CI 9 to 3)", "an interval must run from small to large"],
    ["5 (95 % CI 6 to 9)", "its interval must hold the value itself, 5"],
    ["5 (95 % CI up to 4)", "its interval must hold the value itself, 5"],
    ["36-6 fold lower than X", "its factor must be 1 or more and run from small to large"],
  ];
  for (const [text, why, options] of cases) {
    assertThrows(() => parsePotency(text, options ?? IN_NM), DataError, why);
  }
  assertThrows(
    () => parsePotency("12", { source: "Table 1, G1202R" }),
    DataError,
    'Cannot read the potency "12" (Table 1, G1202R): a number needs a unit',
  );
  assertThrows(() => parsePotency("12", { unit: "NM" }), UsageError, 'Did you mean "nM"?');
});

Deno.test("parsePotency() reads commas once the decimal mark is declared", () => {
  assertEquals(reading(">1,000", { ...IN_NM, decimal: "." }), [">", 1000, null, null, false]);
  assertEquals(reading("1,5-2,5", { ...IN_NM, decimal: "," }), ["range", null, 1.5, 2.5, false]);
});

Deno.test("parsePotency() reads cBioPortal's LIMIT-VALUE cells", () => {
  const cells = [">8", "NA", "0.0678", "", "<0.001"].map((text) => reading(text, { unit: "µM" }));
  assertEquals(cells.map(([relation, estimate]) => [relation, estimate]), [
    [">", 8000],
    ["not done", null],
    ["=", 67.8],
    ["not done", null],
    ["<", 1],
  ]);
});

/** Tables of 2025 as printed: every text must come back to the letter and be understood. */
const PRINTED: readonly { path: string; understood: Readonly<Record<string, number>> }[] = [
  { path: "data/crizotinib_guide_2025/raw/ic50_table.tsv", understood: { range: 26, ">": 9 } },
  {
    path: "data/crizotinib_resistance_guide_2025/raw/table_1_ic50.tsv",
    understood: { "=": 4, ">": 1, word: 10, relative: 1, "not done": 8 },
  },
];

for (const { path, understood } of PRINTED) {
  Deno.test(`printPotency() gives back every cell of ${path}`, async () => {
    const table = parseTable(await Deno.readTextFile(path), { source: path });
    const counts: Record<string, number> = {};
    for (const { cells } of table.rows) {
      for (const text of cells.slice(1)) {
        const potency = parsePotency(text, IN_NM);
        assertEquals(printPotency(potency), text);
        counts[potency.relation] = (counts[potency.relation] ?? 0) + 1;
        assertSameValues(parsePotency(reprinted(potency), IN_NM), potency);
      }
    }
    assertEquals(counts, understood);
  });
}

sharedTest(
  "printPotency() gives back every published value, read as its collector read it",
  "domain/ic50_verified.csv",
  async (path) => {
    const table = parseTable(await Deno.readTextFile(path), { source: path });
    const at = (name: string) => table.columns.indexOf(name);
    for (const { cells } of table.rows) {
      const text = cells[at("as_printed")];
      const potency = parsePotency(text, { endpoint: cells[at("endpoint")] });
      assertEquals(printPotency(potency), text);
      assertEquals(potency.relation as string, cells[at("relation")]);
      const [low, high] = [cells[at("value_low")], cells[at("value_high")]];
      const expected = potency.relation === "range" ? [null, low, high] : [low || high, null, null];
      const { estimate, lower, upper } = potency;
      assertEquals([estimate, lower, upper], expected.map((v) => v === null ? null : Number(v)));
      assertSameValues(
        parsePotency(reprinted(potency), { endpoint: potency.endpoint }),
        potency,
      );
    }
    assertEquals(table.rows.length, 25);
  },
);

Deno.test("parsePotency() reads back every digit that printPotency() writes", () => {
  const value = fc.double({ min: 1e-6, max: 1e9, noNaN: true });
  const approximate = fc.constantFrom({}, { approximate: true });
  const ordered = fc.tuple(value, value, value).map((values) => values.sort((a, b) => a - b));
  const potency = fc.oneof(
    fc.tuple(fc.constantFrom("=", ">", "<", ">=", "<=" as const), value, approximate)
      .map(([relation, estimate, about]) =>
        makePotency({ relation: relation as Potency["relation"], estimate, ...about })
      ),
    fc.tuple(ordered, approximate).map(([[lower, , upper], about]) =>
      makePotency({ relation: "range", lower, upper, ...about })
    ),
    fc.tuple(ordered, fc.constantFrom(0.9, 0.95, 0.999), fc.integer({ min: 2, max: 9 })).map((
      [[lower, estimate, upper], level, replicates],
    ) =>
      makePotency({
        estimate,
        lower,
        upper,
        replicates,
        interval: { meaning: "confidence", level, sides: 2, method: "as printed" },
      })
    ),
    ordered.map(([lower, , upper]) =>
      makePotency({
        relation: "relative",
        referent: "crizotinib",
        factor: { lower: lower + 1, upper: upper + 1, direction: "lower" },
      })
    ),
    fc.constant(makePotency({ relation: "word", word: "Highly Active" })),
    fc.constant(makePotency({ relation: "not done" })),
  );
  fc.assert(
    fc.property(potency, (original) => {
      assertSameValues(parsePotency(printPotency(original)), original);
    }),
    { seed: 4, numRuns: 500 },
  );
});

Deno.test("parsePotency() ends in a potency or in an error of this library, whatever the text", () => {
  const pieces = [
    ">",
    "<",
    "=",
    "~",
    "-",
    " to ",
    "1",
    "0",
    "5",
    ".",
    ",",
    "e",
    "nM",
    "µM",
    "IC50",
    "Ki",
  ];
  const text = fc.array(
    fc.constantFrom(...pieces, " ", "fold lower than", "x", "(", ")", "95 % CI"),
    {
      maxLength: 8,
    },
  ).map((parts) => parts.join(""));
  fc.assert(
    fc.property(text, (text) => {
      try {
        const { relation, estimate, lower, upper, asPrinted } = parsePotency(text, IN_NM);
        assertEquals(asPrinted, text);
        const numbers = [estimate, lower, upper].filter((value) => value !== null);
        assertEquals(numbers.every((value) => value > 0 && Number.isFinite(value)), true);
        assertEquals(numbers.length > 0, ["=", ">", "<", ">=", "<=", "range"].includes(relation));
      } catch (error) {
        if (!(error instanceof HalfmaxError)) throw error;
      }
    }),
    { seed: 10, numRuns: 5000 },
  );
});

/** The text that the library itself would write, the source's own forgotten. */
function reprinted(potency: Potency): string {
  return printPotency({ ...potency, asPrinted: undefined });
}

function assertSameValues(actual: Potency, expected: Potency): void {
  const values = ({ asPrinted: _, columnUnit: __, interval, ...potency }: Potency) => ({
    ...potency,
    interval: potency.relation === "range" ? null : interval,
  });
  assertEquals(values(actual), values(expected));
}
