import { fitsTable, jsonLines, refuseResultNames } from "../../lib/cli/fits_table.ts";
import { type Curve, type DoseResponseFit, fitDoseResponse } from "../../lib/dose_response/mod.ts";
import { UsageError } from "../../lib/errors/mod.ts";
import { makePotency } from "../../lib/potency/mod.ts";
import { assert, assertEquals, assertThrows } from "../assert.ts";

const DOSES = [0, 1, 3, 10, 30, 100, 300, 1000];
const OFF = [0.01, -0.012, 0.008, 0.011, -0.009, 0.007, -0.012, 0.01];

const curve = (line: string, response: (dose: number) => number): Curve => ({
  key: { line },
  doses: DOSES,
  responses: DOSES.map((dose, i) => response(dose) + OFF[i]),
  unit: "nM",
  scale: "fraction",
  control: { basis: "declared", value: 1 },
});

const FITS = fitDoseResponse([
  curve("full", (dose) => 0.1 + 0.9 / (1 + dose / 30)),
  curve("begun", (dose) => 1 / (1 + dose / 2000)),
  { ...curve("few", () => 1), doses: [0, 1], responses: [1, 0.9] },
]);

/** The rows of the table as records. */
function recordsOf(fits: readonly DoseResponseFit[]) {
  const { columns, rows } = fitsTable(fits, ["line"]);
  return rows.map((row) => Object.fromEntries(row.map((cell, i) => [columns[i], cell])));
}

Deno.test("fitsTable() writes what the fit says", () => {
  const [row] = recordsOf(FITS);
  const [{ ic50, parameters, noEffect, rss }] = FITS;
  assertEquals<unknown>(row, {
    line: "full",
    n_wells: 8,
    n_doses: 7,
    model: "4PL",
    status: "measured",
    reason: "",
    ic50_relative: ic50.relative.estimate,
    ic50_relative_relation: "=",
    ic50_relative_lower: ic50.relative.lower,
    ic50_relative_upper: ic50.relative.upper,
    ic50_absolute: ic50.absolute.estimate,
    ic50_absolute_relation: "=",
    ic50_absolute_lower: ic50.absolute.lower,
    ic50_absolute_upper: ic50.absolute.upper,
    interval_method: "profile likelihood",
    level: 0.95,
    unit: "nM",
    hill_slope: parameters?.hillSlope.estimate,
    hill_slope_se: parameters?.hillSlope.standardError,
    top: parameters?.top.estimate,
    top_se: parameters?.top.standardError,
    bottom: parameters?.bottom.estimate,
    bottom_se: parameters?.bottom.standardError,
    rss,
    p_no_effect: noEffect?.p,
    q_no_effect: noEffect?.q,
    ic50_relative_reason: "",
    ic50_absolute_reason: "",
    response_scale: "fraction",
    control: "1, taken as exact",
  });
});

Deno.test("fitsTable() puts the limit of a bound in place of an estimate, and leaves the open side empty", () => {
  const row = recordsOf(FITS)[1];
  assertEquals([row.status, row.ic50_absolute_relation], ["incomplete", ">"]);
  assertEquals(row.ic50_absolute, FITS[1].ic50.absolute.estimate);
  assertEquals(row.ic50_absolute_upper, null);
  assert(row.ic50_absolute_reason !== "");
});

Deno.test("fitsTable() writes no number that the wells do not determine", () => {
  const row = recordsOf(FITS)[2];
  assertEquals(row.status, "too few doses");
  for (
    const name of ["ic50_relative", "level", "hill_slope", "top", "bottom", "rss", "q_no_effect"]
  ) {
    assertEquals(row[name], null, name);
  }
  const [{ parameters }] = FITS;
  assert(parameters !== null);
  const lost = { ...parameters.bottom, determined: false };
  const [withheld] = recordsOf([{ ...FITS[0], parameters: { ...parameters, bottom: lost } }]);
  assertEquals([withheld.bottom, withheld.bottom_se], [null, null]);
});

Deno.test("fitsTable() writes a held plateau as it was given, without an error", () => {
  const [row] = recordsOf(fitDoseResponse([FITS[0].curve], { model: "3PL" }));
  assertEquals([row.model, row.bottom, row.bottom_se], ["3PL", 0, 0]);
});

Deno.test("fitsTable() says which limits are whose when the two IC50s differ in it", () => {
  const absolute = makePotency({
    ...FITS[0].ic50.absolute,
    relation: ">",
    interval: { meaning: "tested dose" },
  });
  const [row] = recordsOf([{ ...FITS[0], ic50: { ...FITS[0].ic50, absolute } }]);
  assertEquals(row.interval_method, "profile likelihood (relative), tested dose (absolute)");
  assertEquals(row.level, 0.95);
});

Deno.test("jsonLines() writes one object per row", () => {
  const cells = { columns: ["line", "ic50", "top"], rows: [["a\nb", 0.1, null], ["c", 2, 1]] };
  assertEquals(
    jsonLines(cells),
    '{"line":"a\\nb","ic50":0.1,"top":null}\n{"line":"c","ic50":2,"top":1}\n',
  );
});

Deno.test("refuseResultNames() refuses a naming column that a result would hide", () => {
  refuseResultNames(["line", "replicate"]);
  assertThrows(
    () => refuseResultNames(["line", "unit", "top"]),
    UsageError,
    'found "unit" and "top". Rename the column in the file',
  );
});
