import fc from "fast-check";
import { airyRange, linearTicks, tickLabels } from "../../../lib/figures/layout/linear_ticks.ts";
import { spreadLabels } from "../../../lib/figures/layout/spread_labels.ts";
import { assert, assertAlmostEquals, assertEquals } from "../../assert.ts";

Deno.test("linearTicks() are round numbers inside the range", () => {
  assertEquals(linearTicks(0, 1.1, 5), [0, 0.25, 0.5, 0.75, 1]);
  assertEquals(linearTicks(-0.08, 1.04, 4), [0, 0.5, 1]);
  assertEquals(linearTicks(0, 123456, 5), [0, 25000, 50000, 75000, 100000]);
  assertEquals(linearTicks(-0.3, 0.3, 4), [-0.2, 0, 0.2]);
});

Deno.test("tickLabels() share their decimals and use a true minus sign", () => {
  assertEquals(tickLabels([-0.5, 0, 0.5]), ["−0.5", "0.0", "0.5"]);
  assertEquals(tickLabels([0, 25000]), ["0", "25,000"]);
});

Deno.test("airyRange() gives air at the ends that are not zero", () => {
  assertEquals(airyRange([0, 1]), [0, 1.04]);
  assertEquals(airyRange([3, 3]), [0, 6]);
  assertEquals(airyRange([0]), [0, 1]);
});

Deno.test("spreadLabels() leaves labels that do not touch where they are", () => {
  assertEquals(spreadLabels([10, 50, 90], [8, 8, 8], 0, 100), [10, 50, 90]);
});

Deno.test("spreadLabels() moves two labels of one place apart by the same amount", () => {
  assertEquals(spreadLabels([50, 50], [10, 10], 0, 100), [45, 55]);
});

Deno.test("spreadLabels() keeps labels apart, in order, and inside where they fit", () => {
  const label = fc.record({
    at: fc.integer({ min: 0, max: 200 }),
    size: fc.integer({ min: 4, max: 20 }),
  });
  fc.assert(
    fc.property(fc.array(label, { minLength: 1, maxLength: 10 }), (labels) => {
      const places = spreadLabels(
        labels.map(({ at }) => at),
        labels.map(({ size }) => size),
        0,
        200,
      );
      const order = labels.map((_, i) => i).sort((a, b) => labels[a].at - labels[b].at || a - b);
      order.forEach((i, k) => {
        const [place, size] = [places[i], labels[i].size];
        assert(place - size / 2 >= -1e-9 && place + size / 2 <= 200 + 1e-9);
        if (k === 0) return;
        const before = order[k - 1];
        assert(place - places[before] >= (size + labels[before].size) / 2 - 1e-9);
      });
    }),
    { seed: 4 },
  );
});

Deno.test("spreadLabels() is the least-squares optimum: no small move betters it", () => {
  const wanted = [20, 22, 25, 60, 61];
  const sizes = [10, 12, 8, 10, 10];
  const cost = (places: readonly number[]) =>
    places.reduce((sum, place, i) => sum + (place - wanted[i]) ** 2, 0);
  const best = spreadLabels(wanted, sizes, 0, 100);
  const valid = (places: readonly number[]) =>
    places.every((place, i) =>
      i === 0 || place - places[i - 1] >= (sizes[i] + sizes[i - 1]) / 2 - 1e-9
    );
  assert(valid(best));
  for (let block = 0; block < 5; block++) {
    for (let end = block; end < 5; end++) {
      for (const move of [-0.1, 0.1]) {
        const moved = best.map((place, i) => i >= block && i <= end ? place + move : place);
        if (valid(moved)) assert(cost(moved) >= cost(best) - 1e-9, `${block} to ${end}`);
      }
    }
  }
  assertAlmostEquals(best[0] + best[1] + best[2], 20 + 22 + 25, 1e-9);
});
