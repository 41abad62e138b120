import { formatNumber } from "../../display/mod.ts";
import { DataError, list, quote, UsageError } from "../../errors/mod.ts";
import { portableExp10 } from "../../numerics/mod.ts";
import { knownUnit } from "../../plates/mod.ts";
import { isMolarUnit, parseUnit, toNanomolar } from "../../potency/mod.ts";
import type { PrismTable } from "../../tables/mod.ts";

/** How the X column of a Prism table is to be understood, where its title leaves that open. */
export interface PrismDoseOptions {
  /** Unit of the doses (of which X may be the logarithm), where the title of X does not say it. */
  readonly doseUnit?: string;
  /** Whether X holds log10 of the dose; by default what title and values say, where they agree. */
  readonly logDose?: boolean;
  /** The X value that stands for the vehicle, as on a logarithmic axis a very low one may. */
  readonly vehicleX?: number;
}

/** The dose of each row of a table. */
export interface PrismDoses {
  /** Unit of the doses. */
  readonly unit: string;
  /** One per row; null where X is empty. */
  readonly doses: readonly (number | null)[];
  /** What a reader should know of the reading. */
  readonly notes: readonly string[];
}

/**
 * The doses that the X column of a Prism table holds, as they are or as logarithms (base 10).
 *
 * Negative values can only be logarithms. Where the title says "log" but the values cannot be
 * logarithms of doses, or could as well be doses, nothing is assumed: the error says what either
 * reading would make of them. X = 0 on a linear axis is the vehicle.
 *
 * @throws {UsageError} If two readings are possible, or nothing says the unit
 * @throws {DataError} If X is empty, holds text, or contradicts `logDose`
 */
export function dosesOfX(table: PrismTable, options: PrismDoseOptions = {}): PrismDoses {
  const values = readX(table);
  const unit = unitOfX(table, options.doseUnit);
  const measured = values.flatMap((x) => x === null || x === options.vehicleX ? [] : [x]);
  if (measured.length === 0) {
    throw new DataError(`Cannot read ${nameOf(table)}: needs X values, found none`);
  }
  const logs = holdsLogs(table, measured, unit, options.logDose);
  const doses = values.map((x) =>
    x === null ? null : x === options.vehicleX ? 0 : logs ? portableExp10(x) : x
  );
  const empty = logs && values.some((x, row) => x === null && hasResponse(table, row));
  return {
    unit,
    doses,
    notes: [
      ...(logs ? [`X is read as log10 of the dose in ${unit}`] : []),
      ...(logs ? farBelow(measured, unit) : []),
      ...(empty
        ? [
          "A row without X cannot stand on a logarithmic axis; if it is the vehicle, give it a very low X and name that as vehicleX",
        ]
        : []),
    ],
  };
}

/** A table as messages name it. */
export function nameOf({ source, title }: PrismTable): string {
  return `${source}, table ${quote(title)}`;
}

function hasResponse({ columns }: PrismTable, row: number): boolean {
  return columns.some(({ subcolumns }) => subcolumns.some((cells) => cells[row].text !== ""));
}

function readX(table: PrismTable): (number | null)[] {
  const cells = table.x?.subcolumns[0] ?? [];
  const wrong = cells.flatMap(({ text, value }, i) =>
    text !== "" && value === null
      ? [{ row: i + 1, column: "X", needed: "a number", found: text }]
      : []
  );
  if (wrong.length > 0) throw DataError.ofCells(`read ${nameOf(table)}`, wrong);
  return cells.map(({ value }) => value);
}

/** Units that a title can hold by accident: "x" is also the name of an axis. */
const NOT_IN_TITLES: ReadonlySet<string> = new Set(["x", "%"]);

function unitOfX(table: PrismTable, declared: string | undefined): string {
  const title = table.x?.title ?? "";
  const words = [
    ...title.matchAll(/[([]([^()[\]]+)[)\]]/g),
    ...title.matchAll(/([^\s()[\],;:_]+)/g),
  ].map(([, word]) => knownUnit(word));
  const named = [...new Set(words.filter((unit) => unit !== undefined))]
    .filter((unit) => !NOT_IN_TITLES.has(unit));
  const unit = declared === undefined ? undefined : parseUnit(declared);
  if (named.length > 0 && unit !== undefined && !named.includes(unit)) {
    throw new UsageError(
      `Cannot read ${nameOf(table)}: X is titled ${
        quote(title)
      }, but doseUnit says ${unit}. Leave doseUnit out, or change the title`,
    );
  }
  if (unit !== undefined) return unit;
  if (named.length === 1) return named[0];
  throw new UsageError(
    `Cannot read ${nameOf(table)}: the unit of X must be said, found ${
      named.length === 0 ? `none in its title ${quote(title)}` : list(named)
    }. Say doseUnit, such as "M" or "nM"`,
  );
}

/** Doses closer together than this (in powers of ten) are no dilution series. */
const LEAST_SPAN = 0.1;

/** Nothing is dissolved at more than 10 M; other units have no such limit but the absurd. */
const MOST_NANOMOLAR = 1e10;
const MOST_LOG = 20;

/** As doses, values of a dilution series span at least this; logarithms seldom do. */
const WIDE_SERIES = 50;

function holdsLogs(
  table: PrismTable,
  values: readonly number[],
  unit: string,
  declared: boolean | undefined,
): boolean {
  const title = table.x?.title ?? "";
  const [least, most] = [
    values.reduce((a, b) => Math.min(a, b)),
    values.reduce((a, b) => Math.max(a, b)),
  ];
  const positive = values.filter((x) => x > 0);
  const negative = least < 0;
  const zeroAmongLogs = negative && most === 0 && unit === "M" &&
    values.every((x) => x === 0 || x <= -3);
  const possible = (most - least >= LEAST_SPAN || values.length === 1) && !tooHigh(most, unit);
  if (declared === true) {
    if (possible) return true;
    throw new DataError(
      `Cannot read ${
        nameOf(table)
      }: X cannot be log10 of the dose, as logDose says: it would make doses of ${
        asLogs(least, most, unit)
      }. Say logDose: false`,
    );
  }
  if (declared === false) {
    if (!negative) return false;
    throw new DataError(
      `Cannot read ${nameOf(table)}: X must be doses >= 0, as logDose says, found ${
        formatNumber(least)
      }. Say logDose: true`,
    );
  }
  if (zeroAmongLogs) {
    throw new UsageError(
      `Cannot read ${nameOf(table)}: X = 0 among logarithms would be a dose of 1 M. ` +
        `Say vehicleX: 0 if it stands for the vehicle, or logDose: true if it does not`,
    );
  }
  if (negative) {
    if (possible) return true;
    throw new DataError(
      `Cannot read ${nameOf(table)}: X must be doses or log10 of doses, found ${
        formatNumber(least)
      } to ${formatNumber(most)}, which are neither`,
    );
  }
  if (!/\blog/i.test(title)) return false;
  const series = positive.length > 1 &&
    most / positive.reduce((a, b) => Math.min(a, b)) >= WIDE_SERIES;
  if (possible && !series) return true;
  const logs = asLogs(least, most, unit);
  throw new UsageError(
    `Cannot read ${nameOf(table)}: X is titled ${quote(title)}, but holds ${
      formatNumber(least)
    } to ${formatNumber(most)}, which look like doses and not like their logarithms. ` +
      `Say logDose: false to read doses of ${formatNumber(least)} to ${formatNumber(most)} ${unit}${
        least === 0 ? ", 0 being the vehicle" : ""
      }${
        possible
          ? `; or logDose: true to read ${logs}`
          : `; as logarithms they would be ${logs}, which is no dilution series`
      }`,
  );
}

function tooHigh(most: number, unit: string): boolean {
  return isMolarUnit(unit)
    ? toNanomolar(portableExp10(most), unit) > MOST_NANOMOLAR
    : most > MOST_LOG;
}

function asLogs(least: number, most: number, unit: string): string {
  const figures = most - least < LEAST_SPAN ? 6 : 3;
  return `${formatNumber(portableExp10(least), figures)} to ${
    formatNumber(portableExp10(most), figures)
  } ${unit}`;
}

/** Powers of ten below the next dose from which an X is likely to stand for the vehicle. */
const FAR = 3;

function farBelow(values: readonly number[], unit: string): string[] {
  const [lowest, next] = [...new Set(values)].sort((a, b) => a - b);
  if (next === undefined || next - lowest < FAR) return [];
  return [
    `X = ${formatNumber(lowest)} lies ${
      formatNumber(next - lowest)
    } powers of ten below the next and is read as a dose of ${
      formatNumber(portableExp10(lowest))
    } ${unit}; if it stands for the vehicle, say vehicleX: ${lowest}`,
  ];
}
