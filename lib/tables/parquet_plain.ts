import type { SchemaElement } from "./parquet_package.ts";
import type { ThriftCursor } from "./thrift_fields.ts";

/** Annotations under which a whole number is the number that is stored. */
const AS_STORED: readonly unknown[] = ["INT_8", "INT_16", "INT_32", "INT_64", "UINT_8", "UINT_16"];
/** Types of numbers, and bytes of each. */
const WIDTHS: Readonly<Record<string, number>> = { INT32: 4, INT64: 8, FLOAT: 4, DOUBLE: 8 };

/** Whether a column holds numbers, and no dates or decimals that are stored as numbers. */
export function isPlainNumber({ type, converted_type, logical_type }: SchemaElement): boolean {
  if (type === undefined || !(type in WIDTHS)) return false;
  const small = logical_type?.type === "INTEGER" &&
    (logical_type.isSigned || logical_type.bitWidth < 32);
  return (converted_type === undefined || AS_STORED.includes(converted_type)) &&
    (logical_type === undefined || small);
}

/** Whether a column holds text. */
export function isText({ type, converted_type, logical_type }: SchemaElement): boolean {
  return type === "BYTE_ARRAY" && (converted_type === undefined || converted_type === "UTF8") &&
    (logical_type === undefined || logical_type.type === "STRING");
}

/**
 * Numbers as they stand in a file, one after the other.
 *
 * @param cursor Where they begin
 * @param count How many
 * @param element What the column holds; see {@linkcode isPlainNumber}
 * @returns null where a whole number is beyond 2^53, which no number of this language holds
 * @throws {RangeError} If the bytes end before
 */
export function plainNumbers(
  { bytes, at }: ThriftCursor,
  count: number,
  { type = "DOUBLE" }: SchemaElement,
): Float64Array | null {
  const size = count * WIDTHS[type];
  if (at + size > bytes.length) throw new RangeError("a page that ends too early");
  // Typed arrays begin at multiples of their width.
  const { buffer } = bytes.slice(at, at + size);
  if (type === "DOUBLE") return new Float64Array(buffer);
  if (type === "FLOAT") return new Float64Array(new Float32Array(buffer));
  if (type === "INT32") return new Float64Array(new Int32Array(buffer));
  const halves = new Uint32Array(buffer);
  const numbers = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    numbers[i] = (halves[2 * i + 1] | 0) * 2 ** 32 + halves[2 * i];
    if (!Number.isSafeInteger(numbers[i])) return null;
  }
  return numbers;
}

/** Texts as they stand in a file, each with its length before it: every different one is made once. */
export class PlainTexts {
  /** The texts. */
  readonly texts: string[] = [];
  readonly #codes = new Map<string, number>();
  readonly #decoder = new TextDecoder();

  /**
   * The positions of texts in {@linkcode PlainTexts.texts}, which takes those that are new.
   *
   * @param cursor Where they begin
   * @param count How many
   * @throws {RangeError} If the bytes end before
   */
  codesOf({ bytes, at }: ThriftCursor, count: number): Int32Array {
    if (4 * count > bytes.length - at) throw new RangeError("a page that ends too early");
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const codes = new Int32Array(count);
    let [lastFrom, lastLength, code] = [0, -1, 0];
    for (let i = 0; i < count; i++) {
      if (at + 4 > bytes.length) throw new RangeError("a page that ends too early");
      const length = view.getUint32(at, true);
      const from = at + 4;
      if (length > bytes.length - from) throw new RangeError("text longer than the bytes");
      // Rows of a curve stand together: most texts repeat the one before.
      if (length !== lastLength || !sameBytes(bytes, from, lastFrom, length)) {
        code = this.#codeOf(this.#decoder.decode(bytes.subarray(from, from + length)));
        [lastFrom, lastLength] = [from, length];
      }
      codes[i] = code;
      at = from + length;
    }
    return codes;
  }

  #codeOf(text: string): number {
    const known = this.#codes.get(text);
    if (known !== undefined) return known;
    this.#codes.set(text, this.texts.length);
    return this.texts.push(text) - 1;
  }
}

function sameBytes(bytes: Uint8Array, one: number, other: number, length: number): boolean {
  for (let k = 0; k < length; k++) {
    if (bytes[one + k] !== bytes[other + k]) return false;
  }
  return true;
}
