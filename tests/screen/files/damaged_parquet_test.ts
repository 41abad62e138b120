import { assert, assertEquals } from "../../assert.ts";
import { fuzzReader } from "../../fuzz/fuzz_reader.ts";
import { PARQUET_SCREEN } from "./damaged_parquet.ts";

Deno.test("openScreen() reads or refuses 100 damaged Parquet files", async () => {
  const { read, refused } = await fuzzReader(PARQUET_SCREEN, 100);
  assertEquals(read + refused, 100);
  assert(read > 0 && refused > 0);
});

Deno.test("openScreen() reads the good Parquet files that the fuzzing damages", async () => {
  const path = await Deno.makeTempFile();
  for (const file of PARQUET_SCREEN.files) {
    assertEquals(await PARQUET_SCREEN.attempt(path, file), "read");
  }
  await Deno.remove(path);
});
