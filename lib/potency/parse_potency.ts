import { DataError, HalfmaxError, quote } from "../errors/mod.ts";
import { parseNumber } from "../tables/mod.ts";
import { plainText } from "./plain_text.ts";
import { type Factor, makePotency, type Potency, type Readout, type Relation } from "./potency.ts";
import { isMolarUnit, parseUnit, shiftDecimalPoint, toNanomolar } from "./unit.ts";

/** What is known of a printed potency besides its text. */
export interface ParsePotencyOptions {
  /** Unit of numbers that carry none, as the column's header names it. */
  readonly unit?: string;
  /** What was determined, "IC50" unless the text says otherwise; both must then agree. */
  readonly endpoint?: string;
  /** Relative or absolute, where the source says. */
  readonly kind?: "relative" | "absolute" | null;
  /** What was measured, where the source says. */
  readonly readout?: Readout | null;
  /** Where it stands: a citation, a file and cell. */
  readonly source?: string | null;
  /** The decimal mark; needed only where a number holds a comma. */
  readonly decimal?: "." | ",";
}

/**
 * A potency from the text of a cell in a paper, a vendor's table or a cBioPortal treatment file.
 *
 * | text | becomes |
 * | --- | --- |
 * | `212`, `0.21 uM`, `IC50 1.30 nM`, `1.1 x 10^-7 M` | `=` |
 * | `>1000`, `>= 1 µM`, `≤5`, `Ki <0.0200 nM`, `exceed 7 uM`, `above 10 µM` | a bound |
 * | `50-100`, `0.1 nM to 1 nM`, `1–10 µM` | `range` |
 * | `~50-100`, `ca. 20 nM`, `≈5` | the same, marked approximate |
 * | `212 nM (95 % CI 171 to 262, n = 3)` | `=` with its interval |
 * | `6-36 fold lower than Crizotinib` | `relative`: factor, direction, referent |
 * | `High Resistance` (any text without a number) | `word` |
 * | ``, `-`, `ND`, `NA`, `not tested` | `not done` |
 * | `not determined`, `inconclusive` | `not determined` |
 *
 * Molar numbers become nM, each by its own unit; other units stay. The text itself is kept, and
 * `printPotency` gives it back to the letter.
 *
 * @throws {DataError} If a number has no unit, an unknown one, or one of another kind than its
 * column; a range runs the wrong way or an interval leaves out its value; a number is not above 0; a comma may be either mark; the text
 * names another endpoint than the column; or the text is none of the above
 *
 * @example Usage
 * ```ts
 * import { parsePotency } from "halfmax/potency/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const bound = parsePotency(">1000", { unit: "nM" });
 * assertEquals([bound.relation, bound.estimate, bound.upper], [">", 1000, null]);
 *
 * const range = parsePotency("~50-100", { unit: "nM" });
 * assertEquals([range.lower, range.upper, range.approximate], [50, 100, true]);
 * ```
 */
export function parsePotency(text: string, options: ParsePotencyOptions = {}): Potency {
  const { unit, endpoint = "IC50", kind = null, readout = null, source = null } = options;
  const columnUnit = unit === undefined ? undefined : parseUnit(unit);
  const said = read(
    plainText(text),
    { ...options, unit: columnUnit, endpoint },
    (why) =>
      new DataError(
        `Cannot read the potency ${quote(text)}${source ? ` (${source})` : ""}: ${why}`,
      ),
  );
  return makePotency({
    unit: columnUnit === undefined || isMolarUnit(columnUnit) ? "nM" : columnUnit,
    endpoint,
    kind,
    readout,
    source,
    ...said,
    asPrinted: text,
    ...(columnUnit === undefined ? {} : { columnUnit }),
  });
}

interface Context extends ParsePotencyOptions {
  readonly endpoint: string;
}

/** Makes the error from its reason. */
type Fault = (why: string) => HalfmaxError;

const NOT_DONE = /^(|-|n\.?d\.?|n\.?a\.?|n\/a|n\.?t\.?|not (done|tested|available|measured))$/i;
const NOT_DETERMINED = /^(not determined|could not be determined|inconclusive)$/i;

function read(text: string, context: Context, fault: Fault): Partial<Potency> {
  if (NOT_DONE.test(text)) return { relation: "not done" };
  if (NOT_DETERMINED.test(text)) return { relation: "not determined" };
  const relative = readRelative(text, fault);
  if (relative !== undefined) return relative;
  if (!/\d/.test(text)) {
    if (!/\p{L}/u.test(text)) throw fault("must be a number, a word or a dash");
    return { relation: "word", word: text };
  }
  return readNumbers(text, context, fault);
}

const NUMBER = String.raw`(?:\d[\d.,]*|\.\d+)(?:e[+-]?\d+)?(?: ?x ?10 ?\^? ?-?\d+)?`;
const DIRECTIONS: Readonly<Record<string, Factor["direction"]>> = {
  "lower": "lower",
  "less": "lower",
  "more potent": "lower",
  "higher": "higher",
  "greater": "higher",
  "less potent": "higher",
};
const RELATIVE = new RegExp(
  `^(~ ?)?(${NUMBER})(?: ?(?:-|to) ?(${NUMBER}))? ?-?(?:fold|x|times) ` +
    `(${Object.keys(DIRECTIONS).sort((a, b) => b.length - a.length).join("|")}) than (.+)$`,
  "i",
);

function readRelative(text: string, fault: Fault): Partial<Potency> | undefined {
  const [, about, low, high = low, words, referent] = RELATIVE.exec(text) ?? [];
  if (low === undefined) return undefined;
  const [lower, upper] = [Number(low), Number(high)];
  if (!(lower >= 1 && upper >= lower)) {
    throw fault(`its factor must be 1 or more and run from small to large, found ${low}-${high}`);
  }
  return {
    relation: "relative",
    factor: { lower, upper, direction: DIRECTIONS[words.toLowerCase()] },
    referent,
    ...(about === undefined ? {} : { approximate: true }),
  };
}

const ENDPOINT =
  /^(?:(?:geometric )?mean |median |average )?((?:[A-Z]{1,3}\d\d|Ki|Kd|pIC50)\b)?(?: ?(?:=|:|of|is)(?= |\d|~|<|>))? ?/i;
const RELATION_WORDS: readonly (readonly [RegExp, Relation])[] = [
  [/^(>=|at least )/i, ">="],
  [/^(<=|at most |up to )/i, "<="],
  [/^(>|exceed(s|ing)? |above |over |more than |greater than )/i, ">"],
  [/^(<|below |under |less than )/i, "<"],
];
const ABOUT = /^(~|about |approximately |approx\.? |ca\.? |circa )/i;
const UNIT = String.raw`[A-Za-zµ%][A-Za-zµ/]*`;
const VALUES = new RegExp(
  `^(${NUMBER}) ?(${UNIT})?(?: ?(?:-|to) ?(${NUMBER}) ?(${UNIT})?)?(?: ?(\\(.*\\)))?$`,
);

function readNumbers(text: string, context: Context, fault: Fault): Partial<Potency> {
  const [prefix, printedEndpoint] = ENDPOINT.exec(text) ?? [""];
  const endpoint = checkEndpoint(printedEndpoint, context.endpoint, fault);
  const [relation, afterSign] = takeRelation(text.slice(prefix.length));
  const rest = afterSign.replace(ABOUT, "").trim();
  if (rest.startsWith("-")) throw fault("a concentration must be above 0");
  const [, first, firstUnit, second, secondUnit = firstUnit, note] = VALUES.exec(rest) ?? [];
  if (first === undefined) throw fault("must be a number, a range, a bound, a word or a dash");
  const concentration = (number: string, unit: string | undefined) =>
    toConcentration(number, unit, context, fault);
  // A unit behind the second number of a range is meant for both.
  const low = concentration(first, firstUnit ?? secondUnit);
  const shared = {
    endpoint,
    unit: low.unit,
    ...(rest === afterSign.trim() ? {} : { approximate: true }),
  };
  if (second === undefined) {
    const interval: Partial<Potency> = note === undefined
      ? {}
      : readInterval(note, (number) => concentration(number, firstUnit).value, fault);
    const { lower, upper } = interval;
    if (low.value < (lower ?? 0) || low.value > (upper ?? Infinity)) {
      throw fault(`its interval must hold the value itself, ${first}`);
    }
    return { relation, estimate: low.value, ...shared, ...interval };
  }
  const high = concentration(second, secondUnit);
  if (relation !== "=" || note !== undefined) throw fault("a range takes no sign and no interval");
  if (low.unit !== high.unit) throw fault(`its limits are in ${low.unit} and ${high.unit}`);
  if (low.value > high.value) {
    throw fault(`a range must run from small to large, found ${first} before ${second}`);
  }
  return {
    relation: "range",
    lower: low.value,
    upper: high.value,
    interval: { meaning: "printed range" },
    ...shared,
  };
}

function checkEndpoint(printed: string | undefined, expected: string, fault: Fault): string {
  if (printed === undefined) return expected;
  if (/^p[IE]C/i.test(printed)) {
    throw fault("a negative logarithm is no concentration. Convert it first");
  }
  if (printed.toLowerCase() === expected.toLowerCase()) return expected;
  throw fault(`names ${printed}, but its column holds ${expected}. Say endpoint ${quote(printed)}`);
}

function takeRelation(text: string): [Relation, string] {
  // "~>5" and ">~5" are both in use.
  const about = ABOUT.exec(text)?.[0] ?? "";
  const bare = text.slice(about.length).trimStart();
  for (const [sign, relation] of RELATION_WORDS) {
    if (sign.test(bare)) return [relation, about + bare.replace(sign, "").trimStart()];
  }
  return ["=", text];
}

function toConcentration(
  number: string,
  printedUnit: string | undefined,
  { unit: columnUnit, decimal }: Context,
  fault: Fault,
): { value: number; unit: string } {
  const value = toNumber(number, decimal, fault);
  const unit = unitOf(printedUnit, columnUnit, fault);
  return isMolarUnit(unit) ? { value: toNanomolar(value, unit), unit: "nM" } : { value, unit };
}

function toNumber(text: string, decimal: ParsePotencyOptions["decimal"], fault: Fault): number {
  if (decimal === undefined && text.includes(",")) {
    throw fault(
      "the comma may stand before decimals or between thousands. Write a point, or nothing between thousands, or declare the decimal mark",
    );
  }
  const [digits, power = "0"] = text.split(/ ?x ?10 ?\^? ?/);
  const value = parseNumber(digits, { decimal, grouped: decimal !== undefined });
  if (value === undefined) throw fault(`${quote(text)} is not a number`);
  const scaled = shiftDecimalPoint(value, Number(power));
  if (!(scaled > 0 && Number.isFinite(scaled))) throw fault("a concentration must be above 0");
  return scaled;
}

function unitOf(printed: string | undefined, column: string | undefined, fault: Fault): string {
  if (printed === undefined) {
    if (column !== undefined) return column;
    throw fault("a number needs a unit. Write it behind the number, or name the column's unit");
  }
  const unit = knownUnit(printed, fault);
  if (column !== undefined && unit !== column && !(isMolarUnit(unit) && isMolarUnit(column))) {
    throw fault(`is in ${unit}, but its column in ${column}`);
  }
  return unit;
}

function knownUnit(text: string, fault: Fault): string {
  try {
    return parseUnit(text);
  } catch (error) {
    if (!(error instanceof HalfmaxError)) throw error;
    throw fault(error.message.replace(/^Cannot /, "cannot "));
  }
}

const INTERVAL = new RegExp(
  `^\\((?:(\\d+(?:\\.\\d+)?) ?% CI (?:(${NUMBER}) ?(?:to|-) ?(${NUMBER})|(${NUMBER}) or more|up to (${NUMBER})))?` +
    `(?:, )?(?:n = (\\d+))?\\)$`,
);

function readInterval(
  note: string,
  concentration: (number: string) => number,
  fault: Fault,
): Partial<Potency> {
  const [found, percent, low, high, above, below, n] = INTERVAL.exec(note) ?? [];
  if (found === undefined || found === "()") {
    throw fault(`${quote(note)} is no interval of the form (95 % CI 171 to 262, n = 3)`);
  }
  const replicates = n === undefined ? {} : { replicates: Number(n) };
  if (percent === undefined) return replicates;
  const [lower, upper] = [low ?? above, high ?? below].map((limit) =>
    limit === undefined ? null : concentration(limit)
  );
  if (lower !== null && upper !== null && lower > upper) {
    throw fault("an interval must run from small to large");
  }
  const level = shiftDecimalPoint(Number(percent), -2);
  return {
    lower,
    upper,
    interval: { meaning: "confidence", level, sides: 2, method: "as printed" },
    ...replicates,
  };
}
