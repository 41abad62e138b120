import { DataError } from "../../errors/mod.ts";
import {
  decodeText,
  findDelimiter,
  type NumberFormat,
  numberFormat,
  parseTable,
  type Table,
} from "../../tables/mod.ts";
import { CellProblems } from "./cell_problems.ts";
import { readChunks } from "./read_chunks.ts";
import { recordEnd } from "./record_end.ts";
import type { RowBatch, RowFile, Scan, Selection } from "./row_file.ts";
import { DelimitedScanner } from "./scan_delimited.ts";

/** Bytes from which the columns and the way of writing are found out. */
const SAMPLE_BYTES = 1 << 18;
const SAMPLE_ROWS = 1000;
/** A header longer than this is no header. */
const LONGEST_HEADER = 1 << 26;

/**
 * A CSV or TSV file, plain or packed with gzip, that is read a piece at a time.
 *
 * The first rows decide delimiter and decimal mark, as they do in `readTable`; a later cell that
 * contradicts them is a bad cell. The text must be UTF-8.
 *
 * @param path The file
 * @throws {DataError} If it is empty, not text, or has no row below its header
 */
export async function openDelimited(path: string): Promise<RowFile> {
  const head = await readHead(path);
  const text = decodeText(head.bytes, { source: path });
  const delimiter = findDelimiter(text);
  const records = wholeRecords(head, delimiter);
  const sample = parseTable(records.text, { source: path, delimiter });
  const { size } = Deno.statSync(path);
  return {
    source: path,
    columns: sample.columns,
    sample,
    metadata: new Map(),
    size,
    scan(selection, onRead) {
      const dialect = {
        source: path,
        delimiter,
        columns: sample.columns,
        format: formatOf(sample, selection),
      };
      const problems = new CellProblems(path);
      const scanner = new DelimitedScanner(dialect, selection, problems, records.firstRow);
      return scanOf(path, scanner, problems, { skip: records.headerEnd, onRead });
    },
  };
}

interface Head {
  readonly bytes: Uint8Array;
  readonly whole: boolean;
}

/** The first bytes: at least a header and a row, if the file has them. */
async function readHead(path: string): Promise<Head> {
  let bytes = new Uint8Array(0);
  for await (const chunk of readChunks(path)) {
    const longer = new Uint8Array(bytes.length + chunk.length);
    longer.set(bytes);
    longer.set(chunk, bytes.length);
    bytes = longer;
    const lines = bytes.reduce((sum, byte) => sum + (byte === 0x0a || byte === 0x0d ? 1 : 0), 0);
    if (bytes.length >= SAMPLE_BYTES && lines > 4) return { bytes: cutRune(bytes), whole: false };
    if (bytes.length > LONGEST_HEADER) {
      throw new DataError(
        `Cannot read ${path}: needs lines of text, found none in ${bytes.length} bytes`,
      );
    }
  }
  if (bytes.length === 0) {
    throw new DataError(`Cannot read ${path}: needs text, found an empty file`);
  }
  return { bytes, whole: true };
}

/** Without the beginning of a letter that the cut divided. */
function cutRune(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] & 0xc0) === 0x80) end--;
  return bytes.subarray(0, bytes[end - 1] >= 0xc0 ? end - 1 : bytes.length);
}

/** The header and the first rows as text, where the header ends, and the number of the row after it. */
function wholeRecords({ bytes, whole }: Head, delimiter: string): {
  readonly text: string;
  readonly headerEnd: number;
  readonly firstRow: number;
} {
  let [at, rows, headerEnd, firstRow] = [0, 0, 0, 1];
  while (rows < SAMPLE_ROWS) {
    const next = recordEnd(bytes, at, bytes.length, delimiter.charCodeAt(0));
    if (next < 0) break;
    rows++;
    const blank = bytes.subarray(at, next).every((byte) => byte <= 0x20);
    if (headerEnd === 0 && !blank) [headerEnd, firstRow] = [next, rows + 1];
    at = next;
  }
  const end = whole && rows < SAMPLE_ROWS ? bytes.length : at;
  return {
    text: new TextDecoder().decode(bytes.subarray(0, end)),
    headerEnd: headerEnd === 0 ? bytes.length : headerEnd,
    firstRow,
  };
}

function formatOf(sample: Table, { numbers }: Selection): NumberFormat {
  return numberFormat(sample, numbers.map((name) => sample.columns.indexOf(name)));
}

function scanOf(
  path: string,
  scanner: DelimitedScanner,
  problems: CellProblems,
  options: { readonly skip: number; readonly onRead?: (read: number) => void },
): Scan {
  return {
    words: scanner.words.map(({ words }) => words),
    batches: batchesOf(path, scanner, problems, options),
  };
}

async function* batchesOf(
  path: string,
  scanner: DelimitedScanner,
  problems: CellProblems,
  { skip, onRead }: { readonly skip: number; readonly onRead?: (read: number) => void },
): AsyncGenerator<RowBatch> {
  let buffer = new Uint8Array(1 << 21);
  let used = 0;
  let left = skip;
  function* drain(): Generator<RowBatch> {
    let at = 0;
    while (true) {
      const next = scanner.scan(buffer, at, used);
      const stuck = next === at && !scanner.full;
      at = next;
      if (scanner.full) {
        yield scanner.batch;
        scanner.clear();
      } else if (stuck || at >= used) break;
    }
    buffer.copyWithin(0, at, used);
    used -= at;
  }
  const append = (bytes: Uint8Array) => {
    if (used + bytes.length > buffer.length) {
      const larger = new Uint8Array(2 * (used + bytes.length));
      larger.set(buffer.subarray(0, used));
      buffer = larger;
    }
    buffer.set(bytes, used);
    used += bytes.length;
  };
  for await (const chunk of readChunks(path, onRead)) {
    const from = Math.min(left, chunk.length);
    left -= from;
    append(chunk.subarray(from));
    yield* drain();
  }
  // The last line may lack its end; two make sure that a lone CR counts as one.
  append(Uint8Array.of(0x0a));
  yield* drain();
  scanner.end(buffer.subarray(0, used));
  if (scanner.batch.count > 0) yield scanner.batch;
  problems.throwIfAny();
}
