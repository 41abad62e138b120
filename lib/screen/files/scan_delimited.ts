import { DataError, plural } from "../../errors/mod.ts";
import { isMissing, type NumberFormat, parseNumber, splitRecords } from "../../tables/mod.ts";
import type { CellProblems } from "./cell_problems.ts";
import { recordEnd } from "./record_end.ts";
import type { RowBatch, Selection } from "./row_file.ts";
import { WordList } from "./word_list.ts";

const [QUOTE, LF, CR, BLANK, MINUS, ZERO] = [0x22, 0x0a, 0x0d, 0x20, 0x2d, 0x30];

/** Powers of ten that are exact: dividing a whole number below 2^53 by one rounds once, as it must. */
const POWERS = Float64Array.from({ length: 23 }, (_, k) => Number(`1e${k}`));
/** Whole numbers of so many digits are below 2^53. */
const EXACT_DIGITS = 15;
/** A record longer than this is an open quote. */
const LONGEST_RECORD = 1 << 26;
/** Rows of a batch times its columns. */
const BATCH_CELLS = 1 << 17;
/** The slot of a column that is not read. */
const SKIP = -(2 ** 31);
/** Remembered bytes of the last text of a column. */
const REMEMBERED = 256;

/** How a delimited file is written. */
export interface Dialect {
  /** Its path, for messages. */
  readonly source: string;
  /** The character between cells. */
  readonly delimiter: string;
  /** All columns of the header. */
  readonly columns: readonly string[];
  /** How numbers are written. */
  readonly format: NumberFormat;
}

/**
 * Reads records of delimited text from bytes, straight into columns.
 *
 * Plain cells never become strings: digits become numbers on the way (exactly as `Number` would read
 * them), and a text that repeats the cell above is known by comparing bytes. A record with a quote in
 * it goes to `splitRecords`, and a cell that is not a plain number to `parseNumber`, so that both ways
 * understand a file alike.
 */
export class DelimitedScanner {
  /** The texts of each text column. */
  readonly words: readonly WordList[];
  /** The rows read since {@linkcode DelimitedScanner.clear}. */
  readonly batch: { count: number } & RowBatch;
  readonly #dialect: Dialect;
  readonly #problems: CellProblems;
  readonly #delimiter: number;
  readonly #decimal: number;
  readonly #capacity: number;
  /** For each column of the file: n >= 0 for number n, -1 - t for text t, or SKIP. */
  readonly #slots: Int32Array;
  readonly #last: readonly { bytes: Uint8Array; length: number; code: number }[];
  readonly #decoder = new TextDecoder("utf-8", { fatal: true });
  #row: number;

  /**
   * @param dialect How the file is written
   * @param selection The columns to read
   * @param problems Where bad cells go
   * @param firstRow Number of the first record that will be scanned
   */
  constructor(dialect: Dialect, selection: Selection, problems: CellProblems, firstRow: number) {
    const { numbers, texts } = selection;
    this.#dialect = dialect;
    this.#problems = problems;
    this.#row = firstRow;
    this.#delimiter = dialect.delimiter.charCodeAt(0);
    this.#decimal = dialect.format.decimal.charCodeAt(0);
    this.#slots = Int32Array.from(dialect.columns, (name) => {
      const [number, text] = [numbers.indexOf(name), texts.indexOf(name)];
      return number >= 0 ? number : text >= 0 ? -1 - text : SKIP;
    });
    this.#last = texts.map(() => ({ bytes: new Uint8Array(REMEMBERED), length: 0, code: 0 }));
    this.words = texts.map(() => new WordList());
    // The empty text has code 0, also where a row ends early.
    for (const list of this.words) list.codeOf("");
    const columns = numbers.length + texts.length + 1;
    this.#capacity = Math.max(1, Math.floor(BATCH_CELLS / columns));
    this.batch = {
      count: 0,
      row: new Float64Array(this.#capacity),
      numbers: numbers.map(() => new Float64Array(this.#capacity)),
      codes: texts.map(() => new Int32Array(this.#capacity)),
    };
  }

  /** Whether the batch has to be taken before more is scanned. */
  get full(): boolean {
    return this.batch.count >= this.#capacity;
  }

  /** Makes room for the next rows. */
  clear(): void {
    this.batch.count = 0;
  }

  /**
   * Scans whole records until the batch is full or only the beginning of a record is left.
   *
   * @param bytes The text
   * @param start Where to begin: at the beginning of a record
   * @param end Where the bytes end; a last record needs a line end
   * @returns Where the next record begins
   * @throws {DataError} If a quote is never closed, or a text is not UTF-8
   */
  scan(bytes: Uint8Array, start: number, end: number): number {
    const lineFeed = bytes.lastIndexOf(LF, end - 1);
    const whole = lineFeed >= start ? lineFeed + 1 : wholeLines(bytes, start, end);
    let at = start;
    while (at < whole && !this.full) {
      const next = this.#record(bytes, at, whole);
      if (next > 0) at = next;
      else {
        const after = recordEnd(bytes, at, end, this.#delimiter);
        if (after < 0) {
          if (end - at > LONGEST_RECORD) throw this.#openQuote();
          return at;
        }
        this.#quotedRecord(bytes.subarray(at, after));
        at = after;
      }
      this.#row++;
    }
    return at;
  }

  /** @throws {DataError} If anything but blanks is left at the end of a file */
  end(bytes: Uint8Array): void {
    if (bytes.some((byte) => byte !== BLANK && byte !== CR && byte !== LF)) throw this.#openQuote();
  }

  #openQuote(): DataError {
    return new DataError(
      `Cannot read ${this.#dialect.source}: row ${this.#row} opens a quoted cell that is never closed. Close the quote, or remove it`,
    );
  }

  /** Reads a record without quotes; returns where the next begins, or -1 if it has one. */
  #record(bytes: Uint8Array, start: number, end: number): number {
    const { batch } = this;
    const slots = this.#slots;
    const delimiter = this.#delimiter;
    const decimal = this.#decimal;
    const i = batch.count;
    const width = slots.length;
    let hasText = false;
    let at = start;
    let column = 0;
    while (true) {
      const slot = column < width ? slots[column] : SKIP;
      const from = at;
      let byte = bytes[at];
      if (slot >= 0) {
        // A plain number: digits, at most one mark among them.
        let negative = false;
        if (byte === MINUS) {
          negative = true;
          byte = bytes[++at];
        }
        let whole = 0;
        let digits = at;
        let decimals = 0;
        for (let digit; (digit = byte - ZERO) >= 0 && digit <= 9; byte = bytes[++at]) {
          whole = whole * 10 + digit;
        }
        digits = at - digits;
        if (byte === decimal && decimal !== delimiter) {
          byte = bytes[++at];
          const first = at;
          for (let digit; (digit = byte - ZERO) >= 0 && digit <= 9; byte = bytes[++at]) {
            whole = whole * 10 + digit;
          }
          decimals = at - first;
          digits += decimals;
        }
        const ends = byte === delimiter || byte === LF || byte === CR;
        if (ends && digits > 0 && digits <= EXACT_DIGITS) {
          const value = decimals === 0 ? whole : whole / POWERS[decimals];
          batch.numbers[slot][i] = negative ? -value : value;
          hasText = true;
        } else {
          while (byte !== delimiter && byte !== LF && byte !== CR) {
            if (byte === QUOTE) return -1;
            byte = bytes[++at];
          }
          batch.numbers[slot][i] = at === from ? NaN : this.#number(bytes, from, at, column);
          hasText ||= at > from;
        }
      } else if (slot > SKIP) {
        const last = this.#last[-1 - slot];
        const { bytes: known, length } = last;
        let same = 0;
        while (same < length && bytes[at] === known[same]) {
          at++;
          same++;
        }
        byte = bytes[at];
        if (same === length && (byte === delimiter || byte === LF || byte === CR)) {
          batch.codes[-1 - slot][i] = last.code;
        } else {
          while (byte !== delimiter && byte !== LF && byte !== CR) {
            if (byte === QUOTE) return -1;
            byte = bytes[++at];
          }
          batch.codes[-1 - slot][i] = this.#remember(-1 - slot, bytes.subarray(from, at));
        }
        hasText ||= at > from;
      } else {
        while (byte !== delimiter && byte !== LF && byte !== CR) {
          if (byte === QUOTE) return -1;
          byte = bytes[++at];
        }
        hasText ||= at > from;
        if (column >= width && at > from) this.#surplus(bytes, start, column);
      }
      column++;
      if (byte === delimiter) {
        at++;
        continue;
      }
      if (!hasText || column < width) hasText = this.#shortRecord(i, column, hasText);
      if (hasText) {
        batch.row[i] = this.#row;
        batch.count++;
      }
      return byte === CR && at + 1 < end && bytes[at + 1] === LF ? at + 2 : at + 1;
    }
  }

  /** Fills what a row that ends early lacks; a row without any text is none. */
  #shortRecord(i: number, columns: number, hasText: boolean): boolean {
    for (let column = columns; column < this.#slots.length; column++) {
      const slot = this.#slots[column];
      if (slot >= 0) this.batch.numbers[slot][i] = NaN;
      else if (slot > SKIP) this.batch.codes[-1 - slot][i] = 0;
    }
    return hasText;
  }

  #surplus(bytes: Uint8Array, start: number, column: number): void {
    const line = bytes.subarray(start, recordEnd(bytes, start, bytes.length, this.#delimiter));
    const cells = this.#decode(line).trimEnd().split(this.#dialect.delimiter);
    if (column === cells.findLastIndex((cell) => cell.trim() !== "")) {
      this.#tooWide(cells.length);
    }
  }

  #tooWide(cells: number): void {
    this.#problems.add({
      row: this.#row,
      needed: `at most ${plural(this.#slots.length, "cell")}, as the header`,
      found: plural(cells, "cell"),
    });
  }

  #quotedRecord(bytes: Uint8Array): void {
    const { source, delimiter } = this.#dialect;
    const [record] = splitRecords(this.#decode(bytes), delimiter, source);
    if (record === undefined) return;
    const { batch } = this;
    const i = batch.count++;
    batch.row[i] = this.#row;
    const { cells } = record;
    const used = cells.findLastIndex((cell) => cell !== "") + 1;
    if (used > this.#slots.length) this.#tooWide(used);
    this.#slots.forEach((slot, column) => {
      const cell = cells[column] ?? "";
      if (slot >= 0) batch.numbers[slot][i] = this.#parse(cell, column);
      else if (slot > SKIP) batch.codes[-1 - slot][i] = this.words[-1 - slot].codeOf(cell);
    });
  }

  #number(bytes: Uint8Array, from: number, to: number, column: number): number {
    return this.#parse(this.#decode(bytes.subarray(from, to)), column);
  }

  #parse(cell: string, column: number): number {
    if (isMissing(cell)) return NaN;
    const value = parseNumber(cell, this.#dialect.format);
    if (value !== undefined) return value;
    this.#problems.add({
      row: this.#row,
      column: this.#dialect.columns[column],
      needed: "a number",
      found: cell.trim(),
    });
    return NaN;
  }

  #remember(text: number, bytes: Uint8Array): number {
    const last = this.#last[text];
    const code = this.words[text].codeOf(this.#decode(bytes).trim());
    if (bytes.length <= REMEMBERED) {
      last.bytes.set(bytes);
      last.length = bytes.length;
      last.code = code;
    }
    return code;
  }

  #decode(bytes: Uint8Array): string {
    let text = "";
    for (const byte of bytes) {
      if (byte >= 0x80) return this.#decodeUtf8(bytes);
      text += String.fromCharCode(byte);
    }
    return text;
  }

  #decodeUtf8(bytes: Uint8Array): string {
    try {
      return this.#decoder.decode(bytes);
    } catch {
      throw new DataError(
        `Cannot read ${this.#dialect.source}: row ${this.#row} must be text in UTF-8, found bytes that are not. Save the table as "CSV UTF-8"`,
      );
    }
  }
}

/** The end of the last whole line of a text whose lines end in CR alone. */
function wholeLines(bytes: Uint8Array, start: number, end: number): number {
  // A CR at the very end may be half of a CRLF.
  const last = end - 2 < start ? -1 : bytes.lastIndexOf(CR, end - 2);
  return last >= start ? last + 1 : start;
}
