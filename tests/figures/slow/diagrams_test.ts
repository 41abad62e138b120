import fc from "fast-check";
import { UsageError } from "../../../lib/errors/mod.ts";
import { EDGE_KINDS, NODE_KINDS, TRACKS } from "../../../lib/figures/diagrams/diagram.ts";
import { pathwayDiagram } from "../../../lib/figures/diagrams/pathway_diagram.ts";
import { assertShapesApart } from "../diagrams/shapes_apart.ts";

const WORDS = ["EGFR", "kinase domain", "NF1 loss", "a", "phospho-RTK array", "Small-cell change"];
const word = fc.constantFrom(...WORDS);
const track = fc.constantFrom(null, ...TRACKS);

/** SIMULATED diagrams: loops, edges of groups and of their members, levels in and out of groups. */
const diagram = fc.integer({ min: 2, max: 9 }).chain((count) => {
  const node = fc.record({
    label: word,
    detail: fc.constantFrom("", ...WORDS),
    kind: fc.constantFrom(...NODE_KINDS),
    track,
    group: fc.constantFrom("", "", "One", "Two"),
    level: fc.constantFrom("", "", "1", "2"),
  });
  const edge = fc.record({
    tail: fc.nat(),
    head: fc.nat(),
    kind: fc.constantFrom(...EDGE_KINDS),
    track,
    label: fc.constantFrom("", ...WORDS),
  });
  return fc.record({
    nodes: fc.array(node, { minLength: count, maxLength: count }),
    edges: fc.array(edge, { minLength: 1, maxLength: 10 }),
  });
}).map(({ nodes: drawn, edges }) => {
  const nodes = drawn.map((one, i) => ({
    ...one,
    id: `n${i}`,
    mechanism: "",
    entityType: "",
    entity: "",
    change: "",
    source: "",
  }));
  const groups = nodes.flatMap(({ group }) => group === "" ? [] : [group]);
  const ends = [...nodes.map(({ id }) => id), ...groups];
  return {
    title: "SIMULATED",
    nodes,
    edges: edges.map(({ tail, head, ...edge }) => ({
      ...edge,
      from: ends[tail % ends.length],
      to: ends[head % ends.length],
      source: "",
    })),
  };
});

Deno.test("pathwayDiagram() draws any diagram with its nodes apart, or says what it needs", async () => {
  await fc.assert(
    fc.asyncProperty(diagram, async (one) => {
      try {
        assertShapesApart((await pathwayDiagram(one, { preset: "nature", width: "double" })).svg);
      } catch (error) {
        if (!(error instanceof UsageError)) throw error;
      }
    }),
    { numRuns: 25, seed: 20261121 },
  );
});
