import { type CellProblem, DataError, list, quote } from "../errors/mod.ts";
import { assembleWells, type WellReading } from "./assemble_wells.ts";
import type { Layout, LayoutWell } from "./layout.ts";
import type { PlateBlock } from "./plate_block.ts";
import { PLATE_SHAPES, positionAt, rowAndColumn } from "./position.ts";
import { checkDeclaredScale } from "./scale.ts";
import type { ExcludedWell, ResponseScale, Wells } from "./well.ts";

/** What the blocks hold, and what the layout does not say. */
export interface JoinLayoutOptions {
  /** What the numbers are: a raw signal, a fraction of control or percent. */
  readonly scale: ResponseScale;
  /** What the numbers are called in messages. */
  readonly response?: string;
  /** Labels of whole plates: `{ P1: { cell_line: "H3122", replicate: "1" } }`. */
  readonly labels?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** What becomes of a layout well whose cell is empty: an error (by default), or excluded. */
  readonly emptyWells?: "refuse" | "exclude";
}

/**
 * Plate-shaped blocks and their layout as wells, joined by position.
 *
 * A layout without plates holds for every block. Readings that the layout does not mention are
 * excluded as "not in the layout"; a layout well whose cell is empty is an error unless the layout
 * gives a reason in its `exclude` column.
 *
 * @returns Wells whose `row` is that of the block's file
 * @throws {UsageError} If `scale` is missing
 * @throws {DataError} If the layout has no wells for a block, names a plate or well that no block
 * has, or a cell that it names is empty
 *
 * @example Usage
 * ```ts
 * import { joinLayout, parsePlateBlocks, readLayout } from "halfmax/plates/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const rows = Array(8).fill(Array(12).fill(100).join(",")).join("\n");
 * const blocks = parsePlateBlocks(rows, { source: "plate.csv" });
 * const path = await Deno.makeTempFile({ suffix: ".csv" });
 * await Deno.writeTextFile(path, "well,role,dose_nM\nA1,vehicle,0\nA2,sample,10\n");
 * const wells = joinLayout(blocks, await readLayout(path), { scale: "raw" });
 * assertEquals([wells.wells.length, wells.excluded.length], [2, 94]);
 * ```
 */
export function joinLayout(
  blocks: readonly PlateBlock[],
  layout: Layout,
  { scale, response = "signal", labels = {}, emptyWells = "refuse" }: JoinLayoutOptions,
): Wells {
  const source = [...new Set(blocks.map((block) => block.source))].join(", ");
  checkDeclaredScale(scale, { source, column: response });
  checkPlates(blocks, layout);
  const joined = blocks.map((block) =>
    joinBlock(block, layout, { plateLabels: labels[block.plate] ?? {}, emptyWells })
  );
  const problems = joined.flatMap((plate) => plate.problems);
  if (problems.length > 0) {
    throw DataError.ofCells(
      `join layout ${layout.source} to ${source}`,
      problems,
      "Give the reason in the layout's exclude column, or take the row out",
    );
  }
  return assembleWells(joined.flatMap(({ readings }) => readings), {
    source,
    unit: layout.unit,
    scale,
    column: response,
    unused: joined.flatMap(({ unused }) => unused),
  });
}

function checkPlates(blocks: readonly PlateBlock[], layout: Layout): void {
  const inBlocks = blocks.map(({ plate }) => plate);
  const inLayout = [...new Set(layout.wells.map(({ plate }) => plate))];
  const everywhere = inLayout.includes(null);
  const named = inLayout.flatMap((plate) => plate ?? []);
  const noLayout = everywhere ? [] : inBlocks.filter((plate) => !named.includes(plate));
  const noBlock = named.filter((plate) => !inBlocks.includes(plate));
  if (noLayout.length === 0 && noBlock.length === 0) return;
  const found = noBlock.length > 0
    ? `the layout's ${list(noBlock.map(quote))} without a block`
    : `no wells for ${list(noLayout.map(quote))}`;
  throw new DataError(
    `Cannot join layout ${layout.source}: it must name the plates of the blocks (${
      list(inBlocks.map(quote))
    }), found ${found}. Name the plates alike, or leave the layout's plate column out`,
  );
}

function joinBlock(
  block: PlateBlock,
  layout: Layout,
  { plateLabels, emptyWells }: {
    readonly plateLabels: Readonly<Record<string, string>>;
    readonly emptyWells: "refuse" | "exclude";
  },
): { readings: WellReading[]; unused: ExcludedWell[]; problems: CellProblem[] } {
  const { plate } = block;
  const planned = layout.wells.filter((well) => well.plate === null || well.plate === plate);
  const problems = planned.flatMap((well) => noReading(well, block, emptyWells) ?? []);
  const readings = planned.map((well): WellReading => ({
    ...well,
    plate,
    labels: { ...well.labels, ...plateLabels },
    exclusion: well.exclusion ?? insteadOfNumber(block, well.position),
    signal: signalAt(block, well.position) ?? null,
    row: rowOf(block, well.position),
  }));
  const claimed = new Set(planned.map(({ position }) => position));
  const unused = block.signals.flatMap((signals, i) =>
    signals.flatMap((signal, j): ExcludedWell[] => {
      const position = positionAt(i + 1, j + 1);
      const word = insteadOfNumber(block, position);
      const isListed = block.wellRows?.[position] !== undefined;
      if (claimed.has(position) || (signal === null && word === null && !isListed)) return [];
      const reason = word ?? (signal === null ? "no signal" : "not in the layout");
      return [{ row: rowOf(block, position), plate, position, reason, well: null }];
    })
  );
  return { readings, unused, problems };
}

/** The problem of a layout well that cannot be read from the block, if it has one. */
function noReading(
  { position, exclusion, row }: LayoutWell,
  block: PlateBlock,
  emptyWells: "refuse" | "exclude",
): CellProblem | undefined {
  const signal = signalAt(block, position);
  if (signal === undefined) {
    const { rows, columns } = PLATE_SHAPES[block.format];
    const needed = `a well of plate "${block.plate}" (A1 to ${positionAt(rows, columns)})`;
    return { row, column: "well", needed, found: position };
  }
  if (signal !== null || exclusion !== null || emptyWells === "exclude") return undefined;
  if (insteadOfNumber(block, position) !== null) return undefined;
  return {
    row,
    column: "well",
    needed: `a well with a reading on plate "${block.plate}"`,
    found: position,
  };
}

/** The row of the file that a well stands in. */
function rowOf({ rows, wellRows }: PlateBlock, position: string): number {
  return wellRows?.[position] ?? rows[rowAndColumn(position).row - 1] ?? 0;
}

/** What the instrument wrote in place of a number, as a reason; null where it wrote one, or nothing. */
function insteadOfNumber({ words }: PlateBlock, position: string): string | null {
  const word = words?.[position];
  return word === undefined ? null : `reads ${quote(word)}`;
}

/** The signal at a position: null where the cell is empty, undefined where the plate has no such well. */
function signalAt(block: PlateBlock, position: string): number | null | undefined {
  const { row, column } = rowAndColumn(position);
  return block.signals[row - 1]?.[column - 1];
}
