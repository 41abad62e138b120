import { DataError, quote } from "../errors/mod.ts";
import { type ProteinChange, readProteinChange } from "./protein_change.ts";

/** Whether the changes of a compound lie on one copy of the gene. */
export type Phase = "cis" | "trans" | "not stated";

/** One or more changes of one protein. */
export interface ProteinChanges {
  /** The changes, in the order of their positions. */
  readonly changes: readonly ProteinChange[];
  /** Whether they are on one copy; "not stated" for a single change. */
  readonly phase: Phase;
  /** As the library writes it: "G2032R;L2086F", by position, "(cis)" or "(trans)" where stated. */
  readonly label: string;
  /** Remarks of the single changes, joined. */
  readonly remark: string;
}

/**
 * The changes of one protein: a single one, or a compound joined by ";" or "/" or "+", with
 * "in cis", "(cis)" or "in trans" where the source says so. HGVS brackets say it too:
 * `p.[S1986F;L2000V]` is one copy (cis), `p.[T790M];[C797S]` two (trans).
 *
 * Changes are ordered by position, so that one compound has one name.
 *
 * @param text As "G2032R;L2086F", "S1986F/L2000V (cis)", "T790M and C797S in trans"
 * @throws {DataError} If any part is no protein change
 *
 * @example Usage
 * ```ts
 * import { parseProteinChanges } from "halfmax/mechanisms/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const compound = parseProteinChanges("p.L2000V / S1986F (cis)");
 * assertEquals(compound.label, "S1986F;L2000V (cis)");
 * assertEquals(compound.phase, "cis");
 * ```
 */
export function parseProteinChanges(text: string): ProteinChanges {
  const read = readProteinChanges(text);
  if (read !== undefined) return read;
  throw new DataError(
    `Cannot read protein changes: each must be as p.G1202R or G1202R, compounds joined by ";" or "/", found ${
      quote(text)
    }`,
  );
}

/** As {@linkcode parseProteinChanges}, with `undefined` for what is none. */
export function readProteinChanges(text: string): ProteinChanges | undefined {
  const phase = phaseOf(text);
  const bare = text.replace(/\(?\s*\b(?:in[\s-]+)?(?:cis|trans)\b\s*\)?/i, "").replace(/[[\]]/g, "")
    .trim();
  const parts = bare.split(/\s*(?:;|\/|\+|,|\band\b)\s*/).filter((part) => part !== "");
  const changes = parts.map((part) => readProteinChange(part));
  const read = changes.filter((change) => change !== undefined);
  if (read.length === 0 || read.length < changes.length) return undefined;
  read.sort((one, other) => one.position - other.position || (one.short < other.short ? -1 : 1));
  const said = read.length > 1 ? phase : "not stated";
  return {
    changes: read,
    phase: said,
    label: read.map(({ short }) => short).join(";") + (said === "not stated" ? "" : ` (${said})`),
    remark: read.map(({ remark }) => remark).filter(Boolean).join("; "),
  };
}

function phaseOf(text: string): Phase {
  if (/\btrans\b/i.test(text) || /\]\s*;\s*\[/.test(text)) return "trans";
  if (/\bcis\b/i.test(text) || /\[[^\]]*;[^\]]*\]/.test(text)) return "cis";
  return "not stated";
}
