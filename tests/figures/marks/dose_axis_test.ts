import {
  doseAxisOf,
  doseLabel,
  doseScaleOf,
  placeOfDose,
} from "../../../lib/figures/marks/dose_axis.ts";
import { presetNamed, themeOf } from "../../../lib/figures/theme/theme.ts";
import { textWidth } from "../../../lib/figures/text/measure_text.ts";
import { UsageError } from "../../../lib/errors/mod.ts";
import { assert, assertEquals, assertThrows } from "../../assert.ts";

const theme = themeOf(presetNamed("nature"));

/** Labels of the axis for some doses on a panel of a width. */
function labelsOf(doses: readonly number[], width: number): string[] {
  const { ticks } = doseAxisOf(doseScaleOf(doses), theme, width);
  return ticks.map(({ label = "" }) => label).filter(Boolean);
}

Deno.test("doseLabel() writes plain numbers, never prefixes or exponents", () => {
  assertEquals([0.01, 0.5, 1, 1000, 10000, 1e6].map(doseLabel), [
    "0.01",
    "0.5",
    "1",
    "1,000",
    "10,000",
    "1,000,000",
  ]);
  assertEquals(doseLabel(1e-6), "0.000001");
});

Deno.test("doseAxisOf() labels powers of ten and the vehicle with 0", () => {
  assertEquals(labelsOf([0, 1, 10, 100, 1000, 10000], 200), [
    "0",
    "1",
    "10",
    "100",
    "1,000",
    "10,000",
  ]);
  assertEquals(labelsOf([1, 10, 100], 200), ["1", "10", "100"]);
});

Deno.test("doseAxisOf() labels 1, 2 and 5 times powers of ten on a short axis", () => {
  assertEquals(labelsOf([2, 5, 10, 20], 150), ["2", "5", "10", "20"]);
});

Deno.test("doseAxisOf() takes even steps where the doses span less", () => {
  assertEquals(labelsOf([100, 120, 150, 200], 150), ["100", "150", "200"]);
});

Deno.test("doseAxisOf() leaves labels out until none touch, and keeps the largest", () => {
  const doses = Array.from({ length: 13 }, (_, i) => 10 ** (i - 6));
  for (const width of [60, 90, 150, 300]) {
    const scale = doseScaleOf([0, ...doses]);
    const { ticks } = doseAxisOf(scale, theme, width);
    const [low, high] = scale.domain.map(Math.log);
    let end = -Infinity;
    for (const { value, label } of ticks) {
      if (!label) continue;
      const at = (Math.log(Number(value)) - low) / (high - low) * width;
      const half = textWidth(label, theme.small) / 2;
      assert(at - half > end, `${label} at a width of ${width}`);
      end = at + half;
    }
    assertEquals(ticks.filter(({ label }) => label).at(-1)?.label, "1,000,000");
  }
});

Deno.test("doseScaleOf() puts the vehicle left of a break, left of the smallest dose", () => {
  const scale = doseScaleOf([0, 1, 10000]);
  assert(scale.vehicle !== null);
  assert(scale.domain[0] < scale.vehicle.at && scale.vehicle.at < scale.vehicle.breakAt);
  assert(scale.vehicle.breakAt < 1 && scale.domain[1] > 10000);
  assertEquals(placeOfDose(0, scale), scale.vehicle.at);
  assertEquals(placeOfDose(10, scale), 10);
  assertEquals(doseScaleOf([1, 10]).vehicle, null);
});

Deno.test("doseScaleOf() reaches as far as a limit asks, but at most tenfold beyond the doses", () => {
  assert(doseScaleOf([1, 100], [500]).domain[1] >= 500);
  assert(doseScaleOf([1, 100], [1e9]).domain[1] < 2000);
});

Deno.test("doseScaleOf() takes a single dose", () => {
  const { domain } = doseScaleOf([37]);
  assert(domain[0] < 37 && 37 < domain[1]);
});

Deno.test("doseScaleOf() refuses negative doses, NaN, and nothing but vehicle", () => {
  assertThrows(() => doseScaleOf([-1, 3]), UsageError, "doses must be numbers >= 0, found -1");
  assertThrows(() => doseScaleOf([NaN]), UsageError, "found NaN");
  assertThrows(
    () => doseScaleOf([0, 0]),
    UsageError,
    "needs a dose above 0, found only vehicle wells",
  );
  assertThrows(() => doseScaleOf([]), UsageError, "found no wells");
});
