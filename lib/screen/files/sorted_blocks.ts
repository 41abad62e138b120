import { type BlockOptions, type CurveBlock, sharedColumns } from "./curve_block.ts";
import { CurveNames } from "./curve_names.ts";
import { Tally } from "./tally.ts";
import { VehicleRule } from "./vehicle_rule.ts";
import type { WellFile } from "./well_file.ts";

/** The curves of a file whose rows stand in any order, by reading it as often as needed. */
export class SortedBlocks {
  readonly #file: WellFile;
  readonly #tally: Tally;
  readonly #options: Required<BlockOptions>;

  /**
   * @param file The wells
   * @param tally Counts rows used and left out
   * @param options How large blocks are
   */
  constructor(file: WellFile, tally: Tally, options: Required<BlockOptions>) {
    this.#file = file;
    this.#tally = tally;
    this.#options = options;
  }

  /** All curves, in the order in which they first appear. */
  async *read(): AsyncGenerator<CurveBlock> {
    this.#tally.clear();
    const wells = await this.#countWells();
    for (let first = 0; first < wells.length;) {
      let [end, total] = [first, 0];
      do total += wells[end++]; while (
        end < wells.length && total + wells[end] <= this.#options.apart
      );
      yield* this.#pass(first, end, wells);
      first = end;
    }
  }

  /** How many wells each curve has. */
  async #countWells(): Promise<Uint32Array> {
    const names = new CurveNames(this.#file.by.length);
    let wells = new Uint32Array(1 << 12);
    const scan = this.#file.scan(this.#tally, this.#options.onRead);
    for await (const batch of scan.batches) {
      for (let i = 0; i < batch.count; i++) {
        const curve = names.curveOf(batch.names, i);
        if (curve >= wells.length) {
          const larger = new Uint32Array(2 * wells.length);
          larger.set(wells);
          wells = larger;
        }
        if (!Number.isNaN(batch.response[i])) wells[curve]++;
      }
    }
    return wells.slice(0, names.count);
  }

  /** The curves from `first` to before `end`, by reading the whole file. */
  async *#pass(first: number, end: number, wells: Uint32Array): AsyncGenerator<CurveBlock> {
    const start = new Uint32Array(end - first + 1);
    for (let curve = first; curve < end; curve++) {
      start[curve - first + 1] = start[curve - first] + wells[curve];
    }
    const total = start[end - first];
    const kept = {
      dose: new Float64Array(total),
      response: new Float64Array(total),
      row: new Float64Array(total),
    };
    const next = start.slice();
    const names = new CurveNames(this.#file.by.length);
    // Rows were counted when the wells were.
    const scan = this.#file.scan(new Tally(), this.#options.onRead);
    for await (const batch of scan.batches) {
      for (let i = 0; i < batch.count; i++) {
        const curve = names.curveOf(batch.names, i);
        if (curve < first || curve >= end || Number.isNaN(batch.response[i])) continue;
        const at = next[curve - first]++;
        kept.dose[at] = batch.dose[i];
        kept.response[at] = batch.response[i];
        kept.row[at] = batch.row[i];
      }
    }
    yield* this.#blocks(first, start, kept, { names, words: scan.words });
  }

  *#blocks(
    first: number,
    start: Uint32Array,
    kept: {
      readonly dose: Float64Array;
      readonly response: Float64Array;
      readonly row: Float64Array;
    },
    { names, words }: Pick<CurveBlock, "names" | "words">,
  ): Generator<CurveBlock> {
    const rule = new VehicleRule(this.#file.scale, this.#tally);
    const curves = start.length - 1;
    for (let from = 0; from < curves;) {
      let to = from;
      const ends = [0];
      while (
        to < curves && to - from < this.#options.curves && ends[to - from] < this.#options.wells
      ) {
        // The wells of a block move together at the place where its first curve begins.
        const at = start[from] + ends[to - from];
        for (let i = start[to]; i < start[to + 1]; i++) {
          const place = at + i - start[to];
          kept.dose[place] = kept.dose[i];
          kept.response[place] = kept.response[i];
          kept.row[place] = kept.row[i];
        }
        const end = rule.apply(at, at + start[to + 1] - start[to], kept);
        ends.push(end - start[from]);
        to++;
      }
      yield {
        first: first + from,
        columns: sharedColumns(to - from, ends[to - from], {
          start: Uint32Array.from(ends),
          dose: kept.dose.subarray(start[from]),
          response: kept.response.subarray(start[from]),
        }),
        names,
        words,
        release() {},
      };
      from = to;
    }
  }
}
