/**
 * Writes taxonomy.csv and gene_aliases.csv beside it, from the rows below. Run it after a change:
 * `deno run -A data/mechanism_taxonomy/taxonomy.csv.ts`.
 */
import { formatCsv, writeTextAtomically } from "../../lib/tables/mod.ts";

const LIN = "Lin JJ et al. (2021) Clin Cancer Res 27:2899, doi:10.1158/1078-0432.CCR-21-0032";
const OU = "Review of ROS1 inhibitors by structure and mutation (solvent front G2032R, central beta-sheet 6 L2086F), abstract";
const TRK = "Cocco E et al. (2021) Cancer Discov 11:126 (TRK xDFG mutations), abstract";
const TRK_REVIEW = "TRK resistance review, PMC10840435, abstract; ESMO OncologyPRO, Acquired Resistance to TRK Inhibitors";
const KATAYAMA = "Katayama R et al. (2014) Clin Cancer Res 20:5686, abstract";
const MOLOGNI = "Mologni L et al. (2015) Oncotarget 6:5720, doi:10.18632/oncotarget.3122, abstract";
const LIN_REVIEW = "Lin JJ, Riely GJ, Shaw AT (2017) Cancer Discov 7:137 (review)";
const DOEBELE = "Doebele RC et al. (2012) Clin Cancer Res 18:1472, abstract";
const MCCOACH = "McCoach CE et al. (2018) Clin Cancer Res 24:3334, doi:10.1158/1078-0432.CCR-17-2452, abstract";
const DAGOGO = "Dagogo-Jack I et al. (2020) Clin Cancer Res, doi:10.1158/1078-0432.CCR-19-3906, abstract";
const EGFR_REVIEW = "Murtuza A et al. (2019) Cancer Res 79:689, abstract";
const EGFR_ZHU = "Zhu SJ et al. (2018) Oncotarget 9:13652, abstract";
const GUIDE = "data/crizotinib_resistance_guide_2025 (vendor guide; says it without a count)";
const PGP = "P-glycoprotein mediates ceritinib resistance (2016) EBioMedicine, PMID 26870817, abstract";
const SCLC = "PMC5499929; PMID 26751586; PMID 29714122";
const NPJ = "npj Precis Oncol (2024), doi:10.1038/s41698-024-00663-1, introduction";
const YAMAGUCHI = "Yamaguchi N et al. (2014), PMID 24199682 (EGFR activation)";
const UNIPROT = (id: string) => `UniProt ${id}, feature "Protein kinase domain"`;
const OWN = "this taxonomy: what is left when no row above fits";
const NO_GAIN = "this taxonomy: a gene that drives by activation does not by its loss";
const ACTIVATORS = "EGFR|KIT|IGF1R|ERBB2|ERBB3|NRG1|KRAS|NRAS|HRAS|BRAF|RAF1|MAP2K1|MAP2K2|MET";

type Row = [
  target: string, kind: string, gene: string, change: string,
  mechanismClass: string, mechanism: string, role: string, source: string, note?: string,
];
const KINASE_DOMAIN = "kinase-domain mutation";
const position = (
  target: string, residues: string, role: string, source: string, note = "",
): Row => [target, "mutation", "(target)", residues, "on-target", KINASE_DOMAIN, role, source, note];
const bypass = (
  kind: string, gene: string, change: string, mechanism: string, source: string, note = "",
): Row => ["*", kind, gene, change, "bypass", mechanism, "", source, note];

/** The order decides: the first row that fits names the mechanism. */
const ROWS: Row[] = [
  position("ALK", "1196", "gatekeeper", MOLOGNI),
  position("ALK", "1180", "gatekeeper", KATAYAMA, "so called in the abstract; L1196 is the position usually meant"),
  position("ALK", "1202", "solvent front", `${LIN_REVIEW}; equivalent of ROS1 G2032`),
  position("ALK", "1203", "solvent front", LIN_REVIEW, "the neighbour of G1202"),
  position("ALK", "1269", "next to DFG (xDFG)", TRK, "the abstract speaks of paralogous residues without number; G1269 stands before the DFG motif of ALK"),
  position("ALK", "1116-1392", "", UNIPROT("Q9UM73")),
  position("ROS1", "2026", "gatekeeper", "Thawani R et al. (2024), PMID 38293020"),
  position("ROS1", "2032|2033", "solvent front", `${OU}; ${LIN}`, "D2033 is the neighbour of G2032"),
  position("ROS1", "2086", "central beta-sheet 6", `${OU}; ${LIN}`, "steric with lorlatinib, crizotinib, entrectinib"),
  position("ROS1", "1986|2000|2004|2075|2113", "", `${LIN}; ${NPJ}`, "kinase domain of ROS1: named residues only, its limits are not entered"),
  position("EGFR", "790", "gatekeeper", "Wikipedia, T790M, https://en.wikipedia.org/wiki/T790M"),
  position("EGFR", "797", "covalent binding site", EGFR_ZHU),
  position("EGFR", "712-979", "", UNIPROT("P00533"), "holds the activating mutations too: name the driver in your own rows"),
  position("ABL1", "315", "gatekeeper", "used across kinases as the equivalent of EGFR T790 and ALK L1196"),
  position("ABL1", "242-493", "", UNIPROT("P00519")),
  position("NTRK1", "595", "solvent front", `used across kinases as the equivalent of ROS1 G2032 and ALK G1202; ${TRK_REVIEW}`),
  position("NTRK1", "667", "next to DFG (xDFG)", TRK),
  position("NTRK3", "696", "next to DFG (xDFG)", TRK),
  ["*", "fusion", "(target)", "loss|lost", "loss of the driver", "loss of the driver", "", DOEBELE],
  ["*", "expression", "(target)", "loss|lost", "loss of the driver", "loss of the driver", "", DOEBELE],
  ["*", "copy number", "(target)", "amplification|gain", "on-target", "amplification of the target", "", DOEBELE],
  ["*", "copy number", "(target)", "deletion|loss", "loss of the driver", "loss of the driver", "", DOEBELE],
  ["*", "fusion", "(target)", "", "driver", "driver fusion", "", "the tumour's own driver, no resistance mechanism"],
  ["*", "mutation", "(target)", "", "on-target", "other mutation of the target", "", OWN, "outside the residues above, or a kinase whose domain is not entered"],
  ["*", "expression", "(target)", "", "on-target", "expression of the target", "", GUIDE],
  ["*", "phosphorylation", "(target)", "", "on-target", "activation of the target", "", GUIDE],
  ["*", "histology", "", "second primary", "second primary", "second primary", "", LIN, "case UCI0004"],
  ["*", "histology", "", "small cell|small-cell|small-cell transformation|SCLC", "transformation", "small-cell transformation", "", SCLC],
  ["*", "histology", "", "EMT|epithelial-mesenchymal transition", "transformation", "epithelial-mesenchymal transition", "", LIN_REVIEW],
  ["*", "histology", "", "", "transformation", "other histologic transformation", "", OWN],
  ["*", "expression", "ABCB1|ABCG2", "", "efflux", "drug efflux", "", PGP],
  ["*", "copy number", "ABCB1|ABCG2", "amplification|gain", "efflux", "drug efflux", "", PGP],
  ["*", "copy number", ACTIVATORS, "deletion|loss", "not classified", "loss of an activator", "", NO_GAIN],
  ["*", "expression", ACTIVATORS, "loss|lost|low|negative", "not classified", "loss of an activator", "", NO_GAIN],
  bypass("copy number", "MET", "amplification", "MET amplification", `${LIN}; ${DAGOGO}`),
  bypass("fusion", "MET", "", "MET activation", DAGOGO, "ST7-MET"),
  bypass("mutation", "MET", "", "MET activation", LIN),
  bypass("expression", "MET", "", "MET activation", GUIDE),
  bypass("phosphorylation", "MET", "", "MET activation", GUIDE),
  bypass("*", "EGFR", "", "EGFR activation", `${DOEBELE}; ${YAMAGUCHI}`),
  bypass("*", "KIT", "", "KIT activation", `${MCCOACH}; ${GUIDE}`),
  bypass("*", "IGF1R", "", "IGF1R activation", GUIDE),
  bypass("*", "ERBB2|ERBB3|NRG1", "", "HER2/HER3 activation", MCCOACH),
  bypass("fusion", "RET|NTRK1|NTRK2|NTRK3|ALK|ROS1|FGFR1|FGFR2|FGFR3|BRAF", "", "another fusion", `${MCCOACH}; ${EGFR_REVIEW}`),
  bypass("*", "KRAS", "", "KRAS activation", `${DOEBELE}; ${LIN}`),
  bypass("*", "NRAS|HRAS|BRAF|RAF1|MAP2K1|MAP2K2", "", "RAS-MAPK activation", `${LIN}; ${EGFR_REVIEW}`),
  bypass("mutation", "NF1", "", "NF1 loss", LIN),
  bypass("copy number", "NF1", "deletion|loss", "NF1 loss", LIN),
  bypass("mutation", "PIK3CA", "", "PI3K activation", EGFR_REVIEW),
  bypass("mutation", "CTNNB1", "", "beta-catenin mutation", MCCOACH),
];

/** Which mechanism is named first where one biopsy has several and one is asked for. */
const PRECEDENCE: Record<string, number> = {
  "on-target": 1,
  bypass: 2,
  transformation: 3,
  efflux: 4,
  "loss of the driver": 5,
  "second primary": 6,
  driver: 9,
  "not classified": 99,
};

const HGNC = "HGNC symbol report, previous and alias symbols, https://www.genenames.org";
const ALIASES: [alias: string, symbol: string][] = [
  ["HER1", "EGFR"], ["ERBB1", "EGFR"], ["HER2", "ERBB2"], ["NEU", "ERBB2"], ["HER3", "ERBB3"],
  ["CMET", "MET"], ["HGFR", "MET"], ["CKIT", "KIT"], ["CD117", "KIT"], ["IGFR", "IGF1R"],
  ["CROS", "ROS1"], ["ROS", "ROS1"], ["ABL", "ABL1"], ["BCRABL", "ABL1"], ["TRK", "NTRK1"],
  ["TRKA", "NTRK1"], ["TRKB", "NTRK2"], ["TRKC", "NTRK3"], ["MEK1", "MAP2K1"], ["MEK2", "MAP2K2"],
  ["ERK1", "MAPK3"], ["ERK2", "MAPK1"], ["KRAS2", "KRAS"], ["BRAF1", "BRAF"], ["CRAF", "RAF1"],
  ["MDR1", "ABCB1"], ["PGP", "ABCB1"], ["BCRP", "ABCG2"], ["HER4", "ERBB4"], ["CD246", "ALK"],
];

const HERE = new URL(".", import.meta.url).pathname;
await writeTextAtomically(
  `${HERE}taxonomy.csv`,
  formatCsv(
    ["target", "kind", "gene", "change", "class", "mechanism", "position_role", "precedence", "source", "note"],
    ROWS.map(([target, kind, gene, change, mechanismClass, mechanism, role, source, note = ""]) => [
      target, kind, gene, change, mechanismClass, mechanism, role, PRECEDENCE[mechanismClass], source, note,
    ]),
  ),
);
await writeTextAtomically(
  `${HERE}gene_aliases.csv`,
  formatCsv(["alias", "symbol", "source"], ALIASES.map(([alias, symbol]) => [alias, symbol, HGNC])),
);
