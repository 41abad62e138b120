import { fileURLToPath } from "node:url";
import { list, UsageError } from "../errors/mod.ts";
import type { Command } from "./command.ts";

/** The shells that can be told about `halfmax`. */
export const SHELLS = ["bash", "zsh", "fish"] as const;

/** What `halfmax completion` was asked for, and what its script starts. */
export interface CompletionRequest {
  readonly shell: typeof SHELLS[number];
  /** The running Deno. */
  readonly deno: string;
  /** The clone's `deno.json`. */
  readonly config: string;
}

const NOTES =
  `The script makes the short command halfmax, which works in every folder, and completes its
subcommands, options and values with the tab key. It is made from the same table as this help.

Examples
  deno task --quiet halfmax completion bash > halfmax.bash

  # in ~/.bashrc (~/.zshrc with zsh), with the path of the file:
  #   source halfmax.bash
  # in fish:
  #   deno task --quiet halfmax completion fish > ~/.config/fish/conf.d/halfmax.fish
`;

/** `halfmax completion`: the script that a shell completes by. */
export const completionCommand: Command<CompletionRequest> = {
  summary: "print a script that completes halfmax in bash, zsh or fish",
  usage: "bash|zsh|fish",
  syntax: {},
  notes: NOTES,
  plan: ({ operands }) => {
    const shell = SHELLS.find((name) => name === operands[0]);
    if (shell === undefined || operands.length !== 1) {
      throw new UsageError(
        `Cannot run halfmax completion: needs one shell (${list(SHELLS)}), found ${
          operands.join(" ") || "none"
        }`,
      );
    }
    const config = fileURLToPath(new URL("../../deno.json", import.meta.url));
    return { request: { shell, deno: Deno.execPath(), config }, inputs: [], output: null };
  },
  load: () => import("./completion.ts"),
};
