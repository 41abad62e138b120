/** Small good plate files, all SIMULATED: what the tests of the readers read and the fuzzing damages. */
import { type CellObject, utils, write } from "@e965/xlsx";

/** A cell of a simulated sheet; `{ f }` is a formula with the value that was saved with it. */
export type SimulatedCell = string | number | null | { readonly f: string; readonly v: number };
export type SimulatedSheet = readonly (readonly SimulatedCell[])[];

/** Doses of columns 2 to 11 in nM. */
export const DOSES = [0, 5, 10, 50, 100, 250, 500, 1000, 5000, 10000];

/** What stands in the wells of every simulated plate. */
export const LAYOUT_TEXT =
  "columns 2-11: crizotinib 0, 5, 10, 50, 100, 250, 500 nM, 1, 5, 10 uM; rows B-G; columns 1, 12: blank; cell line H3122";

/** A plate of absorbances: an IC50 of about 100 nM in rows B to G, background elsewhere. */
export function simulatedPlate({ shift = 0 } = {}): number[][] {
  return Array.from({ length: 8 }, (_, i) =>
    Array.from({ length: 12 }, (_, j) => {
      // A fixed pattern stands for noise, so that every value differs and runs agree.
      const noise = ((i * 37 + j * 61 + shift * 17) % 23) / 1000;
      const treated = i > 0 && i < 7 && j > 0 && j < 11;
      const signal = treated ? 0.9 / (1 + (DOSES[j - 1] / (100 * (1 + shift / 5))) ** 1.3) : 0;
      return Math.round(1000 * (0.05 + signal + noise)) / 1000;
    }));
}

const NUMBERS = Array.from({ length: 12 }, (_, i) => i + 1);
const LETTERS = [..."ABCDEFGH"];
const padded = (column: number) => String(column).padStart(2, "0");

/** Rows with letters on their left. */
export function lettered(plate: readonly (readonly (string | number)[])[]): (string | number)[][] {
  return plate.map((row, i) => [LETTERS[i], ...row]);
}

/** The cells as text; cells that hold the mark are quoted. */
export function asText(rows: readonly (readonly (string | number)[])[], mark = ","): string {
  const cell = (value: string | number) =>
    String(value).includes(mark) ? `"${value}"` : String(value);
  return rows.map((row) => row.map(cell).join(mark)).join("\n") + "\n";
}

/** Bare numbers, a title above, the author's copy, means and percentages below. */
export function authorsSheet({ shift = 0 } = {}): SimulatedSheet {
  const plate = simulatedPlate({ shift });
  const treated = plate.slice(1, 7).map((row) => row.slice(1, 11));
  const means = treated[0].map((_, j) =>
    treated.reduce((sum, row) => sum + row[j], 0) / treated.length
  );
  return [
    ["SIMULATED crizotinib"],
    [`Replicate # ${shift + 1}`],
    ["Passage", 7],
    [],
    ...plate,
    [],
    ["Treated wells only"],
    ...treated.map((row) => [null, ...row]),
    [],
    [null, ...means.map((v, j) => ({ f: `AVERAGE(${"BCDEFGHIJK"[j]}6:${"BCDEFGHIJK"[j]}11)`, v }))],
    [],
    ...means.map((mean) => [null, mean, 100 * mean / means[0]]),
  ];
}

/** Two plates with titles, letters and numbers, as text. */
export const TWO_PLATES_CSV = asText([
  ["SIMULATED, two plates"],
  ["Plate: P1"],
  ["", ...NUMBERS],
  ...lettered(simulatedPlate()),
  [],
  ["Plate: P2"],
  ["", ...NUMBERS],
  ...lettered(simulatedPlate({ shift: 1 })),
]);

/** As Tecan's i-control writes it: a preamble, "<>" at the corner. */
export const TECAN_CSV = asText([
  ["Application: Tecan i-control", "", "SIMULATED"],
  ["Device: infinite 200Pro", "", "Serial number: 0"],
  ["Plate", "", "Corning 96 Flat Bottom"],
  ["Mode", "", "Absorbance"],
  ["Measurement Wavelength", "", 510, "nm"],
  ["Start Time:", "01.01.2020 10:00:00"],
  ["", "Temperature: 25.1 °C"],
  ["<>", ...NUMBERS],
  ...lettered(simulatedPlate()),
  [],
  ["End Time:", "01.01.2020 10:00:40"],
]);

/** As SoftMax Pro of a SpectraMax writes it: column numbers, no letters, a temperature. */
export const SPECTRAMAX_TXT = asText([
  ["##BLOCKS= 1"],
  ["Plate:", "Plate1", 1.3, "PlateFormat", "Endpoint", "Absorbance", "Raw", "FALSE", 1, "", "", 1],
  ["", "Temperature(°C)", ...NUMBERS],
  ...simulatedPlate().map((row, i) => ["", i === 0 ? 24.5 : "", ...row]),
  ["~End"],
  ["Original Filename: SIMULATED; Date Last Saved: 1/1/2020"],
], "\t");

/** As Gen5 of a Cytation writes its results: letters, numbers and the wavelength on the right. */
export const CYTATION_TXT = asText([
  ["Software Version", "3.10.06"],
  ["Experiment File Path:", "SIMULATED"],
  ["Plate Number", "Plate 1"],
  ["Reader Type:", "Cytation 5"],
  ["Results"],
  ["Actual Temperature:", 25],
  ["", ...NUMBERS],
  ...lettered(simulatedPlate()).map((row) => [...row, 510]),
], "\t");

/** As Gen5 writes a plate that was read and computed on in turn, below the layout of its samples. */
export const CYTATION_READS_TXT = asText([
  ["Plate Number", "Plate 1"],
  ["Layout"],
  ["", ...NUMBERS],
  ...lettered(simulatedPlate().map((row, i) => row.map((_, j) => `SPL${8 * j + i + 1}`)))
    .map((row) => [...row, "Well ID"]),
  [],
  ["Results"],
  ["", ...NUMBERS],
  ...lettered(simulatedPlate()).flatMap((row, i) => [
    [...row, "SRB:510"],
    ["", ...simulatedPlate({ shift: 4 })[i], "SRB:650"],
    [
      "",
      ...simulatedPlate()[i].map((value) => Math.round(1e6 * (value - 0.05)) / 1e6),
      "Blank SRB:510",
    ],
  ]),
], "\t");

/** As an EnVision writes plates: computed results, the readings, an empty plate map, for each plate. */
export const ENVISION_PLATES_CSV = asText([1, 2].flatMap((plate) => {
  const readings = simulatedPlate({ shift: plate });
  const block = (rows: (string | number)[][]) => [
    ["", ...NUMBERS.map(padded), ""],
    ...lettered(rows).map((row) => [...row, ""]),
  ];
  return [
    ["Plate information "],
    ["Plate", "Repeat", "Barcode", "Measured height", "Formula", ""],
    [plate, 1, "", "N/A", "Calc 1: Crosstalk", ""],
    [],
    ["Background information"],
    ["Plate", "Label", "Result", "Signal", "Flashes/Time", ""],
    [plate, "US LUM 96", 0, 4, 0.1, ""],
    [],
    ["Calculated results: Calc 1: Crosstalk"],
    ...block(readings.map((row) => row.map((value) => 2 * value))),
    [],
    ["Results for US LUM 96(1) - channel 0 (CPS)"],
    ...block(readings),
    [],
    ["Platemap:"],
    ["Plate", "", "", "", plate],
    [],
    ...block(readings.map((row) => row.map(() => "- "))),
    [],
    ["Exported with EnVision Workstation, SIMULATED"],
    [],
  ];
}));

function listOf(
  wells: (position: { letter: string; column: number }) => readonly (string | number)[],
): (string | number)[][] {
  return simulatedPlate().flatMap((row, i) =>
    row.map((value, j) => [...wells({ letter: LETTERS[i], column: j + 1 }), value])
  );
}

/** As MARS of BMG's CLARIOstar writes a table. */
export const BMG_CSV = asText([
  ["User: USER", "Path: SIMULATED", "Test ID: 1"],
  ["Test Name: SRB", "Date: 1/1/2020", "Time: 10:00:00"],
  ["Absorbance"],
  [],
  ["Well Row", "Well Col", "Content", "Raw Data (510)"],
  ...listOf(({ letter, column }) => [letter, column, `Sample X${column}`]),
]);

/** As an EnVision writes a list. */
export const ENVISION_CSV = asText([
  ["Plate information"],
  ["Plate", "Repeat", "Barcode", "Measured height"],
  [1, 1, "SIMULATED", 14],
  [],
  ["Plate", "Repeat", "Well", "Type", "Time", "US LUM 96 (cps)"],
  ...listOf(({ letter, column }) => [1, 1, `${letter}${padded(column)}`, "M", "00:00:01"]),
]);

/** As SkanIt of a Varioskan writes a list. */
export const VARIOSKAN_TXT = asText([
  ["SkanIt Software", "SIMULATED"],
  ["Measurement results"],
  [],
  ["Plate", "Well", "Group", "Type", "Sample", "Wavelength(s) [nm]", "Absorbance"],
  ...listOf((
    { letter, column },
  ) => ["Plate 1", `${letter}${padded(column)}`, 1, "Un", "Un0001", "510 nm"]),
], "\t");

/** Names of the wells, row by row. */
const WELLS = LETTERS.flatMap((letter) => NUMBERS.map((column) => `${letter}${column}`));

/** The plate read at each of these shifts, a row for each reading. */
function readings(shifts: readonly number[]): number[][] {
  return shifts.map((shift) => simulatedPlate({ shift }).flat());
}

/** As Gen5 of a Cytation writes kinetics: a time, a temperature and all wells in each row. */
export const GEN5_KINETIC_TXT = asText([
  ["Software Version", "3.11.19"],
  ["Experiment File Path:", "SIMULATED"],
  ["Plate Number", "Plate 1"],
  ["Reader Type:", "Cytation 5"],
  [],
  ["537"],
  [],
  ["", "Time", "T° 537", ...WELLS],
  ...readings([0, 1, 2]).map((row, i) => ["", `${24 * i}:00:00`, 37, ...row]),
  ["", "0:00:00", "", ...WELLS.map(() => "")],
], "\t");

/** As SoftMax Pro of a SpectraMax writes kinetics of two plates in its time format. */
export const SOFTMAX_KINETIC_TXT = asText([
  ["##BLOCKS= 2"],
  ...["Plate#1", "Plate#2"].flatMap((plate, p) => [
    ["Plate:", plate, 1.3, "TimeFormat", "Kinetic", "Absorbance", "Raw", "FALSE", 2, 1, 12, 96, 1],
    ["Time(hh:mm:ss)", "Temperature(°C)", ...WELLS],
    ...readings([2 * p, 2 * p + 1]).map((row, i) => [`0${i}:00:00`, 37, ...row]),
    [],
    ["~End"],
  ]),
  ["Original Filename: SIMULATED; Date Last Saved: 1/1/2020"],
], "\t");

/** As SoftMax Pro writes one reading in its time format. */
export const SOFTMAX_ENDPOINT_TXT = asText([
  ["##BLOCKS= 1"],
  ["Plate:", "Plate1", 1.3, "TimeFormat", "Endpoint", "Absorbance", "Raw", "FALSE", 1, 510, 12, 96],
  ["", "Temperature(°C)", ...WELLS],
  ["", 24.5, ...readings([0])[0]],
  [],
  ["~End"],
  ["Original Filename: SIMULATED; Date Last Saved: 1/1/2020"],
], "\t");

/** As SkanIt of a Varioskan writes kinetics. */
export const SKANIT_KINETIC_TXT = asText([
  ["SkanIt Software 6.1", "SIMULATED"],
  ["Measurement results"],
  ["Absorbance 1"],
  [],
  [
    "Reading",
    "avg. time [s]",
    ...LETTERS.flatMap((letter) => NUMBERS.map((column) => `${letter}${padded(column)}`)),
  ],
  ...readings([0, 1]).map((row, i) => [i + 1, i * 3600, ...row]),
], "\t");

/** As Tecan's i-control writes kinetics, with the samples' names as MARS of a CLARIOstar adds them. */
export const TECAN_KINETIC_CSV = asText([
  ["Application: Tecan i-control", "SIMULATED"],
  ["Start Time:", "01.01.2020 10:00:00"],
  [],
  ["Cycle Nr.", "Time [s]", "Temp. [°C]", ...WELLS],
  ["Content", "", "", ...WELLS.map((_, i) => `Sample X${i + 1}`)],
  ...readings([0, 1]).map((row, i) => [i + 1, (i * 86400).toFixed(1), 25.1, ...row]),
  [],
  ["End Time:", "03.01.2020 10:00:40"],
]);

/** As i-control writes kinetics by default: a row for each well, cycles and times above. */
export const TECAN_WELL_ROWS_CSV = asText([
  ["Application: Tecan i-control", "SIMULATED"],
  [],
  ["Label: SRB"],
  ["Cycle Nr.", 1, 2],
  ["Time [s]", 0, 86400],
  ["Temp. [°C]", 25.1, 25.2],
  ...WELLS.map((well, i) => [well, ...readings([0, 1]).map((row) => row[i])]),
  [],
  ["End Time:", "03.01.2020 10:00:40"],
]);

/** As MARS of BMG's CLARIOstar writes kinetics: the wells' rows and columns apart, times above. */
export const MARS_KINETIC_CSV = asText([
  ["User: USER", "Path: SIMULATED", "Test ID: 1"],
  ["Test Name: SRB", "Date: 1/1/2020", "Time: 10:00:00"],
  ["Absorbance"],
  [],
  ["Well Row", "Well Col", "Content", "Raw Data (510)", "Raw Data (510)"],
  ["", "", "Time [s]", 0, 86400],
  ...WELLS.map((well, i) => [
    well.charAt(0),
    Number(well.slice(1)),
    `Sample X${i + 1}`,
    ...readings([0, 1]).map((row) => row[i]),
  ]),
]);

/** Layout blocks, one for each of drug, dose and role. */
export const LAYOUT_BLOCKS_CSV = asText(
  ["drug", "dose (nM)", "role"].flatMap((name) => [
    [name, ...NUMBERS],
    ...lettered(Array.from({ length: 8 }, (_, i) =>
      NUMBERS.map((column) => {
        const treated = i > 0 && i < 7 && column > 1 && column < 12;
        if (name === "role") return column === 1 || column === 12 ? "blank" : "";
        if (!treated) return "";
        return name === "drug" ? "crizotinib" : DOSES[column - 2];
      }))),
    [],
  ]),
);

/** The bytes of a workbook. */
export function workbookOf(
  sheets: Readonly<Record<string, SimulatedSheet>>,
  bookType: "xlsx" | "xls" | "ods" = "xlsx",
): Uint8Array {
  const workbook = utils.book_new();
  for (const [name, rows] of Object.entries(sheets)) {
    const sheet = utils.aoa_to_sheet(
      rows.map((row) =>
        row.map((cell): CellObject | string | number | null =>
          cell !== null && typeof cell === "object" ? { t: "n", ...cell } : cell
        )
      ),
    );
    utils.book_append_sheet(workbook, sheet, name);
  }
  return new Uint8Array(write(workbook, { type: "array", bookType, compression: true }));
}

/** Gives a test the path of a file with these bytes or this text, and removes it afterwards. */
export async function withFile<T>(
  name: string,
  content: string | Uint8Array,
  test: (path: string) => Promise<T>,
): Promise<T> {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/${name}`;
  try {
    if (typeof content === "string") await Deno.writeTextFile(path, content);
    else await Deno.writeFile(path, content);
    return await test(path);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
