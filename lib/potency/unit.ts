import { list, nearest, quote, UsageError } from "../errors/mod.ts";

/** The power of ten that takes each molar unit to nM. */
const NANOMOLAR_POWER: Readonly<Record<string, number>> = { M: 9, mM: 6, "µM": 3, nM: 0, pM: -3 };

/** Units that are carried as they are: mass concentrations, radiation, shares, multiples. */
const CARRIED: readonly string[] = ["g/L", "mg/mL", "µg/mL", "ng/mL", "pg/mL", "Gy", "%", "x"];

/** Other ways in which the same units are written. */
const SPELLINGS: Readonly<Record<string, string>> = {
  uM: "µM",
  "ug/mL": "µg/mL",
  "mg/ml": "mg/mL",
  "µg/ml": "µg/mL",
  "ug/ml": "µg/mL",
  "ng/ml": "ng/mL",
  "pg/ml": "pg/mL",
  "g/l": "g/L",
  molar: "M",
  millimolar: "mM",
  micromolar: "µM",
  nanomolar: "nM",
  picomolar: "pM",
  "mol/L": "M",
  "mol/l": "M",
  "mmol/L": "mM",
  "mmol/l": "mM",
  "µmol/L": "µM",
  "µmol/l": "µM",
  "umol/L": "µM",
  "umol/l": "µM",
  "nmol/L": "nM",
  "nmol/l": "nM",
  "pmol/L": "pM",
  "pmol/l": "pM",
  "mg/L": "µg/mL",
  "mg/l": "µg/mL",
  "µg/L": "ng/mL",
  "µg/l": "ng/mL",
  "ug/L": "ng/mL",
  "ug/l": "ng/mL",
};

/**
 * The one spelling of a unit: "uM", "μM" (Greek mu) and "µM" (micro sign) are all "µM".
 *
 * Molar: M, mM, µM, nM, pM (and mol/L and its parts). Carried as they are: g/L, mg/mL, µg/mL, ng/mL,
 * pg/mL, Gy, %, x. Case counts: "mM" is a million times "nM", and "NM" is neither.
 *
 * @throws {UsageError} If the unit is not known; the message offers the nearest
 *
 * @example Usage
 * ```ts
 * import { parseUnit } from "halfmax/potency/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(parseUnit("uM"), "µM");
 * assertEquals(parseUnit("ng/ml"), "ng/mL");
 * ```
 */
export function parseUnit(text: string): string {
  const unit = canonical(text);
  if (unit !== undefined) return unit;
  const known = [...Object.keys(NANOMOLAR_POWER), ...CARRIED];
  const near = nearest(withMicroSign(text), ["nM", ...known, ...Object.keys(SPELLINGS)]);
  throw new UsageError(
    `Cannot read the unit ${quote(text)}: must be ${list(known, known.length)}` +
      (near === undefined ? "" : `. Did you mean ${quote(canonical(near) ?? near)}? Case counts`),
  );
}

/** Whether a unit, in any spelling, is molar; false for any other text. */
export function isMolarUnit(unit: string): boolean {
  return Object.hasOwn(NANOMOLAR_POWER, canonical(unit) ?? "");
}

/**
 * A molar concentration in nM. The decimal point is moved in the number's own digits, so that 1.005 µM
 * is 1005 nM and not 1004.9999999999999.
 *
 * @throws {UsageError} If the unit is unknown, or known but not molar
 *
 * @example Usage
 * ```ts
 * import { toNanomolar } from "halfmax/potency/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(toNanomolar(0.21, "µM"), 210);
 * assertEquals(toNanomolar(1.128e-7, "M"), 112.8);
 * ```
 */
export function toNanomolar(value: number, unit: string): number {
  const power = NANOMOLAR_POWER[parseUnit(unit)];
  if (power === undefined) {
    throw new UsageError(
      `Cannot convert ${quote(unit)} to nM: must be a molar unit (${
        list(Object.keys(NANOMOLAR_POWER))
      }). Amounts by mass need the molecular weight, which is not assumed`,
    );
  }
  return shiftDecimalPoint(value, power);
}

/** A number times a power of ten, correctly rounded from its shortest decimal digits. */
export function shiftDecimalPoint(value: number, power: number): number {
  if (power === 0 || !Number.isFinite(value)) return value;
  const [digits, exponent = "0"] = String(value).split("e");
  return Number(`${digits}e${Number(exponent) + power}`);
}

/** The canonical spelling, or nothing for a text that is no known unit. */
function canonical(text: string): string | undefined {
  const plain = withMicroSign(text);
  const unit = Object.hasOwn(SPELLINGS, plain) ? SPELLINGS[plain] : plain;
  return Object.hasOwn(NANOMOLAR_POWER, unit) || CARRIED.includes(unit) ? unit : undefined;
}

/** The text with Greek mu, which looks the same, as the micro sign. */
function withMicroSign(text: string): string {
  return text.trim().replaceAll("\u03BC", "\u00B5");
}
