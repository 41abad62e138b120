import { isMissing } from "../tables/mod.ts";
import type { Specimen } from "./finding.ts";

/** Drugs in the order given, from "crizotinib;lorlatinib" or "crizotinib > lorlatinib". */
export function parseDrugs(text: string): readonly string[] {
  if (isMissing(text) || /^(none|naive|untreated)$/i.test(text.trim())) return [];
  return text.split(/\s*(?:;|>|→|\||,|\bthen\b)\s*/).map((drug) => drug.trim())
    .filter((drug) => drug !== "");
}

/** Tissue or plasma from the words in use. */
export function parseSpecimen(text: string): Specimen {
  if (/plasma|cfdna|ctdna|cell[- ]?free|liquid|blood/i.test(text)) return "plasma";
  return isMissing(text) ? "not stated" : "tissue";
}

/** Why nothing can be called absent, from a column that says whether tumour DNA was seen. */
export function parseAdequacy(tumorDna: string, adequate: string): string {
  if (/^(no|none|false|0|not detected|absent)$/i.test(tumorDna.trim())) {
    return "no tumour DNA in the sample";
  }
  if (/^(no|false|0|inadequate|insufficient|failed)$/i.test(adequate.trim())) {
    return "sample not adequate";
  }
  return "";
}
