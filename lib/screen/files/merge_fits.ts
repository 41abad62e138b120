import { basename, dirname, join } from "node:path";
import { DataError, list, quote, UsageError } from "../../errors/mod.ts";
import { openParquetGroups } from "../../tables/mod.ts";
import { falseDiscovery } from "../false_discovery.ts";
import { SCREEN_COLUMNS } from "../screen_fits.ts";
import { emptyFitRows, type FitRows } from "./fit_rows.ts";
import { addChecks, FITS_KEY, type FitsInfo, fitsInfo, requireAlike } from "./fits_info.ts";
import { type Manifest, partFile, readManifest } from "./manifest.ts";
import { valuesOf, withParquet } from "./open_parquet.ts";
import { writeFits } from "./write_fits.ts";

/** The fits of one shard. */
interface Part {
  readonly file: string;
  readonly info: FitsInfo;
  readonly shard: number;
  readonly sha256: string;
}

/**
 * Puts the fits of all shards together, in the order of the shards, with q values over all curves: the
 * same bytes as fitting the screen in one process.
 *
 * @param folder The folder with the manifest and the fits of the shards (whatever their names)
 * @param out The file to write: Parquet, or CSV by the end of its name
 * @param options.place Where the file will be moved, its folder by its real path; default `out`
 * @returns What the file says of itself, and curves by status
 * @throws {DataError} If the fits of a shard are missing, there twice, or made from another shard; if
 * they were made with other settings than the rest; if a file is cut off
 * @throws {UsageError} If the file would replace one of the parts or shards
 */
export async function mergeFits(
  folder: string,
  out: string,
  { place = join(Deno.realPathSync(dirname(out)), basename(out)) }: { readonly place?: string } =
    {},
): Promise<{ readonly info: FitsInfo; readonly statuses: ReadonlyMap<string, number> }> {
  const manifest = readManifest(folder);
  const parts = inOrder(folder, manifest, await findParts(folder));
  refuseInputs(place, folder, [
    ...parts.map(({ file }) => file),
    ...manifest.shards.map(({ file }) => file),
  ]);
  requireAlike(new Map(parts.map(({ file, info }) => [file, info])));
  const p = new Float64Array(manifest.curves);
  let curves = 0;
  for (const { file } of parts) {
    for await (const { values, count } of fitRowsOf(`${folder}/${file}`, manifest.by)) {
      p.set(values.p_no_effect.subarray(0, count), curves);
      curves += count;
    }
  }
  const { part: _, ...first } = parts[0].info;
  const info: FitsInfo = {
    ...first,
    curves,
    rows: manifest.rows,
    checks: addChecks(parts.map(({ info }) => info.checks)),
  };
  const statuses = await writeFits(out, rowsOf(folder, parts, manifest.by), {
    q: falseDiscovery(p),
    info,
  });
  return { info, statuses };
}

/** Refuses to put the result in the place of what it is made from. */
function refuseInputs(place: string, folder: string, files: readonly string[]): void {
  const here = dirname(place) === Deno.realPathSync(folder);
  if (here && files.includes(basename(place))) {
    throw new UsageError(
      `Cannot write ${place}: it is one of the files to be merged. Name another --out`,
    );
  }
}

async function* rowsOf(
  folder: string,
  parts: readonly Part[],
  by: readonly string[],
): AsyncGenerator<FitRows> {
  for (const { file } of parts) yield* fitRowsOf(`${folder}/${file}`, by);
}

/** The files of a folder that are fits of shards. */
async function findParts(folder: string): Promise<Part[]> {
  const files = [...Deno.readDirSync(folder)].map(({ name }) => name)
    .filter((name) => name.endsWith(".parquet")).sort();
  const parts: Part[] = [];
  for (const file of files) {
    const info = await fitsInfoOf(`${folder}/${file}`);
    if (info?.part !== undefined) {
      parts.push({ file, info, shard: info.part.shard, sha256: info.part.sha256 });
    }
  }
  return parts;
}

/** The parts in the order of the shards, each there once and made from the shard of the manifest. */
function inOrder(folder: string, { shards }: Manifest, parts: readonly Part[]): Part[] {
  const refuse = (problem: string) => new DataError(`Cannot merge ${folder}: ${problem}`);
  const missing = shards.filter(({ shard }) => !parts.some((part) => part.shard === shard));
  if (missing.length > 0) {
    throw refuse(
      `needs the fits of ${shards.length} shards, found none of ${
        list(missing.map(({ file }) => file))
      }. Run halfmax screen ${missing[0].file} --out ${partFile(missing[0].shard)} there`,
    );
  }
  return shards.map(({ shard, file, sha256, curves }) => {
    const [part, ...others] = parts.filter((part) => part.shard === shard);
    if (others.length > 0) {
      throw refuse(
        `needs the fits of each shard once, found those of ${file} in ${
          list([part, ...others].map(({ file }) => file))
        }. Remove all but one`,
      );
    }
    if (part.sha256 !== sha256 || part.info.curves !== curves) {
      throw refuse(
        `${quote(part.file)} must hold the fits of ${file} as the manifest knows it (sha256 ${
          sha256.slice(0, 12)
        }…), found fits of another file (sha256 ${part.sha256.slice(0, 12)}…). Fit the shard again`,
      );
    }
    return part;
  });
}

/** What a Parquet file says of itself as fits; null where it is something else. */
function fitsInfoOf(path: string): Promise<FitsInfo | null> {
  return withParquet(path, (parquet) => {
    const text = parquet.texts.get(FITS_KEY);
    return Promise.resolve(text === undefined ? null : fitsInfo(text, path));
  });
}

/**
 * The fits in a Parquet file, row group by row group.
 *
 * @throws {DataError} If the file is damaged, or a column is missing
 */
export async function* fitRowsOf(path: string, by: readonly string[]): AsyncGenerator<FitRows> {
  const parquet = await openParquetGroups(path);
  try {
    for (const [group, count] of parquet.rows.entries()) {
      const { values, codes } = emptyFitRows(count);
      for (const column of SCREEN_COLUMNS) {
        const read = await parquet.column(group, column.name);
        if (column.kind === "number") {
          if (read.kind !== "numbers") throw notNumbers(path, column.name);
          values[column.name].set(read.numbers);
        } else {
          const code = new Map<unknown, number>(column.words.map((word, c) => [word, c]));
          const words = valuesOf(read);
          for (let i = 0; i < count; i++) codes[column.name][i] = code.get(words[i]) ?? 0;
        }
      }
      const names: string[][] = [];
      for (const name of by) {
        names.push(Array.from(valuesOf(await parquet.column(group, name)), String));
      }
      yield { count, names, values, codes };
    }
  } finally {
    parquet.close();
  }
}

function notNumbers(path: string, column: string): DataError {
  return new DataError(
    `Cannot read ${path}: column ${quote(column)} must hold numbers, found others. Fit it again`,
  );
}
