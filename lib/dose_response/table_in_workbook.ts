import { readWorkbook, type Table, tableFromRecords } from "../tables/mod.ts";

/** Which sheet of a workbook may be a table of doses. */
export interface TableInWorkbookOptions {
  /** Sheets to look at; by default all. */
  readonly sheets?: readonly string[];
  /** The column of the doses, where its name does not begin with "dose". */
  readonly dose?: string;
  /** The dose columns of a wide table. */
  readonly wide?: Readonly<Record<string, number>>;
}

/**
 * The table of doses and responses that a workbook holds on its only filled sheet; null where it holds
 * plates, or wells with their positions.
 *
 * @param path XLSX, XLS or ODS
 * @throws {DataError} If the workbook cannot be read
 */
export async function tableInWorkbook(
  path: string,
  { sheets, dose, wide }: TableInWorkbookOptions = {},
): Promise<Table | null> {
  const workbook = await readWorkbook(path);
  const filled = workbook.sheets.filter(({ name, rows }) =>
    rows.length > 1 && (sheets === undefined || sheets.includes(name))
  );
  const header = filled[0]?.rows[0].cells ?? [];
  const isDose = (name: string) =>
    /^dose(?![a-z])/i.test(name) || name === dose || Object.hasOwn(wide ?? {}, name);
  const hasWells = header.some((name) => /^well$/i.test(name));
  return filled.length === 1 && header.some(isDose) && !hasWells
    ? tableFromRecords(filled[0].rows, { source: path })
    : null;
}
