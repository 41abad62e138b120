import { DataError, quote } from "../../errors/mod.ts";
import { toNanomolar } from "../../potency/mod.ts";
import { CellProblems } from "./cell_problems.ts";
import type { RowFile } from "./row_file.ts";
import type { Tally } from "./tally.ts";
import type { WellBatch, WellFile } from "./well_file.ts";

/** The columns of a GDSC raw file that are read. */
const COLUMNS = ["BARCODE", "CELL_LINE_NAME", "DRUG_ID", "TAG", "CONC", "INTENSITY"] as const;

/** The columns that name its curves: a plate is an experiment. */
const BY = ["BARCODE", "CELL_LINE_NAME", "DRUG_ID"];

/** What a tag says of a well. */
type Kind = "dosed" | "vehicle" | "medium" | "blank" | string;

/** Whether a file is GDSC raw data: it has all the columns that are read. */
export function isGdscRaw(file: RowFile): boolean {
  return COLUMNS.every((name) => file.columns.includes(name));
}

/**
 * The wells of a GDSC raw file: one row per well and tag, plate by plate.
 *
 * Each plate is normalised to its own controls: (intensity - mean blank) / (mean vehicle - mean
 * blank), the blanks tagged `B`, the vehicle `NC-1` (DMSO; `NC-0`, medium alone, where a plate has
 * no NC-1). Wells tagged as a library dose of a single drug (`L12-D1-S`) make the curves; doses are
 * µM. Unlike gdscIC50 nothing is cut off at 0 and 1, because cutting hides noise and biases plateaus.
 *
 * @throws {DataError} If the rows of a plate do not stand together, or a plate lacks controls
 * @see the format in gdscIC50, https://github.com/CancerRxGene/gdscIC50
 */
export function gdscWells(file: RowFile): WellFile {
  return {
    source: file.source,
    by: BY,
    scale: "fraction",
    notes: [
      "GDSC raw data: plates normalised to their DMSO wells (NC-1) less their blanks (B), doses in µM",
    ],
    size: file.size,
    unit: () => "nM",
    scan(tally, onRead) {
      const scan = file.scan({ numbers: ["CONC", "INTENSITY"], texts: [...BY, "TAG"] }, onRead);
      return { words: scan.words.slice(0, BY.length), batches: plates(file, scan, tally) };
    },
  };
}

interface PlateWell {
  readonly row: number;
  readonly names: readonly number[];
  readonly kind: Kind;
  readonly dose: number;
  readonly intensity: number;
}

async function* plates(
  file: RowFile,
  scan: ReturnType<RowFile["scan"]>,
  tally: Tally,
): AsyncGenerator<WellBatch> {
  const problems = new CellProblems(file.source);
  const done = new Set<number>();
  const [barcodes, , , tags] = scan.words;
  let plate: PlateWell[] = [];
  for await (const { count, row, numbers: [doses, intensities], codes } of scan.batches) {
    tally.read += count;
    for (let i = 0; i < count; i++) {
      const names = BY.map((_, n) => codes[n][i]);
      if (plate.length > 0 && plate[0].names[0] !== names[0]) {
        done.add(plate[0].names[0]);
        yield normalized(plate, file.source, barcodes, tally);
        plate = [];
        if (done.has(names[0])) {
          throw new DataError(
            `Cannot read ${file.source}: the rows of plate ${
              quote(barcodes[names[0]])
            } must stand together, found others between them (row ${
              row[i]
            }). Sort the file by BARCODE`,
          );
        }
      }
      const kind = kindOf(tags[codes[3][i]]);
      if (kind === "dosed" && !(doses[i] > 0)) {
        const found = Number.isNaN(doses[i]) ? "" : String(doses[i]);
        problems.add({ row: row[i], column: "CONC", needed: "a number > 0", found });
      }
      plate.push({ row: row[i], names, kind, dose: doses[i], intensity: intensities[i] });
    }
  }
  problems.throwIfAny();
  if (plate.length > 0) yield normalized(plate, file.source, barcodes, tally);
}

/** The dosed wells of a plate as fractions of its control, those of a curve together. */
function normalized(
  plate: readonly PlateWell[],
  source: string,
  barcodes: readonly string[],
  tally: Tally,
): WellBatch {
  const mean = (kind: Kind) => {
    const wells = plate.filter((well) => well.kind === kind && !Number.isNaN(well.intensity));
    return wells.reduce((sum, { intensity }) => sum + intensity, 0) / wells.length;
  };
  const vehicleKind = plate.some(({ kind }) => kind === "vehicle") ? "vehicle" : "medium";
  const [vehicle, blank] = [mean(vehicleKind), mean("blank")];
  for (const well of plate) {
    if (well.kind !== "dosed") tally.exclude(reasonOf(well.kind, vehicleKind), well.row);
    else if (Number.isNaN(well.intensity)) tally.exclude("no INTENSITY", well.row);
  }
  const dosed = plate.filter(({ kind }) => kind === "dosed");
  if (dosed.length > 0 && !(vehicle > blank)) {
    const found = Number.isNaN(vehicle)
      ? "no NC-1 or NC-0 well"
      : Number.isNaN(blank)
      ? "no B well"
      : `vehicle ${vehicle} and blank ${blank}`;
    throw new DataError(
      `Cannot normalise plate ${
        quote(barcodes[plate[0].names[0]])
      } of ${source}: needs vehicle wells (NC-1) above blank wells (B), found ${found}`,
    );
  }
  const wells = [...Map.groupBy(dosed, ({ names }) => names.join()).values()].flat();
  return {
    count: wells.length,
    row: Float64Array.from(wells, ({ row }) => row),
    names: BY.map((_, n) => Int32Array.from(wells, ({ names }) => names[n])),
    dose: Float64Array.from(wells, ({ dose }) => toNanomolar(dose, "µM")),
    response: Float64Array.from(
      wells,
      ({ intensity }) => (intensity - blank) / (vehicle - blank),
    ),
  };
}

function kindOf(tag: string): Kind {
  if (/^L\d+-D\d+-S$/.test(tag)) return "dosed";
  if (tag === "NC-1") return "vehicle";
  if (tag === "NC-0") return "medium";
  return tag === "B" ? "blank" : tag;
}

function reasonOf(kind: Kind, vehicleKind: Kind): string {
  if (kind === "blank" || kind === vehicleKind) {
    return "control well: its plate is normalised to it";
  }
  if (kind === "medium") return "medium alone (NC-0), not used beside NC-1";
  return `well tagged ${quote(kind)}, no dose of a single drug`;
}
