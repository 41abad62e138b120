const [QUOTE, LF, CR, TAB, BLANK] = [0x22, 0x0a, 0x0d, 0x09, 0x20];

/**
 * Where the record that begins at `start` ends: the position after its line end, or -1 where the
 * bytes end before it does.
 *
 * A quote that opens a cell hides line ends and delimiters until it is closed; a quote within a cell
 * is a letter like any other, and a doubled one in a quoted cell does not close it. The same rules as
 * `splitRecords`, which reads the record.
 *
 * @param bytes The text in UTF-8
 * @param start Where the record begins
 * @param end Where the bytes end
 * @param delimiter The character between cells, by its code
 */
export function recordEnd(
  bytes: Uint8Array,
  start: number,
  end: number,
  delimiter: number,
): number {
  let at = start;
  while (true) {
    while (at < end && isBlank(bytes[at]) && bytes[at] !== delimiter) at++;
    if (at < end && bytes[at] === QUOTE) {
      at = closingQuote(bytes, at + 1, end);
      if (at < 0) return -1;
      at++;
    }
    while (at < end && bytes[at] !== delimiter && bytes[at] !== LF && bytes[at] !== CR) at++;
    if (at >= end) return -1;
    if (bytes[at] === LF) return at + 1;
    if (bytes[at] === CR) {
      // The line feed of this line end may stand in the bytes that follow.
      if (at + 1 >= end) return -1;
      return bytes[at + 1] === LF ? at + 2 : at + 1;
    }
    at++;
  }
}

function closingQuote(bytes: Uint8Array, start: number, end: number): number {
  for (let at = start; at < end; at++) {
    if (bytes[at] !== QUOTE) continue;
    // A quote may follow that doubles this one.
    if (at + 1 >= end) return -1;
    if (bytes[at + 1] !== QUOTE) return at;
    at++;
  }
  return -1;
}

function isBlank(byte: number): boolean {
  return byte === BLANK || byte === TAB;
}
