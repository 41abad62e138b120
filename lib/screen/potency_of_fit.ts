import { type IntervalMeaning, makePotency, type Potency } from "../potency/mod.ts";
import { LIMIT, REASONS, RELATIONS, type ScreenFits } from "./screen_fits.ts";

/** The relative or absolute IC50 of one curve of a screen, as a value that may be a bound. */
export function potencyOf(
  { values, codes, level }: ScreenFits,
  curve: number,
  { kind, unit }: { readonly kind: "relative" | "absolute"; readonly unit: string },
): Potency {
  const number = (value: number) => Number.isNaN(value) ? null : value;
  return makePotency({
    relation: RELATIONS[codes[`ic50_${kind}_relation`][curve]],
    estimate: number(values[`ic50_${kind}`][curve]),
    lower: number(values[`ic50_${kind}_lower`][curve]),
    upper: number(values[`ic50_${kind}_upper`][curve]),
    interval: meaningOf(codes[`ic50_${kind}_limits`][curve], level),
    unit,
    kind,
    reason: REASONS[codes[`ic50_${kind}_reason`][curve]],
  });
}

function meaningOf(limits: number, level: number): IntervalMeaning | null {
  if (limits === LIMIT.none) return null;
  if (limits === LIMIT.testedDose) return { meaning: "tested dose" };
  const sides = limits === LIMIT.profile ? 2 : 1;
  return { meaning: "confidence", level, sides, method: "profile likelihood" };
}
