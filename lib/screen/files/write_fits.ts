import { STATUSES } from "../screen_fits.ts";
import type { FitRows } from "./fit_rows.ts";
import type { FitsInfo } from "./fits_info.ts";
import { type FitsFormat, FitsWriter } from "./fits_writer.ts";
import { openFitsCsv } from "./write_fits_csv.ts";
import { openFitsParquet } from "./write_fits_parquet.ts";

/**
 * Writes fits with their q values: Parquet, or CSV by the end of the file's name.
 *
 * @param path The file
 * @param rows The fits, in order
 * @param options.q The q value of each fit; null for the fits of a shard, which have none yet
 * @param options.info What the file says of itself
 * @returns Curves by status
 */
export async function writeFits(
  path: string,
  rows: Iterable<FitRows> | AsyncIterable<FitRows>,
  { q, info }: { readonly q: Float64Array | null; readonly info: FitsInfo },
): Promise<ReadonlyMap<string, number>> {
  const counts = new Float64Array(STATUSES.length);
  const format = openFits(path, info);
  try {
    const writer = new FitsWriter(format, info.by);
    let from = 0;
    for await (const portion of rows) {
      const { count, codes, values } = portion;
      if (q === null) values.q_no_effect.fill(NaN);
      else values.q_no_effect.set(q.subarray(from, from + count));
      for (let i = 0; i < count; i++) counts[codes.status[i]]++;
      writer.write(portion);
      from += count;
    }
    writer.finish(info);
  } finally {
    format.close();
  }
  return new Map(
    STATUSES.map((status, code) => [status, counts[code]] as const).filter(([, count]) =>
      count > 0
    ),
  );
}

function openFits(path: string, info: FitsInfo): FitsFormat {
  if (path.endsWith(".csv")) return openFitsCsv(path, info);
  if (path.endsWith(".csv.gz")) return openFitsCsv(path, info, { gzip: true });
  return openFitsParquet(path, info);
}
