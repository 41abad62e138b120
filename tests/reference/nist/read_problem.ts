/** One problem of NIST's Statistical Reference Datasets for nonlinear regression. */
export interface NistProblem {
  readonly name: string;
  /** "Lower", "Average" or "Higher". */
  readonly difficulty: string;
  /** Responses, n. */
  readonly y: readonly number[];
  /** Predictors, n rows of one or two. */
  readonly x: readonly (readonly number[])[];
  readonly starts: readonly [readonly number[], readonly number[]];
  readonly parameters: readonly string[];
  /** Certified estimates. */
  readonly estimate: readonly number[];
  /** Certified standard deviations of the estimates. */
  readonly standardError: readonly number[];
  /** Certified residual sum of squares. */
  readonly rss: number;
  readonly degreesOfFreedom: number;
}

/** The 27 problems in the order NIST lists them: by difficulty, then as printed. */
export const PROBLEMS: readonly string[] = [
  ...["Misra1a", "Chwirut2", "Chwirut1", "Lanczos3", "Gauss1", "Gauss2", "DanWood", "Misra1b"],
  ...["Kirby2", "Hahn1", "Nelson", "MGH17", "Lanczos1", "Lanczos2", "Gauss3", "Misra1c", "Misra1d"],
  ...["Roszman1", "ENSO", "MGH09", "Thurber", "BoxBOD", "Rat42", "MGH10", "Eckerle4", "Rat43"],
  "Bennett5",
];

/** Reads a problem from its file beside this one. */
export function readProblem(name: string): NistProblem {
  return parseProblem(problemText(name));
}

/** The text of a problem's file. */
export function problemText(name: string): string {
  return Deno.readTextFileSync(new URL(`./${name}.dat`, import.meta.url));
}

/** Parses the text of a NIST StRD nonlinear regression file. */
export function parseProblem(text: string): NistProblem {
  const lines = text.split(/\r?\n/);
  const table = lines.map((line) => line.match(/^\s*(b\d+)\s*=\s*(.*)$/)).filter((m) => m !== null)
    .map(([, name, rest]) => ({ name, numbers: rest.trim().split(/\s+/).map(Number) }))
    .filter(({ numbers }) => numbers.length === 4);
  const dataHead = lines.findLastIndex((line) => /^Data:/.test(line));
  const rows = lines.slice(dataHead + 1).filter((line) => line.trim() !== "")
    .map((line) => line.trim().split(/\s+/).map(Number));
  return {
    name: field(text, /Dataset Name:\s*(\S+)/),
    difficulty: field(text, /(\w+) Level of Difficulty/),
    y: rows.map(([y]) => y),
    x: rows.map(([, ...x]) => x),
    starts: [table.map(({ numbers }) => numbers[0]), table.map(({ numbers }) => numbers[1])],
    parameters: table.map(({ name }) => name),
    estimate: table.map(({ numbers }) => numbers[2]),
    standardError: table.map(({ numbers }) => numbers[3]),
    rss: Number(field(text, /Residual Sum of Squares:\s*(\S+)/)),
    degreesOfFreedom: Number(field(text, /Degrees of Freedom:\s*(\S+)/)),
  };
}

function field(text: string, pattern: RegExp): string {
  const match = text.match(pattern);
  if (match === null) throw new Error(`Cannot read a NIST file: needs ${pattern}, found none`);
  return match[1];
}
