import type { Curves } from "../dose_response/mod.ts";
import type { Control, Wells } from "../plates/mod.ts";
import type { AnalysedRows } from "./analysis.ts";

/** What was read, used and left out, whether plates were given or curves. */
export function analysedRows(input: Wells | Curves): AnalysedRows {
  const { unit, scale, rowsRead: read, excluded } = input;
  const common = { unit, scale, read, used: read - excluded.length };
  if ("wells" in input) {
    const { control, normalization } = input;
    const leftOut = input.excluded.map(({ row, plate, position, reason }) => ({
      row,
      plate,
      well: position,
      reason,
    }));
    return { ...common, control, normalization, excluded: leftOut, notes: [] };
  }
  const { notes } = input;
  return {
    ...common,
    control: controlOf(input),
    normalization: "",
    excluded: input.excluded,
    notes,
  };
}

/** What the curves are compared with; all curves of a file have the same, unless some lack it. */
function controlOf({ curves }: Curves): Control {
  return curves.find(({ control }) => control.basis !== "none")?.control ?? { basis: "none" };
}
