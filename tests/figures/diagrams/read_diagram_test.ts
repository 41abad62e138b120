import { assertEquals, assertRejects, assertStringIncludes } from "../../assert.ts";
import { DataError } from "../../../lib/errors/mod.ts";
import { readDiagram } from "../../../lib/figures/diagrams/read_diagram.ts";

async function withTables<T>(
  nodes: string,
  edges: string,
  test: (nodesPath: string, edgesPath: string) => Promise<T>,
): Promise<T> {
  const folder = await Deno.makeTempDir();
  try {
    const paths = [`${folder}/my_pathway_nodes.csv`, `${folder}/edges.csv`] as const;
    await Deno.writeTextFile(paths[0], nodes);
    await Deno.writeTextFile(paths[1], edges);
    return await test(...paths);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("readDiagram() needs no more than id, label, from and to", async () => {
  const diagram = await withTables("id,label\na,A kinase\nb,B\n", "from,to\na,b\n", readDiagram);
  assertEquals(diagram.title, "My pathway");
  assertEquals(diagram.nodes.map(({ label, kind, track }) => [label, kind, track]), [
    ["A kinase", "step", null],
    ["B", "step", null],
  ]);
  assertEquals(diagram.edges.map(({ kind, source }) => [kind, source]), [["leads to", ""]]);
  assertStringIncludes(Deno.inspect(diagram), "My pathway: 2 nodes, 1 edge");
});

Deno.test("readDiagram() takes edges of groups, and titles with the case of entities", async () => {
  const diagram = await withTables(
    "id,label,group,entity\na,A,,MY\nb,B,Receptors,\n",
    "from,to\na,Receptors\n",
    (nodes, edges) => readDiagram(nodes, edges),
  );
  assertEquals([diagram.title, diagram.edges[0].to], ["MY pathway", "Receptors"]);
});

Deno.test("readDiagram() names an unknown node, its row and the nearest", async () => {
  const error = await assertRejects(
    () =>
      withTables("id,label\negfr,EGFR\nmet,MET\n", "from,to\negfr,met\negrf,met\n", readDiagram),
    DataError,
  );
  assertStringIncludes(
    error.message,
    'edges.csv: row 3, column "from" must be a node\'s id or a group (the nearest is "egfr"), found "egrf"',
  );
});

Deno.test("readDiagram() refuses ids that stand twice and kinds that are none", async () => {
  const twice = await assertRejects(
    () => withTables("id,label\na,A\na,B\n", "from,to\na,a\n", readDiagram),
    DataError,
  );
  assertStringIncludes(twice.message, 'row 3, column "id" must be an id of its own, found "a"');
  const kind = await assertRejects(
    () => withTables("id,label\na,A\n", "from,to,kind\na,a,inhibit\n", readDiagram),
    DataError,
  );
  assertStringIncludes(kind.message, 'row 2, column "kind" must be one of "activates", "inhibits"');
});
