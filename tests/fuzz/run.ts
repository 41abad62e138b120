/**
 * Ten thousand damaged files for each reader, or as many as said:
 *
 *     deno run -A tests/fuzz/run.ts [files] [part of a reader's name]
 */
import { fuzzReader } from "./fuzz_reader.ts";
import { READERS } from "./readers.ts";

const [files = "10000", part = ""] = Deno.args;

for (const reader of READERS.filter(({ name }) => name.includes(part))) {
  const start = performance.now();
  const { read, refused } = await fuzzReader(reader, Number(files));
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${reader.name}: ${read} read, ${refused} refused, ${seconds} s`);
}
