import { assert, assertEquals, assertRejects, assertStringIncludes } from "../../assert.ts";
import { UsageError } from "../../../lib/errors/mod.ts";
import { checkFigure } from "../../../lib/figures/check/check_figure.ts";
import { composeFigure } from "../../../lib/figures/compose/compose_figure.ts";
import type { Diagram, DiagramEdge, DiagramNode } from "../../../lib/figures/diagrams/diagram.ts";
import { pathwayDiagram } from "../../../lib/figures/diagrams/pathway_diagram.ts";
import { figureFor } from "../../../lib/figures/figure.ts";
import { countsOfTable, mechanismFrequency } from "../../../lib/mechanisms/mod.ts";
import { readPotencies } from "../../../lib/potency/mod.ts";
import { crossResistance, nextInhibitor } from "../../../lib/resistance/mod.ts";
import { parseTable } from "../../../lib/tables/mod.ts";
import { parseSvg } from "../../../lib/figures/document.ts";
import { assertShapesApart } from "./shapes_apart.ts";

const node = (id: string, more: Partial<DiagramNode> = {}): DiagramNode => ({
  id,
  label: id,
  detail: "",
  kind: "protein",
  track: null,
  group: "",
  level: "",
  mechanism: "",
  entityType: "",
  entity: "",
  change: "",
  source: "",
  ...more,
});

const edge = (from: string, to: string, more: Partial<DiagramEdge> = {}): DiagramEdge => ({
  from,
  to,
  kind: "activates",
  track: null,
  label: "",
  source: "",
  ...more,
});

const SMALL: Diagram = {
  title: "SIMULATED",
  nodes: [
    node("drug", { kind: "drug", entity: "crizotinib" }),
    node("ALK", { kind: "target", mechanism: "ALK mutation" }),
    node("EGFR", { group: "Bypass", track: "bypass", mechanism: "EGFR activation" }),
    node("MET", { group: "Bypass", track: "bypass" }),
    node("growth", { kind: "outcome" }),
  ],
  edges: [
    edge("drug", "ALK", { kind: "inhibits", source: "textbook knowledge" }),
    edge("ALK", "growth", { source: "Paper A; Paper B" }),
    edge("Bypass", "growth", { track: "bypass", label: "instead", source: "Paper A" }),
  ],
};

const texts = (svg: string) =>
  [...parseSvg(svg).querySelectorAll("text")].map(({ textContent }) => textContent);

Deno.test("pathwayDiagram() says its tables in words", async () => {
  const { alt, caption, data, made } = await pathwayDiagram(SMALL);
  assertEquals(
    alt,
    "Diagram, SIMULATED: 5 nodes and 3 edges. drug inhibits ALK. ALK activates growth. " +
      "Bypass (EGFR and MET) activates growth (bypass, instead).",
  );
  assertStringIncludes(caption, "Sources: Paper A; Paper B. 1 edge of 3: textbook knowledge.");
  assertEquals(data.length, 8);
  assertEquals(made.by, "pathwayDiagram");
});

Deno.test("pathwayDiagram() tells activation, inhibition and bypass apart by shape and dash", async () => {
  const { svg } = await pathwayDiagram(SMALL);
  const parts = (
    name: string,
  ) => [...parseSvg(svg).querySelector(`g[aria-label="${name}"]`)!.querySelectorAll("path")];
  const [line, head] = parts("ALK activates growth");
  assertEquals([line.getAttribute("stroke-dasharray"), head.getAttribute("fill")], [
    null,
    "#000000",
  ]);
  assert(head.getAttribute("d")!.endsWith("Z"));
  const [, tee] = parts("drug inhibits ALK");
  assert(!tee.getAttribute("d")!.endsWith("Z"));
  const [dashed] = parts("Bypass activates growth");
  assert(dashed.getAttribute("stroke-dasharray") !== null);
  const legend = texts(svg);
  for (const word of ["activates", "inhibits", "bypass"]) assert(legend.includes(word), word);
});

Deno.test("pathwayDiagram() is laid out anew for a width, and the same bytes come twice", async () => {
  const figure = await pathwayDiagram(SMALL, { preset: "nature" });
  const narrow = figureFor(figure, "nature", { width: 40 });
  assert(narrow.heightMM > figure.heightMM);
  assertEquals((await pathwayDiagram(SMALL, { preset: "nature" })).svg, figure.svg);
  const down = await pathwayDiagram(SMALL, { preset: "nature", direction: "down" });
  assert(down.heightMM > figure.heightMM);
});

Deno.test("pathwayDiagram() draws groups whose members have edges or levels of their own", async () => {
  const nodes = SMALL.nodes.map((one) => ({ ...one, level: one.id === "ALK" ? "" : "1" }));
  const edges = [...SMALL.edges, edge("EGFR", "growth"), edge("drug", "drug")];
  const figure = await pathwayDiagram({ ...SMALL, nodes, edges }, { preset: "nature" });
  assertShapesApart(figure.svg);
});

Deno.test("pathwayDiagram() is a panel like any other", async () => {
  const figure = await pathwayDiagram(SMALL);
  const both = composeFigure([[figure, figure]], { journal: "nature", width: "double" });
  assert(checkFigure(both).passed);
});

Deno.test("pathwayDiagram() refuses a width that its smallest type does not fit", async () => {
  const error = await assertRejects(
    () => pathwayDiagram(SMALL, { preset: "nature", width: 10 }),
    UsageError,
  );
  assertStringIncludes(error.message, "Cannot draw the diagram 9 mm wide: with type as small");
});

Deno.test("pathwayDiagram() gives up a layout that takes too long, and says so", async () => {
  const many = Array.from({ length: 300 }, (_, i) => node(`n${i}`));
  let state = 1;
  const anyone = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return `n${Math.floor((300 * state) / 2 ** 32)}`;
  };
  const edges = Array.from({ length: 600 }, () => edge(anyone(), anyone()));
  const started = performance.now();
  const error = await assertRejects(
    () => pathwayDiagram({ title: "large", nodes: many, edges }, { seconds: 1 }),
    UsageError,
  );
  assertEquals(
    error.message,
    'Cannot draw "large" (300 nodes, 600 edges): its layout must take 1 s or less, found no end by ' +
      "then. Draw it in parts, or give it more seconds",
  );
  assert(performance.now() - started < 4000);
});

const COUNTS = countsOfTable(
  parseTable("study,mechanism,n,N\nA,ALK mutation,2,51\nA,EGFR activation,0,24\nB,KIT,1,9\n", {
    source: "SIMULATED",
  }),
);

Deno.test("pathwayDiagram() writes n of N on the nodes of a cohort's mechanisms", async () => {
  const overlay = mechanismFrequency(COUNTS, { by: "cohort" });
  const figure = await pathwayDiagram(SMALL, { overlay, group: "A" });
  const shown = texts(figure.svg);
  assert(shown.includes("2 of 51, 3.9 %") && shown.includes("0 of 24, 0 %"));
  assertStringIncludes(
    figure.alt,
    "A: n of N as published; bars, 0 to 100 %: ALK, 2 of 51, 3.9 %.",
  );
  const bars = figure.data.filter(({ share }) => typeof share === "number");
  assertEquals(bars.map(({ id }) => id), ["ALK", "EGFR"]);
});

Deno.test("pathwayDiagram() asks which group, offers the nearest, and wants mechanisms in common", async () => {
  const overlay = mechanismFrequency(COUNTS, { by: "cohort" });
  const messageOf = async (group?: string) =>
    (await assertRejects(() => pathwayDiagram(SMALL, { overlay, group }), UsageError)).message;
  assertStringIncludes(await messageOf(), 'group must be one of "A" and "B", found none');
  assertStringIncludes(await messageOf("a"), 'found "a". Did you mean "A"?');
  assertStringIncludes(await messageOf("B"), "needs mechanisms that both have, found none");
});

Deno.test("pathwayDiagram() writes a genotype's sensitivities on drugs and marks the genotype", async () => {
  const printed = await readPotencies("data/crizotinib_guide_2025/ic50.csv");
  const overlay = nextInhibitor(crossResistance(printed, { reference: "WT" }), "G1202R");
  const diagram = {
    ...SMALL,
    nodes: [...SMALL.nodes, node("m", { kind: "alteration", entity: "ALK", change: "G1202R" })],
  };
  const { svg, caption } = await pathwayDiagram(diagram, { overlay });
  assert(texts(svg).includes("resistant") && texts(svg).includes("> ~ 20-fold"));
  assertStringIncludes(caption, "ALK G1202R: call and fold change");
  assertStringIncludes(caption, "Research use only");
  const width = (name: string) =>
    Number(
      parseSvg(svg).querySelector(`g[aria-label="${name}"]`)!.firstElementChild!
        .getAttribute("stroke-width"),
    );
  assert(width("m") > 2 * width("EGFR"));
});
