import { plural, quote } from "../errors/mod.ts";
import { type Cell, codeCells, type Notebook, type Output, textOf } from "./notebook.ts";

/**
 * What two executions of one notebook print differently: console text, values as text, HTML and SVG.
 *
 * Of other forms (a PNG) it is held only that they are there.
 *
 * @returns One sentence per difference, none where they agree
 */
export function compareNotebooks(committed: Notebook, executed: Notebook): readonly string[] {
  const [before, after] = [codeCells(committed), codeCells(executed)];
  if (before.length !== after.length) {
    return [`${plural(before.length, "code cell")} became ${after.length}`];
  }
  return before.flatMap(({ number, cell }, index) =>
    compareCells(cell, after[index].cell).map((difference) => `cell [${number}] ${difference}`)
  );
}

function compareCells(committed: Cell, executed: Cell): string[] {
  if (textOf(committed.source) !== textOf(executed.source)) return ["has another text"];
  const [before, after] = [shown(committed), shown(executed)];
  const kinds = [...new Set([...before.keys(), ...after.keys()])];
  return kinds.flatMap((kind) => {
    const [was, is] = [before.get(kind), after.get(kind)];
    if (was === undefined) return [`shows ${kind} where nothing was committed`];
    if (is === undefined) return [`no longer shows its ${kind}`];
    return was === is ? [] : [`shows another ${kind}: ${firstDifference(was, is)}`];
  });
}

/** Every form of every output by its name ("output 1 text/plain"), in the order printed. */
function shown(cell: Cell): Map<string, string> {
  return new Map(
    (cell.outputs ?? []).flatMap((output, index) =>
      forms(output).map(([kind, text]) => [`output ${index + 1} ${kind}`, text] as const)
    ),
  );
}

function forms(output: Output): [kind: string, text: string][] {
  if (output.output_type === "stream") return [[output.name ?? "stream", textOf(output.text)]];
  if (output.output_type === "error") return [["error", `${output.ename}: ${output.evalue}`]];
  return Object.entries(output.data ?? {}).map(([type, value]) => [
    type,
    type.startsWith("text/") || type === "image/svg+xml" ? textOf(value) : "",
  ]);
}

function firstDifference(was: string, is: string): string {
  const [before, after] = [was.split("\n"), is.split("\n")];
  const line = before.findIndex((text, index) => text !== after[index]);
  if (line === -1) return `${plural(after.length - before.length, "more line")}`;
  const [a, b] = [before[line], after[line] ?? ""];
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  const part = (text: string) => quote(text.slice(Math.max(0, start - 15), start + 40));
  return `line ${line + 1}, was ${part(a)}, is ${part(b)}`;
}
