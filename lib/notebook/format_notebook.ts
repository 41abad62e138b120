import { type Cell, type Notebook, type Output, textOf } from "./notebook.ts";

const KERNEL = { display_name: "Deno", language: "typescript", name: "deno" };

/**
 * A notebook as text that depends on nothing but its content: the same run gives the same bytes.
 *
 * Keys are sorted and indented as Jupyter itself writes them, so saving from JupyterLab changes no
 * line. Execution times and the TypeScript version go; every cell has an id, every code cell its
 * number in a fresh run, and the kernel is always named `deno`.
 */
export function formatNotebook(notebook: Notebook): string {
  let run = 0;
  const cells = notebook.cells.map((cell, index) => {
    const ran = cell.cell_type === "code" && typeof cell.execution_count === "number";
    return plainCell(cell, index, ran ? ++run : null);
  });
  const whole = {
    cells,
    metadata: plainMetadata(notebook.metadata),
    nbformat: 4,
    nbformat_minor: 5,
  };
  return `${JSON.stringify(sortKeys(whole), null, 1)}\n`;
}

function plainCell(cell: Cell, index: number, run: number | null): object {
  const { execution: _times, ...metadata } = cell.metadata;
  const common = {
    cell_type: cell.cell_type,
    id: cell.id ?? `cell-${index + 1}`,
    metadata,
    source: lines(textOf(cell.source)),
  };
  if (cell.cell_type !== "code") return common;
  return {
    ...common,
    execution_count: run,
    outputs: (cell.outputs ?? []).map((output) => plainOutput(output, run)),
  };
}

function plainOutput(output: Output, run: number | null): object {
  if (output.output_type === "stream") return { ...output, text: lines(textOf(output.text)) };
  if (output.output_type === "error") return output;
  const data = Object.entries(output.data ?? {}).map(([type, value]) => [
    type,
    isText(type) ? lines(textOf(value)) : value,
  ]);
  return {
    ...output,
    ...(output.output_type === "execute_result" ? { execution_count: run } : {}),
    data: Object.fromEntries(data),
  };
}

/** Jupyter keeps text as lines, so that a diff shows the line that changed, and the rest in one piece. */
function isText(type: string): boolean {
  return type.startsWith("text/") || type === "image/svg+xml" || type === "application/javascript";
}

function lines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function plainMetadata(metadata: Readonly<Record<string, unknown>>): object {
  const { version: _version, ...language } = (metadata.language_info ?? {}) as Record<
    string,
    unknown
  >;
  return { ...metadata, kernelspec: KERNEL, language_info: { ...language, name: "typescript" } };
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sortKeys(inner)]));
}
