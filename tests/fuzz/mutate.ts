/**
 * Files as accidents leave them: arbitraries that damage a good file in a few recorded steps, and the
 * promise that every reader must keep on what comes out.
 *
 * A damaged file is a list of {@linkcode Change}s, so that a failing one prints short and shrinks.
 */
import fc from "fast-check";
import { HalfmaxError } from "../../lib/errors/mod.ts";
import { assert } from "../assert.ts";

/** One step of damage; `from` and `to` are places as parts of the whole (0 is the start, 1 the end). */
export interface Change {
  readonly kind: keyof typeof TEXT_CHANGES | keyof typeof BYTE_CHANGES;
  readonly from: number;
  readonly to: number;
  readonly stray: string;
}

/** What a file might have been saved as. */
export type SavedAs = "utf-8" | "utf-8 with mark" | "utf-16le" | "utf-16be" | "latin-1";

/** Texts that people, instruments and attackers leave in files. */
const STRAYS = [
  ..."0,-1,1e999,-1e-320,NaN,Infinity,1O0,1.234.567,OVRFLW,NA,#REF!,µM,nM,~,*,<0.1,> 10 µM".split(
    ",",
  ),
  ..."A1,H13,Z99,vehicle,blank,sample,crizotinib,__proto__,constructor,toString,exclude".split(","),
  "1,5",
  "1.5",
  "1,234",
  '"',
  '""',
  "'",
  ",",
  ";",
  "\t",
  "\n",
  "\r\n",
  "\r",
  "\n\n\n",
  " ",
  "\u00a0",
  "=1+1",
  "=cmd|' /C calc'!A0",
  "@SUM(A1)",
  "<d>",
  "</d>",
  "<!DOCTYPE x>",
  "<!ENTITY a 'b'>",
  "&a;",
  "&#0;",
  "<![CDATA[",
  "<!--",
  "\ufeff",
  "\u200b",
  "\0",
  "\u0007",
  "\ud800",
  "🧪",
  "9".repeat(400),
  "a".repeat(5000),
  "# comment",
  "row",
  "(column 1)",
] as const;

/** Damage to text; each is a pure function of the text and of the change. */
const TEXT_CHANGES = {
  "cut end": (text: string, { from }: Change) => text.slice(0, place(text, from)),
  "cut start": (text: string, { from }: Change) => text.slice(place(text, from)),
  "cut middle": (text: string, change: Change) => spliced(text, change, ""),
  "insert stray": (text: string, { from, stray }: Change) =>
    text.slice(0, place(text, from)) + stray + text.slice(place(text, from)),
  "replace cell": (text: string, change: Change) => withCell(text, change, () => change.stray),
  "empty cell": (text: string, change: Change) => withCell(text, change, () => ""),
  "drop cell": (text: string, change: Change) =>
    withCells(text, change, (cells, i) => cells.toSpliced(i, 1)),
  "drop line": (text: string, { from }: Change) =>
    withLines(text, (lines) => lines.toSpliced(place(lines, from), 1)),
  "repeat line": (text: string, { from }: Change) =>
    withLines(
      text,
      (lines) => lines.toSpliced(place(lines, from), 0, lines[place(lines, from)] ?? ""),
    ),
  "swap lines": (text: string, { from, to }: Change) =>
    withLines(text, (lines) => swapped(lines, place(lines, from), place(lines, to))),
  "reverse lines": (text: string) => withLines(text, (lines) => lines.toReversed()),
  "rotate lines": (text: string, { from }: Change) =>
    withLines(
      text,
      (lines) => [...lines.slice(place(lines, from)), ...lines.slice(0, place(lines, from))],
    ),
  "stray line": (text: string, { from, stray }: Change) =>
    withLines(text, (lines) => lines.toSpliced(place(lines, from), 0, stray)),
  "swap columns": (text: string, { from, to }: Change) => {
    const mark = delimiterOf(text);
    return withLines(text, (lines) =>
      lines.map((line) => {
        const cells = line.split(mark);
        return swapped(cells, place(cells, from), place(cells, to)).join(mark);
      }));
  },
  "other delimiter": (text: string, { stray }: Change) =>
    text.replaceAll(delimiterOf(text), [";", "\t", "|", ","][stray.length % 4]),
  "decimal commas": (text: string) => text.replace(/(\d)\.(\d)/g, "$1,$2"),
  "other line ends": (text: string, { stray }: Change) =>
    text.replaceAll("\n", stray.length % 2 === 0 ? "\r\n" : "\r"),
  "other case": (text: string, { stray }: Change) =>
    stray.length % 2 === 0 ? text.toUpperCase() : text.toLowerCase(),
  "twice": (text: string) => text + text,
} as const;

/** Damage to bytes, for files that are not text and for text on a bad disk. */
const BYTE_CHANGES = {
  "flip bit": (bytes: Uint8Array, { from, to }: Change) => {
    const damaged = bytes.slice();
    if (damaged.length > 0) damaged[place(bytes, from)] ^= 1 << Math.floor(to * 7.999);
    return damaged;
  },
  "cut bytes": (bytes: Uint8Array, { from }: Change) => bytes.slice(0, place(bytes, from)),
  "lose bytes": (bytes: Uint8Array, { from, to }: Change) => {
    const [start, end] = [place(bytes, Math.min(from, to)), place(bytes, Math.max(from, to))];
    return concatenated(bytes.slice(0, start), bytes.slice(end));
  },
  "zero bytes": (bytes: Uint8Array, { from, to }: Change) =>
    bytes.slice().fill(0, place(bytes, from), place(bytes, from) + Math.ceil(to * 16)),
  "insert bytes": (bytes: Uint8Array, { from, stray }: Change) => {
    const start = place(bytes, from);
    return concatenated(
      bytes.slice(0, start),
      new TextEncoder().encode(stray),
      bytes.slice(start),
    );
  },
} as const;

/**
 * One to four steps of damage to one of the texts, saved in one of the usual encodings (seldom the
 * wrong one), sometimes with damaged bytes at the end.
 */
export function damagedTextFile(texts: readonly string[]): fc.Arbitrary<Uint8Array<ArrayBuffer>> {
  return fc.tuple(
    fc.constantFrom(...texts),
    changesOf(Object.keys(TEXT_CHANGES) as (keyof typeof TEXT_CHANGES)[], 4),
    fc.oneof(
      { weight: 7, arbitrary: fc.constant<SavedAs>("utf-8") },
      {
        weight: 3,
        arbitrary: fc.constantFrom<SavedAs>("utf-8 with mark", "utf-16le", "utf-16be", "latin-1"),
      },
    ),
    fc.oneof(
      { weight: 8, arbitrary: fc.constant<Change[]>([]) },
      { weight: 2, arbitrary: byteChanges(2) },
    ),
  ).map(([text, changes, savedAs, bytesLost]) =>
    damageBytes(encode(damageText(text, changes), savedAs), bytesLost)
  );
}

/** One to six steps of damage to the bytes of one of the files (workbooks, Parquet, archives). */
export function damagedBinaryFile(
  files: readonly Uint8Array[],
): fc.Arbitrary<Uint8Array<ArrayBuffer>> {
  return fc.tuple(fc.constantFrom(...files), byteChanges(6)).map(([bytes, changes]) =>
    damageBytes(bytes, changes)
  );
}

/** A text after the changes, in their order. */
export function damageText(text: string, changes: readonly Change[]): string {
  return changes.reduce(
    (damaged, change) =>
      change.kind in TEXT_CHANGES
        ? TEXT_CHANGES[change.kind as keyof typeof TEXT_CHANGES](damaged, change)
        : damaged,
    text,
  );
}

/** Bytes after the changes, in their order. */
export function damageBytes(
  bytes: Uint8Array,
  changes: readonly Change[],
): Uint8Array<ArrayBuffer> {
  return new Uint8Array(changes.reduce(
    (damaged, change) =>
      change.kind in BYTE_CHANGES
        ? BYTE_CHANGES[change.kind as keyof typeof BYTE_CHANGES](damaged, change)
        : damaged,
    bytes,
  ));
}

/** Longest time that a reader may take over one damaged file. */
export const MOST_MILLISECONDS = 5_000;

/**
 * What every reader promises on any bytes: it reads them, or refuses with an error of this library
 * that says what it was doing, within five seconds. What it reads is then held to `holds`.
 *
 * @param read The reader on the path of a file with these bytes
 * @param holds Assertions on what was read: rows in = rows used + rows excluded
 * @returns Whether the file was read, for counting
 */
export async function readsOrRefuses<T>(
  path: string,
  bytes: Uint8Array,
  read: (path: string) => T | Promise<T>,
  holds: (result: T) => void,
): Promise<"read" | "refused"> {
  await Deno.writeFile(path, bytes);
  const start = performance.now();
  let result: T;
  try {
    result = await read(path);
  } catch (error) {
    if (!(error instanceof HalfmaxError)) throw error;
    assert(/^Cannot \S/.test(error.message), `a message without its action: ${error.message}`);
    within(start);
    return "refused";
  }
  within(start);
  holds(result);
  return "read";
}

function within(start: number): void {
  const taken = performance.now() - start;
  assert(taken <= MOST_MILLISECONDS, `took ${Math.round(taken)} ms`);
}

function changesOf(kinds: readonly Change["kind"][], most: number): fc.Arbitrary<Change[]> {
  const part = fc.integer({ min: 0, max: 1000 }).map((thousandth) => thousandth / 1000);
  return fc.array(
    fc.record({
      kind: fc.constantFrom(...kinds),
      from: part,
      to: part,
      stray: fc.constantFrom(...STRAYS),
    }),
    { minLength: 1, maxLength: most },
  );
}

function byteChanges(most: number): fc.Arbitrary<Change[]> {
  return changesOf(Object.keys(BYTE_CHANGES) as (keyof typeof BYTE_CHANGES)[], most);
}

function encode(text: string, savedAs: SavedAs): Uint8Array {
  const utf8 = (plain: string) => new TextEncoder().encode(plain);
  if (savedAs === "utf-8") return utf8(text);
  if (savedAs === "utf-8 with mark") return utf8(`\ufeff${text}`);
  if (savedAs === "latin-1") return Uint8Array.from(text, (sign) => sign.charCodeAt(0) & 255);
  const marked = `\ufeff${text}`;
  const view = new DataView(new ArrayBuffer(2 * marked.length));
  for (let i = 0; i < marked.length; i++) {
    view.setUint16(2 * i, marked.charCodeAt(i), savedAs === "utf-16le");
  }
  return new Uint8Array(view.buffer);
}

function place(whole: { readonly length: number }, part: number): number {
  return Math.min(Math.floor(part * whole.length), Math.max(0, whole.length - 1));
}

function spliced(text: string, { from, to }: Change, by: string): string {
  const [start, end] = [place(text, Math.min(from, to)), place(text, Math.max(from, to))];
  return text.slice(0, start) + by + text.slice(end);
}

function withLines(text: string, change: (lines: string[]) => string[]): string {
  return change(text.split("\n")).join("\n");
}

/** The line at `from`, its cells changed; the cell meant is the one at `to`. */
function withCells(
  text: string,
  { from, to }: Change,
  change: (cells: string[], index: number) => string[],
): string {
  const mark = delimiterOf(text);
  return withLines(text, (lines) => {
    const at = place(lines, from);
    const cells = lines[at].split(mark);
    return lines.with(at, change(cells, place(cells, to)).join(mark));
  });
}

function withCell(text: string, change: Change, by: (cell: string) => string): string {
  return withCells(text, change, (cells, i) => cells.with(i, by(cells[i])));
}

function delimiterOf(text: string): string {
  const counts = ["\t", ";", ",", "><"].map((mark) => ({ mark, count: text.split(mark).length }));
  return counts.reduce((most, other) => other.count > most.count ? other : most).mark;
}

function swapped<T>(items: readonly T[], i: number, j: number): T[] {
  return items.length === 0 ? [] : items.with(i, items[j]).with(j, items[i]);
}

function concatenated(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
