import { nearest, plural, quote } from "../errors/mod.ts";
import type { PlateReading, ReadingTable } from "./reading_table.ts";
import { parseTime } from "./reading_time.ts";
import type { WellList } from "./well_list.ts";

/** The readings to take, one of each plate, as a list of wells; or what must be decided first. */
export type ChosenReading =
  | {
    readonly list: WellList;
    readonly heading: string;
    readonly readings: readonly PlateReading[];
  }
  | { readonly question: string };

/** A reading with its table and the name by which it is asked for. */
interface NamedReading {
  readonly table: ReadingTable;
  readonly reading: PlateReading;
  /** What tells it from every other. */
  readonly heading: string;
  /** What tells it from every other of its plate. */
  readonly onPlate: string;
}

/** Two clocks that differ by less are one. */
const SAME_SECOND = 0.5;

/**
 * The reading of each plate that is meant: the only one, or the one that `responseName` names by its
 * time ("24:00:00", "24 h"), by the title of its table, or by both ("OD510, 24:00:00").
 *
 * @param sheet The sheet's name, which names the plate; "" in a text file
 * @returns A question where several readings of one plate can be meant; null where none has the name
 */
export function chooseReading(
  tables: readonly ReadingTable[],
  { responseName, sheet }: { readonly responseName?: string; readonly sheet: string },
): ChosenReading | null {
  const twice = tables.find(({ twice }) => twice !== null);
  if (twice !== undefined) {
    return {
      question:
        `well ${twice.twice} stands twice in ${twice.header}, as two plates or two reads side by side. Leave one of them in the file`,
    };
  }
  const all = namedReadings(tables);
  const meant = responseName === undefined ? all : readingsNamed(all, responseName);
  if (meant.length === 0) return null;
  const plates = Map.groupBy(meant, ({ reading }) => reading.plate);
  if ([...plates.values()].some((readings) => readings.length > 1)) {
    return { question: whichOf(meant, responseName) };
  }
  const heading = meant.length === 1 ? meant[0].heading : meant[0].onPlate;
  return {
    list: listOf(meant, {
      name: responseName ?? heading,
      heading,
      isNamed: all.length > plates.size ||
        meant.some(({ reading: { name, place } }) => name !== place),
      sheet,
    }),
    heading,
    readings: meant.map(({ reading }) => reading),
  };
}

/** What a name that fits no reading could have meant. */
export function noReadingNamed(tables: readonly ReadingTable[], responseName: string): string {
  const all = namedReadings(tables);
  const near = nearestReading(all, responseName);
  return `no reading is called ${quote(responseName)} (there are ${describeReadings(all)})${
    near === undefined ? "" : `. Did you mean responseName: ${quote(near)}?`
  }`;
}

/**
 * The readings of a table in words: how many, of how many wells, from when to when.
 *
 * @param noun What they are called: "reading", or "other reading"
 */
export function describeTable({ readings, title }: ReadingTable, noun = "reading"): string {
  const [first, last] = [readings[0], readings[readings.length - 1]];
  const wells = plural(first.cells.size, "well");
  const when = readings.length === 1 ? first.name : `${first.name} to ${last.name}`;
  return `${plural(readings.length, noun)} of ${wells}, ${when}${
    title === "" || title === when ? "" : `: ${title}`
  }`;
}

/** Readings by title, plate and time, of which each is named only where it tells readings apart. */
function namedReadings(tables: readonly ReadingTable[]): NamedReading[] {
  const titles = new Set(tables.map(({ title }) => title));
  const plates = new Set(tables.flatMap(({ readings }) => readings.map(({ plate }) => plate)));
  const keyOf = ({ title, plate }: ReadingTable) => JSON.stringify([title, plate]);
  const alike = Map.groupBy(tables, keyOf);
  return tables.flatMap((table) => {
    const title = titles.size > 1 ? table.title : "";
    const place = (alike.get(keyOf(table))?.length ?? 0) > 1 ? table.header : "";
    return table.readings.map((reading): NamedReading => {
      const plate = plates.size > 1 ? labelOf(reading.plate) : "";
      const named = (parts: readonly string[]) => [...new Set(parts)].filter(Boolean).join(", ");
      return {
        table,
        reading,
        heading: named([title, plate, place, reading.name]),
        onPlate: named([title, place, reading.name]),
      };
    });
  });
}

function labelOf(plate: string): string {
  return plate === "" || /^plate/i.test(plate) ? plate : `plate ${plate}`;
}

/** The readings that a name means in the strictest sense in which it means any. */
function readingsNamed(all: readonly NamedReading[], wanted: string): readonly NamedReading[] {
  const name = wanted.trim().toLowerCase();
  const seconds = parseTime(wanted)?.seconds ?? null;
  const senses: readonly ((one: NamedReading) => boolean)[] = [
    ({ heading }) => heading.toLowerCase() === name,
    ({ onPlate }) => onPlate.toLowerCase() === name,
    ({ reading }) => reading.name.toLowerCase() === name,
    ({ reading }) =>
      seconds !== null && reading.seconds !== null &&
      Math.abs(reading.seconds - seconds) < SAME_SECOND,
    ({ table }) => table.title !== "" && table.title.toLowerCase() === name,
    // A time, or a number that may be one, is no part of another: "24" does not mean "240 h".
    ({ reading }) => /^\d+$/.test(name) && reading.seconds === null && isPartOf(name, reading.name),
    ({ heading }) => parseTime(wanted) === undefined && isPartOf(name, heading),
  ];
  for (const sense of senses) {
    const found = all.filter(sense);
    if (found.length > 0) return found;
  }
  return [];
}

/** Whether the words of a name stand in a title, whole and in turn: "5 m" is no part of "15 min". */
export function isPartOf(name: string, title: string): boolean {
  const [part, whole] = [name, title].map((text) =>
    text.toLowerCase().split(/[\s,;()[\]"]+/).filter(Boolean)
  );
  return part.length > 0 &&
    whole.some((_, i) => part.every((word, j) => whole[i + j] === word));
}

function whichOf(meant: readonly NamedReading[], responseName: string | undefined): string {
  const { heading, onPlate } = meant[meant.length - 1];
  // One name may mean a reading of every plate.
  const same = meant.filter((one) => one.onPlate === onPlate);
  const isOfEach = new Set(same.map(({ reading }) => reading.plate)).size === same.length;
  const last = isOfEach ? onPlate : heading;
  const by = responseName === undefined ? "" : ` that ${quote(responseName)} can mean`;
  return `${plural(meant.length, "reading")}${by}, of which a plate needs one: ${
    describeReadings(meant)
  }. Name the one to read: responseName: ${quote(last)}`;
}

/** More names than this say no more. */
const MOST_NAMED = 6;

function describeReadings(all: readonly NamedReading[]): string {
  const names = all.map(({ heading }) => quote(heading));
  return names.length <= MOST_NAMED
    ? names.join(", ")
    : [...names.slice(0, 3), "…", ...names.slice(-2)].join(", ");
}

/** The reading next in time, or of the most similar name. */
function nearestReading(all: readonly NamedReading[], wanted: string): string | undefined {
  const seconds = parseTime(wanted)?.seconds ?? null;
  const timed = all.filter(({ reading }) => reading.seconds !== null);
  if (seconds === null || timed.length === 0) {
    return nearest(wanted, all.map(({ heading }) => heading));
  }
  const distance = ({ reading }: NamedReading) => Math.abs((reading.seconds ?? 0) - seconds);
  return timed.reduce((best, next) => distance(next) < distance(best) ? next : best).heading;
}

/** The chosen readings as the list of wells that other exports are. */
function listOf(
  chosen: readonly NamedReading[],
  { name, heading, isNamed, sheet }: {
    readonly name: string;
    readonly heading: string;
    /** Whether the heading says more than where the only reading stands. */
    readonly isNamed: boolean;
    readonly sheet: string;
  },
): WellList {
  const [{ table, reading: first }] = chosen;
  const wells = chosen.flatMap(({ reading }) => {
    const own = chosen.length === 1 && sheet !== "" ? "" : reading.plate;
    const plate = chosen.length === 1 ? own : [sheet, own].filter(Boolean).join(" ");
    return [...reading.cells].map(([position, { row, column, cell }]) => ({
      row,
      position,
      plate,
      cells: [position, cell],
      ...(column === undefined ? {} : {
        column: `${column} (${isNamed ? `well ${position} at ${heading}` : `well ${position}`})`,
      }),
    }));
  });
  return {
    rows: chosen.flatMap(({ reading }) => reading.rows),
    left: first.left,
    columns: first.columns,
    names: ["Well", name],
    hasDoses: false,
    signals: [1],
    records: [
      { row: table.rows[0], cells: ["Well", name] },
      ...wells.map(({ row, cells }) => ({ row, cells })),
    ],
    wells,
    strays: [],
    header: table.rows[0],
    note: `${plural(wells.length, "well")} at ${heading}`,
    ...(isNamed ? { heading } : {}),
  };
}
