import { analyzeCommand } from "./analyze_command.ts";
import type { Command } from "./command.ts";
import { completionCommand } from "./completion_command.ts";
import { diagramCommand } from "./diagram_command.ts";
import { fitCommand } from "./fit_command.ts";
import { foldCommand } from "./fold_command.ts";
import { frequencyCommand } from "./frequency_command.ts";
import { inspectCommand } from "./inspect_command.ts";
import { matrixCommand } from "./matrix_command.ts";
import { mergeCommand } from "./merge_command.ts";
import { newCommand } from "./new_command.ts";
import { runCommand } from "./run_command.ts";
import { screenCommand } from "./screen_command.ts";
import { splitCommand } from "./split_command.ts";

/** The subcommands of `halfmax` by their names. */
export const COMMANDS: Readonly<Record<string, Command<unknown>>> = {
  analyze: analyzeCommand,
  inspect: inspectCommand,
  fit: fitCommand,
  fold: foldCommand,
  matrix: matrixCommand,
  frequency: frequencyCommand,
  diagram: diagramCommand,
  run: runCommand,
  new: newCommand,
  completion: completionCommand,
  screen: screenCommand,
  split: splitCommand,
  merge: mergeCommand,
};
