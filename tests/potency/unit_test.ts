import fc from "fast-check";
import { UsageError } from "../../lib/errors/mod.ts";
import { isMolarUnit, parseUnit, toNanomolar } from "../../lib/potency/mod.ts";
import { assertEquals, assertThrows } from "../assert.ts";

Deno.test("parseUnit() gives every spelling of a unit one form", () => {
  const micro = ["µM", "uM", "μM", " uM ", "µmol/L", "umol/l", "micromolar"];
  assertEquals([...new Set(micro.map(parseUnit))], ["µM"]);
  assertEquals(["M", "mM", "nM", "pM", "mol/L", "nmol/L"].map(parseUnit), [
    "M",
    "mM",
    "nM",
    "pM",
    "M",
    "nM",
  ]);
  assertEquals(["ng/ml", "ug/mL", "μg/mL", "mg/L", "Gy", "%", "x"].map(parseUnit), [
    "ng/mL",
    "µg/mL",
    "µg/mL",
    "µg/mL",
    "Gy",
    "%",
    "x",
  ]);
});

Deno.test("parseUnit() refuses other units and offers the nearest; case counts", () => {
  const offers: [string, string][] = [
    ["NM", "nM"],
    ["nm", "nM"],
    ["MM", "mM"],
    ["um", "µM"],
    ["UM", "µM"],
    ["PM", "pM"],
    ["ng/mll", "ng/mL"],
  ];
  for (const [wrong, right] of offers) {
    assertThrows(() => parseUnit(wrong), UsageError, `Did you mean "${right}"? Case counts`);
  }
  assertThrows(
    () => parseUnit("furlongs"),
    UsageError,
    'Cannot read the unit "furlongs": must be M, mM, µM, nM, pM, g/L, mg/mL, µg/mL, ng/mL, pg/mL, Gy, % and x',
  );
  for (const name of ["", "constructor", "__proto__", "toString"]) {
    assertThrows(() => parseUnit(name), UsageError, "Cannot read the unit");
    assertEquals(isMolarUnit(name), false);
  }
});

Deno.test("toNanomolar() moves the decimal point in the number's own digits", () => {
  assertEquals(toNanomolar(1, "M"), 1e9);
  assertEquals(toNanomolar(1.005, "µM"), 1005);
  assertEquals(toNanomolar(0.07, "mM"), 70_000);
  assertEquals(toNanomolar(7, "pM"), 0.007);
  assertEquals(toNanomolar(1.128e-7, "M"), 112.8);
  assertEquals(toNanomolar(0, "µM"), 0);
  assertThrows(() => toNanomolar(1, "ng/mL"), UsageError, "must be a molar unit");
});

Deno.test("toNanomolar() is within half a unit in the last place of the exact product", () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-12, max: 1e6, noNaN: true }), (value) => {
      const error = Math.abs(toNanomolar(value, "µM") - value * 1000) / (value * 1000);
      return error <= 2 ** -52;
    }),
    { seed: 3, numRuns: 500 },
  );
});
