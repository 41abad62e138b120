import { randomSeeded } from "../../../lib/numerics/mod.ts";
import { assert, assertAlmostEquals, assertEquals } from "../../assert.ts";
import { hardMix, screenOf } from "../simulate_screen.ts";
import { aimKernel, type KernelCurve, rssAt } from "./kernel_curve.ts";

/** The curves of a hard mix, and the same turned round: rising, and with a vehicle. */
function* curves(): Generator<KernelCurve> {
  const mix = hardMix(40, 5);
  const turned = { ...mix, response: mix.response.map((y) => 1 - y) };
  const vehicle = { ...mix, dose: mix.dose.slice() };
  for (let i = 0; i < mix.curves; i++) vehicle.dose[mix.start[i]] = 0;
  for (const columns of [mix, turned, vehicle]) {
    for (let i = 0; i < mix.curves; i++) yield aimKernel(columns, i);
  }
}

/** The lowest sum of squares at a position, over all slopes. */
function lowest(curve: KernelCurve, position: (steepness: number) => number): number {
  const { leastSteepness, mostSteepness } = curve.design;
  let rss = Infinity;
  for (let k = 0; k <= 200; k++) {
    const steepness = leastSteepness + k / 200 * (mostSteepness - leastSteepness);
    rss = Math.min(rss, rssAt(curve, position(steepness), steepness));
  }
  return rss;
}

Deno.test("crossingFloor() is undercut by no curve through a response, and excludes most far places", () => {
  let [excluded, far] = [0, 0];
  for (const curve of curves()) {
    const { code, design: { lowest: first, highest: last }, levels } = curve;
    const { center, scale, within, between } = levels;
    const level = (0.5 - center) / scale;
    for (let place = first - 1; place <= last + 1; place += (last - first + 2) / 24) {
      code.pinAt(place, 0, level);
      const floor = code.crossingFloor(place);
      for (const away of [-2, -0.5, -0.1, 0, 0.1, 0.5, 2]) {
        const rss = lowest(curve, () => place + away);
        assert(rss >= floor * (1 - 1e-12), `${rss} below ${floor} at ${place}`);
      }
      if (place > last + 0.5) {
        far++;
        if (floor > within + 0.1 * between) excluded++;
      }
      code.unpin();
    }
  }
  assert(excluded > far / 2, `${excluded} of ${far}`);
});

Deno.test("crossingFloor() counts the doses on the wrong side", () => {
  const columns = screenOf([{ doses: [1, 10, 100, 1000], responses: [1, 0.9, 0.2, 0.1] }]);
  const { levels, code } = aimKernel(columns, 0, 1);
  code.pinAt(0, 0, (0.5 - levels.center) / levels.scale);
  const floor = (place: number) => code.crossingFloor(place) * levels.scale ** 2;
  assertAlmostEquals(floor(1.5), 0, 1e-15);
  assertAlmostEquals(floor(2.5), 0.3 ** 2, 1e-15);
  assertAlmostEquals(floor(4), 0.3 ** 2 + 0.4 ** 2, 1e-15);
  // A curve that rises there costs less than one that falls, which would leave 0.5² + 0.4².
  assertAlmostEquals(floor(-1), 0.3 ** 2 + 0.4 ** 2, 1e-15);
  // The vehicle lies before every place.
  const withVehicle = screenOf([{ doses: [0, 1, 10, 100], responses: [1, 0.1, 0.1, 0.1] }]);
  const other = aimKernel(withVehicle, 0);
  other.code.pinAt(0, 0, (0.5 - other.levels.center) / other.levels.scale);
  assertAlmostEquals(other.code.crossingFloor(-0.5), 0, 1e-15);
});

Deno.test("crossingFloor() knows nothing where the response moves with the start", () => {
  const columns = screenOf([{ doses: [1, 10, 100, 1000], responses: [1, 0.9, 0.2, 0.1] }]);
  const { levels, code } = aimKernel(columns, 0, 1);
  // Half of a start that is free says nothing of where the doses must lie.
  code.pinAt(0, 0.5, -levels.center / levels.scale);
  assertEquals(code.crossingFloor(1.5), levels.within);
});

Deno.test("inflectionFloor() is undercut by no curve with its position beyond the doses", () => {
  let [excluded, sides] = [0, 0];
  for (const curve of curves()) {
    const { code, design: { lowest: first, highest: last }, levels: { within, between } } = curve;
    code.findInflectionFloors();
    for (const side of [-1, 1] as const) {
      const floor = code.inflectionFloor(side);
      for (const beyond of [0, 0.01, 0.3, 1, 3]) {
        const rss = lowest(curve, () => (side > 0 ? last : first) + side * beyond);
        assert(rss >= floor * (1 - 1e-12), `${rss} below ${floor}, side ${side}`);
      }
      sides++;
      if (floor > within + 0.02 * between) excluded++;
    }
  }
  assert(excluded > sides / 2, `${excluded} of ${sides}`);
});

Deno.test("inflectionFloor() is the distance to the nearest curve without a turn", () => {
  const columns = screenOf([{ doses: [1, 10, 100], responses: [1, 0.1, 0] }]);
  const { levels, code } = aimKernel(columns, 0, 1);
  const squares = levels.scale ** 2;
  code.findInflectionFloors();
  // The chord lies 0.4 above the dose in the middle: 0.4² / (1 + 1/4 + 1/4).
  assertAlmostEquals(code.inflectionFloor(1) * squares, 0.4 ** 2 / 1.5, 1e-15);
  // Below the doses such a curve bends this way anyhow.
  assertAlmostEquals(code.inflectionFloor(-1) * squares, 0, 1e-15);
});

for (const side of [1, -1] as const) {
  const reach = side > 0 ? "up to the highest dose" : "from the lowest dose on";
  Deno.test(`reachFloor() is undercut by no curve through a response ${reach}, rising ones included`, () => {
    const random = randomSeeded(20);
    let [excluded, falling, rising] = [0, 0, 0];
    for (const curve of curves()) {
      const { code, get, design: { lowest: first, highest: last }, levels } = curve;
      const { center, scale, within, between } = levels;
      for (const response of [0.5, 0.3 + random()]) {
        code.pinAt(0, 0, (response - center) / scale);
        const floor = code.reachFloor(side);
        if (floor > within + 0.1 * between) excluded++;
        for (let k = 0; k < 40; k++) {
          const away = k === 0 ? 0 : (last - first + 2) * random();
          const place = side > 0 ? last - away : first + away;
          code.pinAt(place, 0, (response - center) / scale);
          const position = place + 4 * random() - 2;
          // A shape, and the best curve that a descent from it leads to.
          rssAt(curve, position, -1 + 4 * random());
          for (const what of ["shape", "best"]) {
            if (what === "best") code.descend(position, get("steepness"), 1, Infinity);
            const rss = get("rss");
            assert(rss >= floor * (1 - 1e-12), `${what}: ${rss} below ${floor} at ${place}`);
            if (get("start") > get("end")) falling++;
            else rising++;
          }
        }
      }
      code.unpin();
    }
    assert(falling > 1000 && rising > 1000, `${falling} falling, ${rising} rising`);
    assert(excluded > 10, `${excluded} of 240`);
  });
}

Deno.test("reachFloor() is the least that the doses on the wrong side cost, or a fall to a rising curve", () => {
  const floorsOf = (responses: readonly number[], doses = [1, 10, 100, 1000]) => {
    const { levels, code } = aimKernel(screenOf([{ doses, responses }]), 0);
    code.pinAt(0, 0, (0.5 - levels.center) / levels.scale);
    return [1, -1].map((side) => code.reachFloor(side) * levels.scale ** 2);
  };
  // To cross before the highest dose its response must fall by 0.1; beyond it nothing must.
  const [upToHighest, fromLowest] = floorsOf([1, 0.9, 0.8, 0.6]);
  assertAlmostEquals(upToHighest, 0.1 ** 2, 1e-15);
  assertAlmostEquals(fromLowest, 0, 1e-15);
  const mirrored = floorsOf([0.4, 0.2, 0.1, 0]);
  assertAlmostEquals(mirrored[0], 0, 1e-15);
  assertAlmostEquals(mirrored[1], 0.1 ** 2, 1e-15);
  // The lowest dose may stay on the wrong side, but not the vehicle: it lies before every place.
  const [withVehicle] = floorsOf([0.3, 0.9, 0.2, 0.1], [0, 10, 100, 1000]);
  assertAlmostEquals(withVehicle, 0.2 ** 2, 1e-15);
  // A rising curve leaves what the fall after the first dose explains: 0.1² (1/4 + 3/4) / (1/1 + 1/3).
  const [toRising] = floorsOf([1, 0.9, 0.9, 0.9]);
  assertAlmostEquals(toRising, 0.1 ** 2 / (1 + 1 / 3), 1e-15);
  // Where the response moves with a start that is free, nothing is known.
  const { levels, code } = aimKernel(
    screenOf([{ doses: [1, 10, 100], responses: [1, 0.9, 0.8] }]),
    0,
  );
  code.pinAt(0, 0.5, -levels.center / levels.scale);
  assertEquals(code.reachFloor(1), levels.within);
});
