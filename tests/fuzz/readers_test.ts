/** A thousand damaged files; `deno run -A tests/fuzz/run.ts` gives ten thousand to each reader. */
import { assert, assertEquals } from "../assert.ts";
import { fuzzReader } from "./fuzz_reader.ts";
import { READERS } from "./readers.ts";

const FILES = Math.ceil(1000 / READERS.length);

for (const reader of READERS) {
  Deno.test(`${reader.name} reads or refuses ${FILES} damaged files`, async () => {
    const { read, refused } = await fuzzReader(reader, FILES);
    assertEquals(read + refused, FILES);
    assert(read > 0, "no damaged file was still readable: the damage is too great to learn from");
  });

  Deno.test(`${reader.name} reads the good files that the fuzzing damages`, async () => {
    const path = await Deno.makeTempFile();
    for (const file of reader.files) assertEquals(await reader.attempt(path, file), "read");
    await Deno.remove(path);
  });
}
