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
 * The time in a cell: "24:00:00", "1.02:00:00" (a day and two hours), "10 h 5 min", "1d0h0m", or a number.
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
  const sum = sumOfUnits(text);
  if (sum !== null) return { text, seconds: sum };
  // "0:05" may be minutes or seconds, a date is no duration: they are names alone.
  return /^[\d:./\s-]*\d[\d:./\s-]*([ap]m)?$/i.test(text) ? { text, seconds: null } : undefined;
}

/** The seconds in "10 h 5 min", "1d0h0m" or "1 h 30"; null where the text is no sum of units. */
function sumOfUnits(text: string): number | null {
  // Minutes may go without their unit behind hours, and be an "m" behind hours or days alone.
  const whole = text.replace(/(\d\s*h(?:rs?|ours?)?\s*\d+)$/i, "$1 min")
    .replace(/(\d\s*[dh]\s*\d+(?:[.,]\d+)?\s*)m(?![a-z])/i, "$1min");
  const parts = [...whole.matchAll(AMOUNT)];
  const isAll = parts.length > 0 && whole.replace(AMOUNT, "").trim() === "" &&
    parts.every(([, , word]) => Object.hasOwn(SECONDS, word.toLowerCase()));
  return isAll
    ? parts.reduce(
      (sum, [, number, word]) =>
        sum + Number(number.replace(",", ".")) * SECONDS[word.toLowerCase()],
      0,
    )
    : null;
}

const AMOUNT = /(\d+(?:[.,]\d+)?)\s*([a-z]+)(?![a-z])\.?/gi;

/** The unit that the header of a column of times ends in: "Time [s]", "time_h", "Hours"; else null. */
export function unitOfTime(header: string): string | null {
  const word = /(?:^|[[(_\s])([a-z]+)[\])]?\s*$/i.exec(header)?.[1];
  return word !== undefined && Object.hasOwn(SECONDS, word.toLowerCase()) ? word : null;
}
