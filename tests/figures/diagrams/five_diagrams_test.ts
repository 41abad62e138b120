/** The five diagrams of data/diagrams: what their tables say, and that they can be read in print. */
import { assert, assertEquals } from "../../assert.ts";
import { checkFigure } from "../../../lib/figures/check/check_figure.ts";
import { pathwayDiagram } from "../../../lib/figures/diagrams/pathway_diagram.ts";
import { readDiagram } from "../../../lib/figures/diagrams/read_diagram.ts";
import { figureFor } from "../../../lib/figures/figure.ts";
import { mechanismFrequency, readStudy } from "../../../lib/mechanisms/mod.ts";
import { readTable } from "../../../lib/tables/mod.ts";
import { assertShapesApart } from "./shapes_apart.ts";

const NAMES = [
  "alk_inhibitor_evolution",
  "alk_signaling_resistance",
  "crizotinib_bypass_signaling",
  "clinical_resistance_workflow",
  "resistant_line_workflow",
];

const read = (name: string) =>
  readDiagram(`data/diagrams/${name}_nodes.csv`, `data/diagrams/${name}_edges.csv`);

const identifiers = await readTable("data/identifiers/identifiers.csv");
const known = new Set(identifiers.rows.map(({ cells: [type, entity] }) => `${type} ${entity}`));
const taxonomy = await readTable("data/mechanism_taxonomy/taxonomy.csv");
const mechanisms = new Set(taxonomy.rows.map(({ cells }) => cells[5]));

for (const name of NAMES) {
  Deno.test(`${name}: every node and edge has a source, drugs and targets their identifiers`, async () => {
    const { nodes, edges } = await read(name);
    for (const { id, kind, source, entity, entityType, mechanism } of nodes) {
      assert(source !== "", id);
      if (kind === "drug" || kind === "target") assert(entity !== "", id);
      for (const one of entity === "" ? [] : entity.split(";")) {
        assert(known.has(`${entityType} ${one}`), `${id}: ${entityType} ${one}`);
      }
      if (mechanism !== "" && mechanism !== "unknown") assert(mechanisms.has(mechanism), mechanism);
    }
    for (const { from, source } of edges) assert(source !== "", from);
  });

  Deno.test(`${name} is legible at 89 and 183 mm`, async () => {
    const figure = await pathwayDiagram(await read(name), { preset: "nature" });
    for (const width of [89, 183]) {
      const sized = figureFor(figure, "nature", { width });
      const { passed, items } = checkFigure(sized);
      assert(passed, JSON.stringify(items.filter((item) => !item.passed)));
      assertEquals(sized.widthMM, width);
      assertShapesApart(sized.svg);
    }
    for (const journal of ["plos", "cell", "aacr", "screen"]) {
      assert(checkFigure(figureFor(figure, journal)).passed, journal);
    }
  });
}

Deno.test("the signaling diagrams with a cohort's frequencies are legible too", async () => {
  const overlay = mechanismFrequency(await readStudy("data/simulated_alk_cohort"), {
    by: "prior_drug",
    mechanisms: "mechanism",
  });
  for (const name of NAMES.filter((one) => one.includes("signaling"))) {
    const figure = await pathwayDiagram(await read(name), {
      overlay,
      group: "crizotinib",
      stamp: "SIMULATED",
    });
    for (const width of [89, 183]) {
      const sized = figureFor(figure, "nature", { width });
      assert(checkFigure(sized).passed, `${name} ${width}`);
      assertShapesApart(sized.svg);
    }
  }
});
