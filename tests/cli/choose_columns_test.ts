import { chooseResponse, requireOneCurve } from "../../lib/cli/choose_columns.ts";
import { DataError, UsageError } from "../../lib/errors/mod.ts";
import { parseTable } from "../../lib/tables/mod.ts";
import { assertEquals, assertThrows } from "../assert.ts";

const NOTHING = { response: null, responseScale: null };

const header = (...columns: string[]) =>
  parseTable(`${columns.join(",")}\n${columns.map(() => "1").join(",")}\n`, { source: "x.csv" });

Deno.test("chooseResponse() takes response or viability, and the scale that the name ends in", () => {
  const cases: [string, string][] = [
    ["viability_fraction", "fraction"],
    ["response percent", "percent"],
    ["Viability (%)", "percent"],
    ["response_raw", "raw"],
  ];
  for (const [response, scale] of cases) {
    assertEquals<unknown>(chooseResponse(header("dose_nM", response), NOTHING), {
      response,
      scale,
    });
  }
});

Deno.test("chooseResponse() takes what it is told", () => {
  const told = { response: "counts", responseScale: "raw" as const };
  assertEquals(chooseResponse(header("dose_nM", "counts"), told), {
    response: "counts",
    scale: "raw",
  });
});

Deno.test("chooseResponse() never guesses the column or the scale", () => {
  const refused = (columns: string[], told: Parameters<typeof chooseResponse>[1], text: string) =>
    assertThrows(() => chooseResponse(header(...columns), told), UsageError, text);
  refused(["dose_nM", "respons"], NOTHING, 'Say which with --response; perhaps "respons"');
  refused(
    ["dose_nM", "counts"],
    NOTHING,
    'found "dose_nM" and "counts". Say which with --response',
  );
  refused(
    ["response", "viability_percent"],
    NOTHING,
    'needs one response column, found "response" and "viability_percent"',
  );
  refused(["response"], NOTHING, "Say --response-scale fraction (1 is control), percent");
});

Deno.test("chooseResponse() lets an option overrule the name, and offers the nearest column", () => {
  const told = { response: null, responseScale: "fraction" as const };
  assertEquals(chooseResponse(header("viability_percent"), told).scale, "fraction");
  assertThrows(
    () => chooseResponse(header("dose_nM", "counts"), { response: "count", responseScale: "raw" }),
    DataError,
    'needs a column "count", found "dose_nM" and "counts". Did you mean "counts"?',
  );
});

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
