import { UsageError } from "../../errors/mod.ts";
import { gdscWells, isGdscRaw } from "./gdsc_wells.ts";
import { openRows } from "./open_rows.ts";
import { isPrismMatrix, prismWells } from "./prism_wells.ts";
import type { RowFile } from "./row_file.ts";
import { type Shard, shardOf, shardWells } from "./shard.ts";
import type { WellFile } from "./well_file.ts";

/** The layouts of files of wells. */
export const LAYOUTS = ["tidy", "gdsc", "prism"] as const;

/** A file of wells, and what it is if it is a shard. */
export interface OpenedScreen {
  /** The wells. */
  readonly wells: WellFile;
  /** What `halfmax split` wrote into it; null for any other file. */
  readonly shard: Shard | null;
}

/**
 * Opens a file of wells in whatever layout: a shard, GDSC raw data or a PRISM matrix by their columns,
 * and anything else as rows with one well each.
 *
 * @param path The file
 * @param options.layout The layout, where it should not be found out
 * @param options.tidy Makes wells of a tidy file
 * @throws {UsageError} If the file is not in the layout named
 */
export async function openScreen(
  path: string,
  { layout, tidy }: {
    readonly layout?: typeof LAYOUTS[number];
    readonly tidy: (file: RowFile) => WellFile;
  },
): Promise<OpenedScreen> {
  const file = await openRows(path);
  const shard = shardOf(file);
  if (shard !== null) return { wells: shardWells(file), shard };
  const is = { gdsc: isGdscRaw(file), prism: isPrismMatrix(file), tidy: true };
  if (layout !== undefined && !is[layout]) {
    throw new UsageError(
      `Cannot read ${path}: needs the columns of the layout ${layout}, found others. Leave --layout out`,
    );
  }
  const found = layout ?? (is.gdsc ? "gdsc" : is.prism ? "prism" : "tidy");
  const wells = { gdsc: gdscWells, prism: prismWells, tidy }[found](file);
  return { wells, shard: null };
}
