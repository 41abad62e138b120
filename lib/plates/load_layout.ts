import { DataError, list, quote, UsageError } from "../errors/mod.ts";
import {
  type DecimalMark,
  decodeText,
  type Encoding,
  isSpreadsheet,
  parseTable,
  parseWorkbook,
  readBytes,
  type Sheet,
  tableFromRecords,
  type Workbook,
} from "../tables/mod.ts";
import { findBlocks } from "./find_blocks.ts";
import type { Layout } from "./layout.ts";
import { isLayoutBlock, layoutOfBlocks } from "./layout_blocks.ts";
import { layoutOfTable, type LayoutReading } from "./layout_of_table.ts";
import { layoutOfText, type NamedPlate } from "./layout_of_text.ts";
import { type LayoutStatement, parseLayoutText } from "./layout_text.ts";
import type { WellColumnsOptions } from "./well_columns.ts";

/** How a layout is to be read. */
export interface LoadLayoutOptions extends WellColumnsOptions {
  /** Needed only for text that is neither UTF-8 nor marked UTF-16. */
  readonly encoding?: Encoding;
  /** The decimal mark; by default the numbers decide. */
  readonly decimal?: DecimalMark;
  /** What messages call the layout; by default its path, or "the layout". */
  readonly source?: string;
}

/** A layout, or statements that become one when the plates are known. */
export type LoadedLayout =
  | { readonly kind: "layout"; readonly layout: Layout }
  | {
    readonly kind: "text";
    readonly source: string;
    readonly statements: readonly LayoutStatement[];
  };

/**
 * A layout from wherever it is: a layout, the path of a file (a table with a row per well,
 * plate-shaped blocks in text or a workbook, or statements), or the statements themselves.
 *
 * @throws {UsageError} If a path does not exist, or a statement is not understood
 * @throws {DataError} If a file holds no layout, or wrong cells
 */
export async function loadLayout(
  layout: Layout | string,
  options: LoadLayoutOptions = {},
): Promise<LoadedLayout> {
  if (typeof layout !== "string") return { kind: "layout", layout };
  if (await isFile(layout)) return await loadLayoutFile(layout, options);
  if (looksLikePath(layout)) {
    throw new UsageError(
      `Cannot read ${layout}: there is no such file, and it is no layout text ("columns 2-11: crizotinib 0, 5, 10 nM; rows B-F; columns 1, 12: blank")`,
    );
  }
  return statementsOf(layout, { ...options, source: options.source ?? "the layout" });
}

/** As {@linkcode loadLayout}, from a file alone. */
export async function loadLayoutFile(
  path: string,
  options: LoadLayoutOptions = {},
): Promise<LoadedLayout> {
  const source = options.source ?? path;
  const bytes = await readBytes(path);
  const workbook = await parseWorkbook(bytes, { source, encoding: options.encoding });
  const found = layoutInWorkbook(workbook, { ...options, source });
  if (found !== null) return { kind: "layout", layout: found };
  if (!isSpreadsheet(bytes)) {
    const text = decodeText(bytes, { source, encoding: options.encoding });
    if (
      /^\s*(#|sheets?\b|plates?\b|rows?\b|col(umn)?s?\b|wells?\s+[a-z]{1,2}\d|cell[ _]line|each\b)/i
        .test(text)
    ) {
      return statementsOf(text, { ...options, source });
    }
    // What is neither blocks nor statements is a table, and its errors say what it lacks.
    return {
      kind: "layout",
      layout: checked(
        layoutOfTable(parseTable(text, { source, decimal: options.decimal }), options),
      ),
    };
  }
  throw new DataError(
    `Cannot read ${source}: needs a layout (a table with a column "well" and a dose column, or plate-shaped blocks of drugs and doses with row letters and column numbers), found none in ${
      list(workbook.sheets.map(({ name }) => quote(name)))
    }`,
  );
}

/** The layout of each of the plates. */
export function layoutFor(
  loaded: LoadedLayout,
  plates: readonly NamedPlate[],
  sheets: readonly string[],
): Layout {
  if (loaded.kind === "layout") return loaded.layout;
  const { statements, source } = loaded;
  return layoutOfText(statements, { plates, sheets, source });
}

/**
 * The layout that a workbook holds: a sheet that is a table with a column "well" and a dose column, or
 * layout blocks; null where there is neither.
 */
export function layoutInWorkbook(
  { sheets }: Workbook,
  options: LoadLayoutOptions & { readonly source: string },
): Layout | null {
  for (const sheet of sheets) {
    const layout = layoutInSheet(sheet, options);
    if (layout !== null) return layout;
  }
  return null;
}

function layoutInSheet(
  { rows, name }: Sheet,
  options: LoadLayoutOptions & { readonly source: string },
): Layout | null {
  const source = name === "" ? options.source : `${options.source}, sheet ${quote(name)}`;
  if (isWellTable(rows[0]?.cells ?? [], options)) {
    return checked(
      layoutOfTable(tableFromRecords(rows, { source, decimal: options.decimal }), options),
    );
  }
  const blocks = findBlocks(rows).blocks.filter(isLayoutBlock);
  return blocks.length === 0 ? null : checked(layoutOfBlocks(blocks, { ...options, source }));
}

function isWellTable(header: readonly string[], { columns = {} }: WellColumnsOptions): boolean {
  const has = (pattern: RegExp, own: string | undefined) =>
    header.some((name) => pattern.test(name) || name === own);
  return has(/^well$/i, columns.well) && has(/^(dose|role)(?![a-z])/i, columns.dose);
}

function checked({ layout, problems }: LayoutReading): Layout {
  if (problems.length > 0) throw DataError.ofCells(`read ${layout.source}`, problems);
  return layout;
}

function statementsOf(
  text: string,
  { source, doseUnit }: { readonly source: string; readonly doseUnit?: string },
): LoadedLayout {
  return { kind: "text", source, statements: parseLayoutText(text, { source, doseUnit }) };
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).isFile;
  } catch {
    // Not there, or a text too long or too strange to be a path.
    return false;
  }
}

/** Whether a text that names no file was meant to name one. */
function looksLikePath(text: string): boolean {
  return !/[\n;:\s]/.test(text.trim()) || /\.(csv|tsv|txt|xlsx?|ods)$/i.test(text.trim());
}
