import type { Concentration, Fits, ModelName } from "../dose_response/mod.ts";
import type { Figure } from "../figures/mod.ts";
import type { Control, PlateQuality, ResponseScale, Wells } from "../plates/mod.ts";
import type { FoldChange } from "../resistance/mod.ts";
import type { WithoutPoorPlates } from "./without_poor_plates.ts";

/** What an analysis was told, as the record of the call. */
export interface AnalysisCall {
  /** Where each well stands, as `readPlates` takes it: a short text, or a file. */
  readonly layout?: string;
  /** Sheets of a workbook to read; by default all that hold a plate. */
  readonly sheets?: readonly string[];
  /** The column of the doses, where its name does not say so. */
  readonly dose?: string;
  /** The dose of each dose column of a wide table, which has a row per curve. */
  readonly wide?: Readonly<Record<string, number>>;
  /** The table of a GraphPad Prism file that holds several. */
  readonly prismTable?: string;
  /** Whether X of a Prism file is log10 of the dose, where title and values do not agree. */
  readonly logDose?: boolean;
  /** The X of a Prism file that stands for the vehicle. */
  readonly vehicleX?: number;
  /** The column of the signal. */
  readonly response?: string;
  /** What that column holds. */
  readonly scale?: ResponseScale;
  /** Unit of the doses, where the file does not say it. */
  readonly doseUnit?: string;
  /** What everything is divided by: the parental line. */
  readonly reference?: string;
  /** Columns that tell one curve from another. */
  readonly by?: readonly string[];
  /** The one of them that tells biological replicates apart; "" for none. */
  readonly over?: string;
  /** Which IC50s are divided; by default absolute ones, where there is a control. */
  readonly kind?: "relative" | "absolute";
  /** The model of the curves, default "4PL". */
  readonly model?: ModelName;
  /** Preset of the saved figures, as "nature"; default "screen". */
  readonly journal?: string;
}

/** A file that was read. */
export interface AnalysisInput {
  /** The path as the caller wrote it. */
  readonly name: string;
  /** Its bytes. */
  readonly bytes: number;
  /** SHA-256 of its bytes, hexadecimal. */
  readonly sha256: string;
}

/** A figure and the name of its files. */
export interface NamedFigure {
  /** Name of its files without extension: "dose-response". */
  readonly name: string;
  /** The figure. */
  readonly figure: Figure;
  /** Its drawing with every text held to its width, for a screen that may lack the font. */
  readonly screenSvg: string;
}

/** A row that is not analysed, and why. */
export interface LeftOut {
  /** Row of the input, as a spreadsheet counts. */
  readonly row: number;
  /** Its plate and well, where the input has plates. */
  readonly plate?: string;
  /** As plate. */
  readonly well?: string;
  /** The column of the value, where a row holds several. */
  readonly column?: string;
  /** Why, in words. */
  readonly reason: string;
}

/** The rows of the input, every one accounted for: read = used + excluded. */
export interface AnalysedRows {
  /** Rows, or where a table of Prism was read, values. */
  readonly read: number;
  /** Those behind the curves and the controls. */
  readonly used: number;
  /** Those that are not, each with its reason. */
  readonly excluded: readonly LeftOut[];
  /** Unit of every dose. */
  readonly unit: string;
  /** What the responses are. */
  readonly scale: ResponseScale;
  /** What they are compared with. */
  readonly control: Control;
  /** What was done to the signal, in words; empty when as read. */
  readonly normalization: string;
  /** What else a reader should know of the reading, in words. */
  readonly notes: readonly string[];
}

/** Dose-response data taken the whole way: quality, curves, IC50s, fold changes, figures. */
export interface Analysis {
  /** The file, or what the wells or curves call their source. */
  readonly source: string;
  /** The files behind it, with their hashes; none where wells were handed over. */
  readonly inputs: readonly AnalysisInput[];
  /** The call. */
  readonly call: AnalysisCall;
  /** Whether the data call themselves simulated. */
  readonly simulated: boolean;
  /** The rows that were read, used and left out. */
  readonly rows: AnalysedRows;
  /** The wells as analysed, normalised where there were vehicle wells; null where there are no plates. */
  readonly wells: Wells | null;
  /** A row per plate; none where no plate has controls, or there are no plates. */
  readonly quality: readonly PlateQuality[];
  /** Columns that tell the curves apart. */
  readonly by: readonly string[];
  /** The column of biological replicates; null where there is none. */
  readonly over: string | null;
  /** One fit per curve. */
  readonly fits: Fits;
  /** IC50s where the curves cross half of control. */
  readonly absolute: readonly Concentration[];
  /** IC50s halfway between the plateaus. */
  readonly relative: readonly Concentration[];
  /** The absolute IC50s with the excluded wells put back; null where none could be. */
  readonly everyWell: readonly Concentration[] | null;
  /** The same over replicates without the curves of poor plates; null where there are none, or only such. */
  readonly withoutPoor: WithoutPoorPlates | null;
  /** Fold changes over the reference; null where none was named. */
  readonly folds: readonly FoldChange[] | null;
  /** Which IC50s were divided. */
  readonly kind: "relative" | "absolute";
  /** The figures, in the order of the report. */
  readonly figures: readonly NamedFigure[];
  /** Why a figure is missing, in words; mostly none. */
  readonly notDrawn: readonly string[];
  /** Program and packages that did the work, with their versions. */
  readonly versions: Readonly<Record<string, string>>;
}

/** An analysis before its figures are drawn. */
export type ComputedAnalysis = Omit<Analysis, "figures" | "notDrawn">;
