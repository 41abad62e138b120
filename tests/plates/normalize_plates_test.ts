import fc from "fast-check";
import { DataError, UsageError } from "../../lib/errors/mod.ts";
import { normalizePlates, type NormalizePlatesOptions, type Wells } from "../../lib/plates/mod.ts";
import { assert, assertClose, assertEquals, assertThrows } from "../assert.ts";
import { wellsOf } from "./text_wells.ts";

const HEADER = "plate,well,role,cell_line,dose_nM,exclude,signal";

const TWO_PLATES = wellsOf([
  HEADER,
  "P1,A1,vehicle,A,,,110",
  "P1,A2,vehicle,A,,,90",
  "P1,A3,blank,,,,10",
  "P1,A4,sample,A,5,,55",
  "P1,A5,positive,A,,,20",
  "P1,A6,vehicle,A,,bubble,1000",
  "P2,A1,vehicle,A,,,1000",
  "P2,A2,blank,,,,0",
  "P2,A3,sample,A,5,,250",
  "P2,A4,positive,A,,,200",
]);

function responses({ wells }: Wells): number[] {
  return wells.map(({ response }) => response);
}

function refusal(wells: Wells, options: object): string {
  const untyped = normalizePlates as (wells: Wells, options: object) => Wells;
  return assertThrows(() => untyped(wells, options), Error).message;
}

Deno.test("normalizePlates() divides by the vehicle of each plate", () => {
  const plates = normalizePlates(TWO_PLATES, { to: "vehicle" });
  assertEquals(responses(plates), [1.1, 0.9, 0.1, 0.55, 0.2, 1, 0, 0.25, 0.2]);
  assertEquals([plates.scale, plates.control], ["fraction", { basis: "vehicle wells" }]);
  assertEquals(
    plates.wells.map(({ signal }) => signal),
    TWO_PLATES.wells.map(({ signal }) => signal),
  );
  assertEquals(
    plates.normalization,
    "Fraction of control: signal divided by the mean of the vehicle wells of the same plate (1 to 2 vehicle wells each)",
  );
});

Deno.test("normalizePlates() takes the blank off first", () => {
  const plates = normalizePlates(TWO_PLATES, { to: "vehicle", minus: "blank" });
  assertEquals(responses(plates), [100 / 90, 80 / 90, 0, 0.5, 10 / 90, 1, 0, 0.25, 0.2]);
  assertEquals(
    plates.normalization,
    "Fraction of control: signal minus the mean of the blank wells, divided by the same for the vehicle wells of the same plate (1 to 2 vehicle and 1 blank wells each)",
  );
});

Deno.test("normalizePlates() scales between positive and vehicle", () => {
  const plates = normalizePlates(TWO_PLATES, { to: "vehicle and positive" });
  assertEquals(responses(plates), [90 / 80, 70 / 80, -10 / 80, 35 / 80, 0, 1, -0.25, 50 / 800, 0]);
});

Deno.test("normalizePlates() can use the median of the vehicle wells", () => {
  const wells = wellsOf([HEADER, ...[100, 100, 900].map((s, i) => `P1,A${i + 1},vehicle,,,,${s}`)]);
  assertEquals(responses(normalizePlates(wells, { to: "vehicle", average: "median" })), [1, 1, 9]);
});

Deno.test("excluded wells take no part in the control but are normalised with it", () => {
  const { excluded } = normalizePlates(TWO_PLATES, { to: "vehicle" });
  assertEquals(excluded[0].well?.response, 10);
  assertEquals(excluded[0].reason, "bubble");
});

Deno.test("an excluded well of a line without control on its plate is not normalised", () => {
  const wells = wellsOf([
    HEADER,
    "P1,A1,vehicle,A,,,100",
    "P1,A2,vehicle,B,,contaminated,900",
    "P1,A3,blank,,,bubble,50",
  ]);
  const { excluded } = normalizePlates(wells, { to: "vehicle" });
  assertEquals(excluded.map(({ well }) => well?.response), [undefined, 0.5]);
});

Deno.test("each cell line of a plate has its own vehicle; blanks are shared", () => {
  const wells = wellsOf([
    HEADER,
    "P1,A1,vehicle,A,,,110",
    "P1,A2,sample,A,5,,60",
    "P1,B1,vehicle,B,,,1010",
    "P1,B2,sample,B,5,,510",
    "P1,C1,blank,,,,10",
  ]);
  const plates = normalizePlates(wells, { to: "vehicle", minus: "blank" });
  assertEquals(responses(plates), [1, 0.5, 1, 0.5, 0]);
  assert(plates.normalization.includes("of the same plate and cell line"));
  const together = normalizePlates(wells, { to: "vehicle", minus: "blank", within: [] });
  assertClose(together.wells[1].response, 50 / 550, 1e-15);
});

Deno.test("blanks are shared even where they carry a cell line", () => {
  const wells = wellsOf([
    HEADER,
    "P1,A1,vehicle,A,,,110",
    "P1,B1,vehicle,B,,,210",
    "P1,C1,blank,A,,,10",
  ]);
  assertEquals(responses(normalizePlates(wells, { to: "vehicle", minus: "blank" })), [1, 1, 0]);
});

Deno.test("vehicle wells without a cell line serve every line", () => {
  const wells = wellsOf([
    HEADER,
    "P1,A1,vehicle,,,,100",
    "P1,A2,sample,A,5,,60",
    "P1,B2,sample,B,5,,30",
  ]);
  assertEquals(responses(normalizePlates(wells, { to: "vehicle" })), [1, 0.6, 0.3]);
});

Deno.test("a plate without the wells it needs is refused with what it has", () => {
  const sample = (plate: string, n: number) =>
    Array.from({ length: n }, (_, i) => `${plate},A${i + 1},sample,,5,,60`);
  const wells = wellsOf([HEADER, "P1,A1,vehicle,,,,9", ...sample("P3", 5), "P3,B1,blank,,,,2"]);
  const error = assertThrows(() => normalizePlates(wells, { to: "vehicle" }), DataError);
  assertEquals(
    error.message,
    'Cannot normalise plate "P3": needs vehicle wells, found none (roles: sample 5, blank 1)',
  );
  assertEquals(
    refusal(wells, { to: "vehicle", minus: "blank" }),
    `Cannot normalise 2 plates or cell lines:
  plate "P1": needs blank wells, found none (roles: vehicle 1)
  plate "P3": needs vehicle wells, found none (roles: sample 5, blank 1)`,
  );
  const lines = wellsOf([
    HEADER,
    "P1,A1,vehicle,A,,,9",
    "P1,A2,sample,A,5,,9",
    "P1,A3,sample,B,5,,9",
  ]);
  assertEquals(
    refusal(lines, { to: "vehicle" }),
    'Cannot normalise plate "P1", cell_line "B": needs vehicle wells, found none (roles: sample 1)',
  );
});

Deno.test("a vehicle no brighter than its blank is refused", () => {
  const wells = wellsOf([HEADER, "P1,A1,vehicle,,,,9", "P1,A2,blank,,,,12"]);
  assertEquals(
    refusal(wells, { to: "vehicle", minus: "blank" }),
    'Cannot normalise plate "P1": needs the vehicle signal to exceed blank (mean 12), found mean 9',
  );
  const zero = wellsOf([HEADER, "P1,A1,vehicle,,,,0", "P1,A2,positive,,,,0"]);
  assert(refusal(zero, { to: "vehicle" }).includes("to exceed 0, found mean 0"));
  assert(
    refusal(zero, { to: "vehicle and positive" }).includes("to differ from positive (mean 0)"),
  );
});

Deno.test("wells that are normalised already are refused", () => {
  const once = normalizePlates(TWO_PLATES, { to: "vehicle" });
  const error = assertThrows(() => normalizePlates(once, { to: "vehicle" }), UsageError);
  assert(
    error.message.startsWith(
      "Cannot normalise the wells of wells.csv: needs raw signals, found responses that are a fraction of control already (Fraction of control: signal divided",
    ),
    error.message,
  );
  const percent = wellsOf(["well,dose_nM,signal", "A1,0,100"], { scale: "percent" });
  assert(
    refusal(percent, { to: "vehicle" }).includes(
      "found responses that are a percent of control already",
    ),
  );
});

Deno.test("unknown options are refused with the choices", () => {
  assertEquals(
    refusal(TWO_PLATES, { to: "DMSO" }),
    'Cannot normalise the wells of wells.csv: to must be "vehicle" or "vehicle and positive", found "DMSO"',
  );
  assert(refusal(TWO_PLATES, {}).includes('found "undefined"'));
  assert(refusal(TWO_PLATES, { to: "vehicle", minus: "medium" }).includes('minus must be "blank"'));
  assert(
    refusal(TWO_PLATES, { to: "vehicle and positive", minus: "blank" }).includes("Leave minus out"),
  );
});

const signal = fc.double({ min: 1, max: 1e6, noNaN: true });
const plate = fc.record({
  vehicle: fc.array(fc.double({ min: 1000, max: 1e6, noNaN: true }), {
    minLength: 1,
    maxLength: 8,
  }),
  blank: fc.array(fc.double({ min: 0, max: 900, noNaN: true }), { minLength: 1, maxLength: 4 }),
  sample: fc.array(signal, { minLength: 1, maxLength: 20 }),
});

function wellsOfPlate(
  { vehicle, blank, sample }: { vehicle: number[]; blank: number[]; sample: number[] },
  scale = 1,
) {
  const line = (row: string, role: string, dose: string) => (value: number, i: number) =>
    `P1,${row}${i + 1},${role},,${dose},,${value * scale}`;
  return wellsOf([
    HEADER,
    ...vehicle.map(line("A", "vehicle", "")),
    ...blank.map(line("B", "blank", "")),
    ...sample.map(line("C", "sample", "5")),
  ]);
}

const HOW: NormalizePlatesOptions[] = [{ to: "vehicle" }, { to: "vehicle", minus: "blank" }];

Deno.test("the mean response of the vehicle wells of a plate is 1", () => {
  fc.assert(
    fc.property(plate, fc.constantFrom(...HOW), (signals, how) => {
      const { wells } = normalizePlates(wellsOfPlate(signals), how);
      const vehicle = wells.filter(({ role }) => role === "vehicle").map(({ response }) =>
        response
      );
      assertClose(vehicle.reduce((a, b) => a + b) / vehicle.length, 1, 1e-9);
    }),
    { seed: 5 },
  );
});

Deno.test("multiplying every signal changes no response", () => {
  fc.assert(
    fc.property(
      plate,
      fc.constantFrom(...HOW),
      fc.constantFrom(0.5, 4, 1024),
      (signals, how, scale) => {
        const [one, other] = [1, scale].map((s) =>
          responses(normalizePlates(wellsOfPlate(signals, s), how))
        );
        assertEquals(one, other);
      },
    ),
    { seed: 6 },
  );
});

Deno.test("normalizePlates() leaves its argument as it was", () => {
  const before = JSON.stringify(TWO_PLATES);
  normalizePlates(TWO_PLATES, { to: "vehicle", minus: "blank" });
  assertEquals(JSON.stringify(TWO_PLATES), before);
});
