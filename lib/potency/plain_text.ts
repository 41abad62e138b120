/** One way of writing each sign, so that the grammar need not know them all. */
export function plainText(text: string): string {
  return text.normalize("NFC").trim()
    .replace(/[⁰¹²³⁴-⁹⁻]+/g, (digits) => `^${digits.normalize("NFKC")}`)
    .replace(/[−‐‑‒–—]/g, "-")
    .replace(/≥|⩾|=>/g, ">=").replace(/≤|⩽|=</g, "<=")
    .replace(/[≈∼～]/g, "~").replace(/×/g, "x").replaceAll("\u03BC", "\u00B5")
    .replace(/\s+/g, " ");
}
