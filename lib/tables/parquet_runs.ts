import { type ThriftCursor, varInt } from "./thrift_fields.ts";

/** Values wider than this, beginning within a byte, do not lie in the four bytes from it on. */
export const WIDEST = 24;

/**
 * Decodes whole numbers in Parquet's hybrid of run lengths and bits: a run is one number repeated, or
 * eights of numbers packed bit by bit, the lowest bit first.
 *
 * @param cursor Where the runs begin; moves behind them
 * @param width Bits of a number, at most {@linkcode WIDEST}
 * @param into Takes the numbers from its beginning
 * @param count How many
 * @param limit How many values the dictionary has to which the numbers point; default any number
 * @throws {RangeError} If the bytes end before, a run holds more than is left, or the dictionary ends
 * before a number
 * @see https://parquet.apache.org/docs/file-format/data-pages/encodings/
 */
export function readRuns(
  cursor: ThriftCursor,
  width: number,
  into: Int32Array,
  count: number,
  limit = Infinity,
): void {
  let view: DataView | null = null;
  for (let done = 0; done < count;) {
    const header = varInt(cursor);
    const run = Math.floor(header / 2);
    if (header % 2 === 0) {
      if (run > count - done) throw new RangeError("a run too long");
      const value = wholeNumber(cursor, Math.ceil(width / 8));
      if (value >= limit && run > 0) throw new RangeError("a value that the dictionary lacks");
      repeat(value, into, done, done + run);
      done += run;
    } else {
      // The last eights are filled up.
      const values = Math.min(8 * run, count - done);
      if (cursor.at + Math.ceil(values * width / 8) > cursor.bytes.length) {
        throw new RangeError("a page that ends too early");
      }
      view ??= paddedView(cursor.bytes);
      unpackBits(view, cursor.at, width, into, { from: done, to: done + values, limit });
      cursor.at = Math.min(cursor.bytes.length, cursor.at + run * width);
      done += values;
    }
  }
}

/** Most runs are short: a loop is faster than a call of `fill`. */
function repeat(value: number, into: Int32Array, from: number, to: number): void {
  for (let i = from; i < to; i++) into[i] = value;
}

/** A number in whole bytes, the lowest first; the cursor moves behind it. */
function wholeNumber(cursor: ThriftCursor, size: number): number {
  if (cursor.at + size > cursor.bytes.length) throw new RangeError("a page that ends too early");
  let value = 0;
  for (let k = 0; k < size; k++) value |= cursor.bytes[cursor.at++] << (8 * k);
  return value;
}

/** The bytes with three more behind them, so that four can be read from any of them on. */
function paddedView(bytes: Uint8Array): DataView {
  const padded = new Uint8Array(bytes.length + 3);
  padded.set(bytes);
  return new DataView(padded.buffer);
}

function unpackBits(
  view: DataView,
  at: number,
  width: number,
  into: Int32Array,
  { from, to, limit }: {
    readonly from: number;
    readonly to: number;
    readonly limit: number;
  },
): void {
  const mask = 2 ** width - 1;
  let bit = 0;
  for (let i = from; i < to; i++) {
    const value = (view.getInt32(at, true) >>> bit) & mask;
    if (value >= limit) throw new RangeError("a value that the dictionary lacks");
    into[i] = value;
    bit += width;
    at += bit >> 3;
    bit &= 7;
  }
}
