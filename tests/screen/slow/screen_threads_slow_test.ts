/** A screen of several blocks, on one thread and on two. */
import { join } from "node:path";
import { sha256OfFile, splitScreen } from "../../../lib/screen/files/mod.ts";
import { assertEquals } from "../../assert.ts";
import { fitIn, HEADER, inScreenFolder, put, tidyRows, wellsOf } from "../files/screen_fixture.ts";

Deno.test("screenFile() writes the same bytes of 40,000 curves on one thread and on two", async () => {
  await inScreenFolder(async (folder) => {
    const wells = await wellsOf(put(folder, "x.csv", [HEADER, ...tidyRows(40_000)].join("\n")));
    for (const threads of [1, 2]) await fitIn(folder, wells, `${threads}.parquet`, { threads });
    const [one, two] = [1, 2].map((threads) => sha256OfFile(join(folder, `${threads}.parquet`)));
    assertEquals(two, one);
  });
});

Deno.test("screenFile() and splitScreen() forget the blocks before a curve that comes back after them", async () => {
  await inScreenFolder(async (folder) => {
    const rows = tidyRows(20_000);
    const files = {
      grouped: rows,
      // The last well of the first curve stands at the end.
      apart: [...rows.slice(0, 9), ...rows.slice(10), rows[9]],
    };
    const hashes: string[] = [];
    const shards: string[][] = [];
    for (const [name, rows] of Object.entries(files)) {
      const wells = await wellsOf(put(folder, `${name}.csv`, [HEADER, ...rows].join("\n")));
      await fitIn(folder, wells, `${name}.parquet`);
      hashes.push(sha256OfFile(join(folder, `${name}.parquet`)));
      Deno.mkdirSync(join(folder, name));
      const options = { shards: 3, folder: join(folder, name), library: "halfmax test" };
      const manifest = await splitScreen(wells, options);
      shards.push(manifest.shards.map(({ sha256 }) => sha256));
    }
    assertEquals(hashes[1], hashes[0]);
    assertEquals(shards[1], shards[0]);
  });
});
