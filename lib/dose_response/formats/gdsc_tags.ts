import type { WellRole } from "../../plates/mod.ts";

/** What a tag makes of its well: a role, or the reason why it takes no part. */
export interface TaggedRole {
  readonly role: WellRole | null;
  readonly reason: string | null;
}

/** Tags of wells that never take part, and why. */
const PASSED_OVER: readonly { readonly tag: RegExp; readonly reason: string }[] = [
  { tag: /-C$/, reason: "combination treatment" },
  { tag: /^A\d+(-D\d+)?-S$/, reason: "anchor drug alone" },
  { tag: /^PC/, reason: "positive control" },
  { tag: /^UN-USED$/, reason: "unused well" },
  { tag: /^SC$/, reason: "seeding control" },
  { tag: /^FAIL$/, reason: "TAG FAIL" },
  { tag: /^DMSO$/, reason: "DMSO back-fill: another row of the same well" },
];

/**
 * The role of a GDSC well by its tag.
 *
 * `L12-D1-S` is library drug 12 at its first (highest) dose, alone; `R1-D1-S` a reference drug; `B` a
 * blank; `NC-0` an untreated well, `NC-1` one with DMSO.
 *
 * @param tag The cell of column TAG
 * @param negative The negative control of the plate: the other one takes no part
 */
export function wellRoleOfTag(tag: string, negative: "NC-0" | "NC-1"): TaggedRole {
  if (/^[LR]\d+(-D\d+)?-S$/.test(tag)) return { role: "sample", reason: null };
  if (tag === "B") return { role: "blank", reason: null };
  if (tag === negative) return { role: "vehicle", reason: null };
  if (tag === "NC-0" || tag === "NC-1") {
    return { role: null, reason: `${tag}: the plate's ${negative} wells are its vehicle` };
  }
  const known = PASSED_OVER.find((passed) => passed.tag.test(tag));
  return { role: null, reason: known?.reason ?? `TAG ${JSON.stringify(tag)} is not known` };
}
