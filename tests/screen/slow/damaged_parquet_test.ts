import { assert, assertEquals } from "../../assert.ts";
import { fuzzReader } from "../../fuzz/fuzz_reader.ts";
import { PARQUET_SCREEN } from "../files/damaged_parquet.ts";

Deno.test("openScreen() reads or refuses 2,000 damaged Parquet files", async () => {
  const { read, refused } = await fuzzReader(PARQUET_SCREEN, 2000);
  assertEquals(read + refused, 2000);
  assert(read > 100 && refused > 100, `${read} read, ${refused} refused`);
});
