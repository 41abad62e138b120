import { list, plural, quote, UsageError } from "../errors/mod.ts";
import { type FoldChange, foldChange, type Reference } from "../resistance/mod.ts";
import { formatCsv } from "../tables/mod.ts";
import { excludedTable, fitAll, summary } from "./fit.ts";
import { type Cells, fitsTable, jsonLines, refuseResultNames } from "./fits_table.ts";
import { FOLD_FILES, type FoldRequest } from "./fold_command.ts";
import { foldsTable, refuseFoldNames } from "./folds_table.ts";
import { openInput } from "./open_input.ts";
import { type OutputFolder, probeOutputFolder, writeOutput } from "./output_folder.ts";
import { writeError, writeOut } from "./streams.ts";

/** The work of `halfmax fold`. */
export async function run(request: FoldRequest, output: OutputFolder | null): Promise<void> {
  if (output !== null) probeOutputFolder(output);
  const { table, input } = await openInput(request);
  refuseResultNames(input.by);
  refuseFoldNames(input.by);
  const over = replicateColumn(input.by, request);
  const reference = referenceOf(request.reference, input.by, over);
  const fits = fitAll(input.curves, request);
  const { kind, paired } = request;
  const folds = foldChange(fits, { reference, over, kind, paired });
  const write = (cells: Cells) =>
    request.format === "json" ? jsonLines(cells) : formatCsv(cells.columns, cells.rows);
  const text = write(foldsTable(folds));
  const names = FOLD_FILES[request.format];
  if (output === null) writeOut(text);
  else {
    const excluded = excludedTable(table, input);
    writeOutput(output, {
      [names.excluded]: formatCsv(excluded.columns, excluded.rows),
      [names.fits]: write(fitsTable(fits, input.by)),
      [names.folds]: text,
    });
  }
  writeError(summary(table, input, fits));
  writeError(summaryOfFolds(folds, over));
  if (output !== null) writeError(`Written to ${output.name}: ${list(Object.values(names))}`);
}

/** The replicate column: as asked for, else "replicate" where it tells curves apart. */
function replicateColumn(
  by: readonly string[],
  { over, paired }: FoldRequest,
): string | null {
  const column = over ?? (by.includes("replicate") ? "replicate" : "");
  if (column !== "" && !by.includes(column)) {
    throw new UsageError(
      `Cannot summarise over ${quote(column)}: --over must be one of the --by columns, found ${
        list(by.map(quote)) || "none"
      }`,
    );
  }
  if (column === "" && paired) {
    throw new UsageError("Cannot pair replicates: --paired needs --over, the replicate column");
  }
  return column || null;
}

/** COLUMN=NAME where COLUMN names curves, else a name that is looked for in all columns. */
function referenceOf(text: string, by: readonly string[], over: string | null): Reference {
  const columns = by.filter((name) => name !== over);
  const column = columns.find((name) => text.startsWith(`${name}=`));
  if (columns.length === 0) {
    throw new UsageError(
      `Cannot compute a fold change: needs --by with the column that holds ${
        quote(text)
      } and the lines to compare with it, found ${list(by.map(quote)) || "none"}`,
    );
  }
  return column === undefined ? text : { [column]: text.slice(column.length + 1) };
}

function summaryOfFolds(folds: readonly FoldChange[], over: string | null): string {
  const directions = [...Map.groupBy(folds, ({ direction }) => direction)]
    .map(([direction, group]) => `${group.length.toLocaleString("en-US")} ${direction}`);
  const scope = over === null ? "within experiments (limits speak of wells)" : `over ${over}`;
  return `${plural(folds.length, "fold change")} ${scope}: ${directions.join(", ") || "none"}`;
}
