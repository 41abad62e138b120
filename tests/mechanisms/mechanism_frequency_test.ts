import fc from "fast-check";
import { UsageError } from "../../lib/errors/mod.ts";
import {
  compareFrequencies,
  comparePaired,
  coOccurrence,
  findingOrigins,
  type Findings,
  formatFrequency,
  mechanismFrequency,
  panelAssay,
  poolFrequencies,
} from "../../lib/mechanisms/mod.ts";
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "../assert.ts";
import { findingsFrom } from "./tables.ts";

const EVERY = { assays: "every assay covers every gene" } as const;

/** A cohort of n patients after one drug, the first `events` of whom have ALK G1202R. */
function cohort(events: number, n: number, drug = "crizotinib", from = 0): string {
  return Array.from(
    { length: n },
    (_, i) => `P${from + i},B${from + i},${drug},${i < events ? "ALK,G1202R" : ","}`,
  ).join("\n");
}
const HEADER = "patient,biopsy,prior_drugs,gene,change\n";

Deno.test("mechanismFrequency() counts events over assessable and says it in words", () => {
  const findings = findingsFrom(HEADER + cohort(2, 51), EVERY);
  const { rows } = mechanismFrequency(findings, { by: "prior_drug" });
  assertEquals(rows.length, 1);
  assertEquals(
    formatFrequency(rows[0]),
    "ALK G1202R after crizotinib 2 of 51 assessable, 3.9 % (1.1 to 13.2)",
  );
  assertAlmostEquals(rows[0].lower!, 0.010821, 1e-6);
});

Deno.test("mechanismFrequency() gives zero events an upper limit in words", () => {
  const text = HEADER + cohort(1, 5, "crizotinib") + "\n" + cohort(0, 24, "lorlatinib", 100);
  const { rows } = mechanismFrequency(findingsFrom(text, EVERY), { by: "prior_drug" });
  assertEquals(
    formatFrequency(rows.find(({ group }) => group === "lorlatinib")!),
    "ALK G1202R after lorlatinib 0 of 24 assessable, 95 % upper limit 13.8 %",
  );
});

Deno.test("mechanismFrequency() leaves out patients whose assay does not cover the gene or the residue", () => {
  const full = panelAssay("full", ["ROS1"], ["mutation"]);
  const part = {
    name: "part",
    detectionLimit: null,
    covers: [{ kind: "mutation", gene: "ROS1", firstResidue: 1980, lastResidue: 2050 }],
  } as const;
  const findings = findingsFrom(
    `
patient,biopsy,assay,gene,change
P1,B1,full,ROS1,L2086F
P2,B2,full,ROS1,G2032R
P3,B3,part,ROS1,G2032R
P4,B4,part,,
P5,B5,other,,`,
    {
      target: "ROS1",
      assays: [full, part, panelAssay("other", ["ALK"], ["mutation"])],
    },
  );
  const { rows } = mechanismFrequency(findings);
  const of = (name: string) => {
    const row = rows.find(({ mechanism }) => mechanism === name)!;
    return [row.events, row.assessable, row.notAssessable];
  };
  assertEquals(of("ROS1 G2032R"), [2, 4, 1]);
  assertEquals(of("ROS1 L2086F"), [1, 2, 3]);
});

Deno.test("mechanismFrequency() takes explicit absence, and failure of one assay where another covers", () => {
  const findings = findingsFrom(
    `
patient,biopsy,assay,kind,gene,change,state
P1,B1,FISH,copy number,MET,amplification,present
P2,B2,FISH,copy number,MET,amplification,absent
P3,B3,FISH,copy number,MET,amplification,not assessable
P4,B4,FISH,copy number,MET,amplification,not assessable
P4,B4,panel,,,,`,
    { assays: [panelAssay("panel", ["MET"], ["copy number"])] },
  );
  const [row] = mechanismFrequency(findings).rows;
  assertEquals([row.events, row.assessable, row.notAssessable], [1, 3, 1]);
});

Deno.test("mechanismFrequency() does not count a failed assay by what it would have covered", () => {
  const findings = findingsFrom(
    `
patient,biopsy,assay,kind,gene,change,state
P1,B1,FISH,copy number,MET,amplification,present
P2,B2,FISH,,,,
P3,B3,FISH,copy number,MET,amplification,not assessable`,
    { assays: [panelAssay("FISH", ["MET"], ["copy number"])] },
  );
  const [row] = mechanismFrequency(findings).rows;
  assertEquals([row.events, row.assessable, row.notAssessable], [1, 2, 1]);
});

Deno.test("mechanismFrequency() takes plasma without tumour DNA for not assessable", () => {
  const findings = findingsFrom(
    `
patient,biopsy,specimen,tumor_dna,gene,change
P1,B1,plasma,yes,ALK,G1202R
P2,B2,plasma,yes,,
P3,B3,plasma,no,,`,
    EVERY,
  );
  const [row] = mechanismFrequency(findings).rows;
  assertEquals([row.events, row.assessable, row.notAssessable], [1, 2, 1]);
});

Deno.test("a patient is unknown only if no biopsy has a mechanism", () => {
  const findings = findingsFrom(
    `
patient,biopsy,gene,change
P1,B1,,
P1,B2,ALK,G1202R
P2,B3,,`,
    EVERY,
  );
  const { rows } = mechanismFrequency(findings, { mechanisms: "class" });
  assertEquals(rows.map(({ mechanism, events, assessable }) => [mechanism, events, assessable]), [
    ["on-target", 1, 2],
    ["unknown", 1, 2],
  ]);
});

Deno.test("the cluster bootstrap gives way to Wilson over patients where no event was seen", () => {
  const text = HEADER + "P0,B0,a,ALK,G1202R\n" +
    Array.from({ length: 10 }, (_, i) => `P1${i},C${i},b,,\nP1${i},D${i},b,,`).join("\n");
  const frequency = mechanismFrequency(findingsFrom(text, EVERY), {
    by: "prior_drug",
    unit: "biopsy",
  });
  const row = frequency.rows.find(({ group }) => group === "b")!;
  assertEquals([row.events, row.assessable, row.interval], [0, 20, "Wilson over patients"]);
  assertAlmostEquals(row.upper!, 0.27753, 1e-5); // Wilson for 0 of 10
});

Deno.test("a compound counts for each of its changes and for itself", () => {
  const findings = findingsFrom(
    "patient,biopsy,gene,change\nP1,B1,ROS1,G2032R;L2086F\nP2,B2,ROS1,G2032R\nP3,B3,,",
    { ...EVERY, target: "ROS1" },
  );
  const counts = mechanismFrequency(findings).rows.map((
    { mechanism, events },
  ) => [mechanism, events]);
  assertEquals(Object.fromEntries(counts), {
    "ROS1 G2032R": 2,
    "ROS1 G2032R;L2086F": 1,
    "ROS1 L2086F": 1,
  });
});

Deno.test("mechanismFrequency() counts patients, time points or biopsies", () => {
  const findings = findingsFrom(
    `
patient,biopsy,specimen,time_point,gene,change
P1,B1,tissue,t1,ALK,G1202R
P1,B2,plasma,t1,ALK,G1202R
P1,B3,tissue,t2,,
P2,B4,tissue,t1,,`,
    EVERY,
  );
  const count = (unit: "patient" | "time point" | "biopsy") => {
    const [{ events, assessable, interval }] = mechanismFrequency(findings, { unit }).rows;
    return [events, assessable, interval];
  };
  assertEquals(count("patient"), [1, 2, "Wilson"]);
  assertEquals(count("time point"), [1, 3, "cluster bootstrap"]);
  assertEquals(count("biopsy"), [2, 4, "cluster bootstrap"]);
});

Deno.test("the cluster bootstrap is the same each time and wider than Wilson where biopsies repeat", () => {
  // Every patient gives three equal biopsies: three times the counts, no more knowledge.
  const text = HEADER +
    Array.from(
      { length: 40 },
      (_, i) =>
        [1, 2, 3].map((b) => `P${i},B${i}-${b},crizotinib,${i < 10 ? "ALK,G1202R" : ","}`).join(
          "\n",
        ),
    ).join("\n");
  const findings = findingsFrom(text, EVERY);
  const [row] = mechanismFrequency(findings, { unit: "biopsy" }).rows;
  const [again] = mechanismFrequency(findings, { unit: "biopsy" }).rows;
  const [patients] = mechanismFrequency(findings).rows;
  assertEquals([row.lower, row.upper], [again.lower, again.upper]);
  assertEquals([row.events, row.assessable], [30, 120]);
  // As wide as over patients (0.27), not as over 120 independent biopsies (0.15).
  assertAlmostEquals(row.upper! - row.lower!, patients.upper! - patients.lower!, 0.04);
});

Deno.test("compareFrequencies() refuses Fisher for several biopsies per patient and bootstraps instead", () => {
  const text = HEADER +
    Array.from(
      { length: 20 },
      (_, i) =>
        [1, 2].map((b) =>
          `P${i},B${i}-${b},${i < 10 ? "crizotinib" : "lorlatinib"},${
            i % 10 < (i < 10 ? 1 : 6) ? "ALK,G1202R" : ","
          }`
        ).join("\n"),
    ).join("\n");
  const findings = findingsFrom(text, EVERY);
  const frequency = mechanismFrequency(findings, { by: "prior_drug", unit: "biopsy" });
  assertThrows(
    () => compareFrequencies(frequency, "ALK G1202R"),
    UsageError,
    'needs one observation per patient, found 20 biopsies of 10 patients in "crizotinib"',
  );
  const { difference, pair } = compareFrequencies(frequency, "ALK G1202R", {
    method: "cluster bootstrap",
  });
  assertAlmostEquals(difference!.estimate, -0.5, 1e-12);
  assert(difference!.upper < 0 && difference!.lower > -0.95);
  assertEquals(pair, null);
});

Deno.test("compareFrequencies() names patients who are in both groups", () => {
  const text = HEADER + "P0,B0,crizotinib,,\nP0,B1,crizotinib;lorlatinib,ALK,G1202R\n" +
    cohort(1, 10, "crizotinib", 10) + "\n" + cohort(4, 10, "lorlatinib", 40);
  const frequency = mechanismFrequency(findingsFrom(text, EVERY), { by: "prior_drug" });
  assertEquals(frequency.shared, [{ groups: ["crizotinib", "lorlatinib"], patients: 1 }]);
  const { remarks, pair, boschloo } = compareFrequencies(frequency, "ALK G1202R");
  assert(
    remarks.some((remark) => remark.startsWith("1 patients are in both crizotinib and lorlatinib")),
  );
  assert(pair!.fisher.pValue > boschloo!.pValue);
});

Deno.test("comparePaired() tests patients assessed in both groups by McNemar", () => {
  const visits = (patient: string, before: string, after: string) =>
    `${patient},${patient}a,,${before}\n${patient},${patient}b,crizotinib,${after}`;
  const [no, yes] = [",", "ALK,G1202R"];
  const text = HEADER + [
    visits("P1", no, yes),
    visits("P2", no, yes),
    visits("P3", yes, yes),
    visits("P4", no, no),
    "P5,P5b,crizotinib,ALK,G1202R",
  ].join("\n");
  const paired = comparePaired(findingsFrom(text, EVERY), "ALK G1202R", {
    by: "prior_drug",
    between: ["none", "crizotinib"],
  });
  const { both, onlyFirst, onlySecond, neither, mcNemar } = paired;
  assertEquals([both, onlyFirst, onlySecond, neither], [1, 0, 2, 1]);
  assertEquals([mcNemar.discordant, mcNemar.pValue], [2, 0.5]);
});

Deno.test("compareFrequencies() compares three groups by Freeman-Halton and chi-squared", () => {
  const text = HEADER +
    ["a", "b", "c"].map((drug, i) => cohort(i * 2, 10, drug, i * 10)).join("\n");
  const frequency = mechanismFrequency(findingsFrom(text, EVERY), { by: "prior_drug" });
  const { several, chiSquared, pair } = compareFrequencies(frequency, "ALK G1202R");
  assertEquals([several!.status, pair], ["exact", null]);
  assert(chiSquared!.warning !== "");
});

Deno.test("compareFrequencies() offers mechanisms and groups that are there", () => {
  const frequency = mechanismFrequency(findingsFrom(HEADER + cohort(2, 9), EVERY), {
    by: "prior_drug",
  });
  assertThrows(
    () => compareFrequencies(frequency, "ALK G1202S"),
    UsageError,
    '"ALK G1202R", found "ALK G1202S"',
  );
  assertThrows(
    () => compareFrequencies(frequency, "ALK G1202R", { between: ["crizotinib", "ceritinib"] }),
    UsageError,
    'found "ceritinib"',
  );
});

Deno.test("poolFrequencies() pools the groups, names what is left out, and says k = 1", () => {
  const text = HEADER +
    ["a", "b", "c"].map((drug, i) => cohort(i + 1, 12, drug, i * 20)).join("\n");
  const frequency = mechanismFrequency(findingsFrom(text, EVERY), { by: "prior_drug" });
  const { pooled, leaveOneOut } = poolFrequencies(frequency);
  assertEquals([pooled.k, pooled.events, pooled.total, leaveOneOut.length], [3, 6, 36, 3]);
  const one = poolFrequencies(frequency, "ALK G1202R", { cohorts: ["a"] });
  assertEquals([one.pooled.status, one.remarks], [
    "too few studies",
    ["k = 1: one cohort, nothing is pooled"],
  ]);
  assertThrows(
    () => poolFrequencies([frequency, frequency]),
    UsageError,
    "each cohort must stand there once",
  );
});

const COURSE = `
patient,biopsy,prior_drugs,assay,gene,change
P1,B1a,,full,,
P1,B1b,crizotinib,full,ALK,G1202R
P2,B2a,,full,ALK,G1202R
P2,B2b,crizotinib,full,ALK,G1202R
P3,B3b,crizotinib,full,ALK,G1202R
P4,B4a,,narrow,,
P4,B4b,crizotinib,full,ALK,G1202R
P5,B5a,,full,,
P5,B5b,crizotinib,full,,`;
const PANELS = [
  panelAssay("full", ["ALK"], ["mutation"]),
  panelAssay("narrow", ["MET"], ["mutation"]),
];

Deno.test("findingOrigins() calls acquired only what an adequate earlier sample did not have", () => {
  const findings = findingsFrom(COURSE, { assays: PANELS });
  assertEquals(findingOrigins(findings), [
    "acquired",
    "present, baseline unknown",
    "present at baseline",
    "present, baseline unknown",
    "present, baseline unknown",
  ]);
});

Deno.test("mechanismFrequency() of the acquired counts only patients with a clean earlier sample", () => {
  const findings = findingsFrom(COURSE, { assays: PANELS });
  const { rows } = mechanismFrequency(findings, { by: "prior_drug", count: "acquired" });
  const row = rows.find(({ group }) => group === "crizotinib")!;
  assertEquals([row.events, row.assessable, row.notAssessable], [1, 2, 3]);
  assertEquals(rows.find(({ group }) => group === "none")!.status, "nobody assessable");
});

Deno.test("a class is assessed only where all its alterations could have been seen", () => {
  const findings = findingsFrom(
    `
patient,biopsy,assay,kind,gene,change
P1,B1,both,mutation,KRAS,G12C
P2,B2,both,copy number,MET,amplification
P3,B3,both,,,
P4,B4,some,mutation,KRAS,G12C
P5,B5,some,,,`,
    {
      assays: [
        panelAssay("both", ["KRAS", "MET"], ["mutation", "copy number"]),
        panelAssay("some", ["KRAS"], ["mutation"]),
      ],
    },
  );
  const count = (assessed: "fully" | "partly") => {
    const [row] = mechanismFrequency(findings, { mechanisms: "class", assessed }).rows;
    return [row.mechanism, row.events, row.assessable, row.notCounted];
  };
  assertEquals(count("fully"), ["bypass", 2, 3, 1]);
  assertEquals(count("partly"), ["bypass", 3, 5, 0]);
});

Deno.test("mechanismFrequency() refuses unknown options and offers the group keys", () => {
  const findings = findingsFrom(HEADER + cohort(1, 3), EVERY);
  assertThrows(() => mechanismFrequency(findings, { by: "drug" }), UsageError, '"prior_drug"');
  assertThrows(
    () => mechanismFrequency(findings, { unit: "sample" as "biopsy" }),
    UsageError,
    "unit must be",
  );
});

Deno.test("coOccurrence() counts pairs over patients assessed for both and refuses repeated patients", () => {
  const findings = findingsFrom(
    `
patient,biopsy,assay,gene,change
P1,B1,both,TP53,R273H
P1,B1,both,KRAS,G12C
P2,B2,both,TP53,R273H
P3,B3,both,,
P4,B4,some,KRAS,G12C`,
    {
      assays: [
        panelAssay("both", ["KRAS", "TP53"], ["mutation"]),
        panelAssay("some", ["KRAS"], ["mutation"]),
      ],
    },
  );
  const { pairs: [pair] } = coOccurrence(findings);
  assertEquals([pair.both, pair.firstOnly + pair.secondOnly, pair.neither], [1, 1, 1]);
  const twice = findingsFrom("patient,biopsy,gene\nP1,B1,ALK\nP1,B2,MET", EVERY);
  assertThrows(
    () => coOccurrence(twice, { unit: "biopsy" }),
    UsageError,
    "one observation per patient",
  );
});

/** What mechanismFrequency() counts, by the plainest rule: every patient against every finding. */
function countPlainly({ biopsies, findings }: Findings, label: string): [number, number] {
  const patients = new Set(biopsies.map(({ patient }) => patient));
  const has = new Set(
    findings.filter((f) => f.state === "present" && f.alteration.label === label)
      .map(({ biopsy }) => biopsy.patient),
  );
  return [has.size, patients.size];
}

Deno.test("mechanismFrequency() agrees with a plain count, and the order of rows is nothing to it", () => {
  const row = fc.record({
    patient: fc.integer({ min: 1, max: 6 }),
    gene: fc.constantFrom("ALK", "MET", "KRAS"),
    position: fc.integer({ min: 10, max: 12 }),
  });
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 25 }), (list) => {
      const lines = list.map(({ patient, gene, position }) =>
        `P${patient},B${patient},${gene},G${position}R`
      );
      const header = "patient,biopsy,gene,change\n";
      const findings = findingsFrom(header + lines.join("\n"), EVERY);
      const turned = findingsFrom(header + [...lines].reverse().join("\n"), EVERY);
      const counts = (of: Findings) =>
        mechanismFrequency(of).rows.map(({ mechanism, events, assessable }) =>
          `${mechanism} ${events}/${assessable}`
        ).sort();
      assertEquals(counts(findings), counts(turned));
      for (const { mechanism, events, assessable } of mechanismFrequency(findings).rows) {
        assertEquals([events, assessable], countPlainly(findings, mechanism));
      }
    }),
    { seed: 7, numRuns: 200 },
  );
});
