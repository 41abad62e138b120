import { list, nearest, plural, quote, UsageError } from "../../errors/mod.ts";
import { formatNumber } from "../../display/mod.ts";
import {
  PLATE_SHAPES,
  type PlateFormat,
  plateFormatOf,
  type Well,
  type WellRole,
  type Wells,
} from "../../plates/mod.ts";
import { type Figure, type FigureOptions, makeFigure, type PlottedRow } from "../figure.ts";
import { panelGrid } from "../layout/panel_grid.ts";
import { colorRamp } from "../marks/color_ramp.ts";
import { lettersFit, type PlateCell, platePanel } from "../marks/plate.ts";
import { type RampName, rampOf } from "../theme/ramps.ts";

/** How plates are drawn. */
export interface PlateHeatMapOptions extends FigureOptions {
  /** One plate or several by name; every plate when absent. */
  readonly plate?: string | readonly string[];
  /** The normalised response (default) or the signal as read. */
  readonly value?: "response" | "signal";
  /** Colours of the ramp. */
  readonly ramp?: RampName;
  /** Wells of the plates; by default the smallest of 96, 384 and 1536 that holds every position. */
  readonly format?: PlateFormat;
  /** Panels side by side. */
  readonly columns?: number;
}

/**
 * Plates as they stand on the bench: a cell for each well, coloured by its value, one panel a plate.
 *
 * Letters name the wells that are no samples; a cross marks a well that was left out, a dashed outline
 * a position without any. All panels share one colour ramp.
 *
 * @param wells Wells as `readWells` or `normalizePlates` gives them
 * @throws {UsageError} If there are no wells, or a plate is not among them
 *
 * @example Usage
 * ```ts
 * import { plateHeatMap } from "halfmax/figures/mod.ts";
 * import { readWells } from "halfmax/plates/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const path = await Deno.makeTempFile({ suffix: ".csv" });
 * await Deno.writeTextFile(path, "well,role,dose_nM,counts\nA1,vehicle,,1000\nA2,sample,10,400\n");
 * const wells = await readWells(path, { response: "counts", scale: "raw" });
 * assertEquals(plateHeatMap(wells).data.length, 2);
 * ```
 */
export function plateHeatMap(wells: Wells, options: PlateHeatMapOptions = {}): Figure {
  const { value = "response", ramp: rampName = "cividis" } = options;
  const everywhere = [...wells.wells, ...wells.excluded];
  const plates = platesOf(everywhere.map(({ plate }) => plate), options.plate);
  const format = options.format ?? plateFormatOf(everywhere.map(({ position }) => position));
  const panels = plates.map((plate) => ({ plate, cells: cellsOf(wells, plate, value) }));
  const cells = panels.flatMap((panel) => panel.cells);
  const values = cells.map((cell) => cell.value).filter((number) => number !== null);
  if (values.length === 0) {
    throw new UsageError(
      `Cannot draw plates: needs wells with a value, found none in ${wells.source}`,
    );
  }
  const ramp = rampOf(rampName, [Math.min(0, ...values), Math.max(...values, 1e-12)]);
  const name = valueName(wells, value);
  const { rows, columns: wellsAcross } = PLATE_SHAPES[format];
  const out = cells.filter(({ excluded }) => excluded !== null).length;
  const titles = plates.length === 1 ? `plate ${plates[0]}` : plural(plates.length, "plate");
  return makeFigure({
    by: "plateHeatMap",
    drawing: panelGrid(
      panels.map((panel) =>
        platePanel(
          plates.length === 1 && panel.plate === "" ? "" : panel.plate,
          panel.cells,
          format,
          ramp,
        )
      ),
      {
        columns: options.columns,
        aspect: rows / wellsAcross,
        side: colorRamp(ramp, name),
        note: (theme, width) => keyOf(cells, lettersFit(width / wellsAcross, theme)),
      },
    ),
    title: `${name} of ${titles}`,
    alt: `Heat map of ${titles} (${format} wells): ${name} from ${
      formatNumber(Math.min(...values))
    } to ${formatNumber(Math.max(...values))}, ${plural(out, "well")} left out.`,
    caption: `${name} by well, ${titles} of ${format} wells, ${
      plural(cells.length - out, "well")
    } analysed${out === 0 ? "" : ` and ${out} left out (${reasonsOf(cells)}), crossed`}.`,
    data: panels.flatMap(({ plate, cells }) => cells.map((cell) => rowOf(plate, cell, name))),
  }, options);
}

const LETTERS: Readonly<Record<WellRole, string>> = {
  sample: "",
  vehicle: "V",
  blank: "B",
  positive: "P",
  "time zero": "0",
};

function platesOf(
  found: readonly string[],
  asked: string | readonly string[] | undefined,
): string[] {
  const plates = [...new Set(found)];
  if (asked === undefined) return plates;
  return [asked].flat().map((plate) => {
    if (plates.includes(plate)) return plate;
    const close = nearest(plate, plates);
    throw new UsageError(
      `Cannot draw a plate: plate must be one of ${list(plates)}, found ${quote(plate)}` +
        (close === undefined ? "" : `. Did you mean ${quote(close)}?`),
    );
  });
}

function cellsOf(wells: Wells, plate: string, value: "response" | "signal"): PlateCell[] {
  const analysed = wells.wells.filter((well) => well.plate === plate).map((well) =>
    cellOf(well, value, null)
  );
  const left = wells.excluded.filter((row) => row.plate === plate).map(
    ({ position, reason, well }) =>
      well === null
        ? { position, value: null, letter: "", role: "", excluded: reason }
        : cellOf(well, value, reason),
  );
  return [...analysed, ...left];
}

function cellOf(well: Well, value: "response" | "signal", excluded: string | null): PlateCell {
  const letter = LETTERS[well.role];
  return { position: well.position, value: well[value], letter, role: well.role, excluded };
}

function valueName(wells: Wells, value: "response" | "signal"): string {
  if (value === "signal" || wells.scale === "raw") return "Signal (as read)";
  return wells.scale === "percent" ? "Response (% of control)" : "Response (fraction of control)";
}

/** What the letters and crosses mean, of those that are drawn. */
function keyOf(cells: readonly PlateCell[], lettered: boolean): string {
  const roles = (Object.keys(LETTERS) as WellRole[]).filter((role) =>
    lettered && LETTERS[role] !== "" && cells.some((cell) => cell.role === role)
  );
  return [
    ...roles.map((role) => `${LETTERS[role]}, ${role}`),
    ...(cells.some(({ excluded }) => excluded !== null) ? ["cross, left out"] : []),
  ].join("; ");
}

function reasonsOf(cells: readonly PlateCell[]): string {
  const counts = Map.groupBy(
    cells.filter(({ excluded }) => excluded !== null),
    (cell) => cell.excluded,
  );
  return list([...counts].map(([reason, those]) => `${reason}: ${those.length}`));
}

function rowOf(plate: string, cell: PlateCell, name: string): PlottedRow {
  return {
    plate,
    well: cell.position,
    role: cell.role,
    [name]: cell.value,
    excluded: cell.excluded,
  };
}
