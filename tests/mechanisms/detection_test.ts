import { UsageError } from "../../lib/errors/mod.ts";
import {
  alleleFraction,
  assayAgreement,
  breakApartFish,
  callStaining,
  callVariant,
  detectionRules,
  hScore,
  panelAssay,
  relativeCopyNumber,
  tissuePlasmaPairs,
} from "../../lib/mechanisms/mod.ts";
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "../assert.ts";
import { findingsFrom } from "./tables.ts";

Deno.test("breakApartFish() counts the worked sheet: 27 of 50 = 54 %, isolated 5' not positive", () => {
  const result = breakApartFish({ fused: 19, split: 22, isolated3: 5, isolated5: 4 });
  assertEquals([result.call, result.positiveCells, result.cells], ["positive", 27, 50]);
  assertEquals(result.share.estimate, 0.54);
  assertEquals(
    breakApartFish({ fused: 0, split: 0, isolated3: 0, isolated5: 50 }).call,
    "negative",
  );
  assert(result.rules.some(({ source }) => source.includes("IASLC")));
});

Deno.test("breakApartFish() needs 50 cells and says when 50 are not enough", () => {
  const few = breakApartFish({ fused: 20, split: 20, isolated3: 0, isolated5: 0 });
  assertEquals([few.call, few.reason], ["not assessable", "needs 50 cells, scored 40"]);
  const near = breakApartFish({ fused: 42, split: 8, isolated3: 0, isolated5: 0 });
  assertEquals([near.call, near.reason], [
    "positive",
    "the interval holds the cut-off of 15.0 %: score 100 cells",
  ]);
  assertEquals(
    breakApartFish({ fused: 85, split: 15, isolated3: 0, isolated5: 0 }).call,
    "positive",
  );
  assertEquals(
    breakApartFish({ fused: 86, split: 14, isolated3: 0, isolated5: 0 }).call,
    "negative",
  );
});

Deno.test("breakApartFish() has an equivocal zone only when given, and calls no amplification", () => {
  const counts = { fused: 40, split: 10, isolated3: 0, isolated5: 0 };
  assertEquals(breakApartFish(counts).call, "positive");
  assertEquals(breakApartFish(counts, { equivocal: [0.1, 0.5] }).call, "equivocal");
  const copies = breakApartFish(counts, { copiesPerCell: 9.4, ratio: 6.3 });
  assertEquals([copies.call, copies.copiesPerCell, copies.ratio], ["positive", 9.4, 6.3]);
  assertThrows(
    () => breakApartFish({ ...counts, split: 1.5 }),
    UsageError,
    "split must be a whole number",
  );
});

Deno.test("callStaining() keeps the kit's rule and the guide's wording apart", () => {
  const focal = callStaining("ALK D5F3", { strong: 3 }, { diffuse: false });
  assertEquals([focal.call, focal.guideWording.met], ["positive", false]);
  assertEquals(callStaining("ALK D5F3", { moderate: 90 }).call, "negative");
  assertEquals(callStaining("ALK D5F3", { moderate: 90 }, { olderRule: true }).call, "positive");
  assertEquals(callStaining("ALK D5F3", { weak: 10 }, { olderRule: true }).call, "negative");
});

Deno.test("callStaining() needs a cut-off for ROS1 and shows the clone's sensitivity there", () => {
  assertThrows(() => callStaining("ROS1 D4D6", { strong: 50 }), UsageError, "must be named");
  assertEquals(
    callStaining("ROS1 D4D6", { moderate: 5 }, { cutOff: "2+" }).sensitivityPercent,
    42.86,
  );
  assertEquals(callStaining("ROS1 SP384", { weak: 5 }, { cutOff: "1+" }).sensitivityPercent, 100);
});

Deno.test("hScore() runs from 0 to 300 and refuses more than all cells", () => {
  assertEquals([
    hScore({}),
    hScore({ weak: 20, moderate: 30, strong: 10 }),
    hScore({ strong: 100 }),
  ], [0, 110, 300]);
  assertThrows(() => hScore({ weak: 60, strong: 60 }), UsageError, "at most 100");
});

Deno.test("callVariant() calls absent only at a depth that would have shown it", () => {
  assertEquals(
    callVariant({ alternate: 12, depth: 100 }, { detectionLimit: 0.05 }).state,
    "present",
  );
  // (1 - 0.05)^58 is above 0.05, (1 - 0.05)^59 below.
  assertEquals(
    callVariant({ alternate: 0, depth: 58 }, { detectionLimit: 0.05 }).state,
    "not assessable",
  );
  assertEquals(callVariant({ alternate: 0, depth: 59 }, { detectionLimit: 0.05 }).state, "absent");
  const below = callVariant({ alternate: 8, depth: 2000 }, { detectionLimit: 0.05 });
  assertEquals([below.state, below.reason], [
    "absent",
    "8 of 2000 below the limit of 5.0 %; depth 2000",
  ]);
  assert(below.rules.length >= 3);
});

Deno.test("alleleFraction() says that an interval from reads is too short", () => {
  assertEquals(alleleFraction({ alternate: 4, depth: 1000, of: "unique molecules" }).remark, "");
  assert(alleleFraction({ alternate: 4, depth: 1000 }).remark.includes("too short"));
});

Deno.test("assayAgreement() gives positive and negative agreement with intervals", () => {
  const pair = (reference: "present" | "absent", test: "present" | "absent", n: number) =>
    Array.from({ length: n }, () => ({ reference, test }));
  const agreement = assayAgreement([
    ...pair("present", "present", 8),
    ...pair("present", "absent", 2),
    ...pair("absent", "absent", 19),
    ...pair("absent", "present", 1),
  ]);
  assertEquals([
    agreement.positive.estimate,
    agreement.negative.estimate,
    agreement.overall.estimate,
  ], [0.8, 0.95, 0.9]);
  assert(agreement.positive.lower > 0.49 && agreement.positive.upper < 0.95);
});

Deno.test("tissuePlasmaPairs() takes a plasma without tumour DNA for not assessable, not for negative", () => {
  const findings = findingsFrom(
    `
patient,biopsy,specimen,time_point,assay,tumor_dna,gene,change
P1,T1,tissue,t1,panel,,ALK,G1202R
P1,B1,plasma,t1,panel,yes,,
P2,T2,tissue,t1,panel,,ALK,G1202R
P2,B2,plasma,t1,panel,no,,
P3,T3,tissue,t1,panel,,ALK,G1202R`,
    { assays: [panelAssay("panel", ["ALK"], ["mutation"])] },
  );
  assertEquals(tissuePlasmaPairs(findings), [
    { patient: "P1", alteration: "ALK G1202R", reference: "present", test: "absent" },
    { patient: "P2", alteration: "ALK G1202R", reference: "present", test: "not assessable" },
  ]);
});

Deno.test("relativeCopyNumber() has limits from the spread of the replicates", () => {
  const flat = {
    reference: [20, 20.2],
    calibratorTarget: [25, 25.2],
    calibratorReference: [20, 20.2],
  };
  const result = relativeCopyNumber({ ...flat, target: [23, 23.2] });
  assertAlmostEquals(result.copies, 8, 1e-9);
  // Four means of two replicates with SD 0.1 √2 each: variance 4 x 0.02 / 2, four degrees of freedom.
  assertAlmostEquals(result.standardError, 0.2, 1e-12);
  assertAlmostEquals(result.degreesOfFreedom, 4, 1e-9);
  assertAlmostEquals(Math.log2(result.upper / 8), 2.7764451 * 0.2, 1e-6);
  assertThrows(
    () => relativeCopyNumber({ ...flat, target: [23] }),
    UsageError,
    "at least two finite cycles",
  );
});

Deno.test("every detection rule has a source", () => {
  assertEquals(detectionRules().length, 18);
  assertEquals(detectionRules().filter(({ source }) => source === ""), []);
});
