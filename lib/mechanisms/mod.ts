/**
 * Findings per biopsy, taxonomy, detection rules, their file formats, frequencies, pooling,
 * co-occurrence: from a study folder to how often a mechanism of resistance was seen.
 *
 * @module
 */
export type {
  Alteration,
  AlterationKind,
  Biopsy,
  ExcludedFinding,
  Finding,
  FindingState,
  Measurement,
  Significance,
  Specimen,
} from "./finding.ts";
export { covers, everyGeneAssay, panelAssay } from "./assay.ts";
export type { Assay, Coverage } from "./assay.ts";
export { makeAlteration } from "./alteration.ts";
export type { AlterationParts } from "./alteration.ts";
export { parseProteinChange } from "./protein_change.ts";
export type { ProteinChange, ProteinChangeType } from "./protein_change.ts";
export { parseProteinChanges } from "./protein_changes.ts";
export type { Phase, ProteinChanges } from "./protein_changes.ts";
export { suggestSymbol } from "./gene_symbol.ts";
export type { Findings } from "./findings.ts";
export { defaultTaxonomy, readTaxonomy, taxonomyOfTable } from "./taxonomy.ts";
export type { Taxonomy, TaxonomyRow } from "./taxonomy.ts";
export { classifyFindings } from "./classify_findings.ts";
export type {
  Classification,
  ClassifiedFinding,
  ClassifiedFindings,
  ClassifyOptions,
  SeveralRule,
} from "./classify_findings.ts";
export { findingOrigins } from "./finding_origins.ts";
export type { Origin } from "./finding_origins.ts";
export { assaysOfTable, readAssays } from "./read_assays.ts";
export { findingsOfTable, readFindings } from "./read_findings.ts";
export type { ReadFindingsOptions } from "./read_findings.ts";
export { readStudy } from "./study/read_study.ts";
export type { ReadStudyOptions } from "./study/read_study.ts";
export type { ClinicalMeaning } from "./study/clinical.ts";
export { readMaf } from "./read_maf.ts";
export type { ReadMafOptions } from "./read_maf.ts";
export { readCivic } from "./read_civic.ts";
export type { CivicEvidence } from "./read_civic.ts";
export { countsOfTable, readCounts } from "./read_counts.ts";
export type { ReadCountsOptions } from "./read_counts.ts";
export type { Counts, PublishedCount } from "./frequency_of_counts.ts";
export { mechanismFrequency } from "./mechanism_frequency.ts";
export type { FrequencyOptions } from "./mechanism_frequency.ts";
export { exclusiveMechanisms, NOT_FULLY_ASSESSED } from "./exclusive_mechanisms.ts";
export type {
  ExclusiveMechanism,
  ExclusiveMechanisms,
  ExclusiveOptions,
} from "./exclusive_mechanisms.ts";
export { formatFrequency } from "./frequency.ts";
export type {
  FrequencyGroup,
  FrequencyRow,
  FrequencyStatus,
  MechanismFrequency,
} from "./frequency.ts";
export type { CountUnit } from "./group_biopsies.ts";
export type { MechanismLevel } from "./mechanism_entries.ts";
export type { AssessedRule } from "./tabulate.ts";
export type { ClusterInterval, ClusterType } from "./cluster_interval.ts";
export { compareFrequencies } from "./compare_frequencies.ts";
export type { CompareOptions, FrequencyComparison } from "./compare_frequencies.ts";
export { comparePaired, pairedComparer } from "./compare_paired.ts";
export type { ComparePairedOptions, PairedComparison } from "./compare_paired.ts";
export { poolFrequencies } from "./pool_frequencies.ts";
export type { LeftOutCohort, PooledFrequency, PoolFrequenciesOptions } from "./pool_frequencies.ts";
export { coOccurrence } from "./co_occurrence.ts";
export type { CoOccurrenceOptions, MechanismCoOccurrence } from "./co_occurrence.ts";
export { detectionRules } from "./detection/detection_rules.ts";
export type { DetectionRule } from "./detection/detection_rules.ts";
export { breakApartFish } from "./detection/break_apart_fish.ts";
export type { FishCounts, FishOptions, FishResult } from "./detection/break_apart_fish.ts";
export { callStaining, hScore } from "./detection/immunohistochemistry.ts";
export type {
  Antibody,
  IhcOptions,
  IhcResult,
  StainingPercent,
} from "./detection/immunohistochemistry.ts";
export { alleleFraction, callVariant } from "./detection/allele_fraction.ts";
export type { AlleleFraction, VariantCall, VariantCounts } from "./detection/allele_fraction.ts";
export { assayAgreement, tissuePlasmaPairs } from "./detection/assay_agreement.ts";
export type { AssayAgreement, AssayPair } from "./detection/assay_agreement.ts";
export { relativeCopyNumber } from "./detection/relative_copy_number.ts";
export type { QpcrCycles, RelativeCopyNumber } from "./detection/relative_copy_number.ts";
