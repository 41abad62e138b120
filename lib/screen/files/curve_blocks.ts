import { type BlockOptions, type CurveBlock, sharedColumns } from "./curve_block.ts";
import { CurveNames } from "./curve_names.ts";
import { SortedBlocks } from "./sorted_blocks.ts";
import type { Tally } from "./tally.ts";
import { VehicleRule } from "./vehicle_rule.ts";
import type { WellBatch, WellFile } from "./well_file.ts";

/**
 * The curves of a file, in the order in which they first appear, block by block.
 *
 * Where the rows of each curve stand together, the file is read once and memory is that of a block.
 * Where a curve comes back after others, the file is read again: once to count the wells of each
 * curve, then once for every 17 million wells. So a file may be larger than memory and in any order;
 * sorting it first is faster.
 *
 * A curve without a single dosed well keeps its name and has no wells: its rows are left out with a
 * reason.
 *
 * @param file The wells
 * @param tally Counts rows used and left out; that of the last reading when all blocks are taken
 */
export async function* curveBlocks(
  file: WellFile,
  tally: Tally,
  {
    curves = 1 << 14,
    wells = 1 << 19,
    apart = 1 << 24,
    onRead = () => {},
  }: BlockOptions = {},
): AsyncGenerator<CurveBlock> {
  const builder = new BlockBuilder(file, tally, { curves, wells });
  tally.clear();
  const scan = file.scan(tally, onRead);
  for await (const batch of scan.batches) {
    for (let at = 0; at < batch.count;) {
      at = builder.take(batch, at);
      if (at < 0) {
        yield* new SortedBlocks(file, tally, { curves, wells, apart, onRead }).read();
        return;
      }
      if (builder.full) yield builder.block(scan.words);
    }
  }
  builder.end();
  if (builder.curves > 0) yield builder.block(scan.words);
}

/** Gathers curves whose rows stand together. */
class BlockBuilder {
  readonly #names: CurveNames;
  readonly #limit: { readonly curves: number; readonly wells: number };
  readonly #vehicle: VehicleRule;
  #first = 0;
  #start = new Uint32Array(1 << 12);
  #dose = new Float64Array(1 << 16);
  #response = new Float64Array(1 << 16);
  #row = new Float64Array(1 << 16);
  /** Finished curves of this block, and wells of all including the one at hand. */
  curves = 0;
  #wells = 0;
  /** The curve at hand; -1 at the beginning. */
  #curve = -1;
  readonly #last: Int32Array;

  constructor(
    file: WellFile,
    tally: Tally,
    limit: { readonly curves: number; readonly wells: number },
  ) {
    this.#names = new CurveNames(file.by.length);
    this.#vehicle = new VehicleRule(file.scale, tally);
    this.#limit = limit;
    this.#last = new Int32Array(file.by.length).fill(-1);
  }

  get full(): boolean {
    return this.curves >= this.#limit.curves || this.#start[this.curves] >= this.#limit.wells;
  }

  /**
   * Takes wells from a batch until the block is full.
   *
   * @returns The position of the next well to take, or -1 if a curve came back after others
   */
  take(batch: WellBatch, from: number): number {
    const { names, count } = batch;
    for (let i = from; i < count;) {
      if (this.#curve < 0 || names.some((codes, n) => codes[i] !== this.#last[n])) {
        if (this.#curve >= 0) this.#close();
        if (this.full) {
          this.#curve = -1;
          return i;
        }
        const known = this.#names.count;
        const curve = this.#names.curveOf(names, i);
        if (curve < known) return -1;
        this.#curve = curve;
        for (let n = 0; n < names.length; n++) this.#last[n] = names[n][i];
      }
      const end = endOfCurve(names, i, count);
      this.#keep(batch, i, end);
      i = end;
    }
    return count;
  }

  /** The last curve of the file is whole. */
  end(): void {
    if (this.#curve >= 0) this.#close();
    this.#curve = -1;
  }

  /** The finished curves as a block of their own arrays; the builder goes on empty. */
  block(words: readonly (readonly string[])[]): CurveBlock {
    const wells = this.#start[this.curves];
    const block = {
      first: this.#first,
      columns: sharedColumns(this.curves, wells, {
        start: this.#start,
        dose: this.#dose,
        response: this.#response,
      }),
      names: this.#names,
      words,
    };
    this.#first += this.curves;
    this.curves = 0;
    this.#wells = 0;
    return block;
  }

  #close(): void {
    this.#wells = this.#vehicle.apply(this.#start[this.curves], this.#wells, {
      dose: this.#dose,
      response: this.#response,
      row: this.#row,
    });
    this.curves++;
    if (this.curves >= this.#start.length) {
      const larger = new Uint32Array(2 * this.#start.length);
      larger.set(this.#start);
      this.#start = larger;
    }
    this.#start[this.curves] = this.#wells;
  }

  /** Keeps the wells of the curve at hand that have a response. */
  #keep({ dose, response, row }: WellBatch, from: number, to: number): void {
    while (this.#wells + to - from > this.#dose.length) this.#grow();
    const [doses, responses, rows] = [this.#dose, this.#response, this.#row];
    let wells = this.#wells;
    for (let i = from; i < to; i++) {
      if (response[i] !== response[i]) continue;
      doses[wells] = dose[i];
      responses[wells] = response[i];
      rows[wells++] = row[i];
    }
    this.#wells = wells;
  }

  #grow(): void {
    const larger = (values: Float64Array<ArrayBuffer>) => {
      const copy = new Float64Array(2 * values.length);
      copy.set(values);
      return copy;
    };
    this.#dose = larger(this.#dose);
    this.#response = larger(this.#response);
    this.#row = larger(this.#row);
  }
}

/** After the last of the wells from `from` on that have its names. */
function endOfCurve(names: readonly Int32Array[], from: number, count: number): number {
  for (let i = from + 1; i < count; i++) {
    for (let n = 0; n < names.length; n++) {
      if (names[n][i] !== names[n][i - 1]) return i;
    }
  }
  return count;
}
