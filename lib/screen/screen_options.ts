import type { FixedPlateaus, ModelName } from "../dose_response/mod.ts";
import type { ResponseScale } from "../plates/mod.ts";

/** How curves of a screen are fitted. */
export interface ScreenOptions {
  /** Default "4PL". */
  readonly model?: ModelName;
  /** Plateaus to hold, for "3PL" and "2PL". */
  readonly fixed?: FixedPlateaus;
  /** Lowest and highest value of a plateau that is not held; unlimited by default, as in `fitDoseResponse`. */
  readonly bounds?: {
    readonly top?: readonly [number, number];
    readonly bottom?: readonly [number, number];
  };
  /**
   * What the responses are, default "fraction". Control is 1 as a fraction, 100 as a percentage, and
   * the fitted response at dose 0 of a raw signal whose curves have vehicle wells.
   */
  readonly scale?: ResponseScale;
  /**
   * Limits by profile likelihood: of both IC50s (the default), of the relative one only, or none. Status
   * and everything that is said of the relative IC50 but its limits are the same without.
   */
  readonly interval?: "profile likelihood" | "relative only" | "none";
  /** Confidence level, default 0.95. */
  readonly level?: number;
  /** A curve whose p value against "no effect" is at least this is called flat; default 0.05. */
  readonly significance?: number;
  /**
   * Of so many curves one is checked against the general solver besides the doubtful ones, chosen by
   * its own wells; default 10,000. With 0 none is checked, the doubtful ones neither.
   */
  readonly checkOneIn?: number;
}
