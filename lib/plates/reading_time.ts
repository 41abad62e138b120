/** Seconds of the units in which readers write times. */
const SECONDS: Readonly<Record<string, number>> = {
  ms: 1e-3,
  s: 1,
  sec: 1,
  second: 1,
  seconds: 1,
  min: 60,
  minute: 60,
  minutes: 60,
  h: 3600,
  hr: 3600,
  hrs: 3600,
  hour: 3600,
  hours: 3600,
  d: 86_400,
  day: 86_400,
  days: 86_400,
};

/** A time as it stands in a file. */
export interface ReadingTime {
  /** In words, with the unit that its column names: "24:00:00", "300 s". */
  readonly text: string;
  /** Null where nothing says what its numbers are. */
  readonly seconds: number | null;
}

/**
 * The time in a cell: "24:00:00", "1.02:00:00" (a day and two hours), "10 h 5 min", or a number.
 *
 * @param unit What a number without a unit counts, as {@linkcode unitOfTime} gives it
 * @returns Undefined where the cell is no time
 */
export function parseTime(cell: string, unit: string | null = null): ReadingTime | undefined {
  const text = cell.trim();
  if (/^\d+([.,]\d+)?(e[+-]?\d+)?$/i.test(text)) {
    const value = Number(text.replace(",", "."));
    return unit === null
      ? { text, seconds: null }
      : { text: `${text} ${unit}`, seconds: value * SECONDS[unit.toLowerCase()] };
  }
  const [, days = "0", hours, minutes, seconds] =
    /^(?:(\d+)\.)?(\d+):(\d{2}):(\d{2}(?:[.,]\d+)?)$/.exec(text) ?? [];
  if (hours !== undefined) {
    const rest = 3600 * Number(hours) + 60 * Number(minutes) + Number(seconds.replace(",", "."));
    return { text, seconds: 86_400 * Number(days) + rest };
  }
  const parts = [...text.matchAll(/(\d+(?:[.,]\d+)?)\s*([a-z]+)\b\.?/gi)];
  if (
    parts.length > 0 && parts.every(([, , word]) => Object.hasOwn(SECONDS, word.toLowerCase())) &&
    text.replace(/(\d+(?:[.,]\d+)?)\s*([a-z]+)\b\.?/gi, "").trim() === ""
  ) {
    const sum = parts.reduce(
      (sum, [, number, word]) =>
        sum + Number(number.replace(",", ".")) * SECONDS[word.toLowerCase()],
      0,
    );
    return { text, seconds: sum };
  }
  // "0:05" may be minutes or seconds, a date is no duration: they are names alone.
  return /^[\d:./\s-]*\d[\d:./\s-]*([ap]m)?$/i.test(text) ? { text, seconds: null } : undefined;
}

/** The unit that the header of a column of times ends in: "Time [s]", "time_h", "Hours"; else null. */
export function unitOfTime(header: string): string | null {
  const word = /(?:^|[[(_\s])([a-z]+)[\])]?\s*$/i.exec(header)?.[1];
  return word !== undefined && Object.hasOwn(SECONDS, word.toLowerCase()) ? word : null;
}
