/** Damaged plate files; `deno run -A tests/plates/fuzz.ts` gives ten thousand to each reader. */
import { assert, assertEquals } from "../assert.ts";
import { fuzzReader } from "../fuzz/fuzz_reader.ts";
import { PLATE_READERS } from "./plate_readers.ts";

/** Making a workbook takes longer than reading it. */
const SLOW = ["plates in workbooks", "workbooks with damaged XML"];

for (const reader of PLATE_READERS) {
  const files = SLOW.includes(reader.name) ? 25 : 70;

  Deno.test(`${reader.name}: ${files} damaged files are read whole or refused`, async () => {
    const { read, refused } = await fuzzReader(reader, files);
    assertEquals(read + refused, files);
    assert(read > 0, "no damaged file was still readable: the damage is too great to learn from");
  });

  Deno.test(`${reader.name}: the good files that the fuzzing damages are read`, async () => {
    const path = await Deno.makeTempFile();
    for (const file of reader.files) assertEquals(await reader.attempt(path, file), "read");
    await Deno.remove(path);
  });
}
