import { isMolarUnit, toNanomolar } from "../potency/mod.ts";
import { knownUnit } from "./dose_column.ts";
import { type Clause, isMark, isWord, type Word, wrongWord } from "./layout_words.ts";

/** Doses of a series in their order; molar ones in nM. */
export interface DoseSeries {
  readonly doses: readonly number[];
  /** The doses continue by dividing the last one by this; null where all are written. */
  readonly fold: number | null;
  /** Doses of zero written after a dilution. */
  readonly zerosAfter: number;
  /** "nM" for molar doses, else the unit as given; null where all are 0. */
  readonly unit: string | null;
  /** The direction that the text demands; null where it does not. */
  readonly along: "rows" | "columns" | null;
  /** The first dose, for messages. */
  readonly word: Word;
}

const NUMBER = /^(\d+\.?\d*|\.\d+)(e[+-]?\d+)?/i;

interface WrittenDose {
  readonly word: Word;
  readonly value: number;
  readonly unit: string | null;
}

/**
 * A drug and its doses: `crizotinib 0, 5, 10 nM`, `crizotinib 10 uM 3-fold, 0`.
 *
 * @param start Where it begins among the words of the clause
 * @param options.doseUnit Unit of doses that nothing else gives one
 * @param options.needed What the words must be where they are no doses
 * @throws {UsageError} If a word is no dose, or a dose has no unit or could have two
 */
export function parseSeries(
  clause: Clause,
  start: number,
  { doseUnit, needed }: { readonly doseUnit: string | undefined; readonly needed: string },
): { readonly drug: string; readonly series: DoseSeries } {
  const { words } = clause;
  const first = words.findIndex((word, i) => i >= start && !word.isQuoted && isDose(word.text));
  if (first < 0) throw wrongWord(clause, words[start], needed);
  const name = words.slice(start, first);
  const mark = name.find((word) => isMark(word, ",") || isMark(word, ":") || isMark(word, "="));
  if (mark !== undefined && mark !== name[name.length - 1]) throw wrongWord(clause, mark, "a dose");
  const drug = name.filter((word) => word !== mark).map(({ text }) => text).join(" ");
  const written: WrittenDose[] = [];
  let fold: number | null = null;
  let zerosAfter = 0;
  let along: DoseSeries["along"] = null;
  for (let at = first; at < words.length;) {
    if (isMark(words[at], ",") || (isWord(words[at], "and") && at > first)) {
      at++;
      if (at >= words.length) throw wrongWord(clause, undefined, "a dose after the comma");
      continue;
    }
    if (isWord(words[at], "along", "down", "across")) {
      along = directionOf(clause, at);
      at += isWord(words[at], "along") ? 2 : 1;
      if (at < words.length) throw wrongWord(clause, words[at], "the end of the statement");
      break;
    }
    const ratio = /^(\d+(?:\.\d+)?)-?fold$/i.exec(words[at].text)?.[1];
    if (ratio !== undefined || isWord(words[at], "diluted")) {
      if (ratio === undefined) {
        at++;
        continue;
      }
      fold = Number(ratio);
      if (!(fold > 1) || written.length === 0) {
        throw wrongWord(clause, words[at], `a dilution above 1-fold after a dose ("10 uM 3-fold")`);
      }
      at++;
      continue;
    }
    const [dose, next] = parseDose(clause, at);
    if (fold === null) written.push(dose);
    else if (dose.value === 0) zerosAfter++;
    else throw wrongWord(clause, dose.word, "0 or the end after a dilution");
    at = next;
  }
  const { doses, unit } = inOneUnit(clause, written, doseUnit);
  return {
    drug,
    series: { doses, fold, zerosAfter, unit, along, word: words[first] },
  };
}

function directionOf(clause: Clause, at: number): "rows" | "columns" {
  const { words } = clause;
  if (isWord(words[at], "down")) return "rows";
  if (isWord(words[at], "across")) return "columns";
  if (isWord(words[at + 1], "rows")) return "rows";
  if (isWord(words[at + 1], "columns")) return "columns";
  throw wrongWord(clause, words[at + 1], `"rows" or "columns"`);
}

/** Whether a text begins with a number and ends there, or in a unit. */
function isDose(text: string): boolean {
  const number = NUMBER.exec(text)?.[0];
  if (number === undefined) return false;
  const rest = text.slice(number.length);
  return rest === "" || knownUnit(rest) !== undefined;
}

function parseDose(clause: Clause, at: number): [WrittenDose, number] {
  const word = clause.words[at];
  const number = word.isQuoted ? undefined : NUMBER.exec(word.text)?.[0];
  if (number === undefined) {
    const written = /^(\.\.\.|…)$/.test(word.text)
      ? `the next dose (write every dose, or a dilution such as "10 uM 3-fold")`
      : "a dose (5 nM, 0.1 uM)";
    throw wrongWord(clause, word, written);
  }
  const attached = word.text.slice(number.length);
  const next = clause.words[at + 1];
  const ends = next === undefined || isMark(next, ",") || isDose(next.text) ||
    isWord(next, "along", "down", "across", "diluted", "and") || /fold$/i.test(next.text);
  const text = attached !== "" ? attached : ends ? null : next.text;
  const unit = text === null ? null : knownUnit(text) ?? null;
  if (text !== null && unit === null) {
    throw wrongWord(
      clause,
      attached !== "" ? word : next,
      attached !== "" ? "a dose (5 nM, 0.1 uM)" : "a comma or a unit (M, mM, uM, nM, pM, ng/mL, …)",
    );
  }
  return [{ word, value: Number(number), unit }, at + (attached !== "" || ends ? 1 : 2)];
}

/** Every dose with its unit, its own or a neighbour's. */
function inOneUnit(
  clause: Clause,
  written: readonly WrittenDose[],
  doseUnit: string | undefined,
): { doses: number[]; unit: string | null } {
  const declared = doseUnit === undefined ? null : knownUnit(doseUnit) ?? null;
  const some = written.filter(({ value }) => value > 0);
  // "5, 10 nM, 1, 5 uM" names the unit after its doses, "5 nM, 10, 50" before them.
  const after = some.length > 0 && some[0].unit === null;
  const units = written.map(({ value, unit, word }, i) => {
    if (value === 0 || unit !== null) return unit;
    const next = written.slice(i).find((dose) => dose.unit !== null)?.unit ?? null;
    const before = written.slice(0, i).findLast((dose) => dose.unit !== null)?.unit ?? null;
    if (!after && next !== null && next !== before) {
      throw wrongWord(
        clause,
        word,
        `a dose with its unit (${before} as before it, or ${next} as after it)`,
      );
    }
    const own = after ? next : before;
    if (own === null && declared === null) {
      throw wrongWord(clause, word, "a dose with its unit (5 nM, 0.1 uM)");
    }
    return own ?? declared;
  });
  const kinds = [
    ...new Set(units.flatMap((unit) => unit === null ? [] : [isMolarUnit(unit) ? "nM" : unit])),
  ];
  if (kinds.length > 1) {
    throw wrongWord(
      clause,
      written[0].word,
      `doses of one unit, or all molar (${kinds.join(", ")})`,
    );
  }
  const doses = written.map(({ value, word }, i) => {
    const unit = units[i];
    const dose = unit !== null && isMolarUnit(unit) ? toNanomolar(value, unit) : value;
    if (!Number.isFinite(dose)) throw wrongWord(clause, word, "a finite dose");
    return dose;
  });
  return { doses, unit: kinds[0] ?? null };
}
