/** Reads the reference values beside the script that made them. */

/** A file of tests/reference/statistics, as its script wrote it; the caller says what a row holds. */
export function referenceRows<Row>(name: string): readonly Row[] {
  const url = new URL(`../reference/statistics/${name}.json`, import.meta.url);
  return (JSON.parse(Deno.readTextFileSync(url)) as { rows: readonly Row[] }).rows;
}

/** A number as the reference files write it: infinity is a text there, since JSON has none. */
export type ReferenceNumber = number | "Infinity" | "-Infinity";

/** The number that was meant. */
export function asNumber(value: ReferenceNumber): number {
  return Number(value);
}

/** A JSON file by its path. */
export function readJson<Content>(path: string): Content {
  return JSON.parse(Deno.readTextFileSync(path)) as Content;
}
