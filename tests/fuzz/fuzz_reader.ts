import fc from "fast-check";
import type { FuzzedReader } from "./readers.ts";

/** How many damaged files a reader read and refused. */
export interface FuzzCount {
  readonly read: number;
  readonly refused: number;
}

/**
 * Gives a reader so many damaged files, the same ones every time.
 *
 * @throws If one of them makes it crash, hang or lose a row; the error holds the damage, shrunk
 */
export async function fuzzReader(reader: FuzzedReader, files: number): Promise<FuzzCount> {
  const count = { read: 0, refused: 0 };
  const path = await Deno.makeTempFile({ suffix: ".csv" });
  try {
    await fc.assert(
      fc.asyncProperty(reader.damaged, async (bytes) => {
        count[await reader.attempt(path, bytes)]++;
      }),
      { seed: 20, numRuns: files },
    );
    return count;
  } finally {
    await Deno.remove(path);
  }
}
