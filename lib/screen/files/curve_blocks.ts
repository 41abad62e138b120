import { BlockBuilder } from "./block_builder.ts";
import type { BlockOptions, CurveBlock } from "./curve_block.ts";
import { SortedBlocks } from "./sorted_blocks.ts";
import type { Tally } from "./tally.ts";
import type { WellFile } from "./well_file.ts";

/**
 * The curves of a file, in the order in which they first appear, block by block.
 *
 * Where the rows of each curve stand together, the file is read once and memory is that of a block.
 * Where a curve comes back after others, the file is read again: once to count the wells of each
 * curve, then once for every 17 million wells. So a file may be larger than memory and in any order;
 * sorting it first is faster.
 *
 * A curve without a single dosed well keeps its name and has no wells: its rows are left out with a
 * reason.
 *
 * @param file The wells
 * @param tally Counts rows used and left out; that of the last reading when all blocks are taken
 */
export async function* curveBlocks(
  file: WellFile,
  tally: Tally,
  {
    curves = 1 << 14,
    wells = 1 << 19,
    apart = 1 << 24,
    onRead = () => {},
  }: BlockOptions = {},
): AsyncGenerator<CurveBlock> {
  const builder = new BlockBuilder(file, tally, { curves, wells });
  tally.clear();
  const scan = file.scan(tally, onRead);
  for await (const batch of scan.batches) {
    for (let at = 0; at < batch.count;) {
      at = builder.take(batch, at);
      if (at < 0) {
        yield* new SortedBlocks(file, tally, { curves, wells, apart, onRead }).read();
        return;
      }
      if (builder.full) yield builder.block(scan.words);
    }
  }
  builder.end();
  if (builder.curves > 0) yield builder.block(scan.words);
}
