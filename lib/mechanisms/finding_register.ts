import type { Alteration, Biopsy, Finding } from "./finding.ts";

/**
 * Remembers findings: the second finding of one alteration in one biopsy by one assay gets the first
 * back. Numbers as keys, because a million texts would cost more than the findings themselves.
 */
export function findingRegister(): (finding: Finding) => Finding | undefined {
  const biopsies = numbering<Biopsy>();
  const alterations = numbering<Alteration>();
  const assays = numbering<string>();
  const questions = numbering<number>();
  const seen = new Map<number, Finding>();
  return (finding) => {
    // What was asked, by which assay: two numbers below 2^26 fit one number exactly.
    const question = questions(
      alterations(finding.alteration) * 2 ** 26 + assays(finding.assay),
    );
    const key = biopsies(finding.biopsy) * 2 ** 26 + question;
    const twin = seen.get(key);
    if (twin === undefined) seen.set(key, finding);
    return twin;
  };
}

function numbering<T>(): (item: T) => number {
  const numbers = new Map<T, number>();
  return (item) => {
    let number = numbers.get(item);
    if (number === undefined) numbers.set(item, number = numbers.size);
    return number;
  };
}
