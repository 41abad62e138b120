import {
  type Curves,
  curvesOfTable,
  namesOfWideRows,
  readCurves,
  readResponseTable,
  recognizeFormat,
  requireNamesOfRows,
  requireNamesOfWideRows,
  tableInWorkbook,
} from "../dose_response/mod.ts";
import { DataError } from "../errors/mod.ts";
import {
  checkDeclaredScale,
  findResponseColumn,
  readPlates,
  type Wells,
  wellsOfTable,
} from "../plates/mod.ts";
import {
  isSpreadsheet,
  looksLikePrism,
  readDescribedTable,
  readHead,
  readTable,
  type Table,
} from "../tables/mod.ts";
import type { AnalysisCall } from "./analysis.ts";
import { chooseCurves } from "./choose_curves.ts";
import { namedRows } from "./named_rows.ts";

/** Enough of a file to see that it is one of GraphPad Prism. */
const HEAD_BYTES = 2048;

/**
 * What a file holds: wells, from a table with a row per well or from plates as `readPlates` knows them;
 * or curves, where responses come without their wells (GraphPad Prism, long and wide tables, GDSC,
 * PRISM, CTRP, GR calculator).
 *
 * @throws {UsageError} If the file is missing, or two readings are possible; the message asks
 * @throws {DataError} If cells are wrong, or nothing that can be analysed is found
 */
export async function readInput(path: string, call: AnalysisCall): Promise<Wells | Curves> {
  if (call.layout !== undefined) return await plates(path, call);
  const head = await readHead(path, HEAD_BYTES);
  if (looksLikePrism(head)) return await curvesOfPrismFile(path, call);
  const table = isSpreadsheet(head) ? await tableInWorkbook(path, call) : await textTable(path);
  if (table === null) return await plates(path, call);
  return curvesOf(table, call) ?? await wellsOrPlates(path, table, call);
}

function plates(path: string, call: AnalysisCall): Promise<Wells> {
  const { layout, sheets, response, scale, doseUnit } = call;
  return readPlates(path, { layout, sheets, responseName: response, scale, doseUnit });
}

/** The table in a text file or Parquet; null where the file is no table. */
async function textTable(path: string): Promise<Table | null> {
  if (!/\.(csv|tsv|txt|parquet)$/i.test(path)) return null;
  try {
    const table = await readTable(path);
    return { ...table, columns: table.columns.map((name) => name.trim()) };
  } catch (error) {
    if (error instanceof DataError) return null;
    throw error;
  }
}

/** The curves of a table without wells; null where it has wells, or is no table of doses. */
function curvesOf(table: Table, call: AnalysisCall): Curves | null {
  const { by, wide, doseUnit } = call;
  if (wide !== undefined) {
    const names = by ?? namesOfWideRows(table, Object.keys(wide));
    checkDeclaredScale(call.scale, { source: table.source, column: "dose columns" });
    const scale = call.scale ?? "raw";
    requireNamesOfWideRows(table, names);
    return curvesOfTable(table, { wide, doseUnit, scale, by: names });
  }
  // Whoever names the columns means them, whatever else the file may look like.
  const unnamed = [call.dose, call.response, call.scale].every((option) => option === undefined);
  const known = unnamed ? recognizeFormat(table) : null;
  if (known !== null) return known.read(table, { by });
  if (!has(table, doseOf(call)) || has(table, WELL)) return null;
  const signal = findResponseColumn(table, call);
  const columns = { dose: call.dose, doseUnit };
  const { response } = signal;
  requireNamesOfRows(table, { ...columns, response, by });
  const chosen = chooseCurves(namedRows(table, { ...columns, response }), call);
  return curvesOfTable(table, { ...columns, ...signal, by: chosen.by });
}

const WELL = /^(well|position)$/i;

function doseOf({ dose }: AnalysisCall): RegExp | string {
  return dose ?? /^dose(?![a-z])/i;
}

function has({ columns }: Table, name: RegExp | string): boolean {
  return columns.some((column) => typeof name === "string" ? column === name : name.test(column));
}

async function wellsOrPlates(path: string, table: Table, call: AnalysisCall): Promise<Wells> {
  if (!has(table, WELL) || !has(table, doseOf(call))) return await plates(path, call);
  const { dose, doseUnit } = call;
  const columns = dose === undefined ? {} : { columns: { dose } };
  const described = await readDescribedTable(path);
  return wellsOfTable(described, { ...findResponseColumn(table, call), ...columns, doseUnit });
}

/** Side-by-side values of Prism may be wells of one experiment or experiments: that is asked. */
async function curvesOfPrismFile(path: string, call: AnalysisCall): Promise<Curves> {
  const { prismTable, logDose, vehicleX, doseUnit } = call;
  checkDeclaredScale(call.scale, { source: path, column: "Y" });
  const scale = call.scale ?? "raw";
  const meant = { prismTable, logDose, vehicleX, doseUnit };
  const table = await readResponseTable(path, meant);
  const rows = namedRows(table, { response: "response" });
  const { by } = chooseCurves(rows, call, ["column"]);
  return await readCurves(path, { scale, by, ...meant });
}
