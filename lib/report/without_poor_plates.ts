import {
  type Concentration,
  type DoseResponseFit,
  type Fits,
  inhibitoryConcentration,
} from "../dose_response/mod.ts";
import type { PlateQuality, Wells } from "../plates/mod.ts";

/** IC50s over replicates from those curves alone whose plates are not poor. */
export interface WithoutPoorPlates {
  /** The poor plates that carry a fitted curve. */
  readonly plates: readonly string[];
  /** The absolute IC50s of the others. */
  readonly absolute: readonly Concentration[];
}

/**
 * What the IC50s over replicates would be without the curves of poor plates, as a reader will ask; null
 * where no curve lies on a poor plate, or all do.
 *
 * Nothing is left out of the analysis itself for this: a verdict is advice.
 *
 * @param over The column of biological replicates
 */
export function withoutPoorPlates(
  fits: Fits,
  { wells, quality, over }: {
    readonly wells: Wells;
    readonly quality: readonly PlateQuality[];
    readonly over: string;
  },
): WithoutPoorPlates | null {
  const poor = new Set(
    quality.filter(({ verdict }) => verdict === "poor").map(({ plate }) => plate),
  );
  const plates = new Set<string>();
  const kept = fits.filter((fit) => {
    const own = platesOf(fit, wells).filter((plate) => poor.has(plate));
    for (const plate of own) plates.add(plate);
    return own.length === 0;
  });
  if (plates.size === 0 || kept.length === 0) return null;
  return { plates: [...plates], absolute: inhibitoryConcentration(kept, { over }) };
}

function platesOf({ curve: { key } }: DoseResponseFit, { wells }: Wells): string[] {
  const own = wells.filter(({ role, plate, labels }) =>
    role === "sample" &&
    Object.entries(key).every(([name, value]) =>
      (name === "plate" ? plate : labels[name] ?? "") === value
    )
  );
  return [...new Set(own.map(({ plate }) => plate))];
}
