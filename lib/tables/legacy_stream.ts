/** Records of an XLS file that hold the links of a range of cells, and their tips. */
const LINKS: readonly number[] = [0x01b8, 0x0800];

/** A type that no record has. */
const NOTHING = 0x7fff;

/**
 * Takes the links out of the stream of an XLS workbook, in place: the reader goes through every cell
 * of a link's range, and a damaged link ranges over a thousand million cells.
 *
 * A stream is records one after the other: type and length, two bytes each, then the content.
 *
 * @see Microsoft, [MS-XLS] Excel Binary File Format, sections 2.1.4, 2.4.140 and 2.4.141
 */
export function removeLinks(stream: { [byte: number]: number; readonly length: number }): void {
  for (let at = 0; at + 4 <= stream.length;) {
    const type = stream[at] | (stream[at + 1] << 8);
    const length = stream[at + 2] | (stream[at + 3] << 8);
    if (LINKS.includes(type)) {
      stream[at] = NOTHING & 0xff;
      stream[at + 1] = NOTHING >> 8;
    }
    at += 4 + length;
  }
}
