import type { OutputFolder } from "./output_folder.ts";
import type { Arguments, Syntax } from "./parse_arguments.ts";

/** What one run will do: the sandbox opens the paths named here and no other. */
export interface Task<Request> {
  /** What the worker gets to know: plain data. */
  readonly request: Request;
  /** The input files, as the user wrote them. */
  readonly inputs: readonly string[];
  /** Those of the inputs that may be folders, and are then open with all that is in them. */
  readonly folders?: readonly string[];
  /** Whether the work starts workers of its own, and so has to read the sources of the library. */
  readonly workers?: boolean;
  /** The folder for the results and the files that will be in it; null for standard output. */
  readonly output: { readonly folder: string; readonly files: readonly string[] } | null;
}

/**
 * A subcommand: how it is called, what it will read and write, and where its work is done.
 *
 * The work is loaded in the worker alone, so that help and a mistyped option cost nothing.
 */
export interface Command<Request> {
  /** One line for `halfmax --help`. */
  readonly summary: string;
  /** How it is called, after its name. */
  readonly usage: string;
  readonly syntax: Syntax;
  /** What the help says after the options: rules, results, examples. */
  readonly notes: string;
  /** The task that options and operands ask for; throws UsageError where they contradict each other. */
  plan(args: Arguments): Task<Request>;
  /**
   * The work starts other programs, so it is done in the parent and not in the sandbox; it writes no
   * output folder of the task.
   */
  readonly inParent?: boolean;
  /** The module that does the work. */
  load(): Promise<{ run(request: Request, output: OutputFolder | null): Promise<void> }>;
}
