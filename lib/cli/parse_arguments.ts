import { parseArgs } from "node:util";
import { nearest, quote, UsageError } from "../errors/mod.ts";

/** One option of a command: the same record makes the parser and the help. */
export interface OptionSyntax {
  /** What its value is called in the help, as `DIR`; absent for a switch. */
  readonly value?: string;
  /** The values allowed; absent where any text is. */
  readonly choices?: readonly string[];
  /** Whether an empty value says something. */
  readonly mayBeEmpty?: boolean;
  /** What it does, for the help. */
  readonly meaning: string;
}

/** The options of a command by their names, without the dashes. */
export type Syntax = Readonly<Record<string, OptionSyntax>>;

/** What stood on the command line. */
export interface Arguments {
  /** The options given and their values; a switch has the value "". */
  readonly options: ReadonlyMap<string, string>;
  /** What is no option: the files. */
  readonly operands: readonly string[];
}

/**
 * A command line as options and operands.
 *
 * Takes `--name value`, `--name=value` and, after `--`, operands that begin with a dash. An option
 * that is unknown, given twice, without its value or with a value that is not among its choices is
 * refused, and the nearest one that exists is offered.
 *
 * @param command Name of the command as the user knows it, for the message
 * @throws {UsageError} If an option is wrong
 * @example Usage
 * ```ts
 * import { parseArguments } from "halfmax/cli/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const syntax = { out: { value: "DIR", meaning: "folder of the results" } };
 * const { options, operands } = parseArguments(["wells.csv", "--out", "results"], syntax, "fit");
 * assertEquals(options.get("out"), "results");
 * assertEquals(operands, ["wells.csv"]);
 * ```
 */
export function parseArguments(
  args: readonly string[],
  syntax: Syntax,
  command: string,
): Arguments {
  const options = new Map<string, string>();
  const operands: string[] = [];
  const { tokens } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(
      Object.entries(syntax).map(([name, { value }]) => [
        name,
        { type: value === undefined ? "boolean" as const : "string" as const },
      ]),
    ),
  });
  for (const token of tokens) {
    if (token.kind === "positional") operands.push(token.value);
    if (token.kind !== "option") continue;
    const option = Object.hasOwn(syntax, token.name) ? syntax[token.name] : undefined;
    // A word after one dash arrives letter by letter: judge it as it was typed.
    if (option === undefined) throw unknownOption(args[token.index], syntax, command);
    if (options.has(token.name) && option.value !== undefined) {
      throw new UsageError(
        `Cannot run ${command}: --${token.name} must be given once, found twice`,
      );
    }
    options.set(token.name, valueOf(token.name, option, token, command));
  }
  return { options, operands };
}

function unknownOption(typed: string, syntax: Syntax, command: string): UsageError {
  const [name] = typed.replace(/^-+/, "").split("=");
  const close = nearest(name, Object.keys(syntax));
  const mend = close === undefined
    ? `See ${command} --help; a file name that begins with a dash goes after --`
    : `Did you mean --${close}?`;
  return new UsageError(`Cannot run ${command}: unknown option ${quote(typed)}. ${mend}`);
}

function valueOf(
  name: string,
  option: OptionSyntax,
  { value, inlineValue }: { value?: string; inlineValue?: boolean },
  command: string,
): string {
  const refuse = (needed: string, found: string, mend = "") =>
    new UsageError(`Cannot run ${command}: --${name} ${needed}, found ${found}${mend}`);
  if (option.value === undefined) {
    if (value !== undefined) throw refuse("takes no value", quote(value));
    return "";
  }
  if (value === undefined) throw refuse(`needs a value (${option.value})`, "none");
  if (value.startsWith("-") && !inlineValue) {
    const mend = `. If that is the value, write --${name}=${value}`;
    throw refuse(`needs a value (${option.value})`, quote(value), mend);
  }
  if (value === "" && !option.mayBeEmpty) throw refuse(`needs a value (${option.value})`, '""');
  if (option.choices !== undefined && !option.choices.includes(value)) {
    const close = nearest(value, option.choices);
    const mend = close === undefined ? "" : `. Did you mean ${close}?`;
    throw refuse(`must be ${option.choices.join(" or ")}`, quote(value), mend);
  }
  return value;
}
