import { join } from "node:path";
import { DataError } from "../../../lib/errors/mod.ts";
import { dictionaryValues } from "../../../lib/screen/files/column_values.ts";
import { openParquetWriter } from "../../../lib/screen/files/parquet_writer.ts";
import { assertEquals, assertRejects } from "../../assert.ts";
import { curvesOf, inScreenFolder, wellsOf } from "./screen_fixture.ts";

type Well = readonly [dose: number, response: number];

/** What is read from a Parquet file of one curve per row group. */
async function readGroups(groups: readonly (readonly Well[])[], dose = "dose_nM") {
  return await inFolder(async (path) => {
    const writer = openParquetWriter(path, "wells", [
      { name: "line", type: "BYTE_ARRAY", optional: false },
      { name: "drug", type: "BYTE_ARRAY", optional: false },
      { name: dose, type: "DOUBLE", optional: true },
      { name: "viability_fraction", type: "DOUBLE", optional: true },
    ]);
    for (const [group, wells] of groups.entries()) {
      writer.write([
        dictionaryValues(wells.map(() => `L${group}`)),
        dictionaryValues(wells.map(() => "D")),
        Float64Array.from(wells, ([dose]) => dose),
        Float64Array.from(wells, ([, response]) => response),
      ]);
    }
    writer.finish({});
    return await curvesOf(await wellsOf(path));
  });
}

async function inFolder<T>(step: (path: string) => Promise<T>): Promise<T> {
  const answers: T[] = [];
  await inScreenFolder(async (folder) => {
    answers.push(await step(join(folder, "x.parquet")));
  });
  return answers[0];
}

const WHOLE: readonly Well[] = [[1, 0.9], [10, 0.5], [100, 0.1]];

Deno.test("tidyWells() reads row groups with and without gaps", async () => {
  const groups: readonly (readonly Well[])[] = [
    WHOLE,
    [[1, 0.8], [NaN, 0.7], [10, NaN], [100, 0.2]],
    WHOLE,
  ];
  const { curves, tally } = await readGroups(groups);
  assertEquals(curves.map(({ wells }) => wells), [WHOLE, [[1, 0.8], [100, 0.2]], WHOLE]);
  assertEquals([tally.read, tally.used], [10, 8]);
  assertEquals(tally.reasons, [
    { reason: "no dose", count: 1, firstRow: 5 },
    { reason: "no viability_fraction", count: 1, firstRow: 6 },
  ]);
});

Deno.test("tidyWells() converts the doses of every row group", async () => {
  const { curves } = await readGroups([WHOLE, WHOLE, WHOLE], "dose_uM");
  const inNanomolar = WHOLE.map(([dose, response]) => [1000 * dose, response] as const);
  assertEquals(curves.map(({ wells }) => wells), [inNanomolar, inNanomolar, inNanomolar]);
});

for (
  const [well, message] of [
    [[-1, 0.5], 'row 5, column "dose_nM" must be a number >= 0'],
    [[Infinity, 0.5], 'row 5, column "dose_nM" must be a number >= 0'],
    [[10, Infinity], 'row 5, column "viability_fraction" must be a finite number'],
    [[10, 95], "found 1 value above 5 (up to 95)"],
  ] as const
) {
  Deno.test(`tidyWells() refuses a well ${JSON.stringify(well.map(String))} after good ones`, async () => {
    await assertRejects(() => readGroups([WHOLE, [WHOLE[0], well], WHOLE]), DataError, message);
  });
}
