import { formatNumber } from "../../display/mod.ts";
import { list, plural, UsageError } from "../../errors/mod.ts";
import { describePositionEffect, type PlateQuality, type PlateVerdict } from "../../plates/mod.ts";
import { type Figure, type FigureOptions, makeFigure, type PlottedRow } from "../figure.ts";
import { panelGrid } from "../layout/panel_grid.ts";
import { type RowDot, rowDots } from "../marks/row_dots.ts";
import { type CategoryStyle, categoryStyle, UNKNOWN } from "../theme/palette.ts";

/** The most plates that one chart shows. */
const MOST_PLATES = 96;

/**
 * Quality of each plate: a row per plate (and cell line), a column per measure, symbols by verdict.
 *
 * Z' with its thresholds 0 and 0.5, SSMD, signal over background, variation of the vehicle wells with
 * 20 %, and in words whether a part of the plate reads high or low. What could not be computed is a
 * dash.
 *
 * @param quality What `plateQuality` returned
 * @throws {UsageError} If there are no plates, or more than 96
 *
 * @example Usage
 * ```ts
 * import { plateQualityChart } from "halfmax/figures/mod.ts";
 * import { plateQuality, readWells } from "halfmax/plates/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const path = await Deno.makeTempFile({ suffix: ".csv" });
 * await Deno.writeTextFile(
 *   path,
 *   "well,role,dose_nM,counts\nA1,vehicle,,1000\nB1,vehicle,,1040\nA2,blank,,10\nB2,blank,,14\n",
 * );
 * const wells = await readWells(path, { response: "counts", scale: "raw" });
 * assertEquals(plateQualityChart(plateQuality(wells)).title, "Quality of 1 plate: 1 good");
 * ```
 */
export function plateQualityChart(
  quality: readonly PlateQuality[],
  options: FigureOptions = {},
): Figure {
  if (quality.length === 0 || quality.length > MOST_PLATES) {
    throw new UsageError(
      `Cannot draw plate quality: needs 1 to ${MOST_PLATES} plates, found ${quality.length}` +
        (quality.length === 0 ? "" : ". Draw them in parts: quality.slice(0, 96)"),
    );
  }
  const rows = quality.map((row) => ({ name: nameOf(row), note: effectsOf(row) }));
  const shown = MEASURES.filter(({ of }) => quality.some((row) => of(row) !== null));
  const panels = (shown.length === 0 ? MEASURES.slice(0, 1) : shown).map((measure, i, all) =>
    rowDots({
      title: measure.name,
      rows,
      named: i === 0,
      noted: i === all.length - 1,
      dots: quality.map((row): RowDot => ({ value: measure.of(row), style: STYLES[row.verdict] })),
      thresholds: measure.thresholds,
      lowest: measure.lowest,
    })
  );
  const verdicts = (Object.keys(STYLES) as PlateVerdict[]).filter((verdict) =>
    quality.some((row) => row.verdict === verdict)
  );
  const counts = list(
    verdicts.map((verdict) =>
      `${quality.filter((row) => row.verdict === verdict).length} ${verdict}`
    ),
  );
  const what = plural(quality.length, "plate");
  return makeFigure({
    by: "plateQualityChart",
    drawing: panelGrid(panels, {
      columns: panels.length,
      legend: verdicts.map((label) => ({ label, style: STYLES[label], line: false })),
      aspect: 0,
    }),
    title: `Quality of ${what}: ${counts}`,
    alt: `Dot plot of ${list(shown.map(({ name }) => name))} of ${what}: ${counts}. ${
      quality.filter(({ verdict }) => verdict !== "good").slice(0, 12)
        .map((row) => `${nameOf(row)} ${row.verdict}: ${row.reasons.join(", ")}.`).join(" ")
    }`.trim(),
    caption: `Quality of ${what} from their control wells: ${
      list(shown.map(({ explained }) => explained))
    }. Dashed lines, thresholds (Z' 0 and 0.5, CV 20 %)${
      quality.some(({ zPrime }) => zPrime !== null && zPrime < LOWEST_Z_PRIME)
        ? `; arrows, Z' below ${formatNumber(LOWEST_Z_PRIME)}`
        : ""
    }. Verdicts: ${counts}.`,
    data: quality.map(rowOf),
  }, options);
}

interface Measure {
  readonly name: string;
  readonly explained: string;
  readonly of: (row: PlateQuality) => number | null;
  readonly thresholds: readonly number[];
  readonly lowest?: number;
}

/** Below it a plate is no worse for being lower, and has an arrow with its number. */
const LOWEST_Z_PRIME = -2;

const MEASURES: readonly Measure[] = [
  {
    name: "Z'",
    explained: "Z' (share of the distance between controls outside three SD of both)",
    of: ({ zPrime }) => zPrime,
    thresholds: [0, 0.5],
    lowest: LOWEST_Z_PRIME,
  },
  {
    name: "SSMD",
    explained: "SSMD (mean difference of the controls in its SD)",
    of: ({ ssmd }) => ssmd,
    thresholds: [],
  },
  {
    name: "S/B",
    explained: "S/B (signal over background)",
    of: ({ signalToBackground }) => signalToBackground,
    thresholds: [],
  },
  {
    name: "Vehicle CV (%)",
    explained: "CV (variation of the vehicle wells)",
    of: ({ vehicleCV }) => vehicleCV === null ? null : 100 * vehicleCV,
    thresholds: [20],
  },
];

const STYLES: Readonly<Record<PlateVerdict, CategoryStyle>> = {
  good: categoryStyle(0),
  doubtful: { ...categoryStyle(4), open: false },
  poor: categoryStyle(1),
  "not assessable": { color: UNKNOWN, symbol: "diamond", dash: [], open: false },
};

function nameOf({ plate, labels }: PlateQuality): string {
  return [plate, ...Object.values(labels)].filter(Boolean).join(", ") || "plate";
}

function effectsOf({ positionEffects }: PlateQuality): string {
  return positionEffects.map(describePositionEffect).join("; ");
}

function rowOf(row: PlateQuality): PlottedRow {
  return {
    plate: row.plate,
    ...row.labels,
    z_prime: row.zPrime,
    robust_z_prime: row.robustZPrime,
    ssmd: row.ssmd,
    signal_to_background: row.signalToBackground,
    vehicle_cv: row.vehicleCV,
    vehicle_wells: row.vehicleWells,
    low_wells: row.lowWells,
    position_effects: effectsOf(row),
    verdict: row.verdict,
    reasons: row.reasons.join("; "),
  };
}
