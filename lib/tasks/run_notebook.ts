import { basename, join } from "node:path";
import {
  codeCells,
  executeNotebook,
  formatNotebook,
  type ParameterValue,
  writePage,
} from "../notebook/mod.ts";
import { type SavedOutputs, saveOutputs } from "./save_outputs.ts";

/** What one notebook came to. */
export interface NotebookResult extends SavedOutputs {
  /** The notebook. */
  readonly path: string;
  /** The folder that holds its figures, its tables, itself executed and as a page. */
  readonly folder: string;
  /** How many code cells ran. */
  readonly cells: number;
  /** Cells whose output was lost in a first run; mostly none. */
  readonly lostAtFirst: readonly number[];
}

/** How it is run. */
export interface RunNotebookOptions {
  /** The folder that gets a folder for each notebook. */
  readonly results: string;
  /** New values for the parameters. */
  readonly parameters?: Readonly<Record<string, ParameterValue>>;
  /** Whether the executed notebook also replaces the original. */
  readonly inPlace?: boolean;
}

/**
 * Runs a notebook and writes everything that it shows: `results/01_name/` gets the executed
 * notebook, a page to read in a browser, and each figure and table as a file.
 *
 * @throws {HalfmaxError} As `executeNotebook` does; the notebook as far as it came is written first
 */
export async function runNotebook(
  path: string,
  { results, parameters = {}, inPlace = false }: RunNotebookOptions,
): Promise<NotebookResult> {
  const name = basename(path, ".ipynb");
  const folder = join(results, name);
  const out = join(folder, `${name}.ipynb`);
  const { notebook, lostAtFirst } = await executeNotebook(path, { parameters, out });
  if (inPlace) await Deno.writeTextFile(path, formatNotebook(notebook));
  const saved = await saveOutputs(notebook, folder);
  await writePage(out);
  return { path, folder, cells: codeCells(notebook).length, lostAtFirst, ...saved };
}
