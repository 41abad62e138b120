import { UsageError } from "../errors/mod.ts";

/** One word of a layout text, with its place. */
export interface Word {
  /** As written, without quotes. */
  readonly text: string;
  /** Whether it stood in double quotes, and so is a name whatever it looks like. */
  readonly isQuoted: boolean;
  /** Line of the text, from 1. */
  readonly line: number;
  /** Column of the line, from 0. */
  readonly at: number;
}

/** One statement of a layout text: its words, and the text they stand in for messages. */
export interface Clause {
  readonly words: readonly Word[];
  readonly source: string;
  /** The whole line. */
  readonly text: string;
}

/**
 * The statements of a layout text, parted by line ends and semicolons, as words.
 *
 * Commas, colons and equals signs are words of their own; what stands in double quotes is one word.
 * Lines that begin with "#" say nothing.
 */
export function splitClauses(text: string, source: string): Clause[] {
  return text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/).flatMap((line, i) => {
    if (/^\s*#/.test(line)) return [];
    const words = [...line.matchAll(/"([^"]*)"|[:;,=]|[^\s:;,="]+|"/g)].map((match): Word => ({
      text: match[1] ?? match[0].replaceAll(/[–—−]/g, "-"),
      isQuoted: match[1] !== undefined,
      line: i + 1,
      at: match.index,
    }));
    const clauses: Word[][] = [[]];
    for (const word of words) {
      if (word.text === ";" && !word.isQuoted) clauses.push([]);
      else clauses[clauses.length - 1].push(word);
    }
    return clauses.filter((words) => words.length > 0).map((words) => ({
      words,
      source,
      text: line,
    }));
  });
}

/**
 * The error that points at a word: what it must be, what it is, and where it stands.
 *
 * @param word The word; undefined where something is missing at the end of the clause
 */
export function wrongWord(clause: Clause, word: Word | undefined, needed: string): UsageError {
  const last = clause.words[clause.words.length - 1];
  const at = word?.at ?? last.at + last.text.length + (last.isQuoted ? 2 : 0);
  const width = word === undefined ? 1 : word.text.length + (word.isQuoted ? 2 : 0);
  const from = Math.max(0, at - 60);
  const cut = from > 0 ? "…" : "";
  const shown = clause.text.slice(from, from + 100);
  const found = word === undefined ? "the end of the statement" : JSON.stringify(word.text);
  return new UsageError(
    `Cannot read ${clause.source}: line ${last.line}, column ${
      at + 1
    } must be ${needed}, found ${found}\n` +
      `  ${cut}${shown}\n  ${" ".repeat(cut.length + at - from)}${"^".repeat(Math.max(1, width))}`,
  );
}

/** Whether a word is this mark, unquoted. */
export function isMark(word: Word | undefined, mark: string): boolean {
  return word !== undefined && !word.isQuoted && word.text === mark;
}

/** Whether a word is one of these, unquoted, whatever its case. */
export function isWord(word: Word | undefined, ...texts: readonly string[]): boolean {
  return word !== undefined && !word.isQuoted && texts.includes(word.text.toLowerCase());
}
