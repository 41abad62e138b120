import { DataError, plural } from "../../errors/mod.ts";
import type { CurveBlock } from "./curve_block.ts";
import { curveBlocks } from "./curve_blocks.ts";
import { MANIFEST, type Manifest, type ManifestShard, shardFile } from "./manifest.ts";
import {
  NUMBERS,
  NUMBERS_OR_NULLS,
  openParquetWriter,
  type ParquetWriter,
  TEXTS,
} from "./parquet_writer.ts";
import { sha256OfFile } from "./sha256.ts";
import { type Shard, SHARD_COLUMNS, SHARD_KEY } from "./shard.ts";
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
  for await (const block of blocks(file.size)) writer.write(block);
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

/** Writes curves into one shard after the other. */
class ShardWriter {
  readonly #folder: string;
  readonly #ends: readonly number[];
  readonly #common: Pick<Shard, "by" | "unit" | "scale">;
  #shard = 0;
  #writer: ParquetWriter;

  constructor(
    folder: string,
    ends: readonly number[],
    common: Pick<Shard, "by" | "unit" | "scale">,
  ) {
    this.#folder = folder;
    this.#ends = ends;
    this.#common = common;
    this.#writer = this.#open();
  }

  write(block: CurveBlock): void {
    const last = block.first + block.columns.curves;
    if (block.first === 0 && this.#shard > 0) this.#shard = 0;
    if (block.first === 0) this.#writer = this.#open();
    for (let from = block.first; from < last;) {
      const to = Math.min(last, this.#ends[this.#shard]);
      this.#append(block, from - block.first, to - block.first);
      from = to;
      if (to === this.#ends[this.#shard]) {
        this.#writer.finish();
        this.#shard++;
        if (this.#shard < this.#ends.length) this.#writer = this.#open();
      }
    }
  }

  /** The shards as the manifest lists them. */
  finish(): ManifestShard[] {
    return this.#ends.map((end, i) => {
      const file = shardFile(i + 1);
      const curves = end - (this.#ends[i - 1] ?? 0);
      return { shard: i + 1, file, curves, sha256: sha256OfFile(`${this.#folder}/${file}`) };
    });
  }

  #open(): ParquetWriter {
    const { by } = this.#common;
    const shard: Shard = { shard: this.#shard + 1, of: this.#ends.length, ...this.#common };
    return openParquetWriter(`${this.#folder}/${shardFile(shard.shard)}`, {
      name: "wells",
      fields: [
        ...by.map((name) => ({ name, ...TEXTS })),
        { name: SHARD_COLUMNS.dose, ...NUMBERS },
        { name: SHARD_COLUMNS.response, ...NUMBERS_OR_NULLS },
      ],
      texts: { [SHARD_KEY]: JSON.stringify(shard) },
    });
  }

  /** Appends curves of a block; one without wells keeps its name by a row without a response. */
  #append({ first, columns, names, words }: CurveBlock, from: number, to: number): void {
    const { start, dose, response } = columns;
    const texts: string[][] = words.map(() => []);
    const doses: number[] = [];
    const responses: (number | null)[] = [];
    for (let curve = from; curve < to; curve++) {
      const wells = Math.max(1, start[curve + 1] - start[curve]);
      for (let i = 0; i < wells; i++) {
        const at = start[curve] + i;
        const missing = at >= start[curve + 1];
        doses.push(missing ? 0 : dose[at]);
        responses.push(missing ? null : response[at]);
      }
      words.forEach((list, n) => {
        const text = list[names.code(first + curve, n)];
        for (let i = 0; i < wells; i++) texts[n].push(text);
      });
    }
    this.#writer.write({
      rowGroupSize: doses.length,
      columnData: [
        ...this.#common.by.map((name, n) => ({ name, data: texts[n] })),
        { name: SHARD_COLUMNS.dose, data: doses },
        { name: SHARD_COLUMNS.response, data: responses, encoding: "PLAIN" },
      ],
    });
  }
}
