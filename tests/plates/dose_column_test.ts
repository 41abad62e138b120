import { HalfmaxError, UsageError } from "../../lib/errors/mod.ts";
import { assert, assertEquals, assertThrows } from "../assert.ts";
import { wellsOf } from "./text_wells.ts";

/** The doses and the unit that a header and cells give. */
function doses(lines: readonly string[], options: Parameters<typeof wellsOf>[1] = {}) {
  const { wells, unit } = wellsOf(lines, options);
  return { unit, doses: wells.map(({ dose }) => dose) };
}

function refusal(lines: readonly string[], options: Parameters<typeof wellsOf>[1] = {}): string {
  return assertThrows(() => wellsOf(lines, options), HalfmaxError).message;
}

Deno.test("the unit of doses comes from the header, however it is written there", () => {
  const cases: [string, number][] = [
    ["dose_nM", 210],
    ["dose_uM", 210_000],
    ["dose (µM)", 210_000],
    ["Dose [μM]", 210_000],
    ["dose_M", 210e9],
    ["dose pM", 0.21],
    ["dose_mmol/L", 210e6],
  ];
  for (const [header, dose] of cases) {
    assertEquals(
      doses([`well,${header},signal`, "A1,210,1"]),
      { unit: "nM", doses: [dose] },
      header,
    );
  }
});

Deno.test("the unit of doses comes from the option where the header has none", () => {
  const lines = ["well,dose,signal", "A1,0.07,1"];
  assertEquals(doses(lines, { doseUnit: "uM" }), { unit: "nM", doses: [70] });
  assertEquals(doses(lines, { doseUnit: "ng/ml" }), { unit: "ng/mL", doses: [0.07] });
});

Deno.test("mixed molar units in a dose_unit column become nM", () => {
  const lines = [
    "well,dose,dose_unit,signal",
    "A1,0.07,µM,1",
    "A2,70,nM,1",
    "A3,0,,1",
    "A4,7e-8,M,1",
  ];
  assertEquals(doses(lines), { unit: "nM", doses: [70, 70, 0, 70] });
});

Deno.test("doses that are not molar keep their unit", () => {
  assertEquals(doses(["well,dose_ng/mL,signal", "A1,5,1"]), { unit: "ng/mL", doses: [5] });
  assertEquals(doses(["well,dose,dose_unit,signal", "A1,5,Gy,1"]), { unit: "Gy", doses: [5] });
});

Deno.test("molar doses beside others, and unlike units, are refused", () => {
  const lines = (unit: string) => ["well,dose,dose_unit,signal", "A1,5,ng/mL,1", `A2,5,${unit},1`];
  assertEquals(
    refusal(lines("nM")),
    'Cannot read wells.csv: doses must be in one unit, or all molar, found ng/mL and nM in column "dose_unit". Put each unit in a file of its own',
  );
  assert(refusal(lines("Gy")).includes("found ng/mL and Gy"));
});

Deno.test("a missing unit is an error that says how to give one", () => {
  assertEquals(
    refusal(["well,dose,signal", "A1,5,1"]),
    'Cannot read wells.csv: column "dose" needs a unit, found none. Name it in the header (dose_nM), in a column dose_unit, or say doseUnit: "nM"',
  );
  assertEquals(
    refusal(["well,dose,dose_unit,signal", "A1,5,,1"]),
    'Cannot read wells.csv: row 2, column "dose_unit" must be the unit of the dose, found ""',
  );
});

Deno.test("an unknown unit is refused, in header, column and option", () => {
  const header = refusal(["well,dose_nm,signal", "A1,5,1"]);
  assert(
    header.startsWith(
      'Cannot read wells.csv: column "dose_nm" must end in a known unit, found "nm". Units are',
    ),
    header,
  );
  assert(header.includes('Did you mean "nM"?'), header);
  assertEquals(
    refusal(["well,dose,dose_unit,signal", "A1,5,NM,1"]),
    'Cannot read wells.csv: row 2, column "dose_unit" must be a known unit (M, mM, µM, nM, pM, ng/mL, …), found "NM"',
  );
  assert(
    refusal(["well,dose,signal", "A1,5,1"], { doseUnit: "NM" }).startsWith(
      'Cannot read the unit "NM"',
    ),
  );
});

Deno.test("units that contradict each other are refused", () => {
  const error = assertThrows(
    () => wellsOf(["well,dose_nM,signal", "A1,5,1"], { doseUnit: "uM" }),
    UsageError,
  );
  assertEquals(
    error.message,
    'Cannot read wells.csv: column "dose_nM" says nM, but doseUnit says µM. Leave doseUnit out, or rename the column',
  );
  assert(
    refusal(["well,dose_nM,dose_unit,signal", "A1,5,uM,1"]).includes(
      'must be nM, as the doses are, found "uM"',
    ),
  );
});

Deno.test("no dose column, or several, is an error that asks which", () => {
  assertEquals(
    refusal(["well,conc,signal", "A1,5,1"]),
    'Cannot read wells.csv: needs a dose column (dose_nM, or dose beside dose_unit), found "well", "conc" and "signal". Say which: columns: { dose: "…" }',
  );
  assertEquals(
    refusal(["well,dose_nM,dose_uM,signal", "A1,5,5,1"]),
    'Cannot read wells.csv: needs one dose column, found "dose_nM" and "dose_uM". Say which: columns: { dose: "dose_nM" }',
  );
  const chosen = doses(["well,dose_nM,dose_uM,signal", "A1,5,5,1"], {
    columns: { dose: "dose_uM" },
  });
  assertEquals(chosen.doses, [5000]);
});

Deno.test("a column that only begins like a dose, or has no unit beside one that has, is not it", () => {
  assertEquals(doses(["well,dosed_by,dose_nM,signal", "A1,Ann,5,1"]).doses, [5]);
  assertEquals(doses(["well,dose_level,dose_nM,signal", "A1,3,5,1"]).doses, [5]);
});
