import { assertEquals, assertRejects, assertStringIncludes } from "../../assert.ts";
import { DataError } from "../../../lib/errors/mod.ts";
import { diagramFromDot } from "../../../lib/figures/diagrams/diagram_from_dot.ts";

Deno.test("diagramFromDot() reads nodes, groups, kinds and tracks", async () => {
  const { title, nodes, edges } = await diagramFromDot(`digraph escape {
    drug [kind=drug, label="an\\ninhibitor", source="Paper A"]
    subgraph cluster_r { label="Bypass"; EGFR [kind=receptor, style=dashed] }
    drug -> ALK [arrowhead=tee]
    EGFR -> growth [arrowhead=normal, style=dashed, label="instead"]
    ALK -> growth
  }`);
  assertEquals(title, "escape");
  assertEquals(nodes.map(({ id, label, kind, track, group }) => [id, label, kind, track, group]), [
    ["drug", "an inhibitor", "drug", null, ""],
    ["EGFR", "EGFR", "receptor", "bypass", "Bypass"],
    ["ALK", "ALK", "step", null, ""],
    ["growth", "growth", "step", null, ""],
  ]);
  assertEquals(edges.map(({ from, to, kind, track, label }) => [from, to, kind, track, label]), [
    ["drug", "ALK", "inhibits", null, ""],
    ["EGFR", "growth", "activates", "bypass", "instead"],
    ["ALK", "growth", "leads to", null, ""],
  ]);
});

async function messageOf(dot: string): Promise<string> {
  return (await assertRejects(() => diagramFromDot(dot), DataError)).message;
}

Deno.test("diagramFromDot() names line and column of what is no DOT", async () => {
  const wrong = [
    ["digraph {\n a -> b\n  a -> [\n}", 'line 3, column 8 must be DOT, found "["'],
    ["digraph {\n a -> b -> -> c\n}", 'line 2, column 12 must be DOT, found "->"'],
    ["graph x { a -- b; a -> b }", 'line 1, column 21 must be DOT, found "->"'],
    ["digraph {\n a -> b\n", "line 3, column 1 must be DOT, found the end of the text"],
    ['digraph {\n a [label="x]\n}\n', 'line 2, column 11 must be DOT, found "\\"" that is never'],
  ];
  for (const [dot, found] of wrong) assertStringIncludes(await messageOf(dot), found);
});

Deno.test("diagramFromDot() refuses kinds that are none, and a text without nodes", async () => {
  assertStringIncludes(
    await messageOf("digraph { a -> b [kind=inhibit] }"),
    'kind of edge "a" to "b" must be one of "activates", "inhibits"',
  );
  assertStringIncludes(await messageOf("digraph { }"), "needs 1 node or more");
  assertStringIncludes(await messageOf(""), "Cannot read the DOT text");
});
