import { basename, dirname, join, relative, resolve } from "node:path";
import {
  codeCells,
  executeNotebook,
  hasTag,
  type Notebook,
  parameterNames,
  type ParameterValue,
  readNotebook,
  textOf,
  writePage,
} from "../notebook/mod.ts";
import { UsageError } from "../errors/mod.ts";
import { requireFile } from "./input_file.ts";
import type { RunRequest } from "./run_command.ts";
import { showSteps } from "./steps.ts";
import { writeError } from "./streams.ts";

/** The work of `halfmax run`, done in the parent: it starts Jupyter. */
export async function run({ notebook, parameters, out, html }: RunRequest): Promise<void> {
  requireFile(notebook);
  const source = await readNotebook(notebook);
  const file = join(out, basename(notebook));
  if (resolve(file) === resolve(notebook)) {
    throw new UsageError(`Cannot write ${file}: it is the notebook itself. Name another out=DIR`);
  }
  const steps = showSteps();
  const doing = `running ${notebook} (${codeCells(source).length} cells)`;
  steps.reached(0, 1, doing);
  const ticking = setInterval(() => steps.reached(0, 1, doing), 1000);
  try {
    await executeNotebook(notebook, {
      parameters: parameterValues(source, { parameters, out, folder: dirname(notebook) }),
      out: file,
    });
    const page = html ? ` and ${basename(await writePage(file))}` : "";
    steps.end();
    writeError(`Written to ${out}: ${basename(file)}${page}`);
  } finally {
    clearInterval(ticking);
    steps.end();
  }
}

/**
 * The values to inject: JSON where it is JSON, and paths as the notebook sees them, whose kernel
 * stands in the notebook's own folder.
 *
 * @param folder The notebook's folder
 */
export function parameterValues(
  notebook: Notebook,
  { parameters, out, folder }: {
    readonly parameters: Readonly<Record<string, string>>;
    readonly out: string;
    readonly folder: string;
  },
): Record<string, ParameterValue> {
  const names = parameterNames(notebook);
  const given = names.includes("results") && !Object.hasOwn(parameters, "results")
    ? { ...parameters, results: out }
    : parameters;
  const fromThere = (path: string) =>
    relative(resolve(folder), resolve(path)).replaceAll("\\", "/") || ".";
  return Object.fromEntries(
    Object.entries(given).map(([name, text]) => [
      name,
      isPath(defaultOf(notebook, name)) && !isSentence(text) ? fromThere(text) : jsonOrText(text),
    ]),
  );
}

/** The text that the parameters' cell gives a name; undefined where it is no text. */
function defaultOf(notebook: Notebook, name: string): string | undefined {
  const cell = notebook.cells.find((cell) => hasTag(cell, "parameters"));
  const source = cell === undefined ? "" : textOf(cell.source);
  const declared = [...source.matchAll(/^\s*let\s+([\w$]+)[^=\n]*=\s*"([^"\n]*)"/gm)];
  return declared.find(([, own]) => own === name)?.[2];
}

function isPath(text: string | undefined): boolean {
  return text !== undefined && /[/\\]|\.(csv|tsv|txt|xlsx?|ods|parquet|pzfx|json)$/i.test(text);
}

/** A layout may be given as a file or as a text, "columns 2-11: crizotinib 0, 5 nM; rows B-F". */
function isSentence(text: string): boolean {
  return /[:;]\s|\n/.test(text);
}

function jsonOrText(text: string): ParameterValue {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
