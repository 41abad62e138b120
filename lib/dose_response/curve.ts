import type { Control, ResponseScale } from "../plates/mod.ts";

/** The wells of one drug on one cell line in one experiment: what one fit sees. */
export interface Curve {
  /** The naming columns that tell this curve from the others, in the order asked for. */
  readonly key: Readonly<Record<string, string>>;
  /** One dose per well, in `unit`; 0 is a vehicle well, never log(0). */
  readonly doses: readonly number[];
  /** One response per well, in `scale`. */
  readonly responses: readonly number[];
  /** Unit of the doses; "nM" for every molar dose. */
  readonly unit: string;
  /** What the responses are. */
  readonly scale: ResponseScale;
  /** What control is, and whether it is exact. */
  readonly control: Control;
  /** What was left out on the way here, in words. */
  readonly remark?: string;
}
