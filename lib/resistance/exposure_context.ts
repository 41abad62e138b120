import { UsageError } from "../errors/mod.ts";
import { dividePotencies, formatRatio, type Potency, type Ratio } from "../potency/mod.ts";

/** Whether a concentration counts all drug, or only what is not bound to protein. */
export type DrugBasis = "total" | "free";

/** A concentration in patients, to stand beside a call. */
export interface Exposure {
  /** The concentration, as a value that may be a bound. */
  readonly concentration: Potency;
  /** What of the drug it counts. */
  readonly basis: DrugBasis;
  /** What of the drug the IC50 counts: total as added to the medium, or free. */
  readonly ic50Basis: DrugBasis;
  /** What it is, "average steady state, 100 mg once daily". */
  readonly description: string;
  /** Where it was read. */
  readonly source: string;
}

/** Exposure over IC50, a context and never a call. */
export interface ExposureContext extends Exposure {
  /** Above 1 where the exposure is above the IC50. */
  readonly exposureOverIC50: Ratio;
  /** The same in a sentence, with what it does not say. */
  readonly words: string;
}

/**
 * Exposure over IC50, total with total or free with free.
 *
 * It is context: a ratio below 1 does not mean that a drug fails. Medium with serum binds drug too,
 * tumours are not plasma, and alectinib on wild type, a drug that works, has a free exposure near or
 * below its IC50 in serum.
 *
 * @throws {UsageError} If one is total and the other free
 */
export function exposureContext(ic50: Potency, exposure: Exposure): ExposureContext {
  const { basis, ic50Basis, concentration } = exposure;
  if (basis !== ic50Basis) {
    throw new UsageError(
      `Cannot compare ${basis} exposure with ${/^[aeiou]/.test(ic50Basis) ? "an" : "a"} ` +
        `${ic50Basis} IC50: both must be total or both free. Most of a drug in plasma is bound to ` +
        `protein, so that mixing them misleads by up to a hundredfold`,
    );
  }
  const exposureOverIC50 = dividePotencies(
    { ...concentration, endpoint: ic50.endpoint, kind: ic50.kind, readout: ic50.readout },
    ic50,
  );
  return {
    ...exposure,
    exposureOverIC50,
    words: `${basis} exposure over ${ic50Basis} IC50: ${
      formatRatio(exposureOverIC50, { note: false })
    }. Context, not part of the call`,
  };
}
