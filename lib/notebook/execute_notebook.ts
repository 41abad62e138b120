import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { HalfmaxError, plural, UsageError } from "../errors/mod.ts";
import { formatNotebook } from "./format_notebook.ts";
import { awayFromHome, type Jupyter, requireJupyter } from "./jupyter.ts";
import { installKernel } from "./kernel_spec.ts";
import { missingOutputs } from "./missing_outputs.ts";
import { codeCells, type Notebook, readNotebook, textOf } from "./notebook.ts";
import { injectParameters, type ParameterValue } from "./parameters.ts";

/** A notebook after its run. */
export interface ExecutedNotebook {
  /** The cells with what they printed. */
  readonly notebook: Notebook;
  /** Cells whose output was lost in a first run, so that the notebook ran twice; mostly none. */
  readonly lostAtFirst: readonly number[];
}

/** How a notebook is run. */
export interface ExecuteOptions {
  /** New values for names of the cell tagged `parameters`. */
  readonly parameters?: Readonly<Record<string, ParameterValue>>;
  /** Where the executed notebook is written; it is written after a failure too, to look at. */
  readonly out?: string;
  /** The longest that one cell may take. */
  readonly secondsPerCell?: number;
}

/**
 * Runs a notebook from top to bottom in a fresh kernel that starts in the notebook's folder.
 *
 * Every cell that ends in a value must print something. Where one does not, an output may have been
 * lost on its way from the kernel: the notebook runs once more, and the answer says so.
 *
 * @param path The notebook, which stays as it is unless `out` names it
 * @returns The executed notebook, free of execution times
 * @throws {UsageError} If Jupyter is missing, or a parameter is not the notebook's
 * @throws {DataError} If the file is not a notebook
 * @throws {HalfmaxError} If a cell ends in an error, or prints nothing in either run
 */
export async function executeNotebook(
  path: string,
  { parameters = {}, out, secondsPerCell = 600 }: ExecuteOptions = {},
): Promise<ExecutedNotebook> {
  const notebook = injectParameters(await readNotebook(path), parameters, path);
  const jupyter = await requireJupyter(`run ${path}`);
  await installKernel(jupyter);
  const run = () => runOnce(jupyter, notebook, dirname(resolve(path)), secondsPerCell);
  const executed = await runUntilAllPrinted(run);
  if (out !== undefined) await write(out, formatNotebook(executed.notebook));
  const problem = executed.failure ?? silence(executed.notebook);
  if (problem !== null) throw new HalfmaxError(`Cannot run ${path}: ${problem}`);
  return { notebook: executed.notebook, lostAtFirst: executed.lostAtFirst };
}

/** What a run came to; `failure` says why it stopped before the end. */
export interface Run {
  /** The cells with what they printed. */
  readonly notebook: Notebook;
  /** Why it stopped early, or null. */
  readonly failure: string | null;
}

/** Runs once, and once more if a cell that ends in a value printed nothing. */
export async function runUntilAllPrinted(
  run: () => Promise<Run>,
): Promise<Run & { readonly lostAtFirst: readonly number[] }> {
  const first = await run();
  const lostAtFirst = first.failure === null ? missingOutputs(first.notebook) : [];
  if (lostAtFirst.length === 0) return { ...first, lostAtFirst };
  return { ...await run(), lostAtFirst };
}

async function runOnce(
  jupyter: Jupyter,
  notebook: Notebook,
  folder: string,
  secondsPerCell: number,
): Promise<Run> {
  const script = fileURLToPath(new URL("./execute_notebook.py", import.meta.url));
  const process = new Deno.Command(jupyter.python, {
    args: [script],
    env: awayFromHome(jupyter),
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = process.stdin.getWriter();
  const request = {
    notebook: JSON.parse(formatNotebook(notebook)),
    folder,
    timeout: secondsPerCell,
  };
  await writer.write(new TextEncoder().encode(JSON.stringify(request)));
  await writer.close();
  const { success, stdout, stderr } = await process.output();
  const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  if (!success) throw new HalfmaxError(`Cannot run the notebook: Jupyter said\n${decode(stderr)}`);
  const answer = JSON.parse(decode(stdout)) as Run;
  return { notebook: answer.notebook, failure: errorOf(answer.notebook) ?? answer.failure };
}

/** The first error that a cell shows; one thrown while a value is displayed stops no run. */
function errorOf(notebook: Notebook): string | null {
  for (const { number, cell } of codeCells(notebook)) {
    const error = (cell.outputs ?? []).find((output) => output.output_type === "error");
    if (error === undefined) continue;
    const stack = textOf((error.traceback ?? []).slice(1, 6).map((line) => `\n${line}`));
    return `cell [${number}] ended in ${error.ename}: ${error.evalue}${stack}`;
  }
  return null;
}

function silence(notebook: Notebook): string | null {
  const silent = missingOutputs(notebook);
  if (silent.length === 0) return null;
  return `${plural(silent.length, "cell")} printed nothing in two runs (${
    silent.map((number) => `[${number}]`).join(", ")
  }). End a cell that should stay silent in a declaration or "void"`;
}

async function write(path: string, text: string): Promise<void> {
  try {
    await Deno.mkdir(dirname(path), { recursive: true });
    await Deno.writeTextFile(path, text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`Cannot write ${path}: ${why}`);
  }
}
