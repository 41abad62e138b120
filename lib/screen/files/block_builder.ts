import { type CurveBlock, sharedStart, type SharedWells, sharedWells } from "./curve_block.ts";
import { CurveNames } from "./curve_names.ts";
import type { Tally } from "./tally.ts";
import { VehicleRule } from "./vehicle_rule.ts";
import type { WellBatch, WellFile } from "./well_file.ts";

/** Wells of a batch that are copied at once; a batch may be a row group of many millions. */
const AT_ONCE = 1 << 15;

/** Gathers curves whose rows stand together into blocks. */
export class BlockBuilder {
  readonly #names: CurveNames;
  readonly #limit: { readonly curves: number; readonly wells: number };
  readonly #vehicle: VehicleRule;
  #first = 0;
  #start = new Uint32Array(1 << 12);
  #wells = sharedWells(1 << 16);
  readonly #released: SharedWells[] = [];
  #row = new Float64Array(1 << 16);
  /** Finished curves of this block, and wells of all including the one at hand. */
  curves = 0;
  #count = 0;
  /** The curve at hand; -1 at the beginning. */
  #curve = -1;
  readonly #last: Int32Array;

  /**
   * @param file The wells
   * @param tally Counts rows left out
   * @param limit Curves of a block, and wells after which it ends with the curve it is in
   */
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

  /** Whether the block has to be taken before more is gathered. */
  get full(): boolean {
    return this.curves >= this.#limit.curves || this.#start[this.curves] >= this.#limit.wells;
  }

  /**
   * Takes wells from a batch until the block is full.
   *
   * @returns The position of the next well to take, or -1 if a curve came back after others
   */
  take(batch: WellBatch, from: number): number {
    for (let at = from; at < batch.count;) {
      const to = Math.min(batch.count, at + AT_ONCE);
      const next = this.#takeSome(batch, at, to);
      if (next < to) return next;
      at = to;
    }
    return batch.count;
  }

  #takeSome(batch: WellBatch, from: number, to: number): number {
    const { names } = batch;
    const shift = this.#copy(batch, from, to) - from;
    for (let i = from; i < to;) {
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
      const end = endOfCurve(names, i, to);
      this.#keep(i + shift, end + shift);
      i = end;
    }
    return to;
  }

  /** The last curve of the file is whole. */
  end(): void {
    if (this.#curve >= 0) this.#close();
    this.#curve = -1;
  }

  /** The finished curves as a block of their own arrays; the builder goes on empty. */
  block(words: readonly (readonly string[])[]): CurveBlock {
    const given = this.#wells;
    const { dose, response } = given;
    const wells = this.#start[this.curves];
    const block = {
      first: this.#first,
      columns: {
        curves: this.curves,
        start: sharedStart(this.#start.subarray(0, this.curves + 1)),
        dose: dose.subarray(0, wells),
        response: response.subarray(0, wells),
      },
      names: this.#names,
      words,
      release: () => this.#released.push(given),
    };
    this.#first += this.curves;
    this.curves = 0;
    this.#count = 0;
    const released = this.#released.pop();
    // One from before the arrays grew is too short.
    this.#wells = released?.dose.length === dose.length ? released : sharedWells(dose.length);
    return block;
  }

  #close(): void {
    const { dose, response } = this.#wells;
    this.#count = this.#vehicle.apply(this.#start[this.curves], this.#count, {
      dose,
      response,
      row: this.#row,
    });
    this.curves++;
    if (this.curves >= this.#start.length) {
      const larger = new Uint32Array(2 * this.#start.length);
      larger.set(this.#start);
      this.#start = larger;
    }
    this.#start[this.curves] = this.#count;
  }

  /** Copies wells of a batch behind those that are kept, all at once; returns where to. */
  #copy({ dose, response, row }: WellBatch, from: number, to: number): number {
    const at = this.#count;
    while (at + to - from > this.#row.length) this.#grow();
    this.#wells.dose.set(dose.subarray(from, to), at);
    this.#wells.response.set(response.subarray(from, to), at);
    this.#row.set(row.subarray(from, to), at);
    return at;
  }

  /** Keeps copied wells that have a response, moved together. */
  #keep(from: number, to: number): void {
    const { dose, response } = this.#wells;
    const row = this.#row;
    let count = this.#count;
    for (let i = from; i < to; i++) {
      if (response[i] !== response[i]) continue;
      if (count < i) {
        dose[count] = dose[i];
        response[count] = response[i];
        row[count] = row[i];
      }
      count++;
    }
    this.#count = count;
  }

  #grow(): void {
    const [wells, row] = [this.#wells, this.#row];
    this.#wells = sharedWells(2 * row.length);
    this.#wells.dose.set(wells.dose);
    this.#wells.response.set(wells.response);
    this.#row = new Float64Array(2 * row.length);
    this.#row.set(row);
  }
}

/** Wells compared in one column before the next column is looked at. */
const SPAN = 32;

/** After the last of the wells from `from` on that have its names. */
function endOfCurve(names: readonly Int32Array[], from: number, count: number): number {
  for (let at = from + 1; at < count;) {
    const spanEnd = Math.min(count, at + SPAN);
    let end = spanEnd;
    for (const codes of names) {
      const code = codes[from];
      let i = at;
      while (i < end && codes[i] === code) i++;
      end = i;
    }
    if (end < spanEnd) return end;
    at = spanEnd;
  }
  return count;
}
