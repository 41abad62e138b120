import { list, quote, UsageError } from "../errors/mod.ts";
import { findResponseColumn } from "../plates/mod.ts";
import { SCREEN_COLUMNS } from "../screen/mod.ts";
import { type OpenedScreen, openScreen, tidyWells } from "../screen/files/mod.ts";
import { refuseResultNames } from "./fits_table.ts";
import type { WellsRequest } from "./screen_command.ts";

/**
 * The wells of a screen as the command line says, in whatever layout.
 *
 * @throws {UsageError} If the options do not say what is needed, or say what has no meaning
 * @throws {DataError} If the file cannot be read
 */
export async function openWells(request: WellsRequest): Promise<OpenedScreen> {
  const { file, layout, by } = request;
  const opened = await openScreen(file, {
    layout: layout ?? undefined,
    tidy: (rows) => {
      if (by === null || by.length === 0) {
        throw new UsageError(
          `Cannot read ${file}: needs --by, the columns that tell one curve from another, found none; the columns are ${
            list(rows.columns)
          }`,
        );
      }
      refuseResultNames(by);
      refuseScreenNames(by);
      const { response, scale } = findResponseColumn(rows.sample, {
        response: request.response,
        scale: request.responseScale,
      });
      return tidyWells(rows, {
        by,
        response,
        scale,
        dose: request.dose ?? undefined,
        doseUnit: request.doseUnit ?? undefined,
      });
    },
  });
  if (opened.shard !== null || opened.wells.by !== by) refuseColumns(request, opened);
  return opened;
}

/** Refuses naming columns that only the fits of a screen have a result of. */
function refuseScreenNames(by: readonly string[]): void {
  const same = by.filter((name) => SCREEN_COLUMNS.some((column) => column.name === name));
  if (same.length === 0) return;
  throw new UsageError(
    `Cannot fit: --by must name columns that the fits have no result of, found ${
      list(same.map(quote))
    }. Rename the column in the file`,
  );
}

/** Layouts with known columns take no options that name others. */
function refuseColumns(request: WellsRequest, { shard }: OpenedScreen): void {
  const given = [
    ["--by", request.by],
    ["--dose", request.dose],
    ["--dose-unit", request.doseUnit],
    ["--response", request.response],
    ["--response-scale", request.responseScale],
  ].filter(([, value]) => value !== null).map(([name]) => String(name));
  if (given.length === 0) return;
  const what = shard === null ? "a file of this layout" : "a shard of halfmax split";
  throw new UsageError(
    `Cannot read ${request.file}: ${what} names its own columns, found ${list(given)}. Leave ${
      given.length === 1 ? "it" : "them"
    } out`,
  );
}
