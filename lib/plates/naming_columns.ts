import { plainName } from "../errors/mod.ts";
import type { Table } from "../tables/mod.ts";
import { holdsMeasurements } from "./well_columns.ts";

/** Columns that say what a row is and never tell curves apart. */
const OF_THE_ROW = ["role", "exclude", "doseunit", "sheetrow"];

/**
 * The columns that could name the curves of a table: every one but those of doses and responses, those
 * that say what a row is, and measurements (numbers with decimals).
 *
 * @param except Names of the columns of doses and responses, and others that are known to name nothing
 * @returns Names and positions, in the order of the table
 *
 * @example Usage
 * ```ts
 * import { namingColumns } from "halfmax/plates/mod.ts";
 * import { parseTable } from "halfmax/tables/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const text = "line,replicate,area,dose_nM,response\nA,1,0.5,10,0.9\n";
 * const table = parseTable(text, { source: "SIMULATED" });
 * const names = namingColumns(table, ["dose_nM", "response"]).map(({ name }) => name);
 * assertEquals(names, ["line", "replicate"]);
 * ```
 */
export function namingColumns(
  table: Table,
  except: readonly string[],
): readonly { readonly name: string; readonly index: number }[] {
  const unnamed = [...OF_THE_ROW, ...except.map(plainName)];
  return table.columns.flatMap((name, index) =>
    unnamed.includes(plainName(name)) || holdsMeasurements(table, index) ? [] : [{ name, index }]
  );
}
