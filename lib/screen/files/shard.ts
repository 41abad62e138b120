import type { ResponseScale } from "../../plates/mod.ts";
import { DataError } from "../../errors/mod.ts";
import { areNames, carriedRecord } from "./carried_record.ts";
import type { RowFile } from "./row_file.ts";
import { tidyWells } from "./tidy_wells.ts";
import type { WellFile } from "./well_file.ts";

/** The key under which a shard carries what it is. */
export const SHARD_KEY = "halfmax.shard";

/** The columns of a shard after those that name its curves. */
export const SHARD_COLUMNS = { dose: "halfmax_dose", response: "halfmax_response" } as const;

/** What a shard is: a piece of a screen, with no curve cut. */
export interface Shard {
  /** Which piece, from 1. */
  readonly shard: number;
  /** Of how many. */
  readonly of: number;
  /** The columns that name the curves. */
  readonly by: readonly string[];
  /** Unit of the doses. */
  readonly unit: string;
  /** What the responses are. */
  readonly scale: ResponseScale;
}

/**
 * What a file says of itself as a shard; null where it is none.
 *
 * @throws {DataError} If it is damaged
 */
export function shardOf({ metadata, source }: Pick<RowFile, "metadata" | "source">): Shard | null {
  const text = metadata.get(SHARD_KEY);
  if (text === undefined) return null;
  return carriedRecord<Shard>(
    text,
    source,
    ({ shard, of, by, unit, scale }) =>
      Number.isInteger(shard) && Number.isInteger(of) && areNames(by) &&
      typeof unit === "string" && SCALES.includes(scale),
  );
}

const SCALES: readonly unknown[] = ["fraction", "percent", "raw"];

/**
 * The wells of a shard, which `halfmax split` wrote and which needs no options.
 *
 * @throws {DataError} If it is no shard
 */
export function shardWells(file: RowFile): WellFile {
  const shard = shardOf(file);
  if (shard === null) {
    throw new DataError(`Cannot read ${file.source}: needs a shard, found another Parquet file`);
  }
  return tidyWells(file, {
    by: shard.by,
    dose: SHARD_COLUMNS.dose,
    doseUnit: shard.unit,
    response: SHARD_COLUMNS.response,
    scale: shard.scale,
    // The whole screen was checked; a piece of it may look otherwise.
    checkScale: false,
  });
}
