/** Plates as readers' own programs lay them out, all SIMULATED: our numbers, their lines. */
import { asText, lettered, simulatedPlate } from "./good_plates.ts";

type Cells = (string | number)[];

const NUMBERS = Array.from({ length: 12 }, (_, i) => i + 1);
const LETTERS = [..."ABCDEFGH"];
const WELLS = LETTERS.flatMap((letter) => NUMBERS.map((column) => `${letter}${column}`));

const plateOf = (shift: number): Cells[] => simulatedPlate({ shift });

/** A plate with a word in place of some of its readings. */
export function withWords(plate: Cells[], words: Readonly<Record<string, string>>): Cells[] {
  return plate.map((row, i) => row.map((cell, j) => words[`${LETTERS[i]}${j + 1}`] ?? cell));
}

/** Numbers on a line of their own, which the readings follow or precede. */
const end = [["~End"], ["Original Filename: SIMULATED; Date Last Saved: 1/1/2020"]];

/**
 * SoftMax Pro's plate format: for each time the plates of all wavelengths side by side, below one line of
 * column numbers, then what it reduced from them, then groups of wells with their results.
 */
export function softmaxPlates({ plates = ["Plate#1"], times = [""], waves = ["450"], reduced }: {
  readonly plates?: readonly string[];
  readonly times?: readonly string[];
  readonly waves?: readonly string[];
  /** What the reduced number of a well is, of its first reading; none by default. */
  readonly reduced?: (value: number) => number;
}): string {
  const besides = (all: readonly Cells[]) => all.flatMap((row, i) => i === 0 ? row : ["", ...row]);
  const section = (plate: string, p: number): Cells[] => {
    const shiftOf = (t: number, w: number) => p * 8 + t * waves.length + w;
    return [
      ["Plate:", plate, 1.3, "PlateFormat", "Endpoint", "Absorbance", "Raw", "FALSE", times.length]
        .concat(["", "", "", "", "", waves.length, `${waves.join(" ")} `, 1, 12, 96, 1, 8]),
      ["", "Temperature(°C)", ...besides(waves.map(() => NUMBERS))],
      ...times.flatMap((time, t) => [
        ...LETTERS.map((_, i): Cells => [
          i === 0 ? time : "",
          i === 0 ? 37 : "",
          ...besides(waves.map((_, w) => plateOf(shiftOf(t, w))[i])),
        ]),
        [],
      ]),
      ...(reduced === undefined ? [] : [
        ["", "", ...NUMBERS],
        ...simulatedPlate({ shift: shiftOf(0, 0) }).map((row) => ["", "", ...row.map(reduced)]),
      ]),
      ["~End"],
      ["Group: Unknowns"],
      ["Sample", "Wells", "Value", "MeanValue", "SD", "CV"],
      ...["B2", "B3", "C2", "C3", "D2", "D3"].map((well, i) => ["S1", well, 7, i, 0.1, 3.4]),
      ["~End"],
    ];
  };
  return asText([["##BLOCKS= 2"], ...plates.flatMap(section), ...end.slice(1)], "\t");
}

/** SoftMax Pro's time format of an endpoint: a line for each wavelength, and one of what it reduced. */
export const SOFTMAX_WAVES_TXT = asText([
  ["##BLOCKS= 2"],
  ...["P1", "P2"].flatMap((plate, p) => [
    ["Plate:", plate, 1.3, "TimeFormat", "Endpoint", "Absorbance", "", 2, "450 650 ", 1, 12, 96],
    ["", "Temperature(°C)", ...WELLS],
    ["", 37, ...plateOf(2 * p).flat()],
    [],
    ["", 37, ...plateOf(2 * p + 1).flat()],
    [],
    ["", "", ...WELLS],
    ["", "", ...simulatedPlate({ shift: 2 * p }).flat().map((value) => 2 * value)],
    ["~End"],
  ]),
  ...end.slice(1),
], "\t");

/** i-control's text of one or several labels: each with its settings, a temperature and "<>". */
export function icontrolLabels(labels: readonly string[], words = {}): string {
  return asText([
    ["Application: Tecan i-control", "", "SIMULATED"],
    ["Plate", "", "Corning 96 Flat Bottom"],
    ...labels.flatMap((label, i) => [
      [`Label: ${label}`],
      ["Mode", "", "Absorbance"],
      ["Part of Plate", "", "A1-H12"],
      ["Start Time:", "01.01.2020 10:00:00"],
      [],
      ["", "Temperature: 25.1 °C"],
      ["<>", ...NUMBERS],
      ...lettered(withWords(plateOf(i), words) as (string | number)[][]),
      [],
      ["End Time:", "01.01.2020 10:00:40"],
    ]),
  ], "\t");
}

/** i-control's kinetics of several reads in each well: a block for each well, with the mean. */
export const ICONTROL_READS_TXT = asText([
  ["Application: Tecan i-control", "SIMULATED"],
  ["Label: SRB"],
  ["Multiple Reads per Well (Circle (filled))", "", "2 x 2"],
  ["Start Time:", "01.01.2020 10:00:00"],
  [],
  ...WELLS.flatMap((well, i) => [
    ["Cycles / Well"],
    [well, 1, 2],
    ["Time [s]", 0, 86400],
    ["Temp. [°C]", 25.1, 25.2],
    ["Mean", plateOf(0).flat()[i], plateOf(1).flat()[i]],
    ["StDev", 0.01, 0.02],
    ["0;1", 0.5, 0.6],
    ["1;0", 0.7, 0.8],
    [],
  ]),
  ["End Time:", "03.01.2020 10:00:40"],
], "\t");

/** i-control's endpoint of several reads in each well. */
export const ICONTROL_MEANS_TXT = asText([
  ["Application: Tecan i-control", "SIMULATED"],
  ["Well", "Mean", "StDev", "0;1", "1;0"],
  ...WELLS.map((well, i) => [well, plateOf(0).flat()[i], 0.01, 0.5, 0.7]),
  [],
  ["End Time:", "01.01.2020 10:00:40"],
], "\t");

/** SparkControl's endpoints: a list of the wells for each measurement. */
export const SPARK_LISTS_CSV = asText([
  ["Application: SparkControl", "SIMULATED"],
  ["Plate", "", "[GRE96ft] - Greiner 96 Flat Transparent"],
  ["Name", "", "GRE96ft"],
  ...["OD510", "OD650"].flatMap((name, i) => [
    ["Mode", "Absorbance"],
    ["Name", name],
    ["Temperature", "", 28.5, "°C"],
    [],
    ["<>", "Value", "Time [ms]"],
    ...WELLS.map((well, k) => [well, plateOf(i).flat()[k], 204 * k]),
    ["End Time", "", "01/01/2020 10:00"],
  ]),
]);

/** EnVision's plates without letters and numbers, each first as it was computed. */
export const ENVISION_BARE_CSV = asText([
  ["SIMULATED"],
  ...[3, 5].flatMap((plate) =>
    ["Formula", "Group"].flatMap((kind) => [
      ["Plate information"],
      ["Plate", "Repeat", "Barcode", "Measured height", kind, "Label", "Measurement date"],
      [plate, 1, "B1", 11.9, 23.1, 23.2, 46.9, 47.5, 1, 0, 0, "SRB(1)", "De=1st", "1/1/2020"],
      [],
      ["Background information"],
      ["Plate", "Label", "Result", "Signal", "Flashes/Time", "Meastime"],
      [plate, "SRB 510", 0, 162, 50, "00:00:00.000"],
      [],
      ...simulatedPlate({ shift: plate }).map((row, i) =>
        row.map((value, j) => kind === "Group" ? value : value * (1 - ((i * j) % 5) / 50))
      ),
      [],
    ])
  ),
]);

/** Kaleido's results of two measurements, with barcodes above them and an empty plate map below. */
export const KALEIDO_CSV = asText([
  ["EnSight Results from", "SIMULATED"],
  ...[1, 2].flatMap((measurement) => [
    [`Result for Absorbance ${measurement}`],
    ["Barcode", "Repeat", "Loop no", "Ems wl"],
    ["V-2020-01-01 10:00:00", 1, "", ""],
    [],
    ["", ...NUMBERS],
    ...lettered(simulatedPlate({ shift: measurement })),
    [],
  ]),
  ["Platemap"],
  ["", ...NUMBERS],
  ...lettered(simulatedPlate().map((row) => row.map(() => "-")) as unknown as number[][]),
  ["Exported with Kaleido 3.0"],
]);

/** Gen5's results that stand in turn: readings, and numbers that it could seldom compute. */
export const GEN5_RESULTS_TXT = asText([
  ["Plate Number", "Plate 1", "SIMULATED"],
  ["Results"],
  ["", ...NUMBERS],
  ...lettered(withWords(plateOf(0), { B2: "OVRFLW", C3: "MISSED", D4: "*0.356*" }) as number[][])
    .flatMap((row, i) => [
      [...row, "SRB:510"],
      ["", ...NUMBERS.map((column) => column === i + 1 ? 5035.3 : "?????"), "[Concentration]"],
    ]),
], "\t");

/** MARS's 1536 wells, whose rows below Z it letters a to f. */
export const MARS_1536_CSV = asText([
  ["User: USER", "SIMULATED"],
  ["Luminescence"],
  ["Raw Data (No filter)"],
  [],
  ["", ...Array.from({ length: 48 }, (_, i) => i + 1)],
  ...[..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef"].map((letter, i) => [
    letter,
    ...Array.from({ length: 48 }, (_, j) => 1000 * (i + 1) + j + 1),
  ]),
]);
