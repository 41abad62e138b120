import { UsageError } from "../../../lib/errors/mod.ts";
import { plateHeatMap, plateQualityChart } from "../../../lib/figures/mod.ts";
import {
  type PlateQuality,
  positionAt,
  type Well,
  type WellRole,
  type Wells,
} from "../../../lib/plates/mod.ts";
import { assert, assertEquals, assertThrows } from "../../assert.ts";
import { count, textsOf } from "../read_svg.ts";
import { assertSvgSnapshot } from "../svg_snapshot.ts";

/** SIMULATED plates: vehicle in the first column, blank in the last, doses between; C7 left out, D6 missing. */
function plates(names: readonly string[], [rows, columns]: readonly [number, number]): Wells {
  const all = names.flatMap((plate) =>
    Array.from({ length: rows * columns }, (_, i): Well => {
      const [row, column] = [Math.floor(i / columns), i % columns];
      const role: WellRole = column === 0 ? "vehicle" : column === columns - 1 ? "blank" : "sample";
      const level = role === "vehicle"
        ? 1
        : role === "blank"
        ? 0.02
        : 1 / (1 + 2 ** (column - columns / 2));
      const response = Number((level * (row === 0 ? 0.86 : 1)).toFixed(4));
      return {
        plate,
        position: positionAt(row + 1, column + 1),
        role,
        dose: role === "sample" ? 2 ** column : role === "vehicle" ? 0 : null,
        signal: 10000 * response,
        response,
        labels: { cell_line: "H3122" },
        row: i + 2,
      };
    })
  );
  const out = all.find(({ position }) => position === "C7")!;
  return {
    source: "SIMULATED",
    unit: "nM",
    scale: "fraction",
    control: { basis: "vehicle wells" },
    wells: all.filter((well) =>
      well !== out && !(well.plate === out.plate && well.position === "D6")
    ),
    excluded: [{ row: out.row, plate: out.plate, position: "C7", reason: "bubble", well: out }],
    rowsRead: all.length - 1,
    normalization: "",
  };
}

Deno.test("plateHeatMap() draws a cell for each well of a plate of 96", async () => {
  const figure = plateHeatMap(plates(["P1"], [8, 12]));
  await assertSvgSnapshot("plate_96", figure.svg);
  assertEquals(count(figure.svg, '[aria-label="wells"] rect'), 96);
  assertEquals(count(figure.svg, '[aria-label="wells"] rect[stroke-dasharray]'), 1);
  assertEquals(count(figure.svg, '[aria-label="wells"] line'), 2);
  const texts = textsOf(figure.svg);
  assertEquals(texts.filter((text) => text === "V").length, 8);
  for (const text of ["A", "H", "1", "12", "Response (fraction of control)"]) {
    assert(texts.includes(text), text);
  }
  assert(texts.includes("V, vehicle; B, blank; cross, left out"));
  assertEquals(figure.data.length, 95);
  assertEquals(figure.data.filter(({ excluded }) => excluded === "bubble").length, 1);
  assert(figure.caption.includes("94 wells analysed and 1 left out (bubble: 1), crossed"));
});

Deno.test("plateHeatMap() draws several plates under one ramp, without letters that do not fit", async () => {
  const figure = plateHeatMap(plates(["P1", "P2", "P3"], [8, 12]), { value: "signal" });
  await assertSvgSnapshot("plate_three", figure.svg);
  assertEquals(count(figure.svg, '[aria-label="color ramp"]'), 1);
  const texts = textsOf(figure.svg);
  assert(texts.includes("P2") && texts.includes("Signal (as read)") && texts.includes("10,000"));
  assertEquals(texts.includes("V"), false);
  assert(texts.includes("cross, left out"));
});

Deno.test("plateHeatMap() draws a plate of 384", () => {
  const { svg } = plateHeatMap(plates(["P1"], [16, 24]));
  assertEquals(count(svg, '[aria-label="wells"] rect'), 384);
  assert(textsOf(svg).includes("P"));
});

Deno.test("plateHeatMap() draws a plate of 1536, its rows named on to AF", () => {
  const { svg, caption } = plateHeatMap(plates(["P1"], [32, 48]));
  assertEquals(count(svg, '[aria-label="wells"] rect'), 1536);
  assertEquals(count(svg, '[aria-label="wells"] rect[stroke-dasharray]'), 1);
  const texts = textsOf(svg);
  for (const text of ["A", "Y", "AA", "AE", "47"]) assert(texts.includes(text), text);
  assert(caption.includes("plate P1 of 1536 wells"), caption);
});

Deno.test("plateHeatMap() offers the nearest plate", () => {
  const wells = plates(["P1", "P2"], [8, 12]);
  assertEquals(
    new Set(plateHeatMap(wells, { plate: "P2" }).data.map(({ plate }) => plate)).size,
    1,
  );
  assertThrows(
    () => plateHeatMap(wells, { plate: "p1" }),
    UsageError,
    'plate must be one of P1 and P2, found "p1". Did you mean "P1"?',
  );
});

Deno.test("plateHeatMap() refuses a set without wells", () => {
  const none = { ...plates(["P1"], [8, 12]), wells: [], excluded: [] };
  assertThrows(() => plateHeatMap(none), UsageError, "needs wells with a value, found none");
});

const GOOD: PlateQuality = {
  plate: "P1",
  labels: {},
  format: 96,
  vehicleWells: 8,
  lowWells: 8,
  excludedWells: 0,
  against: "blank",
  zPrime: 0.71,
  robustZPrime: 0.74,
  ssmd: 15,
  signalToBackground: 42,
  vehicleCV: 0.08,
  positionEffects: [],
  verdict: "good",
  reasons: [],
};

Deno.test("plateQualityChart() draws measures, thresholds, position effects and what is missing", async () => {
  const edge = {
    kind: "row",
    line: "A",
    edge: true,
    effect: -0.14,
    standardError: 0.02,
    p: 0.001,
    wells: 10,
  } as const;
  const figure = plateQualityChart([
    GOOD,
    {
      ...GOOD,
      plate: "P2",
      zPrime: 0.62,
      positionEffects: [edge],
      verdict: "doubtful",
      reasons: ["edge effect in row A, 14 % low"],
    },
    { ...GOOD, plate: "P3", zPrime: -0.2, verdict: "poor", reasons: ["Z' −0.2, controls overlap"] },
    {
      ...GOOD,
      plate: "P4",
      zPrime: null,
      ssmd: null,
      signalToBackground: null,
      verdict: "not assessable",
      reasons: ["no Z': no blank wells"],
    },
  ]);
  await assertSvgSnapshot("plate_quality", figure.svg);
  const texts = textsOf(figure.svg);
  for (
    const text of ["Z'", "SSMD", "S/B", "Vehicle CV (%)", "P1", "P4", "good", "not assessable"]
  ) {
    assert(texts.includes(text), text);
  }
  assert(texts.join(" ").includes("edge effect in row A,"));
  assertEquals(texts.filter((text) => text === "–").length, 3);
  assertEquals(count(figure.svg, '[aria-label="thresholds"] line'), 3);
  assertEquals(figure.data.map(({ z_prime }) => z_prime), [0.71, 0.62, -0.2, null]);
  assert(figure.alt.includes("P2 doubtful: edge effect in row A, 14 % low."));
});

Deno.test("plateQualityChart() points at a Z' far below the axis, and says its number", () => {
  const failed = { ...GOOD, plate: "P2", zPrime: -131.8, verdict: "poor" as const };
  const figure = plateQualityChart([GOOD, failed]);
  assert(textsOf(figure.svg).includes("−132"));
  // The axis goes no lower than its threshold.
  const negative = textsOf(figure.svg).filter((text) => text.startsWith("−")).sort();
  assertEquals(negative, ["−1", "−132", "−2"]);
  assert(figure.caption.includes("arrows, Z' below −2"));
  assertEquals(plateQualityChart([GOOD]).caption.includes("arrows"), false);
});

Deno.test("plateQualityChart() refuses none and more than it can show", () => {
  assertThrows(() => plateQualityChart([]), UsageError, "needs 1 to 96 plates, found 0");
  assertThrows(() => plateQualityChart(Array(97).fill(GOOD)), UsageError, "found 97");
});
