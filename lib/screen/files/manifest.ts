import { DataError, list, quote } from "../../errors/mod.ts";
import type { ResponseScale } from "../../plates/mod.ts";
import type { RowCounts } from "./fits_info.ts";

/** The name of the manifest in a folder of shards. */
export const MANIFEST = "manifest.json";

/** One shard of a manifest. */
export interface ManifestShard {
  /** Which, from 1. */
  readonly shard: number;
  /** Its file in the folder. */
  readonly file: string;
  /** How many curves it holds. */
  readonly curves: number;
  /** Its hash. */
  readonly sha256: string;
}

/** What `halfmax split` made of a screen: the shards in order, and how many rows they come from. */
export interface Manifest {
  /** The library that split it, as "halfmax 0.1.0". */
  readonly library: string;
  /** The columns that name the curves. */
  readonly by: readonly string[];
  /** Unit of the doses. */
  readonly unit: string;
  /** What the responses are. */
  readonly scale: ResponseScale;
  /** Curves of all shards. */
  readonly curves: number;
  /** Rows of the screen: those used and those left out. */
  readonly rows: RowCounts;
  /** The shards in the order of their curves. */
  readonly shards: readonly ManifestShard[];
}

/** The name of a shard's file: `shard_0001.parquet`. */
export function shardFile(shard: number): string {
  return `shard_${numbered(shard)}.parquet`;
}

/** The name of the file of a shard's fits: `fits_0001.parquet`. */
export function partFile(shard: number): string {
  return `fits_${numbered(shard)}.parquet`;
}

/**
 * The manifest of a folder of shards.
 *
 * @throws {DataError} If there is none, it cannot be read, or its shards are not 1 to the last, once each
 */
export function readManifest(folder: string): Manifest {
  const path = `${folder}/${MANIFEST}`;
  const manifest = parse(path);
  const numbers = manifest.shards.map(({ shard }) => shard);
  const expected = numbers.map((_, i) => i + 1);
  const twice = expected.filter((n) => numbers.filter((shard) => shard === n).length > 1);
  const gaps = expected.filter((n) => !numbers.includes(n));
  if (twice.length > 0 || gaps.length > 0 || numbers.length === 0) {
    const found = [
      ...(numbers.length === 0 ? ["none"] : []),
      ...(twice.length > 0 ? [`${list(twice.map(String))} more than once`] : []),
      ...(gaps.length > 0 ? [`no ${list(gaps.map(String))}`] : []),
    ];
    throw new DataError(
      `Cannot read ${path}: must list the shards 1 to the last, each once, found ${
        list(found)
      }. Split the screen again`,
    );
  }
  return manifest;
}

function parse(path: string): Manifest {
  let text: string;
  try {
    text = Deno.readTextFileSync(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new DataError(
      `Cannot read ${path}: there is no such file. Name the folder that halfmax split wrote`,
    );
  }
  try {
    const manifest = JSON.parse(text);
    if (Array.isArray(manifest.shards) && Array.isArray(manifest.by)) return manifest;
  } catch {
    // Said below.
  }
  throw new DataError(
    `Cannot read ${path}: must be a manifest of halfmax split, found ${quote(text)}`,
  );
}

function numbered(shard: number): string {
  return String(shard).padStart(4, "0");
}
