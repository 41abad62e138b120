import { nearest } from "../errors/mod.ts";
import { type DoseSeries, parseSeries } from "./dose_series.ts";
import { type Clause, isMark, isWord, splitClauses, type Word, wrongWord } from "./layout_words.ts";
import { parsePosition, PLATE_SHAPES, positionAt, rowAndColumn, rowNumber } from "./position.ts";
import { WELL_ROLES } from "./role.ts";
import type { WellRole } from "./well.ts";

/** Wells that a statement names: rows, columns, or single wells; null where it does not say. */
export interface NamedWells {
  /** Rows from 1, in the order written. */
  readonly rows: readonly number[] | null;
  /** Columns from 1, in the order written. */
  readonly columns: readonly number[] | null;
  /** Positions, in the order written. */
  readonly wells: readonly string[] | null;
}

/** What a statement says of its wells. */
export type LayoutContent =
  | { readonly kind: "series"; readonly drug: string; readonly series: DoseSeries }
  | { readonly kind: "role"; readonly role: WellRole; readonly name: string }
  | { readonly kind: "unused" }
  | { readonly kind: "exclude"; readonly reason: string }
  | { readonly kind: "label"; readonly label: string; readonly value: string | null }
  | { readonly kind: "region" };

/** One statement of a layout text. */
export interface LayoutStatement {
  readonly clause: Clause;
  /** Sheets or plates that it holds for; null for all. */
  readonly scope: { readonly kind: "sheet" | "plate"; readonly names: readonly Word[] } | null;
  readonly named: NamedWells;
  readonly content: LayoutContent;
}

const LABELS: Readonly<Record<string, string>> = {
  "cell line": "cell_line",
  "cell_line": "cell_line",
  "drug": "drug",
  "compound": "drug",
  "replicate": "replicate",
  "repeat": "repeat",
  "experiment": "replicate",
  "assay": "replicate",
};

const UNUSED = ["unused", "empty", "ignore", "ignored", "not used"];

const AXES: Readonly<Record<string, "rows" | "columns" | "wells">> = {
  row: "rows",
  rows: "rows",
  column: "columns",
  columns: "columns",
  col: "columns",
  cols: "columns",
  well: "wells",
  wells: "wells",
};

const CONTENT_NEEDED = `a drug with its doses ("crizotinib 0, 5 nM, 10 nM"), a role (${
  WELL_ROLES.join(", ")
}), "unused" or "exclude"`;

/**
 * The statements of a layout text:
 *
 * ```
 * columns 2-11: crizotinib 0, 5, 10, 50, 100, 250, 500 nM, 1, 5, 10 uM
 * rows B-F
 * columns 1, 12: blank
 * sheets C4, C5, C6: rows B-D
 * wells C8, D8: exclude "bubble"
 * cell line H3122
 * each sheet is a replicate
 * ```
 *
 * Statements stand on lines of their own or between semicolons. A statement is wells (rows, columns,
 * wells, or rows and columns) and what they hold: a drug and its doses, a role, `unused`, `exclude`
 * with a reason, or a label (`cell line`, `replicate`). Rows or columns alone say where the drugs
 * stand. `sheet NAME:` or `plate NAME:` in front holds for that statement alone, and overrides one
 * without.
 *
 * A dose without a unit takes that of the next one that has it, where doses are written so
 * ("5, 10 nM"), else of the one before. `10 uM 3-fold` is a dilution series.
 *
 * @param options.source What messages call the text
 * @throws {UsageError} If a word is not understood, or two readings are possible; the message points
 * at the word
 */
export function parseLayoutText(
  text: string,
  { source, doseUnit }: { readonly source: string; readonly doseUnit?: string },
): LayoutStatement[] {
  return splitClauses(text, source).map((clause) => parseClause(clause, doseUnit));
}

function parseClause(clause: Clause, doseUnit: string | undefined): LayoutStatement {
  const [scope, afterScope] = parseScope(clause);
  const [named, afterWells] = parseWells(clause, afterScope);
  let at = afterWells;
  if (isMark(clause.words[at], ":") && at > afterScope) at++;
  const statement = { clause, scope, named };
  const hasWells = at > afterScope;
  if (at >= clause.words.length) {
    if (hasWells && named.wells === null) return { ...statement, content: { kind: "region" } };
    throw wrongWord(clause, undefined, CONTENT_NEEDED);
  }
  if (!hasWells) refuseMisspelt(clause, clause.words[at]);
  const content = parseContent(clause, at, doseUnit);
  const needsWells = content.kind !== "label" && content.kind !== "exclude";
  if (needsWells && !hasWells) {
    throw wrongWord(
      clause,
      clause.words[at],
      `wells ("columns 2-11", "rows B-F", "wells A1, A2"), a label ("cell line H3122") or "each sheet is a replicate"`,
    );
  }
  return { ...statement, content };
}

/** A first word that is nearly one of those that may stand there. */
function refuseMisspelt(clause: Clause, word: Word): void {
  const known = [...Object.keys(AXES), ...Object.keys(LABELS), "each", "exclude", "sheet", "plate"];
  if (word.isQuoted || known.some((name) => name.split(" ")[0] === word.text.toLowerCase())) return;
  const near = nearest(word.text, known);
  if (near !== undefined) throw wrongWord(clause, word, `"${near}" or another beginning`);
}

/** `sheet NAME, NAME:` in front of a statement; names are words up to the comma or colon. */
function parseScope(clause: Clause): [LayoutStatement["scope"], number] {
  const { words } = clause;
  if (!isWord(words[0], "sheet", "sheets", "plate", "plates")) return [null, 0];
  const end = words.findIndex((word) => isMark(word, ":"));
  if (end < 0) throw wrongWord(clause, undefined, `":" after the names`);
  const names: Word[] = [];
  let parts: Word[] = [];
  const close = (before: Word) => {
    if (parts.length === 0) throw wrongWord(clause, before, "a name");
    names.push({ ...parts[0], text: parts.map(({ text }) => text).join(" ") });
    parts = [];
  };
  for (const word of words.slice(1, end)) {
    if (isMark(word, ",") || (isWord(word, "and") && parts.length > 0)) close(word);
    else parts.push(word);
  }
  close(words[end]);
  return [{ kind: isWord(words[0], "sheet", "sheets") ? "sheet" : "plate", names }, end + 1];
}

function parseWells(clause: Clause, start: number): [NamedWells, number] {
  const { words } = clause;
  const named: { rows: number[] | null; columns: number[] | null; wells: string[] | null } = {
    rows: null,
    columns: null,
    wells: null,
  };
  let at = start;
  while (at < words.length) {
    // "columns 2-11, rows B-F" and "columns 2-11 and rows B-F"
    const joined = at > start && (isMark(words[at], ",") || isWord(words[at], "and")) ? 1 : 0;
    const word = words[at + joined];
    const axis = word === undefined || word.isQuoted ? undefined : AXES[word.text.toLowerCase()];
    if (axis === undefined) break;
    if (named[axis] !== null) throw wrongWord(clause, word, `${axis} named once`);
    const [items, next] = parseItems(clause, at + joined + 1, axis);
    if (axis === "wells") named.wells = items.map((item) => String(item));
    else named[axis] = items.map(Number);
    at = next;
  }
  if (named.wells !== null && (named.rows !== null || named.columns !== null)) {
    throw wrongWord(clause, words[start], "rows and columns, or wells, not both");
  }
  return [named, at];
}

/** A list of rows, columns or wells: `2-11`, `1, 12`, `B to F`, `1 and 12`, `A1-B3`. */
function parseItems(
  clause: Clause,
  start: number,
  axis: "rows" | "columns" | "wells",
): [(number | string)[], number] {
  const { words } = clause;
  const needed = {
    rows: "a row (A to AF) or a range of rows (B-F)",
    columns: "a column (1 to 48) or a range of columns (2-11)",
    wells: "a well (A1 to AF48) or a range of wells (A1-B3)",
  }[axis];
  const items: (number | string)[] = [];
  let at = start;
  while (true) {
    const word = words[at];
    if (word === undefined) throw wrongWord(clause, undefined, needed);
    const spread = isWord(words[at + 1], "-", "to") ? words[at + 2]?.text ?? "" : null;
    const text = spread === null ? word.text : `${word.text}-${spread}`;
    const found = word.isQuoted ? undefined : itemsOf(text, axis);
    if (found === undefined) throw wrongWord(clause, word, needed);
    const twice = found.find((item) => items.includes(item));
    if (twice !== undefined) throw wrongWord(clause, word, `${axis} named once`);
    items.push(...found);
    at += spread === null ? 1 : 3;
    const goesOn = isMark(words[at], ",") || isWord(words[at], "and", "&");
    const follows = words[at + 1];
    if (!goesOn || follows === undefined || itemsOf(follows.text, axis) === undefined) break;
    at++;
  }
  return [items, at];
}

/** What an item stands for; undefined where it is none. */
function itemsOf(
  text: string,
  axis: "rows" | "columns" | "wells",
): (number | string)[] | undefined {
  const [first, last = first, ...more] = text.split("-");
  if (more.length > 0) return;
  if (axis === "wells") return wellsBetween(first, last);
  const read = (part: string) =>
    axis === "rows"
      ? rowNumber(part) ?? NaN
      : /^\d{1,2}$/.test(part) && Number(part) >= 1 && Number(part) <= PLATE_SHAPES[1536].columns
      ? Number(part)
      : NaN;
  const [from, to] = [read(first), read(last)];
  if (Number.isNaN(from) || Number.isNaN(to)) return;
  const step = from <= to ? 1 : -1;
  return Array.from({ length: Math.abs(to - from) + 1 }, (_, i) => from + step * i);
}

function wellsBetween(first: string, last: string): string[] | undefined {
  const [from, to] = [parsePosition(first), parsePosition(last)];
  if (from === undefined || to === undefined) return;
  const rows = [from, to].map((position) => rowAndColumn(position).row);
  const columns = [from, to].map((position) => rowAndColumn(position).column);
  const wells: string[] = [];
  for (let row = Math.min(...rows); row <= Math.max(...rows); row++) {
    for (let column = Math.min(...columns); column <= Math.max(...columns); column++) {
      wells.push(positionAt(row, column));
    }
  }
  return wells;
}

function parseContent(clause: Clause, start: number, doseUnit: string | undefined): LayoutContent {
  const words = clause.words.slice(start);
  const [first, second] = words;
  const rest = (from: number) => words.slice(from).map(({ text }) => text).join(" ").trim();
  const two = `${first.text} ${second?.text ?? ""}`.toLowerCase();
  if (isWord(first, "each")) {
    return { kind: "label", label: labelOfEach(clause, start), value: null };
  }
  if (isWord(first, ...UNUSED) || UNUSED.includes(two)) return { kind: "unused" };
  if (isWord(first, "exclude", "excluded")) {
    const reason = rest(isMark(second, ":") ? 2 : 1);
    return { kind: "exclude", reason: reason || "excluded in the layout" };
  }
  const role = WELL_ROLES.find((role) =>
    role !== "sample" && (isWord(first, role) || role === two)
  );
  if (role !== undefined) return { kind: "role", role, name: rest(role.split(" ").length) };
  const label = first.isQuoted ? undefined : LABELS[two] ?? LABELS[first.text.toLowerCase()];
  if (label !== undefined) {
    const from = LABELS[two] === undefined ? 1 : 2;
    const value = rest(isMark(words[from], ":") || isMark(words[from], "=") ? from + 1 : from);
    if (value === "") {
      throw wrongWord(clause, undefined, `a name after "${label.replace("_", " ")}"`);
    }
    return { kind: "label", label, value };
  }
  return { kind: "series", ...parseSeries(clause, start, { doseUnit, needed: CONTENT_NEEDED }) };
}

/** `each sheet is a replicate`: the label whose value is the name of the sheet. */
function labelOfEach(clause: Clause, start: number): string {
  const words = clause.words.slice(start);
  if (!isWord(words[1], "sheet", "plate")) throw wrongWord(clause, words[1], `"sheet" or "plate"`);
  if (!isWord(words[2], "is")) throw wrongWord(clause, words[2], `"is"`);
  const from = isWord(words[3], "a", "an", "one") ? 4 : 3;
  const name = words.slice(from).map(({ text }) => text).join(" ").toLowerCase();
  const label = Object.hasOwn(LABELS, name) ? LABELS[name] : undefined;
  if (label === undefined) {
    throw wrongWord(clause, words[from], `"replicate", "cell line" or "drug"`);
  }
  return label;
}
