import { list, nearest, quote, UsageError } from "../../errors/mod.ts";
import type { Table } from "../../tables/mod.ts";
import { ctrp } from "./ctrp.ts";
import { depmapPrism } from "./depmap_prism.ts";
import { refuseFitted } from "./fitted_results.ts";
import { gdscRaw } from "./gdsc_raw.ts";
import { grCalculator } from "./gr_calculator.ts";
import type { ResponseFormat } from "./response_format.ts";

/** The published formats that are known by their columns. */
const FORMATS: readonly ResponseFormat[] = [gdscRaw, depmapPrism, ctrp, grCalculator];

/**
 * The published format of a table, by its columns: GDSC raw, DepMap PRISM, CTRP or GR calculator; null
 * where it is none of them.
 *
 * @param format Its name, where the caller says it
 * @throws {UsageError} If two formats fit, the one named does not exist, or its columns are not there
 * @throws {DataError} If the table holds results of somebody's fits instead of responses
 */
export function recognizeFormat(table: Table, format?: string): ResponseFormat | null {
  const fitting = FORMATS.filter((known) => known.recognizes(table));
  if (format !== undefined) return named(table, format, fitting);
  if (fitting.length > 1) {
    throw new UsageError(
      `Cannot read ${table.source}: its columns fit ${
        list(fitting.map(({ name }) => name))
      }. Say format: ${fitting.map(({ name }) => quote(name)).join(" or ")}`,
    );
  }
  if (fitting.length === 0) refuseFitted(table);
  return fitting[0] ?? null;
}

function named(table: Table, format: string, fitting: readonly ResponseFormat[]): ResponseFormat {
  const names = FORMATS.map(({ name }) => name);
  if (!names.includes(format)) {
    const near = nearest(format, names);
    throw new UsageError(
      `Cannot read ${table.source}: format must be one of ${list(names.map(quote))}, found ${
        quote(format)
      }${near === undefined ? "" : `. Did you mean ${quote(near)}?`}`,
    );
  }
  const found = fitting.find(({ name }) => name === format);
  if (found !== undefined) return found;
  throw new UsageError(
    `Cannot read ${table.source}: its columns are not those of ${quote(format)}, found ${
      list(table.columns.map(quote))
    }. Name the columns of dose and response instead`,
  );
}
