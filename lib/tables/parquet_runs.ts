import { type ThriftCursor, varInt } from "./thrift_fields.ts";

/** Values wider than this do not fit beside a started byte in the 32 bits that are kept at hand. */
export const WIDEST = 24;

/**
 * Decodes whole numbers in Parquet's hybrid of run lengths and bits: a run is one number repeated, or
 * eights of numbers packed bit by bit, the lowest bit first.
 *
 * @param cursor Where the runs begin; moves behind them
 * @param width Bits of a number, at most {@linkcode WIDEST}
 * @param into Takes the numbers from its beginning
 * @param count How many
 * @throws {RangeError} If the bytes end before, or a run holds more than is left
 * @see https://parquet.apache.org/docs/file-format/data-pages/encodings/
 */
export function readRuns(
  cursor: ThriftCursor,
  width: number,
  into: Int32Array,
  count: number,
): void {
  for (let done = 0; done < count;) {
    const header = varInt(cursor);
    const run = Math.floor(header / 2);
    if (header % 2 === 0) {
      if (run > count - done) throw new RangeError("a run too long");
      into.fill(wholeNumber(cursor, Math.ceil(width / 8)), done, done + run);
      done += run;
    } else {
      // The last eights are filled up.
      const values = Math.min(8 * run, count - done);
      unpackBits(cursor, width, into, { from: done, values });
      cursor.at = Math.min(cursor.bytes.length, cursor.at + run * width);
      done += values;
    }
  }
}

/** A number in whole bytes, the lowest first; the cursor moves behind it. */
function wholeNumber(cursor: ThriftCursor, size: number): number {
  if (cursor.at + size > cursor.bytes.length) throw new RangeError("a page that ends too early");
  let value = 0;
  for (let k = 0; k < size; k++) value |= cursor.bytes[cursor.at++] << (8 * k);
  return value;
}

function unpackBits(
  { bytes, at }: ThriftCursor,
  width: number,
  into: Int32Array,
  { from, values }: { readonly from: number; readonly values: number },
): void {
  if (at + Math.ceil(values * width / 8) > bytes.length) {
    throw new RangeError("a page that ends too early");
  }
  const mask = 2 ** width - 1;
  let [bits, held] = [0, 0];
  for (let i = from; i < from + values; i++) {
    while (held < width) {
      bits |= bytes[at++] << held;
      held += 8;
    }
    into[i] = bits & mask;
    bits >>>= width;
    held -= width;
  }
}
