import { UsageError } from "../../lib/errors/mod.ts";
import {
  classifyFindings,
  makeAlteration,
  mechanismFrequency,
  readTaxonomy,
} from "../../lib/mechanisms/mod.ts";
import { assertEquals, assertThrows } from "../assert.ts";
import { findingsFrom } from "./tables.ts";

/** Class, mechanism and role of one alteration in a tumour treated for a target. */
function classOf(target: string, kind: string, gene: string, change: string) {
  const [finding] = classifyFindings(
    findingsFrom(`patient,biopsy,kind,gene,change\nP1,B1,${kind},${gene},${change}`, { target }),
  ).findings;
  const { mechanism, positionRole } = finding.classification;
  return [finding.classification.class, mechanism, positionRole];
}

Deno.test("classifyFindings() knows position roles of ALK, ROS1, EGFR, ABL1 and NTRK", () => {
  const domain = "kinase-domain mutation";
  assertEquals(classOf("ALK", "mutation", "ALK", "L1196M"), ["on-target", domain, "gatekeeper"]);
  assertEquals(classOf("ALK", "mutation", "ALK", "G1202del"), [
    "on-target",
    domain,
    "solvent front",
  ]);
  assertEquals(classOf("ALK", "mutation", "ALK", "F1174L"), ["on-target", domain, ""]);
  assertEquals(classOf("ROS1", "mutation", "ROS1", "G2032R"), [
    "on-target",
    domain,
    "solvent front",
  ]);
  assertEquals(classOf("EGFR", "mutation", "EGFR", "T790M"), ["on-target", domain, "gatekeeper"]);
  assertEquals(classOf("ABL1", "mutation", "ABL1", "T315I"), ["on-target", domain, "gatekeeper"]);
  assertEquals(classOf("NTRK1", "mutation", "NTRK1", "G595R"), [
    "on-target",
    domain,
    "solvent front",
  ]);
  assertEquals(classOf("NTRK3", "mutation", "NTRK3", "G696A"), [
    "on-target",
    domain,
    "next to DFG (xDFG)",
  ]);
});

Deno.test("classifyFindings() tells the target from a bypass by the treated kinase alone", () => {
  assertEquals(classOf("EGFR", "copy number", "EGFR", "amplification")[0], "on-target");
  assertEquals(classOf("ALK", "copy number", "EGFR", "amplification")[0], "bypass");
  assertEquals(classOf("ALK", "phosphorylation", "EGFR", "strong"), [
    "bypass",
    "EGFR activation",
    "",
  ]);
  assertEquals(classOf("ALK", "copy number", "MET", "amplification")[1], "MET amplification");
  assertEquals(classOf("ALK", "fusion", "ALK", "EML4::ALK")[0], "driver");
  assertEquals(classOf("ALK", "fusion", "ALK", "loss")[0], "loss of the driver");
  assertEquals(classOf("ALK", "fusion", "RET", "KIF5B::RET")[1], "another fusion");
  assertEquals(classOf("ALK", "histology", "", "small cell")[1], "small-cell transformation");
  assertEquals(classOf("ALK", "histology", "", "second primary")[0], "second primary");
  assertEquals(classOf("ALK", "expression", "ABCB1", "overexpression")[0], "efflux");
  assertEquals(classOf("ALK", "mutation", "TP53", "R273H")[0], "not classified");
  // What drives by activation does not by its loss.
  assertEquals(classOf("ALK", "copy number", "EGFR", "deletion")[0], "not classified");
  assertEquals(classOf("ALK", "expression", "KIT", "lost")[0], "not classified");
  assertEquals(classOf("ALK", "copy number", "NF1", "deletion")[1], "NF1 loss");
});

Deno.test("readTaxonomy() asks the user's rows first", async () => {
  const path = await Deno.makeTempFile({ suffix: ".csv" });
  await Deno.writeTextFile(
    path,
    "target,kind,gene,change,class,mechanism,position_role\nBTK,mutation,(target),481,on-target,kinase-domain mutation,covalent binding site\n",
  );
  const taxonomy = await readTaxonomy(path);
  const findings = findingsFrom("patient,biopsy,gene,change\nP1,B1,BTK,C481S", { target: "BTK" });
  const [finding] = classifyFindings(findings, { taxonomy }).findings;
  assertEquals(finding.classification.positionRole, "covalent binding site");
});

Deno.test("the library's taxonomy has a source in every row", async () => {
  assertEquals((await readTaxonomy()).filter(({ source }) => source === ""), []);
});

Deno.test("classifyFindings() needs the treated kinase and refuses an unknown rule", () => {
  const findings = findingsFrom("patient,biopsy,gene\nP1,B1,ALK", { target: "" });
  assertThrows(() => classifyFindings(findings), UsageError, "must name the treated kinase");
  assertEquals(classifyFindings(findings, { target: "ALK" }).findings.length, 1);
  assertThrows(
    () => classifyFindings(findings, { target: "ALK", rule: "first" as "every" }),
    UsageError,
    'rule must be "every", "first by precedence" and "several as one", found "first"',
  );
});

Deno.test("variants of unknown significance are no mechanism unless counted", () => {
  const findings = findingsFrom(
    "patient,biopsy,gene,change,significance\nP1,B1,KRAS,V14I,unknown significance",
    { assays: "every assay covers every gene" },
  );
  assertEquals(mechanismFrequency(findings, { mechanisms: "class" }).rows.length, 0);
  const [row] = mechanismFrequency(findings).rows;
  assertEquals(row.mechanism, "KRAS V14I (unknown significance)");
  const counted = { mechanisms: "class", unknownSignificance: "counted" } as const;
  assertEquals(mechanismFrequency(findings, counted).rows[0].mechanism, "bypass");
});

Deno.test("the rule for several findings of one biopsy decides what counts", () => {
  const findings = findingsFrom(
    `
patient,biopsy,kind,gene,change
P1,B1,mutation,ALK,G1202R
P1,B1,copy number,MET,amplification
P2,B2,copy number,MET,amplification
P3,B3,,,`,
    { assays: "every assay covers every gene" },
  );
  const count = (rule: "every" | "first by precedence" | "several as one") =>
    Object.fromEntries(
      mechanismFrequency(findings, { mechanisms: "class", rule }).rows
        .map(({ mechanism, events, assessable }) => [mechanism, `${events}/${assessable}`]),
    );
  assertEquals(count("every"), { "on-target": "1/3", bypass: "2/3", unknown: "1/3" });
  assertEquals(count("first by precedence"), { "on-target": "1/3", bypass: "1/3", unknown: "1/3" });
  assertEquals(count("several as one"), {
    "on-target": "0/3",
    "several mechanisms": "1/3",
    bypass: "1/3",
    unknown: "1/3",
  });
});

Deno.test("makeAlteration() gives equal alterations equal labels whatever the notation", () => {
  const one = makeAlteration({ kind: "mutation", gene: "ROS1", change: "L2086F/G2032R" });
  const other = makeAlteration({
    kind: "mutation",
    gene: "ROS1",
    change: "p.[Gly2032Arg];[Leu2086Phe]",
  });
  assertEquals(one.label, "ROS1 G2032R;L2086F");
  assertEquals(other.label, "ROS1 G2032R;L2086F (trans)");
});
