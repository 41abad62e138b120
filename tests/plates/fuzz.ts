/**
 * Ten thousand damaged files for each reader of plates, or as many as said:
 *
 *     deno run -A tests/plates/fuzz.ts [files] [part of a reader's name]
 */
import { fuzzReader } from "../fuzz/fuzz_reader.ts";
import { PLATE_READERS } from "./plate_readers.ts";

const [files = "10000", part = ""] = Deno.args;

for (const reader of PLATE_READERS.filter(({ name }) => name.includes(part))) {
  const start = performance.now();
  const { read, refused } = await fuzzReader(reader, Number(files));
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${reader.name}: ${read} read, ${refused} refused, ${seconds} s`);
}
