import type { ModelName } from "../../dose_response/mod.ts";
import { DataError, quote } from "../../errors/mod.ts";
import type { ResponseScale } from "../../plates/mod.ts";
import type { ScreenChecks } from "../screen_fits.ts";
import { areNames, carriedRecord } from "./carried_record.ts";

/** The key under which a file of fits carries what it is. */
export const FITS_KEY = "halfmax.fits";

/** What a file of fits says of itself: how it was made and from how many rows. */
export interface FitsInfo {
  /** The library that made it, as "halfmax 0.1.0". */
  readonly library: string;
  /** The columns that name the curves. */
  readonly by: readonly string[];
  /** Unit of the doses and IC50s. */
  readonly unit: string;
  /** What the responses are. */
  readonly scale: ResponseScale;
  /** The model of every fit. */
  readonly model: ModelName;
  /** Confidence level of the limits. */
  readonly level: number;
  /** What the limits are. */
  readonly interval: string;
  /** Curves fitted. */
  readonly curves: number;
  /** Rows read: those used and those left out. */
  readonly rows: RowCounts;
  /** What the general solver said. */
  readonly checks: ScreenChecks;
  /** For the fits of a shard: which it is, and the hash of the shard. */
  readonly part?: { readonly shard: number; readonly of: number; readonly sha256: string };
}

/** Rows of a file: read = used + all excluded. */
export interface RowCounts {
  /** Rows below the header (cells of a matrix). */
  readonly read: number;
  /** Rows that are wells of a curve. */
  readonly used: number;
  /** Rows left out, by reason. */
  readonly excluded: Readonly<Record<string, number>>;
}

/**
 * What a file of fits says of itself, from the text that it carries.
 *
 * @param source The file, as messages name it
 * @throws {DataError} If the text is damaged
 */
export function fitsInfo(text: string, source: string): FitsInfo {
  return carriedRecord<FitsInfo>(
    text,
    source,
    ({ by, curves, rows, checks, part }) =>
      areNames(by) && Number.isInteger(curves) && isRecord(rows) && isRecord(checks) &&
      (part === undefined || isRecord(part)),
  );
}

function isRecord(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

/** The sum of what the general solver said. */
export function addChecks(checks: readonly ScreenChecks[]): ScreenChecks {
  const sum = (name: keyof ScreenChecks) => checks.reduce((total, each) => total + each[name], 0);
  return {
    doubtful: sum("doubtful"),
    checked: sum("checked"),
    agree: sum("agree"),
    generalBetter: sum("generalBetter"),
    kernelBetter: sum("kernelBetter"),
    disagree: sum("disagree"),
  };
}

/** The settings that fits in one file must share. */
const SHARED = ["library", "by", "unit", "scale", "model", "level", "interval"] as const;

/**
 * Makes sure that fits were made alike.
 *
 * @param files What each file says of itself, by its name
 * @throws {DataError} If two differ in library, model, unit or another setting
 */
export function requireAlike(files: ReadonlyMap<string, FitsInfo>): void {
  const [first, ...others] = files;
  for (const [name, info] of others) {
    for (const setting of SHARED) {
      const [one, other] = [first[1], info].map((each) => JSON.stringify(each[setting]));
      if (one === other) continue;
      throw new DataError(
        `Cannot merge ${quote(first[0])} and ${
          quote(name)
        }: must be made with the same ${setting}, found ${one} and ${other}. Fit their shards again`,
      );
    }
  }
}
