import { DataError, quote } from "../../errors/mod.ts";

/**
 * What a file of this library carries of itself besides its rows, from its JSON.
 *
 * @param text The JSON
 * @param source The file, as messages name it
 * @param isWhole Whether everything that is used later is there
 * @throws {DataError} If it is not what was written
 */
export function carriedRecord<T>(
  text: string,
  source: string,
  isWhole: (record: Partial<Record<keyof T, unknown>>) => boolean,
): T {
  let record;
  try {
    record = JSON.parse(text);
  } catch {
    // Said below.
  }
  if (typeof record === "object" && record !== null && isWhole(record)) return record;
  throw new DataError(
    `Cannot read ${source}: what it says of itself must be as halfmax wrote it, found ${
      quote(text.slice(0, 200))
    }. Make or copy the file again`,
  );
}

/** Whether a value is names of columns. */
export function areNames(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 &&
    value.every((name) => typeof name === "string");
}
