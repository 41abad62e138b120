/** What spreadsheets take for the beginning of a formula, the full-width forms of East Asia included. */
const FORMULA = /^['\s]*[=+\-@＝＋－＠]/;

/** Signed numbers, and a lone sign, for a missing value or a relation: no formula, whatever the locale. */
const HARMLESS = /^(?:=|[+-][\d.,]*(?:e[+-]?\d+)?\s*%?)$/i;

/**
 * Text that a spreadsheet would run as a formula, with an apostrophe before it; any other text as it
 * is. Text that has apostrophes before such a beginning already gets one more, so that
 * {@linkcode withoutApostrophe} gives back exactly what was written.
 */
export function withApostrophe(text: string): string {
  return isFormula(text) ? `'${text}` : text;
}

/** Text as it was before {@linkcode withApostrophe}; any other text as it is. */
export function withoutApostrophe(cell: string): string {
  return cell.startsWith("'") && isFormula(cell.slice(1)) ? cell.slice(1) : cell;
}

function isFormula(text: string): boolean {
  return FORMULA.test(text) && !HARMLESS.test(text.trim());
}
