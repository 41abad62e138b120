import fc from "fast-check";
import { DataError, UsageError } from "../../lib/errors/mod.ts";
import { readPotencies } from "../../lib/potency/mod.ts";
import { foldChangeOfPotencies } from "../../lib/resistance/mod.ts";
import { readTable } from "../../lib/tables/mod.ts";
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "../assert.ts";
import { sharedTest } from "../shared.ts";
import { records } from "./records.ts";

sharedTest(
  "foldChangeOfPotencies() reproduces the worked fold changes",
  "domain/fold_change_worked.csv",
  async (path) => {
    const published = await readPotencies("data/published_ic50/ic50.csv");
    const folds = [
      ...foldChangeOfPotencies(published, { reference: "WT" }),
      ...foldChangeOfPotencies(published, { reference: "parental" }),
    ].filter(({ relation, endpoint }) => relation !== "not determined" && endpoint === "IC50");
    const worked = await readTable(path);
    for (const { cells } of worked.rows) {
      const [, line, drug, , , relation, fold] = cells;
      const name = line.startsWith("H3122 CR") ? "H3122 CR_A/CR_B/CR_C" : line;
      const found = folds.filter((one) => one.test.startsWith(name) && one.key.drug === drug)
        .filter((one) => one.test.length === name.length || name.startsWith("H3122"));
      assertEquals(found.length, 1, `${line} ${drug}`);
      assertEquals(found[0].relation as string, relation);
      assertAlmostEquals(found[0].estimate!, Number(fold), 0.05 + 1e-9);
    }
    assertEquals(worked.rows.length, 8);
  },
);

Deno.test("foldChangeOfPotencies() follows the algebra of bounds and ranges", () => {
  const folds = foldChangeOfPotencies(
    records(
      "genotype,drug,as_printed\n" +
        "WT,a,50-100\nX1Y,a,>1000\nWT,b,<10\nG1202R,b,>1000\nWT,c,>1000\nG1202R,c,100\n" +
        "WT,d,>1000\nG1202R,d,>1000\nWT,e,10\nG1202R,e,High Resistance\nWT,f,10-20\nG1202R,f,200-300\n",
    ),
    { reference: "WT" },
  );
  assertEquals(
    folds.map(({ key, relation, estimate, lower, upper }) =>
      [key.drug, relation, estimate, lower, upper].map(String)
    ),
    [
      ["a", ">", "10", "null", "null"],
      ["b", ">", "100", "null", "null"],
      ["c", "<", "0.1", "null", "null"],
      ["d", "not determined", "null", "null", "null"],
      ["e", "not determined", "null", "null", "null"],
      ["f", "range", "null", "10", "30"],
    ],
  );
  assertEquals(folds[2].direction, "hypersensitive");
});

Deno.test("foldChangeOfPotencies() never divides across readouts, sources or proteins", () => {
  const folds = foldChangeOfPotencies(
    [
      ...records("genotype,drug,readout,as_printed\nWT,a,enzyme,1\nG1202R,a,viability,100\n"),
      ...records("genotype,drug,readout,as_printed\nWT,a,viability,10\n", "other.csv"),
      ...records(
        "target,genotype,drug,readout,as_printed\nROS1,WT,a,viability,5\n",
        "table.csv",
      ),
    ],
    { reference: "WT" },
  );
  assertEquals(folds.map(({ relation, note }) => [relation, note]), [
    ["not determined", "no WT from this source and assay"],
  ]);
});

Deno.test("foldChangeOfPotencies() needs its reference, and one value per cell", () => {
  const rows = records("genotype,drug,as_printed\nWT,a,1\nG1202R,a,100\n");
  assertThrows(
    () => foldChangeOfPotencies(rows, { reference: "" }),
    UsageError,
    "needs a reference",
  );
  assertThrows(
    () => foldChangeOfPotencies(rows, { reference: "parental" }),
    UsageError,
    'must be among "WT" and "G1202R", found "parental"',
  );
  assertThrows(
    () =>
      foldChangeOfPotencies([...rows, ...records("genotype,drug,as_printed\nWT,a,2\n")], {
        reference: "WT",
      }),
    DataError,
    'must have one value, found "1" and "2"',
  );
  assertThrows(
    () => foldChangeOfPotencies(records("genotype,as_printed\nWT,1\n"), { reference: "WT" }),
    DataError,
    'row 2, column "drug" must be filled',
  );
});

Deno.test("foldChangeOfPotencies() is never narrower than its inputs allow", () => {
  const number = fc.double({ min: 0.01, max: 1e4, noNaN: true });
  const printed = fc.oneof(
    number.map((value) => ({ text: `${value}`, within: [value, value] })),
    number.map((value) => ({ text: `>${value}`, within: [value * 1.0001, value * 1e6] })),
    number.map((value) => ({ text: `<${value}`, within: [value * 1e-6, value * 0.9999] })),
    fc.tuple(number, fc.double({ min: 1.1, max: 10, noNaN: true })).map(([low, times]) => ({
      text: `${low} to ${low * times}`,
      within: [low, low * times],
    })),
  );
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(printed, printed, share, share, (test, reference, s, r) => {
      const [fold] = foldChangeOfPotencies(
        records(`genotype,drug,as_printed\nWT,a,${reference.text}\nG1202R,a,${test.text}\n`),
        { reference: "WT" },
      );
      const at = ([low, high]: number[], share: number) => low * (high / low) ** share;
      const truth = at(test.within, s) / at(reference.within, r);
      const { relation, estimate, lower, upper } = fold;
      if (relation === "not determined") return;
      const least = relation.startsWith(">")
        ? estimate!
        : lower ?? (relation === "=" ? estimate! : 0);
      const most = relation.startsWith("<")
        ? estimate!
        : upper ?? (relation === "=" ? estimate! : Infinity);
      assert(truth >= least * (1 - 1e-9) && truth <= most * (1 + 1e-9), `${truth} ${fold.note}`);
    }),
    { seed: 5, numRuns: 300 },
  );
});
