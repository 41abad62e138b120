import { list, quote, UsageError } from "../../errors/mod.ts";
import { findDoseColumn, type ResponseScale } from "../../plates/mod.ts";
import { columnIndex } from "../../tables/mod.ts";
import { DoseUnits } from "./dose_units.ts";
import type { RowBatch, RowFile } from "./row_file.ts";
import { TidyReader } from "./tidy_reader.ts";
import type { WellFile } from "./well_file.ts";

/** Which columns of a tidy file hold what. */
export interface TidyOptions {
  /** Columns that tell one curve from another. */
  readonly by: readonly string[];
  /** Column of the doses; default the one whose name begins with "dose". */
  readonly dose?: string;
  /** Unit of all doses, where no header and no column says it. */
  readonly doseUnit?: string;
  /** Column of the responses. */
  readonly response: string;
  /** What the responses are. */
  readonly scale: ResponseScale;
  /** Whether responses that contradict the scale are refused; default true. */
  readonly checkScale?: boolean;
}

/**
 * The wells of a file with one row per well, understood as `readCurves` does: a dose of 0 is the
 * vehicle, molar doses become nM, a column `role` says which wells make curves, a column `exclude`
 * leaves wells out.
 *
 * @throws {DataError} If a column is missing, or nothing says the unit of the doses
 * @throws {UsageError} If no column tells the curves apart
 */
export function tidyWells(file: RowFile, options: TidyOptions): WellFile {
  const { by, response, scale } = options;
  if (by.length === 0) {
    throw new UsageError(
      `Cannot read the curves of ${file.source}: needs the columns that tell one curve from another, found none. Say --by`,
    );
  }
  const dose = findDoseColumn(file.sample, options);
  for (const name of [...by, response]) columnIndex(file.sample, name);
  const twice = by.filter((name) => name === dose.name || name === response);
  if (twice.length > 0) {
    throw new UsageError(
      `Cannot read ${file.source}: --by must not name doses or responses, found ${
        list(twice.map(quote))
      }`,
    );
  }
  const units = new DoseUnits(file.source, dose);
  return {
    source: file.source,
    by,
    scale,
    notes: [],
    size: file.size,
    unit: () => units.common,
    scan(tally, onRead) {
      const has = (name: string) => file.columns.includes(name) && !by.includes(name);
      const texts = {
        unit: dose.unitColumn?.name,
        exclude: has("exclude") ? "exclude" : undefined,
        role: has("role") ? "role" : undefined,
      };
      const extra = Object.values(texts).filter((name) => name !== undefined);
      const scan = file.scan(
        { numbers: [dose.name, response], texts: [...by, ...extra] },
        onRead,
      );
      const wordsOf = (name: string | undefined) =>
        name === undefined ? undefined : scan.words[by.length + extra.indexOf(name)];
      const codesOf = (batch: RowBatch, name: string | undefined) =>
        name === undefined ? undefined : batch.codes[by.length + extra.indexOf(name)];
      const reader = new TidyReader({ file, options, dose, units, tally });
      return {
        words: scan.words.slice(0, by.length),
        batches: reader.read(scan.batches, {
          unit: (batch) => codesOf(batch, texts.unit),
          exclude: (batch) => codesOf(batch, texts.exclude),
          role: (batch) => codesOf(batch, texts.role),
        }, {
          by: scan.words.slice(0, by.length),
          unit: wordsOf(texts.unit),
          exclude: wordsOf(texts.exclude),
          role: wordsOf(texts.role),
        }),
      };
    },
  };
}
