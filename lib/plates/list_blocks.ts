import { type CellProblem, DataError, list, nearest, plural, quote } from "../errors/mod.ts";
import { type DecimalMark, isMissing, numberFormat, parseNumber } from "../tables/mod.ts";
import type { PlateBlock } from "./plate_block.ts";
import { PLATE_SHAPES, plateFormatOf, positionAt } from "./position.ts";
import { isInstrumentWord, type ListedWell, type WellList } from "./well_list.ts";

/** The plates of a list of wells, or what must be decided before they can be read. */
export type ListReading =
  | { readonly plates: readonly PlateBlock[]; readonly signal: string }
  | { readonly question: string };

/**
 * Plates from a list of wells.
 *
 * @param options.responseName The column of the signal, where several can be it
 * @param options.name The plate's name where no column says it
 * @throws {DataError} If a reading is no number, nor a word that instruments write
 */
export function platesOfList(
  found: WellList,
  { source, where, name, responseName, decimal }: {
    readonly source: string;
    readonly where: string;
    readonly name: string;
    readonly responseName?: string;
    readonly decimal?: DecimalMark;
  },
): ListReading {
  const signal = signalColumn(found, responseName);
  if (typeof signal === "string") return { question: signal };
  const twice = standsTwice(found.wells);
  if (twice !== null) return { question: twice };
  const records = found.records.slice(1);
  const format = numberFormat({ source: where, columns: found.names, rows: records, decimal }, [
    signal,
  ]);
  const problems: CellProblem[] = [];
  const read = sourceWithHeading(source, found.heading);
  const plates = [...Map.groupBy(found.wells, ({ plate }) => plate || name)].map(
    ([plate, wells]): PlateBlock => {
      const wellFormat = plateFormatOf(wells.map(({ position }) => position));
      const { rows, columns } = PLATE_SHAPES[wellFormat];
      const signals = new Map<string, number>();
      const words: Record<string, string> = {};
      for (const { row, position, cells, column } of wells) {
        const cell = cells[signal] ?? "";
        if (isMissing(cell)) continue;
        const value = parseNumber(cell, format);
        if (value !== undefined) signals.set(position, value);
        else if (isInstrumentWord(cell)) words[position] = cell;
        else {problems.push({
            row,
            column: column ?? found.names[signal],
            needed: "a finite number",
            found: cell,
          });}
      }
      return {
        source: read,
        plate,
        title: "",
        format: wellFormat,
        signals: Array.from(
          { length: rows },
          (_, i) =>
            Array.from(
              { length: columns },
              (_, j) => signals.get(positionAt(i + 1, j + 1)) ?? null,
            ),
        ),
        rows: Array(rows).fill(wells[0].row),
        words,
        wellRows: Object.fromEntries(wells.map(({ position, row }) => [position, row])),
      };
    },
  );
  if (problems.length > 0) throw DataError.ofCells(`read ${where}`, problems);
  return { plates, signal: found.names[signal] };
}

/**
 * The file and the reading that was taken from it ("run.txt, 240 h"), so that every report says which
 * one it was. A slash would begin the name of a file.
 */
function sourceWithHeading(source: string, heading = ""): string {
  return [source, heading.replaceAll(/[/\\]/g, " ")].filter(Boolean).join(", ");
}

/** The column of the signal, or the question which it is. */
export function signalColumn(
  { names, signals, header }: WellList,
  responseName: string | undefined,
): number | string {
  if (responseName !== undefined) {
    const index = names.findIndex((name) => name.toLowerCase() === responseName.toLowerCase());
    if (index >= 0) return index;
    const near = nearest(responseName, names);
    return `the list of wells has no column ${quote(responseName)} (it has ${
      list(names.map(quote), 20)
    })${near === undefined ? "" : `. Did you mean ${quote(near)}?`}`;
  }
  if (signals.length === 1) return signals[0];
  const choices = signals.length === 0 ? names : signals.map((i) => names[i]);
  return `${signals.length === 0 ? "no column" : plural(signals.length, "column")} below row ${
    header ?? 0
  } can be the signal: ${list(choices.map(quote), 20)}. Name the one to read: responseName: ${
    quote(choices[0])
  }`;
}

function standsTwice(wells: readonly ListedWell[]): string | null {
  const first = new Map<string, number>();
  for (const { plate, position, row } of wells) {
    const key = JSON.stringify([plate, position]);
    const earlier = first.get(key);
    if (earlier !== undefined) {
      return `well ${position} stands in rows ${earlier} and ${row}, as several plates, or several reads of one. Add a column "Plate", or leave one read in the file`;
    }
    first.set(key, row);
  }
  return null;
}
