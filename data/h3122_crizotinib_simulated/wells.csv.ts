/**
 * Makes the SIMULATED plates of this folder: wells.csv, and the same plates as plate_block.csv with
 * layout.csv. Nothing here was measured. Run it with `deno run -A wells.csv.ts`: it writes the same
 * bytes every time.
 *
 * @module
 */
import { portableExp, portableLog, randomNormal, randomSeeded } from "../../lib/numerics/mod.ts";
import { formatCsv } from "../../lib/tables/mod.ts";

const SEED = 3122;

/** Crizotinib, half-log steps, nM. */
const DOSES = [1, 3.16, 10, 31.6, 100, 316, 1000, 3160, 10_000];

/** What the curves are drawn from: 4PL on log dose, as a fraction of vehicle. */
interface Truth {
  readonly cellLine: string;
  readonly ic50NM: number;
  readonly hillSlope: number;
  readonly bottom: number;
  /** Luminescence of untreated wells. */
  readonly brightness: number;
}

/**
 * The parental IC50 is the published one, 0.21 µM (Yamaguchi 2014, PMID 24199682). For the resistant
 * lines the paper gives "above 7 µM"; 16 µM is chosen here, beyond the top dose, so that an honest
 * analysis can only state a bound. Slopes, plateaus and brightness are invented.
 */
const TRUTHS: readonly Truth[] = [
  { cellLine: "H3122", ic50NM: 210, hillSlope: 1.2, bottom: 0.06, brightness: 1_150_000 },
  { cellLine: "H3122-CR", ic50NM: 16_000, hillSlope: 1.1, bottom: 0.06, brightness: 870_000 },
];

const REPLICATES = 3;
/** Biological replicates differ in log10 IC50, in slope and in brightness (standard deviations). */
const REPLICATE_LOG10_IC50 = 0.06;
const REPLICATE_HILL = 0.06;
const REPLICATE_LN_BRIGHTNESS = 0.15;
/** Wells of a plate differ by 7 % (pipetting, seeding) and by the noise of the instrument. */
const WELL_LN = 0.07;
const BLANK = 2600;
const READ_NOISE = 350;

/** Row A of this plate dried out. */
const EDGE = { plate: "P4", row: "A", factor: 0.86 };

/** Wells that went wrong, noted before the plates were read. */
const BAD_WELLS = [
  { plate: "P2", well: "C7", reason: "bubble", spoil: (signal: number) => signal * 1.6 },
  { plate: "P5", well: "F3", reason: "empty", spoil: () => BLANK },
];

interface SimulatedWell {
  readonly plate: string;
  readonly well: string;
  readonly role: "sample" | "vehicle" | "blank";
  readonly cellLine: string;
  readonly doseNM: number | null;
  readonly replicate: number;
  /** Rows A to H repeat the same doses. */
  readonly repeat: number;
  readonly luminescence: number;
  readonly exclude: string;
}

/** Every file of this folder that is made here, by name. */
export function simulatedFiles(): Readonly<Record<string, string>> {
  const wells = simulatePlates();
  return {
    "wells.csv": wellsCsv(wells),
    "layout.csv": layoutCsv(wells),
    "plate_block.csv": plateBlockCsv(wells),
  };
}

function simulatePlates(): SimulatedWell[] {
  const prng = randomSeeded(SEED);
  const normal = (deviation: number) => deviation * randomNormal(prng);
  return TRUTHS.flatMap((truth, line) =>
    Array.from({ length: REPLICATES }, (_, i) => {
      const plate = `P${line * REPLICATES + i + 1}`;
      const lnIC50 = portableLog(truth.ic50NM) + normal(REPLICATE_LOG10_IC50) * Math.LN10;
      const hillSlope = truth.hillSlope + normal(REPLICATE_HILL);
      const brightness = truth.brightness * portableExp(normal(REPLICATE_LN_BRIGHTNESS));
      const response = (doseNM: number) =>
        doseNM === 0 ? 1 : truth.bottom +
          (1 - truth.bottom) / (1 + portableExp(hillSlope * (portableLog(doseNM) - lnIC50)));
      return [..."ABCDEFGH"].flatMap((row, repeat) =>
        Array.from({ length: 12 }, (_, column): SimulatedWell => {
          const well = `${row}${column + 1}`;
          const { role, doseNM } = contentOfColumn(column + 1);
          const edge = plate === EDGE.plate && row === EDGE.row ? EDGE.factor : 1;
          const cells = role === "blank"
            ? 0
            : brightness * response(doseNM ?? 0) * edge * portableExp(normal(WELL_LN));
          const signal = BLANK + normal(READ_NOISE) + cells;
          const bad = BAD_WELLS.find((each) => each.plate === plate && each.well === well);
          return {
            plate,
            well,
            role,
            cellLine: role === "blank" ? "" : truth.cellLine,
            doseNM,
            replicate: i + 1,
            repeat: repeat + 1,
            luminescence: Math.round(bad?.spoil(signal) ?? signal),
            exclude: bad?.reason ?? "",
          };
        })
      );
    }).flat()
  );
}

/** Column 1 medium without cells, columns 2 and 12 vehicle, columns 3 to 11 the doses. */
function contentOfColumn(column: number): Pick<SimulatedWell, "role" | "doseNM"> {
  if (column === 1) return { role: "blank", doseNM: null };
  if (column === 2 || column === 12) return { role: "vehicle", doseNM: 0 };
  return { role: "sample", doseNM: DOSES[column - 3] };
}

const LAYOUT_COLUMNS = [
  "plate",
  "well",
  "role",
  "cell_line",
  "drug",
  "dose_nM",
  "replicate",
  "repeat",
  "exclude",
];

function layoutCells(well: SimulatedWell): (string | number | null)[] {
  const drug = well.role === "sample" ? "crizotinib" : "";
  const { plate, role, cellLine, doseNM, replicate, repeat, exclude } = well;
  return [plate, well.well, role, cellLine, drug, doseNM, replicate, repeat, exclude];
}

function layoutCsv(wells: readonly SimulatedWell[]): string {
  return formatCsv(LAYOUT_COLUMNS, wells.map(layoutCells));
}

function wellsCsv(wells: readonly SimulatedWell[]): string {
  return formatCsv(
    [...LAYOUT_COLUMNS, "luminescence", "simulated"],
    wells.map((well) => [...layoutCells(well), well.luminescence, "SIMULATED"]),
  );
}

/** The plates as an instrument writes them: a title, column numbers, row letters. */
function plateBlockCsv(wells: readonly SimulatedWell[]): string {
  const plates = [...new Set(wells.map(({ plate }) => plate))];
  const numbers = Array.from({ length: 12 }, (_, i) => i + 1);
  return plates.map((plate) => {
    const here = wells.filter((well) => well.plate === plate);
    const lines = [..."ABCDEFGH"].map((row, i) =>
      [row, ...here.slice(i * 12, i * 12 + 12).map(({ luminescence }) => luminescence)].join(",")
    );
    return [`Plate: ${plate},luminescence,SIMULATED`, `,${numbers.join(",")}`, ...lines, ""]
      .join("\n");
  }).join("\n");
}

if (import.meta.main) {
  for (const [name, text] of Object.entries(simulatedFiles())) {
    await Deno.writeTextFile(new URL(name, import.meta.url), text);
  }
}
