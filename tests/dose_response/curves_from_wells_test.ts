import { curvesFromWells, fitDoseResponse } from "../../lib/dose_response/mod.ts";
import { UsageError } from "../../lib/errors/mod.ts";
import { normalizePlates, type Wells, wellsOfTable } from "../../lib/plates/mod.ts";
import { parseTable } from "../../lib/tables/mod.ts";
import { assertEquals, assertThrows } from "../assert.ts";

function wellsOf(rows: string, scale: "raw" | "fraction" = "raw"): Wells {
  const text = `plate,well,cell_line,drug,replicate,dose_nM,counts\n${rows.trim()}\n`;
  return wellsOfTable(parseTable(text, { source: "wells.csv" }), { response: "counts", scale });
}

const TWO_LINES = `
P1,A1,H3122,,1,0,1000
P1,A2,A549,,1,0,500
P1,B1,H3122,crizotinib,1,10,900
P1,B2,A549,crizotinib,1,10,480
P2,A1,H3122,,2,0,1100
P2,B1,H3122,crizotinib,2,10,950
`;

Deno.test("curvesFromWells() gives every curve the vehicle wells of its plate and line", () => {
  const curves = curvesFromWells(wellsOf(TWO_LINES), { by: ["cell_line", "replicate"] });
  assertEquals(curves.map(({ key, doses, responses }) => [key, doses, responses]), [
    [{ cell_line: "H3122", replicate: "1" }, [0, 10], [1000, 900]],
    [{ cell_line: "A549", replicate: "1" }, [0, 10], [500, 480]],
    [{ cell_line: "H3122", replicate: "2" }, [0, 10], [1100, 950]],
  ]);
  assertEquals(curves[0].control, { basis: "vehicle wells" });
});

Deno.test("curvesFromWells() shares vehicle wells among the drugs of a plate", () => {
  const wells = wellsOf(`
P1,A1,H3122,,1,0,1000
P1,A2,H3122,DMSO,1,0,990
P1,B1,H3122,crizotinib,1,10,900
P1,B2,H3122,lorlatinib,1,10,700
P2,A1,H3122,,1,0,2000
P2,B2,H3122,alectinib,1,10,1500
`);
  const curves = curvesFromWells(wells, { by: ["drug"] });
  assertEquals(curves.map(({ key, responses }) => [key.drug, responses]), [
    ["crizotinib", [1000, 990, 900]],
    ["lorlatinib", [1000, 990, 700]],
    ["alectinib", [2000, 1500]],
  ]);
});

Deno.test("curvesFromWells() has no control for a curve without vehicle wells", () => {
  const wells = wellsOf(`
P1,A1,H3122,,1,0,1000
P1,B1,H3122,crizotinib,1,10,900
P2,B1,H3122,crizotinib,2,10,900
`);
  const curves = curvesFromWells(wells, { by: ["replicate"] });
  assertEquals(curves.map(({ control }) => control.basis), ["vehicle wells", "none"]);
});

Deno.test("curvesFromWells() keeps normalised vehicle wells as observations", () => {
  const wells = normalizePlates(wellsOf(TWO_LINES), { to: "vehicle" });
  const [curve] = curvesFromWells(wells, { by: ["cell_line", "replicate"] });
  assertEquals([curve.scale, curve.control.basis], ["fraction", "declared"]);
});

Deno.test("curvesFromWells() leaves out a vehicle that is 1 by construction, and says so", () => {
  const wells = wellsOf("P1,A1,H3122,,1,0,1\nP1,B1,H3122,crizotinib,1,10,0.9", "fraction");
  const [{ doses, control, remark }] = curvesFromWells(wells, { by: [] });
  assertEquals([doses, control], [[10], { basis: "declared", value: 1 }]);
  assertEquals(remark, "vehicle is 1 by construction: the normalisation, no observation");
});

Deno.test("curvesFromWells() never pools drugs or cell lines silently", () => {
  const wells = wellsOf(TWO_LINES);
  assertEquals(
    assertThrows(() => fitDoseResponse(wells, { by: ["replicate"] }), UsageError).message,
    'Cannot fit the wells of wells.csv by replicate: one curve would pool "H3122" and "A549". ' +
      'Add "cell_line" to by',
  );
  assertThrows(
    () => curvesFromWells(wells, { by: ["cell_lin"] }),
    UsageError,
    'Did you mean "cell_line"?',
  );
});
