/**
 * The `halfmax` command: each subcommand a few lines over the functions of the other rooms.
 *
 * `main.ts` is the program. It parses the arguments and knows nothing else; the work is done in a
 * worker that can read the named inputs and write the named folder only.
 *
 * @module
 */
export { EXIT } from "./exit_code.ts";
export { parseArguments } from "./parse_arguments.ts";
export type { Arguments, OptionSyntax, Syntax } from "./parse_arguments.ts";
export { parseDoseColumns, parseNames } from "./parse_names.ts";
