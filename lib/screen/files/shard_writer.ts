import type { ScreenColumns } from "../screen_columns.ts";
import { compactNumbers, dictionaryValues } from "./column_values.ts";
import type { CurveBlock } from "./curve_block.ts";
import { type ManifestShard, shardFile } from "./manifest.ts";
import { openParquetWriter, type ParquetWriter } from "./parquet_writer.ts";
import { sha256OfFile } from "./sha256.ts";
import { type Shard, SHARD_COLUMNS, SHARD_KEY } from "./shard.ts";

/** Writes curves into one shard after the other. */
export class ShardWriter {
  readonly #folder: string;
  readonly #ends: readonly number[];
  readonly #common: Pick<Shard, "by" | "unit" | "scale">;
  #shard = 0;
  #writer: ParquetWriter;

  /**
   * @param folder A folder that exists
   * @param ends After the last curve of each shard
   * @param common What every shard says of its wells
   */
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

  /** Takes the next curves. */
  write(block: CurveBlock): void {
    const last = block.first + block.columns.curves;
    // The file is read again: what was written is void.
    if (block.first === 0) {
      this.#writer.close();
      this.#shard = 0;
      this.#writer = this.#open();
    }
    for (let from = block.first; from < last;) {
      const to = Math.min(last, this.#ends[this.#shard]);
      this.#append(block, from - block.first, to - block.first);
      from = to;
      if (to === this.#ends[this.#shard]) this.#next();
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

  /** Closes the shard at hand, however far it is. */
  close(): void {
    this.#writer.close();
  }

  #next(): void {
    this.#writer.finish({ [SHARD_KEY]: JSON.stringify(this.#current) });
    this.#shard++;
    if (this.#shard < this.#ends.length) this.#writer = this.#open();
  }

  get #current(): Shard {
    return { shard: this.#shard + 1, of: this.#ends.length, ...this.#common };
  }

  #open(): ParquetWriter {
    return openParquetWriter(`${this.#folder}/${shardFile(this.#current.shard)}`, "wells", [
      ...this.#common.by.map((name) => ({ name, type: "BYTE_ARRAY", optional: false } as const)),
      { name: SHARD_COLUMNS.dose, type: "DOUBLE", optional: false },
      { name: SHARD_COLUMNS.response, type: "DOUBLE", optional: true },
    ]);
  }

  #append(block: CurveBlock, from: number, to: number): void {
    const { rows, dose, response } = wellsOf(block.columns, from, to);
    const names = block.words.map((list, n) => {
      const texts = block.names.texts(list, n, block.first + from, block.first + to);
      const { dictionary, indexes } = dictionaryValues(texts);
      return { dictionary, indexes: repeated(indexes, rows) };
    });
    this.#writer.write([...names, compactNumbers(dose), response]);
  }
}

/** The wells of some curves; one without wells keeps its name by a row without a response. */
function wellsOf({ start, dose, response }: ScreenColumns, from: number, to: number): {
  readonly rows: readonly number[];
  readonly dose: Float64Array;
  readonly response: Float64Array;
} {
  const rows = Array.from(
    { length: to - from },
    (_, i) => Math.max(1, start[from + i + 1] - start[from + i]),
  );
  const total = rows.reduce((sum, count) => sum + count, 0);
  const wells = {
    rows,
    dose: new Float64Array(total),
    response: new Float64Array(total).fill(NaN),
  };
  let at = 0;
  for (let curve = from; curve < to; curve++) {
    wells.dose.set(dose.subarray(start[curve], start[curve + 1]), at);
    wells.response.set(response.subarray(start[curve], start[curve + 1]), at);
    at += rows[curve - from];
  }
  return wells;
}

/** Each value as often as said. */
function repeated(values: ArrayLike<number>, times: readonly number[]): Int32Array {
  const repeats = new Int32Array(times.reduce((sum, count) => sum + count, 0));
  let at = 0;
  times.forEach((count, i) => repeats.fill(values[i], at, at += count));
  return repeats;
}
