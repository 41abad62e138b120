/** A value of Thrift's compact protocol; text and lists are passed over, as nothing here needs them. */
export type ThriftValue = number | boolean | ThriftFields | null;

/** The fields of a Thrift struct by their numbers. */
export interface ThriftFields {
  readonly [field: number]: ThriftValue;
}

/** Where in the bytes the next value stands. */
export interface ThriftCursor {
  readonly bytes: Uint8Array;
  at: number;
}

/** Structs within structs: a Parquet footer has six. */
const MOST_DEPTH = 20;

/** The kinds of Thrift's compact protocol. */
const KIND = { true: 1, false: 2, byte: 3, i16: 4, i32: 5, i64: 6, double: 7, binary: 8, list: 9 };
const SET = 10;
const STRUCT = 12;

/**
 * The fields of the struct at a cursor, which moves behind it. Every length is held to the bytes that
 * are left, so damaged bytes end in an error and never in a long wait.
 *
 * @throws {RangeError} If the bytes are no struct
 */
export function readThriftStruct(cursor: ThriftCursor, depth = 0): ThriftFields {
  if (depth > MOST_DEPTH) throw new RangeError("structs nested too deep");
  const fields: Record<number, ThriftValue> = {};
  for (let id = 0;;) {
    const byte = nextByte(cursor);
    if (byte === 0) return fields;
    const step = byte >> 4;
    id = step === 0 ? zigZag(varInt(cursor)) : id + step;
    fields[id] = readValue(cursor, byte & 15, depth);
  }
}

/** An unsigned number in groups of seven bits; beyond 2^53 it is no length of anything. */
export function varInt(cursor: ThriftCursor): number {
  let value = 0;
  for (let scale = 1; scale < 2 ** 70; scale *= 128) {
    const byte = nextByte(cursor);
    value += (byte & 127) * scale;
    if (byte < 128) return value;
  }
  throw new RangeError("a number without end");
}

function readValue(cursor: ThriftCursor, kind: number, depth: number): ThriftValue {
  if (kind === KIND.true || kind === KIND.false) return kind === KIND.true;
  if (kind === KIND.byte) return nextByte(cursor);
  if (kind === KIND.i16 || kind === KIND.i32 || kind === KIND.i64) return zigZag(varInt(cursor));
  if (kind === KIND.double) return skip(cursor, 8);
  if (kind === KIND.binary) return skip(cursor, varInt(cursor));
  if (kind === KIND.list || kind === SET) return skipList(cursor, depth);
  if (kind === STRUCT) return readThriftStruct(cursor, depth + 1);
  throw new RangeError(`no kind of value is numbered ${kind}`);
}

function skipList(cursor: ThriftCursor, depth: number): null {
  const header = nextByte(cursor);
  const size = header >> 4 === 15 ? varInt(cursor) : header >> 4;
  // Each element takes a byte at least, the two booleans in a list too.
  if (size > cursor.bytes.length - cursor.at) throw new RangeError("a list longer than the bytes");
  const kind = header & 15;
  for (let i = 0; i < size; i++) {
    if (kind === KIND.true || kind === KIND.false) nextByte(cursor);
    else readValue(cursor, kind, depth + 1);
  }
  return null;
}

function skip(cursor: ThriftCursor, length: number): null {
  if (length > cursor.bytes.length - cursor.at) throw new RangeError("text longer than the bytes");
  cursor.at += length;
  return null;
}

function nextByte(cursor: ThriftCursor): number {
  if (cursor.at >= cursor.bytes.length) throw new RangeError("the bytes end too early");
  return cursor.bytes[cursor.at++];
}

function zigZag(value: number): number {
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}
