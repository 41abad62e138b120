import type { Assay } from "./assay.ts";

/** What kind of change a finding is about. */
export type AlterationKind =
  | "mutation"
  | "copy number"
  | "fusion"
  | "expression"
  | "phosphorylation"
  | "histology";

/** Every kind of alteration. */
export const ALTERATION_KINDS: readonly AlterationKind[] = [
  "mutation",
  "copy number",
  "fusion",
  "expression",
  "phosphorylation",
  "histology",
];

/** What is known of an alteration's effect. */
export type Significance = "pathogenic" | "unknown significance" | "not stated";

/** One change that a tumour may have, whoever has it: equal alterations are one object. */
export interface Alteration {
  /** What kind of change. */
  readonly kind: AlterationKind;
  /** Gene symbol as given (HGNC by preference); empty for a histology. */
  readonly gene: string;
  /**
   * The change: short protein notation ("G1202R", compounds as "G2032R;L2086F"), "amplification",
   * "deletion", a fusion ("EML4::ALK"), "overexpression", "small cell"; empty where the gene was
   * asked for as a whole.
   */
  readonly change: string;
  /** Residues of a mutation, by number; empty where it has none. */
  readonly residues: readonly number[];
  /** How it is written: "ALK G1202R", "MET amplification", "EML4::ALK fusion". */
  readonly label: string;
  /** Whether it is known to matter. */
  readonly significance: Significance;
}

/** What a finding says: seen, looked for and not seen, or not possible to see. */
export type FindingState = "present" | "absent" | "not assessable";

/** Where a biopsy was taken from. */
export type Specimen = "tissue" | "plasma" | "not stated";

/** One sample of one patient at one time. */
export interface Biopsy {
  /** Its name, unique in its file. */
  readonly id: string;
  /** The patient it was taken from. */
  readonly patient: string;
  /** Tissue or plasma. */
  readonly specimen: Specimen;
  /** When it was taken, as given ("baseline", "progression 1"); empty where not stated. */
  readonly timePoint: string;
  /** When it was taken as a number (days, months or rank), to order a patient's biopsies; or null. */
  readonly time: number | null;
  /** Drugs given before it, in order, last the most recent. */
  readonly priorDrugs: readonly string[];
  /** The kinase that was treated, by gene symbol; empty where not stated. */
  readonly target: string;
  /** What was run on it. */
  readonly assays: readonly Assay[];
  /** Why nothing can be called absent in it (no tumour DNA in the plasma, say); empty where it can. */
  readonly inadequate: string;
  /** Everything else that its row said, by column. */
  readonly labels: Readonly<Record<string, string>>;
}

/** What a finding was measured as; absent fields were not given. */
export interface Measurement {
  /** Reads (or unique molecules) with the variant. */
  readonly alternateCount?: number;
  /** Reads (or unique molecules) at the position. */
  readonly depth?: number;
  /** Variant allele fraction, 0 to 1. */
  readonly alleleFraction?: number;
  /** Copies of the gene per cell. */
  readonly copies?: number;
  /** Any other quantity, as given with its unit. */
  readonly quantity?: string;
  /** From where on the assay calls it present, as given ("H-score >= 150", "2-fold"). */
  readonly cutOff?: string;
}

/** One thing that was looked for in one biopsy by one assay, and what came of it. */
export interface Finding {
  /** The biopsy. */
  readonly biopsy: Biopsy;
  /** What was looked for. */
  readonly alteration: Alteration;
  /** Name of the assay; empty where not stated. */
  readonly assay: string;
  /** What came of it. */
  readonly state: FindingState;
  /** Why not assessable, or what else must be known; else empty. */
  readonly reason: string;
  /** Numbers behind it, where given. */
  readonly measurement?: Measurement;
  /** Row of its file, as a spreadsheet counts. */
  readonly row: number;
}

/** A row that was read and not used, with the reason. */
export interface ExcludedFinding {
  /** The file. */
  readonly file: string;
  /** Row as a spreadsheet counts. */
  readonly row: number;
  /** Why it was not used. */
  readonly reason: string;
}
