import { collapseWells, createLevels, isConstant } from "../../lib/screen/collapse_wells.ts";
import { randomSeeded } from "../../lib/numerics/mod.ts";
import type { ScreenColumns } from "../../lib/screen/mod.ts";
import { assert, assertAlmostEquals, assertEquals } from "../assert.ts";

interface Well {
  readonly dose: number;
  readonly response: number;
  readonly weight: number;
}

function columnsOf(wells: readonly Well[], weighted: boolean): ScreenColumns {
  const column = (name: keyof Well) => Float64Array.from(wells, (well) => well[name]);
  return {
    curves: 1,
    start: Uint32Array.of(0, wells.length),
    dose: column("dose"),
    response: column("response"),
    ...(weighted ? { weight: column("weight") } : {}),
  };
}

/** What the wells come to, as numbers that another curve does not overwrite. */
function collapsed(wells: readonly Well[], weighted: boolean, control = 1) {
  const levels = createLevels();
  collapseWells(levels, columnsOf(wells, weighted), 0, control);
  const { count, vehicle, total, within, between, center, scale, least, most } = levels;
  const column = (values: Float64Array) => Array.from(values.subarray(0, count));
  return {
    wells: levels.wells,
    constant: isConstant(levels),
    numbers: { count, vehicle, total, within, between, center, scale, least, most },
    dose: column(levels.dose),
    mean: column(levels.mean),
    weight: column(levels.weight),
    responses: Array.from(levels.sorted.response.subarray(0, levels.wells)),
  };
}

/** Wells of some doses, in no order, with ties and lost ones among them. */
function someWells(random: () => number, doses: number, most: number): readonly Well[] {
  const wells = Array.from(
    { length: doses },
    (_, j) =>
      Array.from({ length: 1 + Math.floor(most * random()) }, () => ({
        dose: j === 0 ? 0 : 10 ** (j / 2),
        response: random() < 0.1 ? NaN : Math.round(100 * random()) / 100,
        weight: 1 + Math.floor(3 * random()),
      })),
  ).flat();
  return shuffled(wells, random);
}

function shuffled<T>(values: readonly T[], random: () => number): readonly T[] {
  return values.map((value) => ({ value, at: random() })).sort((a, b) => a.at - b.at)
    .map(({ value }) => value);
}

for (
  const [what, doses, most, weighted] of [
    ["a few wells a dose", 9, 4, false],
    ["many wells a dose", 5, 30, false],
    ["more wells than are sorted by insertion", 12, 40, false],
    ["wells of different weight", 8, 5, true],
    ["more wells of different weight", 10, 40, true],
  ] as const
) {
  Deno.test(`collapseWells() takes means and squares by dose: ${what}`, () => {
    const random = randomSeeded(doses * most);
    for (let k = 0; k < 40; k++) {
      const wells = someWells(random, doses, most);
      const known = wells.filter(({ response }) => !Number.isNaN(response));
      const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
      const weightOf = ({ weight }: Well) => weighted ? weight : 1;
      const { numbers: got, dose, mean, weight, wells: count } = collapsed(wells, weighted);
      assertEquals(count, known.length);
      const total = sum(known.map(weightOf));
      const center = sum(known.map((well) => weightOf(well) * well.response)) / total;
      const responses = known.map(({ response }) => response);
      assertEquals([got.least, got.most], [Math.min(...responses), Math.max(...responses)]);
      assertAlmostEquals(got.center, center, 1e-14);
      assertAlmostEquals(got.scale, Math.max(got.most - center, center - got.least), 1e-14);
      const byDose = Map.groupBy(known, (well) => well.dose);
      assertEquals(dose, [...byDose.keys()].sort((a, b) => a - b));
      assertEquals(got.vehicle, dose[0] === 0 ? 1 : 0);
      let [within, between] = [0, 0];
      dose.forEach((d, j) => {
        const here = byDose.get(d)!;
        const w = sum(here.map(weightOf));
        const average = sum(here.map((well) => weightOf(well) * well.response)) / w;
        assertEquals(weight[j], w);
        assertAlmostEquals(got.center + got.scale * mean[j], average, 1e-14);
        within += sum(here.map((well) => weightOf(well) * (well.response - average) ** 2));
        between += w * (average - center) ** 2;
      });
      assertAlmostEquals(got.total, total, 0);
      assertAlmostEquals(got.within * got.scale ** 2, within, 1e-13 * total);
      assertAlmostEquals(got.between * got.scale ** 2, between, 1e-13 * total);
    }
  });

  Deno.test(`collapseWells() gives the same bits for any order: ${what}`, () => {
    const random = randomSeeded(1 + doses * most);
    for (let k = 0; k < 20; k++) {
      const wells = someWells(random, doses, most);
      const one = collapsed(wells, weighted);
      assertEquals(collapsed(shuffled(wells, random), weighted), one);
      // The order in which a screen has them: doses ascend.
      const ascending = [...wells].sort((a, b) => a.dose - b.dose);
      assertEquals(collapsed(ascending, weighted), one);
      assert(one.responses.length === one.wells);
    }
  });
}

Deno.test("collapseWells() takes doses written in two ways as one, and wells of control as none", () => {
  const well = (dose: number, response: number) => ({ dose, response, weight: 1 });
  const two = collapsed([well(10, 0.5), well(10 * (1 + 5e-10), 0.7), well(100, 0.2)], false);
  assertEquals([two.numbers.count, two.dose[0], two.weight[0]], [2, 10, 2]);
  const normalised = [well(0, 1), well(0, 1), well(10, 0.5), well(100, 0.5)];
  const without = collapsed(normalised, false);
  assertEquals([without.wells, without.numbers.vehicle, without.constant], [2, 0, true]);
  const observed = collapsed([well(0, 0.9), ...normalised], false);
  assertEquals([observed.wells, observed.numbers.vehicle, observed.constant], [5, 1, false]);
});

Deno.test("collapseWells() makes room for a curve of more wells, and for one of more doses", () => {
  const random = randomSeeded(3);
  for (const [doses, each] of [[7, 100], [200, 1], [3, 2000], [1500, 1]]) {
    const wells = Array.from({ length: doses * each }, (_, i) => ({
      dose: 1 + i % doses,
      response: random(),
      weight: 1,
    }));
    const { numbers: { count, total }, weight } = collapsed(wells, false);
    assertEquals([count, total], [doses, doses * each]);
    assertEquals(new Set(weight), new Set([each]));
  }
});
