import type { OptionSyntax } from "./parse_arguments.ts";

/** The option `--layout` of every command that reads plates. */
export const LAYOUT_OPTION: OptionSyntax = {
  value: "FILE|TEXT",
  meaning: "what stands in each well of a plate file: a file (a table with a row per well, " +
    'plate-shaped blocks, or a layout text) or the text itself, as "columns 2-11: crizotinib ' +
    '0, 5, 10 nM; rows B-F; columns 1, 12: blank"',
};

/** The option `--sheets` of every command that reads workbooks. */
export const SHEETS_OPTION: OptionSyntax = {
  value: "SHEET,…",
  meaning: "sheets of a workbook to read; default all that hold a plate",
};

/** The files that a command reads for its layout: none where the option holds the text itself. */
export function layoutFiles(layout: string | null): string[] {
  if (layout === null) return [];
  try {
    return Deno.statSync(layout).isFile ? [layout] : [];
  } catch {
    // No file of that name, or a text too long to be one.
    return [];
  }
}
