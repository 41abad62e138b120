import { leastSquares, randomNormal, randomSeeded } from "../../lib/numerics/mod.ts";
import {
  describePositionEffect,
  positionAt,
  type PositionEffect,
  positionEffects,
  type Well,
  type WellRole,
} from "../../lib/plates/mod.ts";
import { median } from "../../lib/statistics/mod.ts";
import { assert, assertClose, assertEquals } from "../assert.ts";

type Place = { row: number; column: number };

/** A 96-well plate: column 1 blank, 2 and 12 vehicle, 3 to 11 doses; signals by row and column. */
function plate(signal: (place: Place, level: number) => number): Well[] {
  return Array.from({ length: 96 }, (_, i) => {
    const place = { row: Math.floor(i / 12) + 1, column: i % 12 + 1 };
    const { column } = place;
    const role: WellRole = column === 1
      ? "blank"
      : column === 2 || column === 12
      ? "vehicle"
      : "sample";
    const dose = role === "blank" ? null : role === "vehicle" ? 0 : 10 ** ((column - 3) / 2);
    const level = dose === null ? 0 : 1e6 * (0.06 + 0.94 / (1 + dose / 210));
    const value = 2600 + signal(place, level);
    return {
      plate: "P1",
      position: positionAt(place.row, column),
      role,
      dose,
      signal: value,
      response: value,
      labels: { drug: role === "sample" ? "crizotinib" : "" },
      row: i + 2,
    };
  });
}

const find = (wells: readonly Well[]) =>
  positionEffects(wells, { format: 96, treatment: ["drug"] });

function noisy(seed: number, noise: number, factor: (place: Place) => number = () => 1): Well[] {
  const prng = randomSeeded(seed);
  return plate((place, level) => level * factor(place) * Math.exp(noise * randomNormal(prng)));
}

const names = (effects: readonly PositionEffect[]) =>
  effects.map(({ kind, line }) => `${kind} ${line}`.trim());

Deno.test("positionEffects() finds one low row, its size and its edge", () => {
  const { effects } = find(noisy(21, 0.07, ({ row }) => row === 1 ? 0.86 : 1));
  assertEquals(names(effects), ["row A"]);
  assert(effects[0].edge);
  assert(Math.abs(effects[0].effect + 0.14) < 3 * effects[0].standardError);
  // 11 wells with cells, without the two highest doses, which are too dim to compare.
  assertEquals(effects[0].wells, 9);
  const words = describePositionEffect(effects[0]).replace(/\d+ %/, "n %");
  assertEquals(words, "edge effect in row A, n % low");
});

Deno.test("one low row is found on every plate and seldom blames another", () => {
  const plates = Array.from(
    { length: 60 },
    (_, i) => find(noisy(100 + i, 0.05, ({ row }) => row === 1 ? 0.86 : 1)).effects,
  );
  assert(plates.every((effects) => effects[0]?.line === "A"));
  // 0.6 expected at the level of 1 %; more than 5 has a chance below 1e-4.
  assert(plates.filter(({ length }) => length > 1).length <= 5);
});

Deno.test("positionEffects() names an inner row, the outer ring, a drift", () => {
  const inner = find(noisy(2, 0.05, ({ row }) => row === 4 ? 1.2 : 1)).effects;
  assertEquals(names(inner), ["row D"]);
  assert(describePositionEffect(inner[0]).startsWith("row effect in row D"));
  const ring = ({ row, column }: Place) => row === 1 || row === 8 || column === 12 ? 0.85 : 1;
  const outer = find(noisy(3, 0.05, ring)).effects;
  assertEquals(outer[0].kind, "outer wells");
  assert(describePositionEffect(outer[0]).endsWith("% low"));
  const drift = find(noisy(4, 0.05, ({ row }) => 1 + 0.3 * (row - 1) / 7)).effects;
  assertEquals(drift[0].kind, "drift down rows");
  assert(describePositionEffect(drift[0]).endsWith("% up"));
});

Deno.test("of columns only control wells speak, and of two that differ the outer one is named", () => {
  const { effects } = find(noisy(5, 0.04, ({ column }) => column === 12 ? 0.8 : 1));
  assertEquals(names(effects), ["column 12"]);
  assertEquals(effects[0].wells, 8);
});

Deno.test("two bad rows are both found", () => {
  const bad = ({ row }: Place) => row === 1 ? 0.8 : row === 5 ? 1.25 : 1;
  assertEquals(names(find(noisy(6, 0.05, bad)).effects).sort(), ["row A", "row E"]);
});

Deno.test("the doses themselves are no effect, nor is one wild well", () => {
  assertEquals(find(plate((_, level) => level)).effects, []);
  const bubble = noisy(7, 0.05, ({ row, column }) => row === 1 && column === 5 ? 6 : 1);
  assertEquals(find(bubble).effects, []);
});

Deno.test("without an effect about 1 % of plates show one", () => {
  const shown = Array.from(
    { length: 600 },
    (_, i) => find(noisy(1000 + i, 0.1)).effects.length > 0,
  );
  const count = shown.filter(Boolean).length;
  // 6 expected; 0 to 16 holds 99.98 % of a binomial with p = 0.01.
  assert(count <= 16, `${count} of 600`);
});

Deno.test("one wild well in a short row is no effect of the row", () => {
  const short = noisy(11, 0.05, ({ row, column }) => row === 1 && column === 5 ? 6 : 1)
    .filter(({ position }) => !position.startsWith("A") || /^A[345]$/.test(position));
  assertEquals(find(short).effects, []);
});

Deno.test("two columns of control wells make no drift", () => {
  // Rows A to H, columns 2 and 12, the outer wells and a drift down the rows.
  assertEquals(find(noisy(12, 0.05)).tested, 12);
});

Deno.test("effects and standard errors are least squares with a level for every treatment", () => {
  const rows: Record<string, number> = { A: 0.8, E: 1.15 };
  const wells = noisy(8, 0.05, ({ row }) => rows["ABCDEFGH"[row - 1]] ?? 1)
    .filter(({ role, dose }) => role !== "blank" && (dose === null || dose <= 316));
  const doses = [...new Set(wells.map(({ dose }) => dose))];
  const level = new Map(doses.map((dose) => [
    dose,
    median(wells.filter((well) => well.dose === dose).map(({ signal }) => signal)),
  ]));
  const y = wells.map(({ signal, dose }) => signal / level.get(dose)! - 1);
  // With these rows taken into account one after the other: the first alone, then both.
  const fit = (among: string[]) =>
    leastSquares(
      {
        observations: wells.length,
        parameters: [...among, ...doses.map(String)],
        predict(parameters, out) {
          wells.forEach(({ position, dose }, i) => {
            const row = among.indexOf(position[0]);
            out[i] = (row < 0 ? 0 : parameters[row]) +
              parameters[among.length + doses.indexOf(dose)];
          });
        },
      },
      y,
      [...among, ...doses].map(() => 0),
    );
  const { effects } = find(wells);
  assertEquals(names(effects), ["row A", "row E"]);
  [fit(["A"]), fit(["E", "A"])].forEach(({ estimate, standardError }, i) => {
    assertClose(effects[i].effect, estimate[0], 1e-6);
    assertClose(effects[i].standardError, standardError[0] ?? NaN, 1e-6);
  });
});

Deno.test("what cannot be tested is said, not passed over", () => {
  const once = noisy(9, 0.05).filter(({ position }) => position.startsWith("C"))
    .map((well) => ({
      ...well,
      dose: well.role === "vehicle" ? Number(well.position.slice(1)) : well.dose,
    }));
  assertEquals(find(once), {
    effects: [],
    tested: 0,
    reason: "no treatment stands in two wells (same role, dose, drug)",
  });
  const lines = noisy(10, 0.05).filter(({ role, position }) =>
    role === "sample" && (position === "D4" || position === "D5")
  ).map((well) => ({ ...well, dose: 1 }));
  assert(find(lines).reason.startsWith("no treatment stands both inside and outside"));
  const dark = plate((_, level) => level / 1e6).map((well, i) => ({
    ...well,
    signal: well.signal + i % 7,
  }));
  assertEquals(find(dark).reason, "no treatment reads clearly above the blank wells");
  assertEquals(find([]).tested, 0);
});
