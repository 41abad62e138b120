import { DataError, quote } from "../errors/mod.ts";

/** How a protein differs from its reference sequence. */
export type ProteinChangeType =
  | "substitution"
  | "deletion"
  | "insertion"
  | "duplication"
  | "deletion-insertion"
  | "frameshift"
  | "stop"
  | "extension"
  | "splice"
  | "none";

/** One change of a protein. */
export interface ProteinChange {
  /** Short notation without "p.": "G1202R", "G1202del", "T1151dup". */
  readonly short: string;
  /** HGVS with one-letter codes: "p.G1202R". */
  readonly hgvs: string;
  /** What kind of change. */
  readonly type: ProteinChangeType;
  /** First residue touched. */
  readonly position: number;
  /** Last residue touched; the same as the first for a single one. */
  readonly end: number;
  /** What was made of an old or loose notation, in words; empty where nothing was. */
  readonly remark: string;
}

const THREE: Readonly<Record<string, string>> = {
  Ala: "A",
  Arg: "R",
  Asn: "N",
  Asp: "D",
  Cys: "C",
  Gln: "Q",
  Glu: "E",
  Gly: "G",
  His: "H",
  Ile: "I",
  Leu: "L",
  Lys: "K",
  Met: "M",
  Phe: "F",
  Pro: "P",
  Ser: "S",
  Thr: "T",
  Trp: "W",
  Tyr: "Y",
  Val: "V",
  Sec: "U",
  Ter: "*",
  Xaa: "X",
};
const THREE_LETTERS = new RegExp(Object.keys(THREE).join("|"), "gi");
const RESIDUE = "[ACDEFGHIKLMNPQRSTVWYUX*]";
const SITE = `(${RESIDUE})?(\\d+)`;

/** Each pattern and what it makes of its groups (residue, position, residue, end, rest). */
const PATTERNS: readonly { type: ProteinChangeType; form: RegExp }[] = [
  { type: "splice", form: new RegExp(`^${SITE}_splice$`, "i") },
  { type: "none", form: new RegExp(`^${SITE}=$`) },
  { type: "deletion-insertion", form: new RegExp(`^${SITE}(?:_${SITE})?delins(${RESIDUE}+)$`) },
  { type: "deletion", form: new RegExp(`^${SITE}(?:_${SITE})?del${RESIDUE}*$`) },
  { type: "duplication", form: new RegExp(`^${SITE}(?:_${SITE})?dup${RESIDUE}*$`) },
  { type: "insertion", form: new RegExp(`^${SITE}_${SITE}ins(${RESIDUE}+)$`) },
  { type: "frameshift", form: new RegExp(`^(${RESIDUE})(\\d+)${RESIDUE}?fs.*$`) },
  { type: "extension", form: new RegExp(`^(\\*)(\\d+)${RESIDUE}?ext.*$`) },
  { type: "stop", form: new RegExp(`^(${RESIDUE})(\\d+)\\*$`) },
];
const SUBSTITUTION = new RegExp(`^(${RESIDUE})(\\d+)(${RESIDUE})$`);
/** "1151Tins", "T1151ins", "1151insT": one residue and one position, as papers wrote before HGVS. */
const OLD_INSERTION = /^(?:(\d+)([A-Z])ins|([A-Z])(\d+)ins(?:T)?|(\d+)ins([A-Z]))$/;

/**
 * One protein change from HGVS with three-letter or one-letter codes, with or without "p." and
 * parentheses, or from the old form of an inserted residue.
 *
 * "1151Tins" names one residue and one position. It is read as a duplication ("T1151dup"), which is
 * what databases make of it, and the remark says so.
 *
 * @param text As "p.Gly1202Arg", "p.G1202R", "G1202R", "G1202del", "1151Tins", "p.X963_splice"
 * @throws {DataError} If the text is no protein change; compounds are for `parseProteinChanges`
 * @see den Dunnen et al. (2016) Hum. Mutat. 37:564, doi:10.1002/humu.22981 (HGVS)
 *
 * @example Usage
 * ```ts
 * import { parseProteinChange } from "halfmax/mechanisms/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(parseProteinChange("p.Gly1202Arg").short, "G1202R");
 * assertEquals(parseProteinChange("1151Tins").short, "T1151dup");
 * assertEquals(parseProteinChange("1151Tins").remark, "1151Tins read as T1151dup");
 * ```
 */
export function parseProteinChange(text: string): ProteinChange {
  const change = readProteinChange(text);
  if (change !== undefined) return change;
  throw new DataError(
    `Cannot read a protein change: must be as p.Gly1202Arg, p.G1202R, G1202R or G1202del, found ${
      quote(text)
    }`,
  );
}

/** As {@linkcode parseProteinChange}, with `undefined` for what is none. */
export function readProteinChange(text: string): ProteinChange | undefined {
  const plain = text.trim().replace(/^p\./i, "").replace(/^\((.*)\)$/, "$1");
  const short = shorten(plain);
  const single = SUBSTITUTION.exec(short);
  if (single !== null) {
    const [, before, position, after] = single;
    if (before === after) return make(`${before}${position}=`, "none", position, position);
    return make(short, after === "*" ? "stop" : "substitution", position, position);
  }
  for (const { type, form } of PATTERNS) {
    const found = form.exec(short);
    if (found === null) continue;
    const end = type === "frameshift" || type === "extension" || type === "splice"
      ? found[2]
      : found[4] ?? found[2];
    return make(short, type, found[2], end);
  }
  return oldInsertion(short, plain);
}

function oldInsertion(short: string, plain: string): ProteinChange | undefined {
  const found = OLD_INSERTION.exec(short.toUpperCase().replace("INS", "ins"));
  if (found === null) return undefined;
  const position = found[1] ?? found[4] ?? found[5];
  const residue = found[2] ?? found[3] ?? found[6];
  const name = `${residue}${position}dup`;
  return make(name, "duplication", position, position, `${plain} read as ${name}`);
}

function make(
  short: string,
  type: ProteinChangeType,
  position: string,
  end: string,
  remark = "",
): ProteinChange {
  return {
    short,
    hgvs: `p.${short}`,
    type,
    position: Number(position),
    end: Number(end),
    remark,
  };
}

/** Three-letter codes to one-letter ones; text with a code that is none stays as it is. */
function shorten(text: string): string {
  if (!/[A-Z][a-z]{2}\d/.test(text)) return text;
  return text.replace(THREE_LETTERS, (code) => {
    const name = code[0].toUpperCase() + code.slice(1).toLowerCase();
    return THREE[name] ?? code;
  });
}
