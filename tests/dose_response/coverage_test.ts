import { assert } from "../assert.ts";
import { countCoverage, simulateCell, simulateReplicates, truthAtBound } from "./coverage.ts";

// Thin slices of coverage.ts: the bands are wide enough for chance, and a mistake leaves them.

Deno.test("profile sets cover, and bounds are right (SIMULATED, thin slice)", () => {
  for (const kind of ["relative", "absolute"] as const) {
    for (const vehicle of [0, 3]) {
      const cell = { noise: 0.05, doses: 8, wells: 1, vehicle };
      const { set, bounds, boundCurves } = countCoverage(
        simulateCell(cell, { kind, curves: 300, seed: 9 }),
      );
      assert(set > 0.92 && set < 0.985, `${kind} with ${vehicle} vehicle wells: ${set}`);
      assert(bounds > 0.93, `${kind} with ${vehicle} vehicle wells: ${bounds} of ${boundCurves}`);
    }
  }
});

Deno.test("bounds are rarely wrong where the truth is at the bound (SIMULATED, thin slice)", () => {
  const cell = { noise: 0.05, doses: 8, wells: 3, vehicle: 0 };
  for (const kind of ["relative", "absolute"] as const) {
    const { wrongBounds } = countCoverage(
      simulateCell(cell, { kind, curves: 300, seed: 4, truthOf: truthAtBound(kind) }),
    );
    assert(wrongBounds < 0.09, `${kind}: ${wrongBounds}`);
  }
});

Deno.test("the mean over replicates covers (SIMULATED, thin slice)", () => {
  const cell = { noise: 0.05, doses: 8, wells: 1, vehicle: 3 };
  for (const between of [0, 0.1]) {
    const { measured } = countCoverage(
      simulateReplicates(cell, { between, replicates: 3, sets: 200 }),
    );
    assert(measured > 0.9 && measured < 0.995, `between ${between}: ${measured}`);
  }
});
