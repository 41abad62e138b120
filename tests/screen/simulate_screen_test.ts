import { UsageError } from "../../lib/errors/mod.ts";
import { plateQuality } from "../../lib/plates/mod.ts";
import { simulateScreen } from "../../lib/screen/mod.ts";
import { assert, assertEquals, assertThrows } from "../assert.ts";

Deno.test("simulateScreen() gives every drug on every line, named, and says that it is SIMULATED", () => {
  const screen = simulateScreen({ lines: 3, drugs: 4 });
  assertEquals([screen.curves, screen.start[12], screen.response.length], [12, 192, 192]);
  assertEquals(screen.cellLine.slice(3, 5), ["line 0001", "line 0002"]);
  assertEquals(screen.drug.slice(3, 5), ["drug 0004", "drug 0001"]);
  assertEquals(
    Deno.inspect(screen),
    "SIMULATED: 12 curves of 3 cell lines and 4 drugs, 192 wells",
  );
  assertEquals(screen.controls.source, "SIMULATED");
});

Deno.test("simulateScreen() makes a small screen the corner of a large one", () => {
  const [small, large] = [
    simulateScreen({ lines: 2, drugs: 5 }),
    simulateScreen({ lines: 4, drugs: 43 }),
  ];
  for (const [line, drug] of [[0, 0], [0, 4], [1, 0], [1, 4]]) {
    const [a, b] = [line * 5 + drug, line * 43 + drug];
    assertEquals(
      small.response.slice(16 * a, 16 * a + 16),
      large.response.slice(16 * b, 16 * b + 16),
    );
  }
});

Deno.test("simulateScreen() depends on its seed alone", () => {
  const [one, same, other] = [1, 1, 2].map((seed) => simulateScreen({ lines: 2, drugs: 2, seed }));
  assertEquals(one.response, same.response);
  assert(one.response.some((value, i) => value !== other.response[i]));
});

Deno.test("simulateScreen() has plates of every quality, with control wells on each", () => {
  const { controls } = simulateScreen({ lines: 300, drugs: 1 });
  const quality = plateQuality(controls);
  assertEquals(quality.length, 300);
  assert(quality.every(({ vehicleWells, lowWells }) => vehicleWells === 32 && lowWells === 32));
  const verdicts = new Set(quality.map(({ verdict }) => verdict));
  assertEquals([...verdicts].sort(), ["doubtful", "good", "poor"]);
  assert(quality.filter(({ verdict }) => verdict === "good").length > 270);
});

Deno.test("simulateScreen() refuses sizes that are none", () => {
  assertThrows(
    () => simulateScreen({ lines: 0 }),
    UsageError,
    "lines must be a whole number above 0",
  );
  assertThrows(() => simulateScreen({ drugs: 1.5 }), UsageError, "found 1.5");
});
