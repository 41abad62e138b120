import { UsageError } from "../../lib/errors/mod.ts";
import type { Wells } from "../../lib/plates/mod.ts";
import { chooseCurves as choose, namedWells } from "../../lib/report/choose_curves.ts";
import { assertEquals, assertThrows } from "../assert.ts";
import { smallPlates } from "./plates.ts";

const chooseCurves = (wells: Wells, call: Parameters<typeof choose>[1]) =>
  choose(namedWells(wells), call);

Deno.test("chooseCurves() takes cell line, drug and replicate where they stand", () => {
  assertEquals(chooseCurves(smallPlates({ replicates: ["1", "2"] }), {}), {
    by: ["cell_line", "drug", "replicate"],
    over: "replicate",
  });
  assertEquals(chooseCurves(smallPlates(), {}), { by: ["cell_line", "drug"], over: null });
});

Deno.test("chooseCurves() asks where another column could tell curves apart", () => {
  const wells = smallPlates({ extra: ["assay", ["MTT", "SRB"]] });
  assertThrows(
    () => chooseCurves(wells, {}),
    UsageError,
    'would pool 1 column whose values differ within them ("assay"). Say which with by: cell_line,drug,assay',
  );
  assertEquals(chooseCurves(wells, { by: ["cell_line", "assay"] }).by, ["cell_line", "assay"]);
});

Deno.test("chooseCurves() passes over a column that is the same within every curve", () => {
  const wells = smallPlates({ extra: ["operator", ["Kim"]] });
  assertEquals(chooseCurves(wells, {}).by, ["cell_line", "drug"]);
});

Deno.test("chooseCurves() asks what the plates of one curve are to each other", () => {
  const two = smallPlates({ lines: ["A"], replicates: ["1", "2"] });
  const wells = {
    ...two,
    wells: two.wells.map((well) => ({
      ...well,
      labels: { cell_line: well.labels.cell_line, drug: well.labels.drug },
    })),
  };
  assertThrows(
    () => chooseCurves(wells, {}),
    UsageError,
    'Say over: "plate" if each plate is an experiment of its own, or over: ""',
  );
  assertEquals(chooseCurves(wells, { over: "plate" }), {
    by: ["cell_line", "drug", "plate"],
    over: "plate",
  });
  assertEquals(chooseCurves(wells, { over: "" }), { by: ["cell_line", "drug"], over: null });
});

Deno.test("chooseCurves() refuses a column that is not there, and a replicate that is not in by", () => {
  const wells = smallPlates({ replicates: ["1", "2"] });
  assertThrows(() => chooseCurves(wells, { by: ["cell line"] }), UsageError, '"cell_line"?');
  assertThrows(
    () => chooseCurves(wells, { by: ["cell_line"], over: "replicate" }),
    UsageError,
    "over must be one of by",
  );
});
