import { gzipSync } from "node:zlib";
import { formatCsv } from "../../tables/mod.ts";
import { SCREEN_COLUMNS } from "../screen_fits.ts";
import type { FitRows } from "./fit_rows.ts";
import { constantColumns, type Constants, type FitsFormat } from "./fits_writer.ts";

/**
 * Begins a CSV file of fits, plain or packed with gzip: one member per portion, which every reader of
 * gzip takes as one text, and without a time of writing.
 *
 * @param path The file
 * @param constants What every row says alike
 * @param options.gzip Whether to pack it
 */
export function openFitsCsv(
  path: string,
  constants: Constants,
  { gzip = false }: { readonly gzip?: boolean } = {},
): FitsFormat {
  const file = Deno.openSync(path, { create: true, truncate: true, write: true });
  const same = constantColumns(constants);
  const columns = [
    ...constants.by,
    ...SCREEN_COLUMNS.map(({ name }) => name),
    ...same.map(([name]) => name),
  ];
  const header = formatCsv(columns, []);
  let begun = false;
  const append = (rows: readonly (readonly (string | number | null)[])[]) => {
    const text = formatCsv(columns, rows);
    const plain = new TextEncoder().encode(begun ? text.slice(header.length) : text);
    begun = true;
    const bytes = gzip ? gzipSync(plain) : plain;
    for (let at = 0; at < bytes.length;) at += file.writeSync(bytes.subarray(at));
  };
  return {
    write: (rows) => append(cellsOf(rows, same.map(([, value]) => value))),
    finish() {
      if (!begun) append([]);
      file.close();
    },
    close() {
      try {
        file.close();
      } catch {
        // It is closed already.
      }
    },
  };
}

function cellsOf(
  { count, names, values, codes }: FitRows,
  same: readonly (string | number)[],
): (string | number | null)[][] {
  return Array.from({ length: count }, (_, i) => [
    ...names.map((texts) => texts[i]),
    ...SCREEN_COLUMNS.map((column) => {
      if (column.kind === "category") return column.words[codes[column.name][i]];
      const value = values[column.name][i];
      return Number.isNaN(value) ? null : value;
    }),
    ...same,
  ]);
}
