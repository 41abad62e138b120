import type { Concentration } from "../dose_response/mod.ts";
import type { Analysis } from "./analysis.ts";

/** An IC50 as it would be with other wells than those analysed. */
export interface Variant {
  /** What was done otherwise. */
  readonly variant: "without poor plates" | "with every well";
  /** The plates left aside; "" for none. */
  readonly plates: string;
  /** The absolute IC50. */
  readonly ic50: Concentration;
}

/** What the absolute IC50s would be: without the curves of poor plates, and with every well. */
export function variantsOf({ withoutPoor, everyWell }: Analysis): Variant[] {
  const plates = withoutPoor?.plates.join("; ") ?? "";
  return [
    ...(withoutPoor?.absolute ?? []).map((ic50): Variant => ({
      variant: "without poor plates",
      plates,
      ic50,
    })),
    ...(everyWell ?? []).map((ic50): Variant => ({ variant: "with every well", plates: "", ic50 })),
  ];
}
