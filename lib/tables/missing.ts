const MISSING: ReadonlySet<string> = new Set([
  "",
  "NA",
  "N/A",
  "n/a",
  "#N/A",
  "null",
  "NULL",
  "None",
  ".",
  "-",
  "–",
  "—",
  "[Not Available]",
  "[Not Applicable]",
  "[Unknown]",
]);

/**
 * Whether a cell says that nothing was measured: empty or blank, `NA`, `N/A`, `n/a`, `#N/A`, `null`,
 * `NULL`, `None`, a lone point or dash, or cBioPortal's `[Not Available]`, `[Not Applicable]`,
 * `[Unknown]`.
 *
 * `NaN` is not among them. It is what a failed calculation leaves behind (0/0), so a number column
 * refuses it, as it refuses infinity.
 */
export function isMissing(text: string): boolean {
  return MISSING.has(text.trim());
}
