import type { Command } from "./command.ts";
import { fitCommand } from "./fit_command.ts";
import { foldCommand } from "./fold_command.ts";
import { frequencyCommand } from "./frequency_command.ts";
import { matrixCommand } from "./matrix_command.ts";

/** The subcommands of `halfmax` by their names. */
export const COMMANDS: Readonly<Record<string, Command<unknown>>> = {
  fit: fitCommand,
  fold: foldCommand,
  matrix: matrixCommand,
  frequency: frequencyCommand,
};
