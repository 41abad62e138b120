import type { Command } from "./command.ts";
import { fitCommand } from "./fit_command.ts";

/** The subcommands of `halfmax` by their names. */
export const COMMANDS: Readonly<Record<string, Command<unknown>>> = { fit: fitCommand };
