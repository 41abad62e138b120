/** What a well is for. */
export type WellRole = "sample" | "vehicle" | "blank" | "positive" | "time zero";

/** What the numbers of a signal column are; declared by the reader, never guessed. */
export type ResponseScale = "raw" | "fraction" | "percent";

/** One well of one plate. */
export interface Well {
  /** The plate's name. */
  readonly plate: string;
  /** "A1" to "H12" (96 wells), "P24" (384) or "AF48" (1536): letter, then the column without a leading zero. */
  readonly position: string;
  /** What the well is for. */
  readonly role: WellRole;
  /** Dose in the set's unit; 0 in vehicle wells, null where no dose applies (blank, positive). */
  readonly dose: number | null;
  /** The signal as read. */
  readonly signal: number;
  /** The signal after normalisation; equal to `signal` before it. */
  readonly response: number;
  /** Every naming column by its header: cell_line, drug, replicate (biological), repeat (technical), … */
  readonly labels: Readonly<Record<string, string>>;
  /** Row of the file it came from, as a spreadsheet counts. */
  readonly row: number;
}

/** A row that is not analysed, and why. */
export interface ExcludedWell {
  /** Row of the file, as a spreadsheet counts. */
  readonly row: number;
  /** The plate's name. */
  readonly plate: string;
  /** As in {@linkcode Well}: "A1" to "AF48". */
  readonly position: string;
  /** Why, in words for a reader. */
  readonly reason: string;
  /** The well itself, when the row could be read; null for an empty or missing signal. */
  readonly well: Well | null;
}

/** What "control" means for a set of responses. */
export type Control =
  /** Vehicle wells are among the observations: control is the fitted response at dose zero. */
  | { readonly basis: "vehicle wells" }
  /** Responses came normalised: control is this number (1 or 100), taken as exact. */
  | { readonly basis: "declared"; readonly value: number }
  /** Raw signal without vehicle wells: nothing absolute can be said. */
  | { readonly basis: "none" };

/** The wells of one file, every row accounted for: rowsRead = wells + excluded. */
export interface Wells {
  /** The file, as error messages name it. */
  readonly source: string;
  /** Unit of every dose: "nM" where they are molar, else as given. */
  readonly unit: string;
  /** What `response` is. */
  readonly scale: ResponseScale;
  /** What responses are compared with. */
  readonly control: Control;
  /** The wells that are analysed, in the order of the file. */
  readonly wells: readonly Well[];
  /** The rows that are not, each with its reason. */
  readonly excluded: readonly ExcludedWell[];
  /** Rows of the file: wells + excluded. */
  readonly rowsRead: number;
  /** What was done to the signal, in words for a Methods section; empty when as read. */
  readonly normalization: string;
}
