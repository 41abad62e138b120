/**
 * Writes this folder: a SIMULATED cohort of ALK-positive lung cancers in the files of a cBioPortal
 * study. Every rate below is invented. `deno run -A data/simulated_alk_cohort/study.ts`.
 */
import { randomSeeded } from "../../lib/numerics/mod.ts";
import { writeTextAtomically } from "../../lib/tables/mod.ts";

const HERE = new URL(".", import.meta.url).pathname;
const STUDY = "simulated_alk_cohort";
const NAME = "SIMULATED cohort of ALK-positive lung cancer before and after ALK inhibitors";
const DESCRIPTION =
  "SIMULATED, nothing here was observed in anyone: patients, samples and findings are drawn by a seeded script from invented rates";
const PATIENTS = 96;
const chance = randomSeeded(20261121);
const happens = (rate: number) => chance() < rate;
const pick = <T>(items: readonly T[]): T => items[Math.floor(chance() * items.length)];

const GENES = [
  "ALK", "EGFR", "ERBB2", "MET", "KIT", "IGF1R", "KRAS", "NRAS", "BRAF", "MAP2K1", "NF1", "PIK3CA",
  "TP53", "CDKN2A", "RB1", "STK11", "MYC", "ROS1", "RET", "CTNNB1",
];
const PANELS: Record<string, { genes: string[]; cna: boolean; sv: boolean }> = {
  "SIM-TISSUE-20": { genes: GENES, cna: true, sv: true },
  "SIM-TISSUE-8": {
    genes: ["ALK", "EGFR", "ERBB2", "MET", "KRAS", "NRAS", "BRAF", "PIK3CA"],
    cna: false,
    sv: true,
  },
  "SIM-PLASMA-12": { genes: GENES.slice(0, 12), cna: false, sv: false },
};

interface Sample {
  id: string;
  patient: string;
  specimen: "tissue" | "plasma";
  panel: string;
  timePoint: string;
  time: number;
  drugs: string[];
  shed: boolean;
  histology: string;
}
interface Mutation {
  sample: Sample;
  gene: string;
  protein: string;
  type: string;
  vaf: number;
  status: string;
  build: string;
}

const [samples, mutations]: [Sample[], Mutation[]] = [[], []];
const amplified = new Map<Sample, Map<string, number>>();

for (let p = 1; p <= PATIENTS; p++) {
  const patient = `SIM-${String(p).padStart(4, "0")}`;
  const own = new Set<string>(happens(0.4) ? ["TP53 p.R273H"] : []);
  const copies = new Map<string, number>(happens(0.2) ? [["CDKN2A", -2]] : []);
  const lines: string[][] = [[], ["crizotinib"], ["crizotinib", "lorlatinib"]];
  let small = false;
  lines.forEach((drugs, line) => {
    if (line > 0) acquire(line, own, copies);
    if (line > 0 && happens(0.03)) small = true;
    const taken = line === 0 ? happens(0.55) : line === 1 ? happens(0.7) : happens(0.35);
    if (!taken) return;
    const time = line * 330 + Math.floor(chance() * 120);
    const timePoint = ["baseline", "after crizotinib", "after lorlatinib"][line];
    const kinds = line > 0 && happens(0.25) ? ["tissue", "plasma"] as const : ["tissue"] as const;
    for (const specimen of kinds) {
      const sample: Sample = {
        id: `${patient}-${specimen === "tissue" ? "T" : "P"}${line}`,
        patient,
        specimen,
        panel: specimen === "plasma" ? "SIM-PLASMA-12" : pick(["SIM-TISSUE-20", "SIM-TISSUE-20", "SIM-TISSUE-8"]),
        timePoint,
        time,
        drugs,
        shed: specimen === "tissue" || happens(0.8),
        histology: specimen === "plasma" ? "NA" : small ? "small cell" : "none",
      };
      samples.push(sample);
      sequence(sample, own, copies);
    }
  });
}

/** What one line of treatment adds; the rates are invented. */
function acquire(line: number, own: Set<string>, copies: Map<string, number>): void {
  const first: [string, number][] = [
    ["ALK p.L1196M", 0.08], ["ALK p.G1269A", 0.06], ["ALK p.C1156Y", 0.03], ["ALK p.G1202R", 0.04],
    ["KRAS p.G12C", 0.03], ["EGFR p.L858R", 0.02], ["NF1 p.R1362*", 0.02],
  ];
  const second: [string, number][] = [
    ["ALK p.G1202R", 0.2], ["ALK p.L1196M", 0.1], ["ALK p.D1203N", 0.05], ["NRAS p.Q61K", 0.05],
    ["KRAS p.G12D", 0.04], ["MAP2K1 p.K57N", 0.03], ["NF1 p.X963_splice", 0.04],
  ];
  for (const [change, rate] of line === 1 ? first : second) if (happens(rate)) own.add(change);
  if (happens(line === 1 ? 0.05 : 0.15)) copies.set("MET", 2);
  if (happens(line === 1 ? 0.06 : 0.02)) copies.set("ALK", 2);
  if (happens(0.04)) copies.set("KIT", 2);
}

function sequence(sample: Sample, own: Set<string>, copies: Map<string, number>): void {
  const { genes, cna } = PANELS[sample.panel];
  if (!sample.shed) return;
  const build = "GRCh37";
  for (const change of own) {
    const [gene, protein] = change.split(" ");
    if (!genes.includes(gene)) continue;
    const vaf = sample.specimen === "tissue" ? 0.08 + 0.35 * chance() : 0.004 + 0.1 * chance();
    const type = protein.includes("splice") ? "Splice_Site"
      : protein.endsWith("*") ? "Nonsense_Mutation"
      : "Missense_Mutation";
    mutations.push({ sample, gene, protein, type, vaf, status: "SOMATIC", build });
  }
  if (happens(0.1)) {
    mutations.push({ sample, gene: "EGFR", protein: "p.Q787=", type: "Silent", vaf: 0.3, status: "SOMATIC", build });
  }
  if (happens(0.03) && genes.includes("RB1")) {
    mutations.push({ sample, gene: "RB1", protein: "p.R661W", type: "Missense_Mutation", vaf: 0.5, status: "GERMLINE", build });
  }
  if (cna) amplified.set(sample, new Map(copies));
}

const tsv = (rows: readonly (readonly (string | number)[])[]) =>
  rows.map((row) => `${row.join("\t")}\n`).join("");
const header = (columns: [name: string, about: string, type: string][]) => [
  columns.map(([name], i) => (i === 0 ? "#" : "") + title(name)),
  columns.map(([, about], i) => (i === 0 ? "#" : "") + about),
  columns.map(([, , type], i) => (i === 0 ? "#" : "") + type),
  columns.map((_, i) => (i === 0 ? "#" : "") + "1"),
  columns.map(([name]) => name),
];
function title(name: string): string {
  return name.split("_").map((word) => word[0] + word.slice(1).toLowerCase()).join(" ");
}
const write = (name: string, text: string) => writeTextAtomically(HERE + name, text);
const meta = (lines: Record<string, string>) =>
  Object.entries(lines).map(([key, value]) => `${key}: ${value}\n`).join("");

const patients = [...new Set(samples.map(({ patient }) => patient))];
await write("data_clinical_patient.txt", tsv([
  ...header([
    ["PATIENT_ID", "SIMULATED patient", "STRING"],
    ["SEX", "SIMULATED", "STRING"],
    ["AGE", "SIMULATED, years", "NUMBER"],
  ]),
  ...patients.map((id) => [id, pick(["Female", "Male"]), 35 + Math.floor(chance() * 45)]),
]));
await write("data_clinical_sample.txt", tsv([
  ...header([
    ["PATIENT_ID", "SIMULATED patient", "STRING"],
    ["SAMPLE_ID", "SIMULATED sample", "STRING"],
    ["CANCER_TYPE_DETAILED", "Cancer type", "STRING"],
    ["TARGET", "Kinase that was treated", "STRING"],
    ["SPECIMEN", "tissue or plasma", "STRING"],
    ["TIME_POINT", "When the sample was taken", "STRING"],
    ["TIME", "Days from diagnosis", "NUMBER"],
    ["PRIOR_DRUGS", "Inhibitors given before, in order", "STRING"],
    ["TUMOR_DNA_DETECTED", "Whether tumour DNA was seen; no: nothing is absent", "STRING"],
    ["HISTOLOGIC_TRANSFORMATION", "What the histology turned into", "STRING"],
  ]),
  ...samples.map((sample) => [
    sample.patient, sample.id, "Lung Adenocarcinoma", "ALK", sample.specimen, sample.timePoint,
    sample.time, sample.drugs.join(";") || "none", sample.shed ? "yes" : "no", sample.histology,
  ]),
]));
const MAF = [
  "Hugo_Symbol", "NCBI_Build", "Chromosome", "Variant_Classification", "Reference_Allele",
  "Tumor_Seq_Allele2", "Tumor_Sample_Barcode", "Mutation_Status", "HGVSp_Short", "t_alt_count",
  "t_ref_count",
];
await write("data_mutations.txt", "#version 2.4\n" + tsv([
  MAF,
  ...mutations.map(({ sample, gene, protein, type, vaf, status, build }) => {
    const depth = sample.specimen === "plasma" ? 3000 + Math.floor(chance() * 4000) : 300 + Math.floor(chance() * 500);
    const alternate = Math.max(3, Math.round(vaf * depth));
    // Alleles and positions are not simulated.
    return [gene, build, "NA", type, "NA", "NA", sample.id, status, protein, alternate, depth - alternate];
  }),
]));
const copied = samples.filter(({ panel }) => PANELS[panel].cna);
await write("data_cna.txt", tsv([
  ["Hugo_Symbol", ...copied.map(({ id }) => id)],
  ...GENES.map((gene) => [
    gene,
    ...copied.map((sample) =>
      amplified.has(sample) ? amplified.get(sample)!.get(gene) ?? pick([0, 0, 0, 0, 1, -1]) : "NA"
    ),
  ]),
]));
const sequenced = samples.filter(({ panel }) => PANELS[panel].sv);
await write("data_sv.txt", tsv([
  ["Sample_Id", "SV_Status", "Site1_Hugo_Symbol", "Site2_Hugo_Symbol", "Class", "Event_Info"],
  ...sequenced.map(({ id }) => [id, "SOMATIC", "EML4", "ALK", "INVERSION", "EML4-ALK fusion"]),
]));
await write("data_gene_panel_matrix.txt", tsv([
  ["SAMPLE_ID", "mutations", "cna", "structural_variants"],
  ...samples.map(({ id, panel }) => [
    id, panel, PANELS[panel].cna ? panel : "NA", PANELS[panel].sv ? panel : "NA",
  ]),
]));
for (const [id, { genes }] of Object.entries(PANELS)) {
  await write(
    `data_gene_panel_${id.toLowerCase()}.txt`,
    `stable_id: ${id}\ndescription: SIMULATED panel of ${genes.length} genes\ngene_list:\t${genes.join("\t")}\n`,
  );
}

const of = { cancer_study_identifier: STUDY };
await write("meta_study.txt", meta({
  type_of_cancer: "luad", ...of, name: NAME, description: DESCRIPTION, add_global_case_list: "true",
}));
const clinical = { ...of, genetic_alteration_type: "CLINICAL" };
await write("meta_clinical_patient.txt", meta({ ...clinical, datatype: "PATIENT_ATTRIBUTES", data_filename: "data_clinical_patient.txt" }));
await write("meta_clinical_sample.txt", meta({ ...clinical, datatype: "SAMPLE_ATTRIBUTES", data_filename: "data_clinical_sample.txt" }));
await write("meta_mutations.txt", meta({
  ...of, genetic_alteration_type: "MUTATION_EXTENDED", datatype: "MAF", stable_id: "mutations",
  show_profile_in_analysis_tab: "true", profile_name: "SIMULATED mutations",
  profile_description: DESCRIPTION, data_filename: "data_mutations.txt",
}));
await write("meta_cna.txt", meta({
  ...of, genetic_alteration_type: "COPY_NUMBER_ALTERATION", datatype: "DISCRETE", stable_id: "cna",
  show_profile_in_analysis_tab: "true", profile_name: "SIMULATED copy numbers",
  profile_description: DESCRIPTION, data_filename: "data_cna.txt",
}));
await write("meta_sv.txt", meta({
  ...of, genetic_alteration_type: "STRUCTURAL_VARIANT", datatype: "SV", stable_id: "structural_variants",
  show_profile_in_analysis_tab: "true", profile_name: "SIMULATED structural variants",
  profile_description: DESCRIPTION, data_filename: "data_sv.txt",
}));
await write("meta_gene_panel_matrix.txt", meta({
  ...of, genetic_alteration_type: "GENE_PANEL_MATRIX", datatype: "GENE_PANEL_MATRIX",
  data_filename: "data_gene_panel_matrix.txt",
}));

const text = (name: string, description: string, required = true) => ({
  name, type: "string", description, constraints: { required },
});
const resource = (name: string, path: string, description: string, fields: object[]) => ({
  name, path, type: "table", description, schema: { fields, missingValues: ["", "NA"] },
});
await write("datapackage.json", JSON.stringify({
  $schema: "https://datapackage.org/profiles/2.0/datapackage.json",
  name: "simulated-alk-cohort",
  title: NAME,
  description: `${DESCRIPTION}. The folder is a cBioPortal study: beside the tables described here it has the clinical files, whose header lines begin with #, the discrete copy numbers with a column per sample, the definitions of three panels that cover different genes, and meta files. Some plasma samples hold no tumour DNA; a few variants are silent or germline: readers must leave them out and say so.`,
  licenses: [{ name: "MIT", title: "As the rest of this repository" }],
  sources: [{ title: "The script study.ts in this folder; file formats after the cBioPortal documentation", path: "https://docs.cbioportal.org/file-formats/" }],
  resources: [
    resource("structural_variants", "data_sv.txt", "SIMULATED structural variants, one per row", [
      text("Sample_Id", "Sample"), text("SV_Status", "SOMATIC or GERMLINE"),
      text("Site1_Hugo_Symbol", "First partner"), text("Site2_Hugo_Symbol", "Second partner"),
      text("Class", "Kind of rearrangement"), text("Event_Info", "In words"),
    ]),
    resource("gene_panel_matrix", "data_gene_panel_matrix.txt", "Which panel profiled which SIMULATED sample; NA: not profiled", [
      text("SAMPLE_ID", "Sample"), text("mutations", "Panel for mutations"),
      text("cna", "Panel for copy numbers", false), text("structural_variants", "Panel for fusions", false),
    ]),
  ],
}, null, 2) + "\n");
