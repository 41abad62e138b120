import { endsInValue } from "./ends_in_value.ts";
import { codeCells, type Notebook, textOf } from "./notebook.ts";

/** Numbers of the cells that end in a value and yet printed nothing, as `[3]` is written beside them. */
export function missingOutputs(notebook: Notebook): readonly number[] {
  return codeCells(notebook)
    .filter(({ cell }) => endsInValue(textOf(cell.source)) && (cell.outputs ?? []).length === 0)
    .map(({ number }) => number);
}
