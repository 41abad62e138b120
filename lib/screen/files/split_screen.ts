import { DataError, plural } from "../../errors/mod.ts";
import { curveBlocks } from "./curve_blocks.ts";
import { MANIFEST, type Manifest } from "./manifest.ts";
import { ShardWriter } from "./shard_writer.ts";
import { Tally } from "./tally.ts";
import type { WellFile } from "./well_file.ts";

/** How a screen is split. */
export interface SplitOptions {
  /** How many shards. */
  readonly shards: number;
  /** A folder that exists, for the shards and their manifest. */
  readonly folder: string;
  /** The library and its version, to be kept in the manifest. */
  readonly library: string;
  /** Told how much of the file was read, twice over: the curves are counted first. */
  readonly onProgress?: (progress: { readonly read: number; readonly size: number }) => void;
}

/**
 * Splits a screen into Parquet files of as many curves each as possible, in the order of the file and
 * without cutting a curve, and writes a manifest with the hash of each. The same file gives the same
 * bytes.
 *
 * @throws {DataError} If there are fewer curves than shards, or the file does not hold what it must
 *
 * @example Two shards
 * ```ts
 * import { openScreen, splitScreen, tidyWells } from "halfmax/screen/files/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const folder = await Deno.makeTempDir();
 * await Deno.writeTextFile(`${folder}/x.csv`, "line,dose_nM,viability\nA,1,0.9\nA,9,0.1\nB,1,1\n");
 * const { wells } = await openScreen(`${folder}/x.csv`, {
 *   tidy: (file) => tidyWells(file, { by: ["line"], response: "viability", scale: "fraction" }),
 * });
 * const manifest = await splitScreen(wells, { shards: 2, folder, library: "halfmax" });
 * assertEquals(manifest.shards.map(({ file }) => file), ["shard_0001.parquet", "shard_0002.parquet"]);
 * ```
 */
export async function splitScreen(
  file: WellFile,
  { shards, folder, library, onProgress = () => {} }: SplitOptions,
): Promise<Manifest> {
  const tally = new Tally();
  const size = 2 * file.size;
  const blocks = (before: number) =>
    curveBlocks(file, tally, { onRead: (read) => onProgress({ read: before + read, size }) });
  let curves = 0;
  for await (const { first, columns } of blocks(0)) curves = first + columns.curves;
  if (curves < shards) {
    throw new DataError(
      `Cannot split ${file.source} into ${plural(shards, "shard")}: needs as many curves, found ${
        plural(curves, "curve")
      }`,
    );
  }
  const common = { by: file.by, unit: file.unit(), scale: file.scale };
  const ends = Array.from({ length: shards }, (_, k) => Math.floor((k + 1) * curves / shards));
  const writer = new ShardWriter(folder, ends, common);
  try {
    for await (const block of blocks(file.size)) writer.write(block);
  } finally {
    writer.close();
  }
  const manifest: Manifest = {
    library,
    ...common,
    curves,
    rows: tally.counts,
    shards: writer.finish(),
  };
  Deno.writeTextFileSync(`${folder}/${MANIFEST}`, `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}
