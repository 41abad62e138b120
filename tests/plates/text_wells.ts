/** Wells from CSV text, for tests that need no file. */
import { type ReadWellsOptions, type Wells, wellsOfTable } from "../../lib/plates/mod.ts";
import { parseTable } from "../../lib/tables/mod.ts";

type Options = Partial<Omit<ReadWellsOptions, "encoding" | "comment">>;

/** What `readWells` makes of a file `wells.csv` that holds these lines. */
export function wellsOf(lines: readonly string[] | string, options: Options = {}): Wells {
  const { response = "signal", scale = "raw", delimiter, decimal, ...columns } = options;
  const text = typeof lines === "string" ? lines : lines.join("\n");
  const table = parseTable(text, { source: "wells.csv", delimiter, decimal });
  return wellsOfTable(table, { response, scale, ...columns });
}
