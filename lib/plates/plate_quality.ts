import {
  type DisplayBundle,
  formatNumber,
  formatPercent,
  htmlTable,
  type TableColumn,
  textTable,
  withDisplay,
} from "../display/mod.ts";
import {
  coefficientOfVariation,
  robustZPrime,
  signalToBackground,
  strictlyStandardizedMeanDifference,
  zPrime,
} from "./control_separation.ts";
import { type ControlGroup, controlGroups, SAME_CONTROL } from "./controls.ts";
import { judgePlate, type PlateVerdict } from "./plate_verdict.ts";
import { type PlateFormat, plateFormatOf } from "./position.ts";
import { describePositionEffect, type PositionEffect, positionEffects } from "./position_effect.ts";
import type { Well, Wells } from "./well.ts";

/** How good one plate is, or one cell line of a plate that holds several. */
export interface PlateQuality {
  /** The plate's name. */
  readonly plate: string;
  /** What tells this row from the plate's others: its cell line; empty where the plate has one row. */
  readonly labels: Readonly<Record<string, string>>;
  /** Wells of the plate, which say where its edge is. */
  readonly format: PlateFormat;
  /** Analysed vehicle wells. */
  readonly vehicleWells: number;
  /** Wells of the low control. */
  readonly lowWells: number;
  /** Wells left out, which take no part in anything here. */
  readonly excludedWells: number;
  /** The wells that Z', robust Z', SSMD and signal-to-background set against the vehicle wells. */
  readonly against: "positive" | "blank" | null;
  /** Separation of the controls, at most 1; null where it cannot be computed. */
  readonly zPrime: number | null;
  /** The same from medians. */
  readonly robustZPrime: number | null;
  /** Strictly standardised mean difference of the controls. */
  readonly ssmd: number | null;
  /** Mean vehicle over mean low control. */
  readonly signalToBackground: number | null;
  /** Coefficient of variation of the vehicle signal as read, background included. */
  readonly vehicleCV: number | null;
  /** Parts of the plate that read high or low, strongest first. */
  readonly positionEffects: readonly PositionEffect[];
  /** What to make of the plate. */
  readonly verdict: PlateVerdict;
  /** Why the verdict is what it is, and why a number is missing, in words. */
  readonly reasons: readonly string[];
}

/** What plate quality may be told. */
export interface PlateQualityOptions {
  /** Wells of the plates; by default the smallest of 96, 384 and 1536 that holds every position. */
  readonly format?: PlateFormat;
  /** Labels that a well shares with its controls beside the plate; by default its cell line. */
  readonly within?: readonly string[];
  /** Labels that, with role and dose, make two wells the same treatment; by default all but `repeat`. */
  readonly treatment?: readonly string[];
}

/**
 * Quality of each plate: how far its controls stand apart, how much its vehicle wells vary, and
 * whether rows, columns or the outer wells read high or low.
 *
 * It looks at `signal`, so it says the same before and after normalisation. Vehicle wells are the high
 * control; the low one is the positive wells of the plate where there are two or more, else its blank
 * wells. The top dose is never taken for a control: on a resistant line it is none. A plate with
 * several cell lines gets a row for each.
 *
 * Equations and sources: {@linkcode zPrime}, {@linkcode robustZPrime},
 * {@linkcode strictlyStandardizedMeanDifference}, {@linkcode signalToBackground},
 * {@linkcode coefficientOfVariation}, {@linkcode positionEffects}. The verdict, with its thresholds
 * and where they come from: {@linkcode judgePlate}.
 *
 * @returns A row per plate (and cell line), in the order of the file; it shows itself as a table
 *
 * @example Usage
 * ```ts
 * import { plateQuality, readWells } from "halfmax/plates/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const path = await Deno.makeTempFile({ suffix: ".csv" });
 * await Deno.writeTextFile(
 *   path,
 *   "well,role,dose_nM,counts\nA1,vehicle,,1000\nB1,vehicle,,1040\nA2,blank,,10\nB2,blank,,14\n",
 * );
 * const wells = await readWells(path, { response: "counts", scale: "raw" });
 * const [plate] = plateQuality(wells);
 * assertEquals(plate.zPrime?.toFixed(2), "0.91");
 * assertEquals(plate.verdict, "good");
 * ```
 */
export function plateQuality(
  wells: Wells,
  { format, within = SAME_CONTROL, treatment = treatmentLabels(wells) }: PlateQualityOptions = {},
): readonly PlateQuality[] {
  const positions = [...wells.wells, ...wells.excluded].map(({ position }) => position);
  const plateFormat = format ?? plateFormatOf(positions);
  const onPlate = Map.groupBy(wells.wells, ({ plate }) => plate);
  const effects = new Map(
    [...onPlate].map(([plate, here]) => [
      plate,
      positionEffects(here, { format: plateFormat, treatment }),
    ]),
  );
  const excludedFrom = Map.groupBy(wells.excluded, ({ plate }) => plate);
  const rows = controlGroups(wells.wells, within).map((group): PlateQuality => {
    const controls = compareControls(group);
    const { effects: found = [], reason = "" } = effects.get(group.plate) ?? {};
    const excluded = (excludedFrom.get(group.plate) ?? []).filter(({ well }) =>
      well === null || group.serves(well)
    );
    return {
      plate: group.plate,
      labels: group.labels,
      format: plateFormat,
      excludedWells: excluded.length,
      ...controls,
      positionEffects: found,
      ...judgePlate({ ...controls, positionEffects: found, positionReason: reason }),
    };
  });
  return withDisplay(rows, () => show(rows));
}

/** Every label but `repeat`, which tells like wells apart. */
function treatmentLabels({ wells }: Wells): string[] {
  const names = new Set(wells.flatMap(({ labels }) => Object.keys(labels)));
  return [...names].filter((name) => name !== "repeat");
}

/** Fewest positive wells that serve as the low control. */
const FEWEST_POSITIVE = 2;

function compareControls({ controls }: ControlGroup) {
  const signals = (wells: readonly Well[]) => wells.map(({ signal }) => signal);
  const [vehicle, positive, blank] = [
    signals(controls("vehicle")),
    signals(controls("positive")),
    signals(controls("blank")),
  ];
  const usePositive = positive.length >= FEWEST_POSITIVE;
  const low = usePositive ? positive : blank;
  const against = usePositive ? "positive" as const : blank.length > 0 ? "blank" as const : null;
  return {
    vehicleWells: vehicle.length,
    lowWells: low.length,
    against,
    zPrime: zPrime(vehicle, low),
    robustZPrime: robustZPrime(vehicle, low),
    ssmd: strictlyStandardizedMeanDifference(vehicle, low),
    signalToBackground: signalToBackground(vehicle, low),
    vehicleCV: coefficientOfVariation(vehicle),
  };
}

function show(rows: readonly PlateQuality[]): DisplayBundle {
  const columns = COLUMNS.filter(({ used }) => used?.(rows) ?? true);
  return { "text/plain": textTable(rows, columns), "text/html": htmlTable(rows, columns) };
}

/** Two decimals, so that a column of Z' can be compared at a glance. */
function hundredths(value: number | null): string {
  return value === null ? "–" : value.toFixed(2).replace("-", "−");
}

interface QualityColumn extends TableColumn<PlateQuality> {
  /** Whether any row has something to say in it. */
  readonly used?: (rows: readonly PlateQuality[]) => boolean;
}

const number = (header: string, cell: (row: PlateQuality) => string): QualityColumn => ({
  header,
  cell,
  align: "right",
});

const COLUMNS: readonly QualityColumn[] = [
  { header: "plate", cell: ({ plate }) => plate },
  {
    header: "cell line",
    cell: ({ labels }) => Object.values(labels).join(", "),
    used: (rows) => rows.some(({ labels }) => Object.keys(labels).length > 0),
  },
  number("Z'", ({ zPrime }) => hundredths(zPrime)),
  number("robust Z'", ({ robustZPrime }) => hundredths(robustZPrime)),
  number("SSMD", ({ ssmd }) => formatNumber(ssmd)),
  number("S/B", ({ signalToBackground }) => formatNumber(signalToBackground)),
  number("vehicle CV", ({ vehicleCV }) => vehicleCV === null ? "–" : formatPercent(vehicleCV, 2)),
  {
    header: "controls",
    cell: ({ vehicleWells, lowWells, against }) =>
      `${vehicleWells} vehicle${against === null ? "" : `, ${lowWells} ${against}`}`,
  },
  {
    header: "position",
    cell: ({ positionEffects }) => positionEffects.map(describePositionEffect).join("; ") || "–",
  },
  {
    header: "verdict",
    cell: ({ verdict, reasons, positionEffects }) => {
      // Position effects stand in the column beside it.
      const beside = positionEffects.map(describePositionEffect);
      const others = reasons.filter((reason) => !beside.includes(reason));
      return others.length === 0 ? verdict : `${verdict}: ${others.join("; ")}`;
    },
  },
];
