import { basename, join } from "node:path";
import { HalfmaxError } from "../errors/mod.ts";
import {
  awayFromHome,
  codeCells,
  executeNotebook,
  formatNotebook,
  type ParameterValue,
  requireJupyter,
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

/** The exporter itself: the nbconvert command would leave settings in the user's home. */
const WRITE_PAGE = `
import sys, nbconvert
page, _ = nbconvert.HTMLExporter().from_filename(sys.argv[1])
with open(sys.argv[2], "w", encoding="utf-8") as file:
    file.write(page)`;

async function writePage(notebook: string): Promise<void> {
  const jupyter = await requireJupyter("write the page");
  const { success, stderr } = await new Deno.Command(jupyter.python, {
    args: ["-c", WRITE_PAGE, notebook, notebook.replace(/\.ipynb$/, ".html")],
    env: awayFromHome(jupyter),
    stdin: "null",
  }).output();
  if (success) return;
  throw new HalfmaxError(
    `Cannot write ${notebook} as a page: ${new TextDecoder().decode(stderr)}`,
  );
}
