import { SCREEN_COLUMNS, type ScreenFits } from "../screen_fits.ts";
import { emptyFitRows, type FitRows } from "./fit_rows.ts";

/**
 * Fits that wait on the disk until all p values are known, from which the q values come.
 *
 * The arrays stand in the file as they are in memory; only the p values stay in memory.
 */
export class FitsSpool {
  readonly #path: string;
  #file: Deno.FsFile | null = null;
  #blocks: { readonly curves: number; readonly names: FitRows["names"] }[] = [];
  #p: Float64Array = new Float64Array(1 << 12);
  /** How many fits. */
  curves = 0;

  /** @param path A file of this run alone; made at once, in place of one that is there */
  constructor(path: string) {
    this.#path = path;
    this.clear();
  }

  /** The p values of the test against no effect, in the order of the curves. */
  get p(): Float64Array {
    return this.#p.subarray(0, this.curves);
  }

  /** Adds the fits of some curves, whose names must not change afterwards. */
  append(fits: ScreenFits, names: FitRows["names"]): void {
    const file = this.#open();
    for (const column of SCREEN_COLUMNS) {
      const values = column.kind === "number" ? fits.values[column.name] : fits.codes[column.name];
      // A file takes no bytes of shared memory.
      const bytes = new Uint8Array(values.byteLength);
      bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
      for (let at = 0; at < bytes.length;) at += file.writeSync(bytes.subarray(at));
    }
    this.#blocks.push({ curves: fits.curves, names });
    if (this.curves + fits.curves > this.#p.length) {
      const larger = new Float64Array(2 * (this.curves + fits.curves));
      larger.set(this.#p);
      this.#p = larger;
    }
    this.#p.set(fits.values.p_no_effect, this.curves);
    this.curves += fits.curves;
  }

  /** All fits, in the order in which they came. */
  *rows(): Generator<FitRows> {
    const file = this.#open();
    file.seekSync(0, Deno.SeekMode.Start);
    for (const { curves, names } of this.#blocks) {
      const { values, codes } = emptyFitRows(curves);
      for (const column of SCREEN_COLUMNS) {
        const array = column.kind === "number" ? values[column.name] : codes[column.name];
        const bytes = new Uint8Array(array.buffer);
        for (let at = 0; at < bytes.length;) at += file.readSync(bytes.subarray(at)) ?? 0;
      }
      yield { count: curves, names, values, codes };
    }
  }

  /** Forgets all fits. */
  clear(): void {
    this.close();
    this.#file = Deno.openSync(this.#path, {
      create: true,
      truncate: true,
      read: true,
      write: true,
    });
    this.#blocks = [];
    this.curves = 0;
  }

  /** Closes the file and leaves it where it is. */
  close(): void {
    this.#file?.close();
    this.#file = null;
  }

  #open(): Deno.FsFile {
    if (this.#file === null) throw new Error("the spool is closed");
    return this.#file;
  }
}
