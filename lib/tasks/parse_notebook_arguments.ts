import { basename, join, resolve } from "node:path";
import { UsageError } from "../errors/mod.ts";
import type { ParameterValue } from "../notebook/mod.ts";

/** What `deno task notebooks` was asked for. */
export interface NotebookArguments {
  /** The notebooks to run. */
  readonly paths: readonly string[];
  /** New values for their parameters. */
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  /** Whether the executed notebooks replace the originals. */
  readonly inPlace: boolean;
}

/**
 * Reads the command line `[--in-place] [notebook.ipynb …] [name=value …]`.
 *
 * A value is read as JSON where it is JSON (`level=0.9`), else as text (`input=plates.csv`).
 *
 * @param args The arguments
 * @param folder Where the user stands: notebooks given as paths are looked up from there
 * @param all The notebooks meant when none is named
 * @throws {UsageError} If an argument is neither, a parameter comes without the one notebook it is for, or with `--in-place`
 *
 * @example Usage
 * ```ts
 * import { parseNotebookArguments } from "halfmax/tasks/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const { parameters } = parseNotebookArguments(["a.ipynb", "level=0.9", "line=H3122"], "/", []);
 * assertEquals(parameters, { level: 0.9, line: "H3122" });
 * ```
 */
export function parseNotebookArguments(
  args: readonly string[],
  folder: string,
  all: readonly string[],
): NotebookArguments {
  const isPath = (arg: string) => arg.endsWith(".ipynb");
  const paths = args.filter(isPath).map((path) => resolve(folder, path));
  const rest = args.filter((arg) => !isPath(arg) && arg !== "--in-place");
  const parameters = Object.fromEntries(rest.map(parseParameter));
  if (rest.length > 0 && paths.length !== 1) {
    throw new UsageError(
      `Cannot run the notebooks: parameters (${
        rest.join(", ")
      }) need the one notebook they are for. ` +
        `Name it: deno task notebooks ${join("notebooks", basename(all[0] ?? "name.ipynb"))} ${
          rest[0]
        }`,
    );
  }
  const inPlace = args.includes("--in-place");
  if (inPlace && rest.length > 0) {
    throw new UsageError(
      "Cannot run the notebook in place: its committed outputs belong to its own parameters, found " +
        `${rest.join(", ")}. Leave out --in-place: the results are written to results/`,
    );
  }
  return { paths: paths.length > 0 ? paths : all, parameters, inPlace };
}

function parseParameter(arg: string): [name: string, value: ParameterValue] {
  const [, name, text] = arg.match(/^([A-Za-z_$][\w$]*)=(.*)$/s) ?? [];
  if (name === undefined) {
    throw new UsageError(
      `Cannot run the notebooks: an argument must be a notebook (….ipynb), name=value or --in-place, ` +
        `found ${JSON.stringify(arg)}`,
    );
  }
  try {
    return [name, JSON.parse(text)];
  } catch {
    return [name, text];
  }
}
