/** What the command loads: help and a mistyped option must not wait for the library. */
import { assert, assertEquals } from "../assert.ts";
import { importsOf, staticGraph } from "../structure/module_graph.ts";

const HEAVY = /^npm:(danfojs|jsdom|pdfkit|svg-to-pdfkit|@resvg\/|@observablehq\/plot)/;

const WORK = ["lib/cli/analyze.ts", "lib/cli/fit.ts", "lib/cli/fold.ts", "lib/cli/matrix.ts"];

const imports = await importsOf([
  "lib/cli/main.ts",
  "lib/cli/worker.ts",
  "lib/cli/frequency.ts",
  ...WORK,
]);

Deno.test("the parent of the command loads no package and no room but errors", () => {
  const graph = [...staticGraph("lib/cli/main.ts", imports)];
  assert(graph.includes("lib/cli/sandbox.ts"));
  assertEquals(graph.filter((file) => !/^(lib\/(cli|errors)\/|node:|deno\.json$)/.test(file)), []);
});

Deno.test("a subcommand loads no data frame, no figure and no spreadsheet before it needs them", () => {
  for (const work of WORK) {
    const graph = [...staticGraph(work, imports)];
    assert(graph.includes("lib/dose_response/mod.ts"));
    assertEquals(
      graph.filter((file) => HEAVY.test(file) || /^npm:.*(xlsx|parquet)/.test(file)),
      [],
    );
  }
});

Deno.test("halfmax frequency loads findings and statistics, and no fit and no figure", () => {
  const graph = [...staticGraph("lib/cli/frequency.ts", imports)];
  assert(graph.includes("lib/mechanisms/mod.ts"));
  const others = /^lib\/(dose_response|figures|plates|resistance)\//;
  assertEquals(graph.filter((file) => HEAVY.test(file) || others.test(file)), []);
});
