import type { ScreenColumns } from "../screen_columns.ts";
import type { CurveNames } from "./curve_names.ts";

/** Some curves of a screen with all their wells. */
export interface CurveBlock {
  /**
   * Position of the first of them among the curves of the file. A block that begins with curve 0 after
   * others says that the file is read again, and that what came before is void.
   */
  readonly first: number;
  /** Their wells. */
  readonly columns: ScreenColumns;
  /** The codes of their names. */
  readonly names: CurveNames;
  /** The texts of each naming column, by code. */
  readonly words: readonly (readonly string[])[];
  /** Gives the arrays of the wells back, for a later block: new memory costs more than to copy into it. */
  readonly release: () => void;
}

/** How large blocks are. */
export interface BlockOptions {
  /** Curves of a block; default 16,384. */
  readonly curves?: number;
  /** Wells after which a block ends with the curve it is in; default 524,288. */
  readonly wells?: number;
  /** Wells of curves that stand apart, kept in memory at once; default 16,777,216 (270 MB). */
  readonly apart?: number;
  /** Told how much of the file was read; after all of it, it may begin again. */
  readonly onRead?: (read: number) => void;
}

/** Wells on shared memory, which workers read without a copy. */
export interface SharedWells {
  /** Dose of each well. */
  readonly dose: Float64Array<SharedArrayBuffer>;
  /** Response of each well. */
  readonly response: Float64Array<SharedArrayBuffer>;
}

/** Room for so many wells on shared memory. */
export function sharedWells(wells: number): SharedWells {
  return {
    dose: new Float64Array(new SharedArrayBuffer(8 * wells)),
    response: new Float64Array(new SharedArrayBuffer(8 * wells)),
  };
}

/** A copy of wells on shared memory. */
export function sharedColumns(
  curves: number,
  wells: number,
  from: {
    readonly start: Uint32Array;
    readonly dose: Float64Array;
    readonly response: Float64Array;
  },
): ScreenColumns {
  const { dose, response } = sharedWells(wells);
  dose.set(from.dose.subarray(0, wells));
  response.set(from.response.subarray(0, wells));
  return { curves, start: sharedStart(from.start.subarray(0, curves + 1)), dose, response };
}

/** A copy of where curves begin on shared memory. */
export function sharedStart(start: Uint32Array): Uint32Array {
  const copy = new Uint32Array(new SharedArrayBuffer(start.byteLength));
  copy.set(start);
  return copy;
}
