import { readPotencies } from "../../lib/potency/mod.ts";
import { compareFolds, crossResistance } from "../../lib/resistance/mod.ts";
import { assertEquals, assertStringIncludes } from "../assert.ts";
import { records } from "./records.ts";

/** The verdicts on one cell of which two sources give these values, wild type being 10 in both. */
function verdicts(a: string, b: string) {
  const rows = [["a", a], ["b", b]].map(([source, value]) =>
    `WT,x,10,${source}\nG1202R,x,${value},${source}\n`
  ).join("");
  const matrix = crossResistance(records(`genotype,drug,as_printed,source\n${rows}`), {
    reference: "WT",
  });
  return compareFolds(matrix).map(({ verdict }) => verdict);
}

Deno.test("compareFolds() tells what has something in common from what has not", () => {
  assertEquals(verdicts("20-40", "40-60"), ["agree"]);
  assertEquals(verdicts("20-40", "41-60"), ["contradict"]);
  assertEquals(verdicts(">40", "20-40"), ["contradict"]);
  assertEquals(verdicts(">40", "20-50"), ["agree"]);
  assertEquals(verdicts(">40", ">1000"), ["agree"]);
  assertEquals(verdicts("<40", ">40"), ["contradict"]);
  assertEquals(verdicts("30", "20-40"), ["agree"]);
  assertEquals(verdicts("30", "High Resistance"), []);
  assertEquals(verdicts("30", ""), []);
});

Deno.test("compareFolds() finds the one cell of the guides that a paper contradicts", async () => {
  const matrix = crossResistance([
    await readPotencies("data/crizotinib_guide_2025/ic50.csv"),
    await readPotencies("data/crizotinib_resistance_guide_2025/ic50.csv"),
    await readPotencies("data/published_ic50/ic50.csv"),
  ], { reference: ["WT", "parental"] });
  const rows = compareFolds(matrix);
  assertEquals(
    rows.map(({ genotype, inhibitor, verdict }) => [genotype, inhibitor, verdict]),
    [
      ["F1174L", "lorlatinib", "contradict"],
      ["L1196M", "crizotinib", "agree"],
      ["L1196M", "lorlatinib", "agree"],
    ],
  );
  assertStringIncludes(Deno.inspect(rows), "not stated; database page");
});
