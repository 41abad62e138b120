import { UsageError } from "../../../lib/errors/mod.ts";
import { checkFigure, type Figure, oncoPrint } from "../../../lib/figures/mod.ts";
import {
  type Assay,
  type ClassifiedFindings,
  classifyFindings,
  findingsOfTable,
  panelAssay,
  readStudy,
} from "../../../lib/mechanisms/mod.ts";
import { parseTable } from "../../../lib/tables/mod.ts";
import { assert, assertEquals, assertStringIncludes, assertThrows } from "../../assert.ts";
import { count, textNamed, textsOf } from "../read_svg.ts";
import { assertSvgSnapshot } from "../svg_snapshot.ts";

const PANELS: readonly Assay[] = [
  panelAssay("wide", ["ALK", "MET"], ["mutation", "copy number"]),
  panelAssay("narrow", ["ALK"], ["mutation"]),
];

/** SIMULATED: B1 has two changes, B2 one of ALK, B3 none, B4 was looked at for ALK alone. */
const FINDINGS = classified(`patient,biopsy,gene,change,kind,assay,state
P1,B3,ALK,,mutation,wide,absent
P2,B1,ALK,G1202R,mutation,wide,present
P2,B1,MET,amplification,copy number,wide,present
P3,B2,ALK,L1196M,mutation,wide,present
P3,B2,ALK,amplification,copy number,wide,present
P4,B4,ALK,,mutation,narrow,absent
`);

function classified(text: string): ClassifiedFindings {
  const table = parseTable(text, { source: "SIMULATED" });
  return classifyFindings(findingsOfTable(table, { target: "ALK", assays: PANELS }));
}

function assertPasses(figure: Figure): void {
  for (const journal of ["screen", "nature"]) {
    assertEquals(checkFigure(figure, journal).items.filter(({ passed }) => !passed), []);
  }
}

Deno.test("oncoPrint() sorts columns by the rows and keeps the unaltered and the not assessable", async () => {
  const figure = oncoPrint(FINDINGS, { stamp: "SIMULATED" });
  await assertSvgSnapshot("onco_print", figure.svg);
  assertPasses(figure);
  assertEquals(figure.data.map(({ gene, biopsy, state }) => `${gene} ${biopsy} ${state}`), [
    "ALK B2 amplification + mutation",
    "ALK B1 mutation",
    "ALK B3 unaltered",
    "ALK B4 unaltered",
    "MET B2 unaltered",
    "MET B1 amplification",
    "MET B3 unaltered",
    "MET B4 not assessable",
  ]);
  assertEquals(textNamed(figure.svg, "2 of 4").box.top, textNamed(figure.svg, "ALK").box.top);
  assertEquals(textNamed(figure.svg, "1 of 3").box.top, textNamed(figure.svg, "MET").box.top);
  // Seven grey cells and four glyphs; one line for what could not be seen.
  assertEquals(count(figure.svg, '[aria-label="cells"] rect'), 11);
  assertEquals(count(figure.svg, '[aria-label="cells"] line'), 1);
  assertStringIncludes(figure.caption, "2 of 4 assessable biopsies altered");
  for (const text of ["amplification", "mutation", "SIMULATED"]) {
    assert(textsOf(figure.svg).includes(text), text);
  }
});

Deno.test("oncoPrint() shows the SIMULATED cohort, its driver only when asked for", async () => {
  const findings = classifyFindings(await readStudy("data/simulated_alk_cohort"));
  const figure = oncoPrint(findings, { stamp: "SIMULATED" });
  await assertSvgSnapshot("onco_print_cohort", figure.svg);
  assertPasses(figure);
  const of = (gene: string) => figure.data.filter((row) => row.gene === gene);
  assertEquals(of("ALK").length, findings.biopsies.length);
  const present = findings.findings.filter(({ alteration, state, classification }) =>
    alteration.gene === "ALK" && state === "present" &&
    !["driver", "unknown significance"].includes(classification.class)
  );
  const states = of("ALK").map(({ state }) => String(state));
  const altered = states.filter((state) => !["unaltered", "not assessable"].includes(state));
  assertEquals(altered.length, new Set(present.map(({ biopsy }) => biopsy)).size);
  assertStringIncludes(figure.caption, "171 biopsies of 88 patients");
  assert(!states.some((state) => state.includes("fusion")));
  const never = oncoPrint(findings, { genes: ["RET", "ALK"] });
  assertEquals(
    new Set(never.data.filter(({ gene }) => gene === "RET").map(({ state }) => state)),
    new Set(["unaltered", "not assessable"]),
  );
  const all = oncoPrint(findings, { genes: ["ALK"], everything: true });
  assert(all.data.some(({ state }) => String(state).includes("fusion")));
});

Deno.test("oncoPrint() keeps genes in the order asked for, and draws those never altered", () => {
  const figure = oncoPrint(FINDINGS, { genes: ["MET", "ALK"], biopsies: ["B3", "B4"] });
  assertPasses(figure);
  assertEquals([...new Set(figure.data.map(({ gene }) => gene))], ["MET", "ALK"]);
  assert(textsOf(figure.svg).includes("0 of 1"));
});

Deno.test("oncoPrint() refuses unknown genes and biopsies, and nothing altered", () => {
  assertThrows(() => oncoPrint(FINDINGS, { genes: ["ALKK"] }), UsageError, 'Did you mean "ALK"?');
  assertThrows(() => oncoPrint(FINDINGS, { biopsies: ["B9"] }), UsageError, 'found "B9"');
  assertThrows(
    () => oncoPrint(FINDINGS, { biopsies: ["B3"] }),
    UsageError,
    "found nothing altered",
  );
  assertThrows(() => oncoPrint(FINDINGS, { biopsies: [] }), UsageError, "biopsies, found 0");
});
