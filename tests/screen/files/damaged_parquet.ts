/** The Parquet reader of screens as a reader to be fuzzed. */
import fc from "fast-check";
import { parquetWriteBuffer } from "hyparquet-writer";
import { curveBlocks } from "../../../lib/screen/files/curve_blocks.ts";
import { openScreen, Tally, tidyWells } from "../../../lib/screen/files/mod.ts";
import { SHARD_KEY } from "../../../lib/screen/files/shard.ts";
import { assertEquals } from "../../assert.ts";
import { damageBytes, damagedBinaryFile, readsOrRefuses } from "../../fuzz/mutate.ts";
import type { FuzzedReader } from "../../fuzz/readers.ts";
import byArrow from "../../tables/parquet_by_arrow.json" with { type: "json" };

/** Rows of a SIMULATED screen: the curves of some lines, one well after the other. */
const ROWS = Array.from({ length: 120 }, (_, i) => ({
  line: `L${Math.floor(i / 10)}`,
  drug: i % 40 < 20 ? "crizotinib" : "alectinib",
  dose: i % 10 === 0 ? 0 : 10 ** (i % 10 / 2),
  response: i % 17 === 4 ? null : 1 / (1 + i % 10),
}));

/** Screens in Parquet as several programs write them. */
const FILES: readonly Uint8Array[] = [
  new Uint8Array(parquetWriteBuffer({
    rowGroupSize: 50,
    pageSize: 200,
    columnData: [
      { name: "drug", data: ROWS.map(({ line, drug }) => `${line} ${drug}`) },
      { name: "well", data: ROWS.map(({ drug }) => drug) },
      { name: "dose", data: ROWS.map(({ dose }) => dose), type: "DOUBLE" },
      { name: "response", data: ROWS.map(({ response }) => response), type: "DOUBLE" },
      { name: "exclude", data: ROWS.map((_, i) => i % 23 === 2 ? "spilt" : null), type: "STRING" },
    ],
  })),
  new Uint8Array(parquetWriteBuffer({
    codec: "UNCOMPRESSED",
    columnData: [
      { name: "line", data: ROWS.map(({ line, drug }) => `${line} ${drug}`) },
      { name: "halfmax_dose", data: ROWS.map(({ dose }) => dose), type: "DOUBLE" },
      { name: "halfmax_response", data: ROWS.map(({ response }) => response), type: "DOUBLE" },
    ],
    kvMetadata: [{
      key: SHARD_KEY,
      value: JSON.stringify({ shard: 1, of: 2, by: ["line"], unit: "nM", scale: "fraction" }),
    }],
  })),
  ...Object.values(byArrow).map((base64) =>
    Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))
  ),
];

/** One or two wrong bits, which leave most of a file as it was and get furthest into a reader. */
const flipped = fc.tuple(
  fc.constantFrom(...FILES),
  fc.array(
    fc.record({
      kind: fc.constant("flip bit" as const),
      from: fc.double({ min: 0, max: 1, noNaN: true }),
      to: fc.double({ min: 0, max: 1, noNaN: true }),
      stray: fc.constant(""),
    }),
    { minLength: 1, maxLength: 2 },
  ),
).map(([bytes, changes]) => damageBytes(bytes, changes));

/**
 * Damaged Parquet through {@linkcode openScreen} to the wells of curves: read, every row a well or
 * left out with a reason, or refused.
 */
export const PARQUET_SCREEN: FuzzedReader = {
  name: "openScreen, Parquet",
  files: FILES,
  damaged: fc.oneof(damagedBinaryFile(FILES), flipped),
  attempt: (path, bytes) => readsOrRefuses(path, bytes, wellsOfCurves, holdsRows),
};

interface Counted {
  readonly size: number;
  readonly wells: number;
  readonly tally: Tally;
}

async function wellsOfCurves(path: string): Promise<Counted> {
  const { wells: file } = await openScreen(path, {
    tidy: (rows) =>
      tidyWells(rows, {
        by: ["drug", "well"],
        dose: "dose",
        doseUnit: "nM",
        response: "response",
        scale: "fraction",
        checkScale: false,
      }),
  });
  const tally = new Tally();
  let wells = 0;
  for await (const { first, columns } of curveBlocks(file, tally)) {
    if (first === 0) wells = 0;
    wells += columns.start[columns.curves];
  }
  return { size: file.size, wells, tally };
}

function holdsRows({ size, wells, tally }: Counted): void {
  assertEquals(tally.read, size);
  assertEquals(wells + tally.excluded, size);
}
