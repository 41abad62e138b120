import { requireOneCurve } from "../../lib/cli/require_one_curve.ts";
import { UsageError } from "../../lib/errors/mod.ts";
import { parseTable } from "../../lib/tables/mod.ts";
import { assertThrows } from "../assert.ts";

const wells = (rows: string[], columns = "line,replicate,well,read,dose_nM,response") =>
  parseTable(`${columns}\n${rows.join("\n")}\n`, { source: "x.csv" });

const USED = ["dose_nM", "response"];

Deno.test("requireOneCurve() accepts a file that can only be one curve", () => {
  const columns = "line,replicate,well,read,id,dose_nM,response";
  const rows = [0, 1, 10, 100, 1000, 3000]
    .map((dose, i) => `A,1,A${i},0.${i % 2},${i + 7},${dose},${1 - i / 10}`);
  requireOneCurve(wells(rows, columns), USED);
});

Deno.test("requireOneCurve() names every column that could tell curves apart", () => {
  const rows = ["A,1", "A,2", "B,1", "B,2"].flatMap((names) =>
    [0, 1, 10].map((dose, i) => `${names},A${i},${i}.5,${dose},1`)
  );
  assertThrows(
    () => requireOneCurve(wells(rows), USED),
    UsageError,
    "Cannot fit x.csv: needs --by, the columns that tell one curve from another, as " +
      'line (2 values) and replicate (2 values) could. Say --by line,replicate (or fewer), or --by ""',
  );
});

Deno.test("requireOneCurve() hears replicates that a data frame wrote with decimals", () => {
  const rows = ["1.0", "2.0"].flatMap((replicate) =>
    [0, 1, 10].map((dose, i) => `A,${replicate},A${i},0.5,${dose},1`)
  );
  assertThrows(
    () => requireOneCurve(wells(rows), USED),
    UsageError,
    "as replicate (2 values) could",
  );
});
