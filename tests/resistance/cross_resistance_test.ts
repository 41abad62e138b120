import { DataError, UsageError } from "../../lib/errors/mod.ts";
import { readPotencies } from "../../lib/potency/mod.ts";
import {
  compareSources,
  crossResistance,
  nextInhibitor,
  summarizeCell,
} from "../../lib/resistance/mod.ts";
import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertStringIncludes,
  assertThrows,
} from "../assert.ts";
import { records } from "./records.ts";

const GUIDE = await readPotencies("data/crizotinib_guide_2025/ic50.csv");
const RESISTANCE_GUIDE = await readPotencies("data/crizotinib_resistance_guide_2025/ic50.csv");
const PUBLISHED = await readPotencies("data/published_ic50/ic50.csv");
const ALL = crossResistance([GUIDE, RESISTANCE_GUIDE, PUBLISHED], {
  reference: ["WT", "parental"],
});

const cellOf = (genotype: string, inhibitor: string, target = "ALK") =>
  ALL.cells.find((cell) =>
    cell.target === target && cell.genotype === genotype && cell.inhibitor === inhibitor
  )!;

Deno.test("crossResistance() keeps every cell of every source as printed", () => {
  const entries = ALL.cells.flatMap((cell) => cell.entries);
  const printed = [GUIDE, RESISTANCE_GUIDE, PUBLISHED].flat();
  assertEquals(entries.length, printed.length);
  assertEquals(
    entries.map((entry) => entry.record.potency.asPrinted).sort(),
    printed.map(({ potency }) => potency.asPrinted).sort(),
  );
  assertEquals(cellOf("G1202R", "crizotinib").entries.map((one) => one.printed.asPrinted), [
    ">2000",
    "High Resistance",
  ]);
});

Deno.test("crossResistance() keeps proteins apart", () => {
  assertEquals(cellOf("WT", "crizotinib", "ROS1").entries.length, 1);
  assertEquals(cellOf("WT", "crizotinib", "ALK").entries.length, 3);
});

Deno.test("crossResistance() never divides one protein by another, however the assay is described", () => {
  const matrix = crossResistance(
    records("target,genotype,drug,as_printed\nROS1,WT,a,1\nALK,WT,a,10\nALK,G1202R,a,100\n"),
    { reference: "WT", assay: [] },
  );
  const cell = matrix.cells.find(({ genotype }) => genotype === "G1202R")!;
  assertEquals(cell.entries[0].fold!.estimate, 10);
});

Deno.test("crossResistance() divides within one source, assay and model only", () => {
  const [guide, other] = cellOf("L1196M", "crizotinib").entries;
  assertEquals([guide.fold!.relation, guide.fold!.estimate], [">", 10]);
  assertEquals([other.fold!.relation, other.fold!.estimate], [">", 1000 / 3]);
  assertEquals(cellOf("WT", "crizotinib").entries.map(({ fold }) => fold), [null, null, null]);
  const enzyme = cellOf("L1196M", "lorlatinib").entries.find(({ printed }) =>
    printed.endpoint === "Ki"
  )!;
  assertEquals([enzyme.fold!.relation, enzyme.fold!.estimate], [">", 0.7 / 0.07]);
});

Deno.test("crossResistance() keeps and flags what is not HGVS-like", () => {
  assertEquals(ALL.flagged, [
    "H3122 CR_A/CR_B/CR_C (no ALK KD mutation, no ALK amplification; EGFR bypass)",
    "panel",
  ]);
});

Deno.test("crossResistance() resolves relative statements within their row", () => {
  const matrix = crossResistance(
    records(
      "genotype,drug,as_printed\nWT,x,1\nWT,y,2\nG1202R,x,72\nG1202R,y,6-36 fold lower than X\n",
    ),
    { reference: "WT" },
  );
  const { printed, potency, fold } =
    matrix.cells.find((one) => one.genotype === "G1202R" && one.inhibitor === "y")!.entries[0];
  assertEquals(printed.relation, "relative");
  assertEquals([potency.lower, potency.upper], [2, 12]);
  assertEquals([fold!.lower, fold!.upper], [1, 6]);
  assertThrows(
    () =>
      crossResistance(records("genotype,drug,as_printed\nWT,y,2 fold lower than X\n"), {
        reference: "WT",
      }),
    DataError,
    'needs the value of "X"',
  );
  assertThrows(
    () =>
      crossResistance(
        records("genotype,drug,as_printed\nWT,y,2 fold lower than X\nWT,x,2 fold lower than Y\n"),
        { reference: "WT" },
      ),
    DataError,
    "it refers to itself",
  );
});

Deno.test("crossResistance() refuses one cell with two values in one source, not in two", () => {
  const twice = "genotype,drug,as_printed\nWT,a,1\nG1202R,a,10\np.Gly1202Arg,a,20\n";
  assertThrows(
    () => crossResistance(records(twice), { reference: "WT" }),
    DataError,
    'G1202R, a (rows 3 and 4, table.csv (IC50, readout not stated)) must have one value, found "10" and "20"',
  );
  const same = crossResistance(records(twice.replace(",20", ",10")), { reference: "WT" });
  assertEquals(same.cells.flatMap(({ entries }) => entries).length, 2);
});

Deno.test("crossResistance() needs a reference, and one in each panel", () => {
  assertThrows(() => crossResistance(GUIDE, { reference: "" }), UsageError, "needs a reference");
  assertThrows(
    () => crossResistance(GUIDE, { reference: "parental" }),
    UsageError,
    "the reference must be among",
  );
  assertThrows(
    () =>
      crossResistance(records("genotype,drug,as_printed\nWT,a,1\nparental,a,2\n"), {
        reference: ["WT", "parental"],
      }),
    UsageError,
    'must have one reference, found "WT" and "parental"',
  );
});

Deno.test("crossResistance() shows bounds, words and its purpose", () => {
  const text = Deno.inspect(ALL);
  for (const part of ["> 2 µM (> ~ 20-fold) [1]", "High Resistance [2]", "Research use only"]) {
    assertStringIncludes(text, part);
  }
});

Deno.test("compareSources() finds the two guides 17- to 267-fold apart on wild type", () => {
  const guides = crossResistance([GUIDE, RESISTANCE_GUIDE], { reference: "WT" });
  const wildType = compareSources(guides).filter(({ genotype }) => genotype === "WT");
  const of = (drug: string) => wildType.find(({ inhibitor }) => inhibitor === drug)!.ratio;
  assertAlmostEquals(of("crizotinib").lower!, 16.667, 1e-3);
  assertAlmostEquals(of("crizotinib").upper!, 33.333, 1e-3);
  assertAlmostEquals(of("ceritinib").upper!, 266.667, 1e-3);
  assertStringIncludes(of("ceritinib").note, "readout of the reference not stated");
});

Deno.test("summarizeCell() gives the range of one readout, and names what it leaves out", () => {
  const guides = crossResistance([GUIDE, RESISTANCE_GUIDE], { reference: "WT" });
  assertThrows(
    () => summarizeCell(guides, "WT", "ceritinib"),
    UsageError,
    'its values must have one readout, found "viability" and "not stated"',
  );
  const range = summarizeCell(guides, "WT", "ceritinib", { acrossReadouts: true });
  assertEquals([range.relation, range.lower, range.upper], ["range", 0.15, 40]);
  const words = summarizeCell(guides, "G1202R", "crizotinib", { acrossReadouts: true });
  assertEquals(words.relation, "not determined");
  assertStringIncludes(words.reason, "not counted: > 2 µM, High Resistance");
});

Deno.test("nextInhibitor() ranks G1202R within one source, bounds and words kept", () => {
  const { panels, notKnown, use } = nextInhibitor(ALL, "G1202R");
  assertEquals(
    panels.map(({ ranking }) => ranking.map(({ inhibitor, rank }) => [inhibitor, rank])),
    [
      [
        ["lorlatinib", 1],
        ["brigatinib", 2],
        ["crizotinib", 2],
        ["ceritinib", 2],
        ["alectinib", 2],
      ],
      [["alectinib", null], ["ceritinib", null], ["crizotinib", null], ["lorlatinib", null]],
    ],
  );
  assertEquals(panels[0].ranking[1].tiedWith, ["crizotinib", "ceritinib", "alectinib"]);
  assertEquals(panels[1].ranking[0].printed!.word, "High Resistance");
  assertEquals(notKnown, ["repotrectinib", "cabozantinib", "taletrectinib"]);
  assertEquals(use, "Research use only");
  assertStringIncludes(Deno.inspect(nextInhibitor(ALL, "G1202R")), "Research use only");
});

Deno.test("nextInhibitor() does not rank by nanomolar alone", () => {
  const matrix = crossResistance(
    records(
      "genotype,drug,readout,as_printed\n" +
        "WT,potent,viability,1\nWT,weak,viability,200\nWT,lone,viability,\n" +
        "G1202R,potent,viability,200\nG1202R,weak,viability,220\nG1202R,lone,viability,2\n",
    ),
    { reference: "WT" },
  );
  const [{ ranking }] = nextInhibitor(matrix, "G1202R").panels;
  // 220 nM is 1.1-fold of its own wild type; 200 nM is 200-fold; 2 nM has nothing to stand on.
  assertEquals(ranking.map(({ inhibitor, rank }) => [inhibitor, rank]), [
    ["weak", 1],
    ["potent", 2],
    ["lone", null],
  ]);
});

Deno.test("nextInhibitor() takes a compound mutation as a genotype of its own", () => {
  const matrix = crossResistance(
    records("genotype,drug,as_printed\nWT,a,1\nL1196M,a,2\nG1202R,a,3\np.[L1196M;G1202R],a,400\n"),
    { reference: "WT" },
  );
  assertEquals(
    nextInhibitor(matrix, "L1196M;G1202R (cis)").panels[0].ranking[0].fold!.estimate,
    400,
  );
  for (const other of ["L1196M;G1202R", "p.[L1196M];[G1202R]"]) {
    assertThrows(
      () => nextInhibitor(matrix, other),
      UsageError,
      "A compound mutation is a genotype",
    );
  }
});

Deno.test("nextInhibitor() asks for the protein where several have the genotype", () => {
  assertThrows(
    () => nextInhibitor(ALL, "WT"),
    UsageError,
    'must name the protein too, one of "ALK WT" and "ROS1 WT"',
  );
  assertEquals(nextInhibitor(ALL, "ROS1 G2032R").target, "ROS1");
  assert(nextInhibitor(ALL, "G1202R", { panel: "crizotinib_guide" }).panels.length === 1);
  assertThrows(
    () => nextInhibitor(ALL, "G1202R", { panel: "Johnson" }),
    UsageError,
    "must be the name of one, or a part of it, found 3 panels",
  );
});
