import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { curveBlocks } from "../../../lib/screen/files/curve_blocks.ts";
import {
  openScreen,
  screenFile,
  type ScreenFileOptions,
  Tally,
  tidyWells,
  type WellFile,
} from "../../../lib/screen/files/mod.ts";
import type { BlockOptions } from "../../../lib/screen/files/curve_block.ts";
import type { TidyOptions } from "../../../lib/screen/files/tidy_wells.ts";

/** Gives a test a folder of its own, and removes it afterwards. */
export async function inScreenFolder(test: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "halfmax screen " }));
  try {
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Writes a text, packed where the name says so, and gives its path. */
export function put(folder: string, name: string, text: string): string {
  const path = join(folder, name);
  const bytes = new TextEncoder().encode(text);
  Deno.writeFileSync(path, name.endsWith(".gz") ? gzipSync(bytes) : bytes);
  return path;
}

/** The wells of a tidy file with the columns line, drug, dose_nM and viability_fraction. */
export async function wellsOf(
  path: string,
  options: Partial<TidyOptions> = {},
): Promise<WellFile> {
  const { wells } = await openScreen(path, {
    tidy: (file) =>
      tidyWells(file, {
        by: ["line", "drug"],
        response: "viability_fraction",
        scale: "fraction",
        ...options,
      }),
  });
  return wells;
}

/** A curve as it came out of a file. */
export interface ReadCurve {
  readonly name: string;
  readonly wells: readonly (readonly [dose: number, response: number])[];
}

/** All curves of a file in plain words, and how its rows were counted. */
export async function curvesOf(
  wells: WellFile,
  options: BlockOptions = {},
): Promise<{ readonly curves: readonly ReadCurve[]; readonly tally: Tally }> {
  const tally = new Tally();
  let curves: ReadCurve[] = [];
  for await (const { first, columns, names, words } of curveBlocks(wells, tally, options)) {
    if (first === 0) curves = [];
    for (let i = 0; i < columns.curves; i++) {
      const [from, to] = [columns.start[i], columns.start[i + 1]];
      curves.push({
        name: words.map((list, n) => list[names.code(first + i, n)]).join("/"),
        wells: Array.from(
          { length: to - from },
          (_, k) => [columns.dose[from + k], columns.response[from + k]] as const,
        ),
      });
    }
  }
  return { curves, tally };
}

/** Fits a file in a folder; the result has the name given. */
export async function fitIn(
  folder: string,
  wells: WellFile,
  out = "fits.parquet",
  options: Partial<ScreenFileOptions> = {},
) {
  const screened = await screenFile(wells, {
    library: "halfmax test",
    interval: "none",
    checkOneIn: 0,
    ...options,
    out: join(folder, out),
    spool: join(folder, "spool"),
  });
  Deno.removeSync(join(folder, "spool"));
  return screened;
}

/** A SIMULATED screen without noise: rows of curves with ten doses, a header above. */
export function tidyRows(curves: number): string[] {
  return Array.from({ length: curves }, (_, curve) =>
    Array.from({ length: 10 }, (_, k) => {
      const dose = 10 ** (k / 2);
      const response = 0.1 + 0.9 / (1 + dose / 10 ** (1 + curve % 7 / 3)) +
        0.01 * Math.sin(7 * k + curve);
      return `L${curve % 5},D${Math.floor(curve / 5)},${dose.toPrecision(6)},${
        response.toFixed(6)
      }`;
    })).flat();
}

/** The header of {@linkcode tidyRows}. */
export const HEADER = "line,drug,dose_nM,viability_fraction";
