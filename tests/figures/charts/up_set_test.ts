import { UsageError } from "../../../lib/errors/mod.ts";
import { checkFigure, type Figure, upSet } from "../../../lib/figures/mod.ts";
import {
  classifyFindings,
  findingsOfTable,
  panelAssay,
  readStudy,
} from "../../../lib/mechanisms/mod.ts";
import { parseTable } from "../../../lib/tables/mod.ts";
import { assertEquals, assertStringIncludes, assertThrows } from "../../assert.ts";
import { count, textNamed } from "../read_svg.ts";
import { assertSvgSnapshot } from "../svg_snapshot.ts";

/** SIMULATED: A and B in two, A alone in one, none in one; in B5 nobody looked at MET. */
const FINDINGS = classifyFindings(findingsOfTable(
  parseTable(
    `patient,biopsy,gene,change,kind,assay,state
P1,B1,ALK,G1202R,mutation,wide,present
P1,B1,MET,amplification,copy number,wide,present
P2,B2,ALK,L1196M,mutation,wide,present
P2,B2,MET,amplification,copy number,wide,present
P3,B3,ALK,L1196M,mutation,wide,present
P4,B4,ALK,,mutation,wide,absent
P5,B5,ALK,G1202R,mutation,narrow,present
`,
    { source: "SIMULATED" },
  ),
  {
    target: "ALK",
    assays: [
      panelAssay("wide", ["ALK", "MET"], ["mutation", "copy number"]),
      panelAssay("narrow", ["ALK"], ["mutation"]),
    ],
  },
));

function assertPasses(figure: Figure): void {
  for (const journal of ["screen", "nature"]) {
    assertEquals(checkFigure(figure, journal).items.filter(({ passed }) => !passed), []);
  }
}

Deno.test("upSet() counts each biopsy once, in exactly its combination", async () => {
  const figure = upSet(FINDINGS, { stamp: "SIMULATED" });
  await assertSvgSnapshot("up_set", figure.svg);
  assertPasses(figure);
  assertEquals(figure.data.map(({ combination, n, N }) => [combination, n, N]), [
    ["ALK + MET", 2, 4],
    ["ALK", 1, 4],
    ["none of them", 1, 4],
  ]);
  assertStringIncludes(figure.caption, "1 not assessable for all rows, not counted");
  assertStringIncludes(figure.caption, "distinct mode");
  assertEquals(count(figure.svg, '[aria-label="bars"] rect'), 2);
  textNamed(figure.svg, "ALK, 3 of 4");
});

Deno.test("upSet() shows the SIMULATED cohort, its counts adding up to the biopsies", async () => {
  const findings = classifyFindings(await readStudy("data/simulated_alk_cohort"));
  const figure = upSet(findings, { stamp: "SIMULATED" });
  await assertSvgSnapshot("up_set_cohort", figure.svg);
  assertPasses(figure);
  const total = figure.data.reduce((sum, { n }) => sum + Number(n), 0);
  assertEquals(total, figure.data[0].N);
});

Deno.test("upSet() refuses unknown genes, and biopsies of which none is altered", () => {
  assertThrows(() => upSet(FINDINGS, { genes: ["METT"] }), UsageError, 'Did you mean "MET"?');
  assertThrows(
    () => upSet(FINDINGS, { genes: ["ALK", "MET"], biopsies: ["B4", "B5"] }),
    UsageError,
    "found none",
  );
});
