import type { Potency } from "../potency/mod.ts";
import { LIMIT, REASON, REASONS, RELATION, RELATIONS } from "./screen_fits.ts";
import type { DoseColumns } from "./write_dose.ts";

/** Limits that differ by less of themselves are the same. */
const SAME_LIMIT = 0.01;

/** How an IC50 of the kernel stands to that of the general solver. */
export type DoseComparison = "same" | "narrower" | "different";

/**
 * Compares an IC50 with the one that the general solver gives of the same curve: its relation, and where
 * both have limits those. "narrower" where the general solver's range holds the kernel's with more than
 * 1 % to spare on a side, "different" where neither holds the other, or the kernel's is the wider.
 *
 * An estimate without limits (none were asked for, or every well lies on the curve) is a range of one
 * dose, and the same as any other estimate; one that stands alone because a plateau is held is not compared.
 */
export function compareDoses(
  { estimate, relation, lower, upper, limits, reason }: DoseColumns,
  curve: number,
  general: Potency,
): DoseComparison {
  if (reason[curve] === REASON.heldPlateau) return "same";
  const sameRelation = RELATIONS[relation[curve]] === general.relation;
  const alone = relation[curve] === RELATION.equal && limits[curve] === LIMIT.none;
  if (sameRelation && (alone || general.interval === null)) return "same";
  const low = alone ? estimate[curve] : Number.isNaN(lower[curve]) ? 0 : lower[curve];
  const high = alone ? estimate[curve] : Number.isNaN(upper[curve]) ? Infinity : upper[curve];
  const generalLow = general.lower ?? 0;
  const generalHigh = general.upper ?? Infinity;
  const wider = generalLow < low * (1 - SAME_LIMIT) || generalHigh > high * (1 + SAME_LIMIT);
  const narrower = generalLow > low * (1 + SAME_LIMIT) || generalHigh < high * (1 - SAME_LIMIT);
  if (wider && !narrower) return "narrower";
  return sameRelation && !narrower ? "same" : "different";
}

/** Writes an IC50 of the general solver in place of the kernel's. */
export function takeDose(columns: DoseColumns, curve: number, general: Potency): void {
  const { relation, estimate, lower, upper, interval, reason } = general;
  columns.relation[curve] = RELATIONS.findIndex((known) => known === relation);
  columns.estimate[curve] = estimate ?? NaN;
  columns.lower[curve] = lower ?? NaN;
  columns.upper[curve] = upper ?? NaN;
  columns.limits[curve] = interval === null
    ? LIMIT.none
    : interval.meaning === "tested dose"
    ? LIMIT.testedDose
    : interval.meaning === "confidence" && interval.sides === 1
    ? LIMIT.oneSided
    : LIMIT.profile;
  const code = REASONS.findIndex((known) => known === reason);
  if (code >= 0) columns.reason[curve] = code;
}
