import {
  judgePlate,
  normalizePlates,
  type PlateNumbers,
  plateQuality,
  type PlateVerdict,
} from "../../lib/plates/mod.ts";
import { assert, assertClose, assertEquals, assertStringIncludes } from "../assert.ts";
import { wellsOf } from "./text_wells.ts";

const HEADER = "plate,well,role,cell_line,dose_nM,exclude,signal";
const lines = (plate: string, row: string, role: string, line: string, signals: number[]) =>
  signals.map((signal, i) => `${plate},${row}${i + 1},${role},${line},,,${signal}`);

const WELLS = wellsOf([
  HEADER,
  ...lines("P1", "A", "vehicle", "A", [90, 100, 110, 100]),
  ...lines("P1", "B", "blank", "", [9, 10, 11]),
  "P1,C1,vehicle,A,,bubble,9000",
  ...lines("P2", "A", "vehicle", "A", [90, 100, 110]),
  ...lines("P2", "B", "blank", "", [9, 10, 11]),
  ...lines("P2", "C", "positive", "A", [28, 30, 32]),
  ...lines("P3", "A", "vehicle", "A", [90, 100, 110]),
]);

Deno.test("plateQuality() sets vehicle against blank, or against positive where there are two", () => {
  const [one, two, three] = plateQuality(WELLS);
  assertEquals([one.against, one.vehicleWells, one.lowWells, one.excludedWells], [
    "blank",
    4,
    3,
    1,
  ]);
  assertClose(one.zPrime!, 1 - 3 * (Math.sqrt(200 / 3) + 1) / 90, 1e-12);
  assertClose(one.ssmd!, 90 / Math.sqrt(200 / 3 + 1), 1e-12);
  assertEquals(one.signalToBackground, 10);
  assertClose(one.vehicleCV!, Math.sqrt(200 / 3) / 100, 1e-12);
  assertEquals(two.against, "positive");
  assertClose(two.zPrime!, 1 - 3 * (10 + 2) / 70, 1e-12);
  assertEquals([three.against, three.zPrime, three.ssmd, three.signalToBackground], [
    null,
    null,
    null,
    null,
  ]);
});

Deno.test("plateQuality() gives verdicts in words, and says why a number is missing", () => {
  const [one, two, three] = plateQuality(WELLS);
  assertEquals(one.verdict, "good");
  assertEquals([two.verdict, two.reasons[0]], ["doubtful", "Z' 0.49, below 0.5"]);
  assertEquals([three.verdict, three.reasons[0]], [
    "not assessable",
    "no Z': no blank and no positive wells",
  ]);
});

Deno.test("plateQuality() says the same before and after normalisation", () => {
  const wells = { ...WELLS, wells: WELLS.wells.filter(({ plate }) => plate === "P1") };
  const after = plateQuality(normalizePlates(wells, { to: "vehicle", minus: "blank" }));
  assertEquals(JSON.stringify(after), JSON.stringify(plateQuality(wells)));
});

Deno.test("a plate with two cell lines has a row for each, against shared blanks", () => {
  const wells = wellsOf([
    HEADER,
    ...lines("P1", "A", "vehicle", "A", [90, 100, 110]),
    ...lines("P1", "B", "vehicle", "B", [900, 1000, 1100]),
    ...lines("P1", "C", "blank", "", [9, 10, 11]),
    "P1,D1,vehicle,B,,bubble,1",
  ]);
  const quality = plateQuality(wells);
  assertEquals(quality.map(({ labels }) => labels), [{ cell_line: "A" }, { cell_line: "B" }]);
  assertEquals(quality.map(({ signalToBackground }) => signalToBackground), [10, 100]);
  assertEquals(quality.map(({ excludedWells }) => excludedWells), [0, 1]);
  assertStringIncludes(Deno.inspect(quality), "cell line");
  assertEquals(plateQuality(wells, { within: [] }).length, 1);
});

Deno.test("equal responses everywhere give no NaN, and no good verdict", () => {
  const wells = wellsOf([
    HEADER,
    ...lines("P1", "A", "vehicle", "A", [5, 5, 5]),
    ...lines("P1", "B", "blank", "", [5, 5, 5]),
  ]);
  const [quality] = plateQuality(wells);
  assertEquals([quality.zPrime, quality.robustZPrime, quality.ssmd], [null, null, null]);
  assertEquals([quality.verdict, quality.reasons[0]], [
    "not assessable",
    "no Z': controls have the same mean",
  ]);
  assert(!JSON.stringify(quality).includes("NaN"));
});

Deno.test("the table has a row per plate and shows no number as NaN", () => {
  const text = Deno.inspect(plateQuality(WELLS));
  assertEquals(text.split("\n").length, 4);
  assertStringIncludes(text, "4 vehicle, 3 blank");
  assertStringIncludes(text, "not assessable: no Z': no blank and no positive wells");
  assert(!/NaN|null|undefined/.test(text));
});

const NUMBERS: PlateNumbers = {
  vehicleWells: 8,
  lowWells: 8,
  against: "blank",
  zPrime: 0.7,
  vehicleCV: 0.1,
  positionEffects: [],
  positionReason: "",
};
const effect = (size: number) => ({
  kind: "row" as const,
  line: "A",
  edge: true,
  effect: size,
  standardError: 0.01,
  p: 1e-6,
  wells: 11,
});

Deno.test("judgePlate() keeps to its thresholds", () => {
  const cases: [Partial<PlateNumbers>, PlateVerdict, string[]][] = [
    [{}, "good", []],
    [{ zPrime: 0.5 }, "good", []],
    [{ zPrime: 0.49 }, "doubtful", ["Z' 0.49, below 0.5"]],
    [{ zPrime: 0 }, "doubtful", ["Z' 0, below 0.5"]],
    [{ zPrime: -0.2 }, "poor", ["Z' −0.2, controls overlap"]],
    [{ vehicleCV: 0.2 }, "good", []],
    [{ vehicleCV: 0.25 }, "doubtful", ["vehicle wells vary by 25 %"]],
    [{ positionEffects: [effect(-0.14)] }, "doubtful", ["edge effect in row A, 14 % low"]],
    [{ positionEffects: [effect(0.09)] }, "good", []],
    [{ zPrime: null, vehicleWells: 0 }, "not assessable", ["no Z': no vehicle well"]],
    [{ zPrime: null, vehicleWells: 1 }, "not assessable", ["no Z': one vehicle well"]],
    [{ zPrime: null, lowWells: 1 }, "not assessable", ["no Z': one blank well"]],
    [{ positionReason: "why" }, "good", ["position effects not assessable: why"]],
  ];
  for (const [change, verdict, reasons] of cases) {
    assertEquals(
      judgePlate({ ...NUMBERS, ...change }),
      { verdict, reasons },
      JSON.stringify(change),
    );
  }
  const both = judgePlate({
    ...NUMBERS,
    zPrime: null,
    against: null,
    positionEffects: [effect(0.2)],
  });
  assertEquals(both.verdict, "doubtful");
  assertEquals(both.reasons.length, 2);
});
