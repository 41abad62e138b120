import { list, nearest, quote, UsageError } from "../errors/mod.ts";
import { type Cell, hasTag, type Notebook, textOf } from "./notebook.ts";

/** A value that a notebook's parameter can take: whatever JSON can hold. */
export type ParameterValue =
  | string
  | number
  | boolean
  | null
  | readonly ParameterValue[]
  | { readonly [key: string]: ParameterValue };

/**
 * The names that the cell tagged `parameters` declares, one `let` a line.
 *
 * @example Usage
 * ```ts
 * import { parameterNames } from "halfmax/notebook/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const cell = {
 *   cell_type: "code" as const,
 *   metadata: { tags: ["parameters"] },
 *   source: 'let input = "wells.csv";\nlet level = 0.95;',
 * };
 * const notebook = { cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 5 };
 * assertEquals(parameterNames(notebook), ["input", "level"]);
 * ```
 */
export function parameterNames(notebook: Notebook): readonly string[] {
  const cell = notebook.cells.find((cell) => hasTag(cell, "parameters"));
  const source = cell === undefined ? "" : textOf(cell.source);
  return [...source.matchAll(/^\s*let\s+([A-Za-z_$][\w$]*)/gm)].map(([, name]) => name);
}

/**
 * A copy of the notebook in which a cell after the one tagged `parameters` gives new values, as
 * papermill does it (the new cell is tagged `injected-parameters` and replaces an older one).
 *
 * @throws {UsageError} If a name is not declared there; the nearest one is offered
 */
export function injectParameters(
  notebook: Notebook,
  parameters: Readonly<Record<string, ParameterValue>>,
  name = "the notebook",
): Notebook {
  const names = Object.keys(parameters);
  if (names.length === 0) return notebook;
  const known = parameterNames(notebook);
  const unknown = names.find((given) => !known.includes(given));
  if (unknown !== undefined) throw new UsageError(unknownParameter(name, unknown, known));
  const cells = notebook.cells.filter((cell) => !hasTag(cell, "injected-parameters"));
  const place = cells.findIndex((cell) => hasTag(cell, "parameters")) + 1;
  return {
    ...notebook,
    cells: [...cells.slice(0, place), injectedCell(parameters), ...cells.slice(place)],
  };
}

function injectedCell(parameters: Readonly<Record<string, ParameterValue>>): Cell {
  const assignments = Object.entries(parameters).map(([name, value]) =>
    `${name} = ${JSON.stringify(value)};`
  );
  return {
    cell_type: "code",
    id: "injected-parameters",
    metadata: { tags: ["injected-parameters"] },
    // An assignment has a value, which the kernel would show.
    source: ["// values given for this run", ...assignments, "void 0;"].join("\n"),
    outputs: [],
    execution_count: null,
  };
}

function unknownParameter(name: string, unknown: string, known: readonly string[]): string {
  const needed = known.length === 0
    ? `${name} has no cell tagged "parameters"`
    : `it must be one of ${list(known)}`;
  const meant = nearest(unknown, known);
  const mend = meant === undefined ? "" : `. Did you mean ${quote(meant)}?`;
  return `Cannot set parameter ${quote(unknown)} of ${name}: ${needed}${mend}`;
}
