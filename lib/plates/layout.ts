import type { WellRole } from "./well.ts";

/** One well as the layout means it, before any signal. */
export interface LayoutWell {
  /** Null where the layout names no plate and so holds for every one. */
  readonly plate: string | null;
  /** "A1" to "AF48". */
  readonly position: string;
  /** What the well is for. */
  readonly role: WellRole;
  /** In the layout's unit; 0 in vehicle wells, null where no dose applies. */
  readonly dose: number | null;
  /** Every naming column by its header. */
  readonly labels: Readonly<Record<string, string>>;
  /** Why the well is left out, null where it is not. */
  readonly exclusion: string | null;
  /** Row of the layout's table, as a spreadsheet counts. */
  readonly row: number;
}

/** What stands in each well: the second file beside a plate-shaped one. */
export interface Layout {
  /** The file, as error messages name it. */
  readonly source: string;
  /** "nM" for every molar dose, else the unit as given. */
  readonly unit: string;
  /** One per row. */
  readonly wells: readonly LayoutWell[];
}
