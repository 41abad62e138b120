const CLEAR = 256;
const END = 257;
const FIRST_FREE = 258;
/** The last code but one of 12 bits: readers expect a clear code before the table is full. */
const LAST = 4094;

/**
 * Bytes compressed by Lempel, Ziv and Welch's method as TIFF stores it: most significant bit first,
 * codes of 9 to 12 bits, each width used one code early.
 *
 * @see TIFF Revision 6.0 (Adobe, 1992), section 13
 */
export function lzwCompress(bytes: Uint8Array): Uint8Array {
  const out = new BitWriter(bytes.length);
  let table = new CodeTable();
  out.write(CLEAR, table.width);
  let prefix = -1;
  for (const byte of bytes) {
    if (prefix < 0) {
      prefix = byte;
      continue;
    }
    const known = table.find(prefix, byte);
    if (known >= 0) {
      prefix = known;
      continue;
    }
    out.write(prefix, table.width);
    table.add(prefix, byte);
    if (table.next === LAST) {
      out.write(CLEAR, table.width);
      table = new CodeTable();
    }
    prefix = byte;
  }
  if (prefix >= 0) {
    out.write(prefix, table.width);
    table.add(prefix, 0);
  }
  out.write(END, table.width);
  return out.finish();
}

/** Strings seen so far: a code for each known prefix and byte. */
class CodeTable {
  next = FIRST_FREE;
  width = 9;
  #codes = new Map<number, number>();

  find(prefix: number, byte: number): number {
    return this.#codes.get(prefix * 256 + byte) ?? -1;
  }

  add(prefix: number, byte: number): void {
    this.#codes.set(prefix * 256 + byte, this.next++);
    if (this.next === 512 || this.next === 1024 || this.next === 2048) this.width++;
  }
}

/** Codes of any width, packed most significant bit first. */
class BitWriter {
  #bytes: Uint8Array;
  #length = 0;
  #pending = 0;
  #bits = 0;

  constructor(roughSize: number) {
    // A code of 12 bits for every byte is the worst that can happen, and a clear code now and then.
    this.#bytes = new Uint8Array(Math.ceil(roughSize * 1.6) + 16);
  }

  write(code: number, width: number): void {
    this.#pending = (this.#pending << width) | code;
    this.#bits += width;
    while (this.#bits >= 8) {
      this.#bits -= 8;
      this.#bytes[this.#length++] = (this.#pending >>> this.#bits) & 255;
    }
    this.#pending &= (1 << this.#bits) - 1;
  }

  finish(): Uint8Array {
    if (this.#bits > 0) this.#bytes[this.#length++] = (this.#pending << (8 - this.#bits)) & 255;
    return this.#bytes.subarray(0, this.#length);
  }
}
