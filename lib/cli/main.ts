/**
 * The `halfmax` command: parses its arguments, then does the work in a worker that can reach the
 * named files only.
 *
 * @module
 */
import { list, nearest, quote, UsageError } from "../errors/mod.ts";
import settings from "../../deno.json" with { type: "json" };
import type { Command } from "./command.ts";
import { COMMANDS } from "./commands.ts";
import { EXIT } from "./exit_code.ts";
import { commandHelp, generalHelp } from "./help.ts";
import { type Outcome, outcomeOf } from "./outcome.ts";
import { parseArguments } from "./parse_arguments.ts";
import { runInSandbox } from "./sandbox.ts";
import { writeError, writeOut } from "./streams.ts";

if (import.meta.main) {
  const { code, message } = await main(Deno.args).catch(outcomeOf);
  if (message !== "") writeError(`halfmax: ${message}`);
  Deno.exit(code);
}

async function main([name, ...rest]: readonly string[]): Promise<Outcome> {
  if (name === "--version") return show(`halfmax ${settings.version}\n`);
  if (name === "--help" || name === "-h") return show(generalHelp(COMMANDS));
  if (name === "help") return show(rest.length === 0 ? generalHelp(COMMANDS) : helpFor(rest[0]));
  const command = commandNamed(name);
  if (asksForHelp(rest)) return show(helpFor(name));
  standWhereTheUserStands();
  const task = command.plan(parseArguments(rest, command.syntax, `halfmax ${name}`));
  if (!command.inParent) return await runInSandbox(name, task);
  await (await command.load()).run(task.request, null);
  return { code: EXIT.done, message: "" };
}

function show(text: string): Outcome {
  writeOut(text);
  return { code: EXIT.done, message: "" };
}

function commandNamed(name: string | undefined): Command<unknown> {
  if (name !== undefined && Object.hasOwn(COMMANDS, name)) return COMMANDS[name];
  const names = Object.keys(COMMANDS);
  const found = name === undefined ? "none" : quote(name);
  const close = nearest(name ?? "", names);
  throw new UsageError(
    `Cannot run halfmax: needs a command (${list(names, names.length)}), found ${found}. ${
      close === undefined ? "See halfmax --help" : `Did you mean ${close}?`
    }`,
  );
}

function helpFor(name: string): string {
  return commandHelp(name, commandNamed(name));
}

function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf("--");
  const options = end < 0 ? args : args.slice(0, end);
  return options.includes("--help") || options.includes("-h");
}

/** `deno task` moves to the folder of deno.json and leaves the caller's in INIT_CWD. */
function standWhereTheUserStands(): void {
  const folder = Deno.env.get("INIT_CWD");
  if (folder !== undefined) Deno.chdir(folder);
}
