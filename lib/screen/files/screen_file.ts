import { falseDiscovery } from "../false_discovery.ts";
import type { ScreenOptions } from "../screen_options.ts";
import { curveBlocks } from "./curve_blocks.ts";
import { fitBlocks } from "./fit_blocks.ts";
import type { FitsInfo } from "./fits_info.ts";
import { FitPool } from "./fit_pool.ts";
import { FitsSpool } from "./fits_spool.ts";
import { Tally } from "./tally.ts";
import type { WellFile } from "./well_file.ts";
import { writeFits } from "./write_fits.ts";

/** How a file of wells becomes a file of fits. */
export interface ScreenFileOptions extends Omit<ScreenOptions, "scale"> {
  /** The file of fits: Parquet, or CSV by the end of its name (`.csv`, `.csv.gz`). */
  readonly out: string;
  /** A file for what waits on the way; in a folder of this run alone. */
  readonly spool: string;
  /** The library and its version, to be kept in the file. */
  readonly library: string;
  /** Threads that fit; default 1: this one. */
  readonly threads?: number;
  /** For the fits of a shard: which it is. They get no q values before they are merged. */
  readonly part?: FitsInfo["part"];
  /** Told how far the work is. */
  readonly onProgress?: (progress: ScreenProgress) => void;
}

/** How far a screen is. */
export interface ScreenProgress {
  /** Bytes or rows of the file read. */
  readonly read: number;
  /** Bytes or rows of the file. */
  readonly size: number;
  /** Curves fitted. */
  readonly curves: number;
}

/** What became of a screen. */
export interface ScreenedFile {
  /** What the file says of itself. */
  readonly info: FitsInfo;
  /** Curves by status. */
  readonly statuses: ReadonlyMap<string, number>;
  /** Rows left out, by reason. */
  readonly reasons: Tally["reasons"];
}

/**
 * Fits every curve of a file and writes the fits, in the order in which the curves first appear.
 *
 * Wells stream through in blocks; the fits wait on the disk until the last p value is known, because
 * the q values are over all curves. The bytes of the result depend on the wells and the options, not
 * on threads, blocks, or whether the rows of a curve stand together.
 *
 * @param file The wells
 * @throws {DataError} If the file does not hold what it must
 *
 * @example From CSV to Parquet
 * ```ts
 * import { openScreen, screenFile, tidyWells } from "halfmax/screen/files/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const folder = await Deno.makeTempDir();
 * const doses = [1, 10, 100, 1000, 10000];
 * const rows = doses.map((dose, i) => `A,${dose},${[0.99, 0.93, 0.48, 0.11, 0.02][i]}`);
 * await Deno.writeTextFile(`${folder}/x.csv`, `line,dose_nM,viability\n${rows.join("\n")}`);
 *
 * const { wells } = await openScreen(`${folder}/x.csv`, {
 *   tidy: (file) => tidyWells(file, { by: ["line"], response: "viability", scale: "fraction" }),
 * });
 * const { info } = await screenFile(wells, {
 *   out: `${folder}/fits.parquet`,
 *   spool: `${folder}/spool`,
 *   library: "halfmax",
 * });
 * assertEquals([info.curves, info.unit, info.rows.used], [1, "nM", 5]);
 * ```
 */
export async function screenFile(
  file: WellFile,
  { out, spool: spoolPath, library, threads = 1, part, onProgress, ...options }: ScreenFileOptions,
): Promise<ScreenedFile> {
  const tally = new Tally();
  const pool = new FitPool(threads, { ...options, scale: file.scale });
  const spool = new FitsSpool(spoolPath);
  try {
    let read = 0;
    const report = () => onProgress?.({ read, size: file.size, curves: spool.curves });
    const blocks = curveBlocks(file, tally, {
      onRead: (now) => {
        read = now;
        report();
      },
    });
    const fitted = await fitBlocks(blocks, spool, pool);
    report();
    const info: FitsInfo = {
      library,
      by: file.by,
      unit: file.unit(),
      scale: file.scale,
      ...fitted,
      interval: options.interval ?? "profile likelihood",
      curves: spool.curves,
      rows: tally.counts,
      ...(part === undefined ? {} : { part }),
    };
    const q = part === undefined ? falseDiscovery(spool.p) : null;
    const statuses = await writeFits(out, spool.rows(), { q, info });
    return { info, statuses, reasons: tally.reasons };
  } finally {
    pool.close();
    spool.close();
  }
}
