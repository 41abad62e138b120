import { UsageError } from "../../lib/errors/mod.ts";
import {
  classifyFindings,
  exclusiveMechanisms,
  findingsOfTable,
  mechanismFrequency,
  panelAssay,
  readStudy,
} from "../../lib/mechanisms/mod.ts";
import { parseTable } from "../../lib/tables/mod.ts";
import { assert, assertEquals, assertStringIncludes, assertThrows } from "../assert.ts";

/** SIMULATED: B1 has two mechanisms; P1 a second, empty biopsy; in B4 nobody looked at MET. */
const FINDINGS = findingsOfTable(
  parseTable(
    `patient,biopsy,gene,change,kind,assay,state
P1,B1,MET,amplification,copy number,wide,present
P1,B1,ALK,G1202R,mutation,wide,present
P1,B2,ALK,,mutation,wide,absent
P2,B3,ALK,,mutation,wide,absent
P3,B4,ALK,,mutation,narrow,absent
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
);

const named = (options: Parameters<typeof exclusiveMechanisms>[1], rule = "first by precedence") =>
  exclusiveMechanisms(
    classifyFindings(FINDINGS, { rule: rule as "first by precedence" | "several as one" }),
    options,
  ).units.map(({ biopsies, mechanism }) => `${biopsies.join("+")}: ${mechanism}`);

Deno.test("exclusiveMechanisms() gives each patient the first mechanism by precedence", () => {
  assertEquals(named({}), [
    "B1+B2: kinase-domain mutation",
    "B3: unknown",
    "B4: not fully assessed",
  ]);
  assertEquals(named({ mechanisms: "class" })[0], "B1+B2: on-target");
});

Deno.test("exclusiveMechanisms() counts biopsies where asked, and several mechanisms as one", () => {
  assertEquals(named({ unit: "biopsy" }, "several as one"), [
    "B1: several mechanisms",
    "B2: unknown",
    "B3: unknown",
    "B4: not fully assessed",
  ]);
});

Deno.test("exclusiveMechanisms() refuses a rule by which mechanisms overlap", () => {
  assertThrows(
    () => exclusiveMechanisms(classifyFindings(FINDINGS)),
    UsageError,
    'found "every", by which a biopsy may have several and shares add up to more than 1',
  );
});

Deno.test("exclusiveMechanisms() leaves nobody out and shows its counts", async () => {
  const study = await readStudy("data/simulated_alk_cohort");
  const findings = classifyFindings(study, { rule: "first by precedence" });
  const exclusive = exclusiveMechanisms(findings, { by: "prior_drug", mechanisms: "class" });
  assertEquals(
    exclusive.groups.map(({ label, units }) => [
      label,
      units,
      exclusive.units.filter(({ group }) => group === label).length,
    ]),
    [["none", 52, 52], ["crizotinib", 64, 64], ["lorlatinib", 28, 28]],
  );
  const found = (group: string, name: string) =>
    exclusive.units.filter((one) => one.group === group && one.mechanism === name).length;
  // What is on-target comes first by precedence, so these are the counts of mechanismFrequency, with
  // those that it leaves out because their samples could not have shown all of it.
  const { rows } = mechanismFrequency(findings, { by: "prior_drug", mechanisms: "class" });
  for (const row of rows.filter(({ mechanism }) => mechanism === "on-target")) {
    assertEquals(found(row.group, "on-target"), row.events! + row.notCounted, row.group);
  }
  assert(found("crizotinib", "on-target") > 0);
  const display = Reflect.get(exclusive, Symbol.for("Jupyter.display"))();
  assertStringIncludes(display["text/plain"], "One mechanism per patient (first by precedence)");
});
