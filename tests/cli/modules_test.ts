/** What the command loads: help and a mistyped option must not wait for the library. */
import { assert, assertEquals } from "../assert.ts";
import { importsOf, staticGraph } from "../structure/module_graph.ts";

const HEAVY = /^npm:(danfojs|jsdom|pdfkit|svg-to-pdfkit|@resvg\/|@observablehq\/plot)/;

const imports = await importsOf(["lib/cli/main.ts", "lib/cli/worker.ts", "lib/cli/fit.ts"]);

Deno.test("the parent of the command loads no package and no room but errors", () => {
  const graph = [...staticGraph("lib/cli/main.ts", imports)];
  assert(graph.includes("lib/cli/sandbox.ts"));
  assertEquals(graph.filter((file) => !/^(lib\/(cli|errors)\/|node:|deno\.json$)/.test(file)), []);
});

Deno.test("a subcommand loads no data frame, no figure and no spreadsheet before it needs them", () => {
  const graph = [...staticGraph("lib/cli/fit.ts", imports)];
  assert(graph.includes("lib/dose_response/mod.ts"));
  assertEquals(graph.filter((file) => HEAVY.test(file) || /xlsx|parquet/.test(file)), []);
});
