/**
 * Screens in files: wells streamed in from CSV, TSV or Parquet, fits written to Parquet or CSV, and
 * shards for many machines.
 *
 * @module
 */
export { fitRowsOf, mergeFits } from "./merge_fits.ts";
export type { FitRows } from "./fit_rows.ts";
export { FITS_KEY } from "./fits_info.ts";
export type { FitsInfo, RowCounts } from "./fits_info.ts";
export { MANIFEST, partFile, readManifest, shardFile } from "./manifest.ts";
export type { Manifest, ManifestShard } from "./manifest.ts";
export { openRows } from "./open_rows.ts";
export type { RowBatch, RowFile, Scan, Selection } from "./row_file.ts";
export { LAYOUTS, openScreen } from "./open_screen.ts";
export type { OpenedScreen } from "./open_screen.ts";
export { screenFile } from "./screen_file.ts";
export type { ScreenedFile, ScreenFileOptions, ScreenProgress } from "./screen_file.ts";
export { sha256OfFile } from "./sha256.ts";
export type { Shard } from "./shard.ts";
export { splitScreen } from "./split_screen.ts";
export type { SplitOptions } from "./split_screen.ts";
export { Tally } from "./tally.ts";
export { tidyWells } from "./tidy_wells.ts";
export type { TidyOptions } from "./tidy_wells.ts";
export type { WellBatch, WellFile, WellScan } from "./well_file.ts";
