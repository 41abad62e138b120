import type { Command } from "./command.ts";
import type { Syntax } from "./parse_arguments.ts";

/** How the command is typed, in front of every example. */
const HALFMAX = "deno task halfmax";

/** Columns of a terminal that no line of help goes beyond. */
const WIDTH = 96;

/** The text of `halfmax --help`. */
export function generalHelp(
  commands: Readonly<Record<string, Pick<Command<never>, "summary" | "usage">>>,
): string {
  const names = Object.entries(commands).map(([name, { usage, summary }]) =>
    `  ${name} ${usage}\n      ${summary}`
  );
  return `halfmax: dose-response curves, IC50s and honest intervals

Usage: ${HALFMAX} COMMAND …

Commands
${names.join("\n")}

  ${HALFMAX} COMMAND --help    explains a command, with examples
  ${HALFMAX} --version

Paths are relative to the folder you stand in. The command reads its input files and writes to
its output folder, nothing else, and never uses the network. "run" alone starts another program,
Jupyter, and a notebook's cells may do whatever you may do.

Exit codes
  0   done; a curve that could not be fitted is a row with a status, not a failure
  2   wrong usage: an unknown option, an output folder that cannot be written
  65  bad data: no such file, an empty file, a folder, a cell that cannot be read
`;
}

/** The text of `halfmax COMMAND --help`. */
export function commandHelp(
  name: string,
  { summary, usage, syntax, notes }: Pick<
    Command<never>,
    "summary" | "usage" | "syntax" | "notes"
  >,
): string {
  return `halfmax ${name}: ${summary}

Usage: ${HALFMAX} ${name} ${usage}

${Object.keys(syntax).length === 0 ? "" : `Options\n${optionLines(syntax)}\n\n`}${notes}`;
}

function optionLines(syntax: Syntax): string {
  return Object.entries(syntax).map(([name, { value, meaning }]) => {
    const lines = wrap(meaning, WIDTH - 6).map((line) => `      ${line}`);
    return [`  --${name}${value === undefined ? "" : ` ${value}`}`, ...lines].join("\n");
  }).join("\n");
}

function wrap(text: string, width: number): string[] {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines[lines.length - 1];
    if (line !== "" && line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
  }
  return lines;
}
