import { join } from "node:path";
import { fileWriter, parquetWriteBuffer, ParquetWriter } from "hyparquet-writer";
import { DataError, UsageError } from "../../../lib/errors/mod.ts";
import { fitScreen } from "../../../lib/screen/mod.ts";
import {
  fitRowsOf,
  mergeFits,
  openRows,
  sha256OfFile,
  splitScreen,
} from "../../../lib/screen/files/mod.ts";
import { sharedColumns } from "../../../lib/screen/files/curve_block.ts";
import { openParquet } from "../../../lib/screen/files/open_parquet.ts";
import { readTable } from "../../../lib/tables/mod.ts";
import { assertEquals, assertRejects } from "../../assert.ts";
import {
  curvesOf,
  fitIn,
  HEADER,
  inScreenFolder,
  put,
  tidyRows,
  wellsOf,
} from "./screen_fixture.ts";

/** A screen of 40 curves, one of them without a response and one with a single dose. */
function screen(): string {
  return [HEADER, ...tidyRows(40), "L9,D9,1,", "L9,D9,10,NA", "L9,D8,1,0.9", "L9,D8,1,0.8"].join(
    "\n",
  );
}

Deno.test("screenFile() writes the numbers of fitScreen(), q over all curves", async () => {
  await inScreenFolder(async (folder) => {
    const wells = await wellsOf(put(folder, "x.csv", screen()));
    const { curves } = await curvesOf(wells);
    const all = curves.map(({ wells }) => wells).flat();
    const start = new Uint32Array(curves.length + 1);
    curves.forEach(({ wells }, i) => start[i + 1] = start[i] + wells.length);
    const fits = fitScreen(
      sharedColumns(curves.length, all.length, {
        start,
        dose: Float64Array.from(all, ([dose]) => dose),
        response: Float64Array.from(all, ([, response]) => response),
      }),
      { interval: "none", checkOneIn: 0 },
    );
    const { info, statuses } = await fitIn(folder, wells);
    assertEquals(info.rows, { read: 404, used: 402, excluded: { "no viability_fraction": 2 } });
    assertEquals([...statuses.values()].reduce((a, b) => a + b), 42);
    const rows = await Array.fromAsync(fitRowsOf(join(folder, "fits.parquet"), ["line", "drug"]));
    assertEquals(rows.length, 1);
    assertEquals(
      rows[0].names[0].map((line, i) => `${line}/${rows[0].names[1][i]}`),
      curves.map(({ name }) => name),
    );
    assertEquals(rows[0].values, fits.values);
    assertEquals(rows[0].codes, fits.codes);
  });
});

Deno.test("screenFile() writes the same cells to CSV, plain and packed", async () => {
  await inScreenFolder(async (folder) => {
    const wells = await wellsOf(put(folder, "x.csv", screen()));
    for (const out of ["fits.csv", "fits.csv.gz", "fits.parquet"]) await fitIn(folder, wells, out);
    const table = await readTable(join(folder, "fits.csv"));
    const parquet = await openRows(join(folder, "fits.parquet"));
    assertEquals(table.columns, parquet.columns);
    assertEquals(
      table.rows.map(({ cells }) => cells),
      parquet.sample.rows.map(({ cells }) => cells),
    );
    const packed = await openRows(join(folder, "fits.csv.gz"));
    assertEquals(packed.sample.rows, table.rows);
    const column = (name: string) =>
      new Set(table.rows.map(({ cells }) => cells[table.columns.indexOf(name)]));
    assertEquals([...column("unit"), ...column("model"), ...column("response_scale")], [
      "nM",
      "4PL",
      "fraction",
    ]);
  });
});

Deno.test("screenFile() writes the same bytes for a whole screen and its shards", async () => {
  await inScreenFolder(async (folder) => {
    const wells = await wellsOf(put(folder, "x.csv", screen()));
    await fitIn(folder, wells);
    const sha256 = sha256OfFile(join(folder, "fits.parquet"));
    const shards = join(folder, "shards");
    Deno.mkdirSync(shards);
    const manifest = await splitScreen(wells, {
      shards: 5,
      folder: shards,
      library: "halfmax test",
    });
    assertEquals(manifest.shards.map(({ curves }) => curves), [8, 8, 9, 8, 9]);
    for (const { shard, file, sha256 } of manifest.shards) {
      const path = join(shards, file);
      assertEquals(sha256OfFile(path), sha256);
      const part = { shard, of: 5, sha256 };
      await fitIn(shards, await wellsOf(path), `part ${10 - shard}.parquet`, { part });
    }
    await mergeFits(shards, join(folder, "merged.parquet"));
    assertEquals(sha256OfFile(join(folder, "merged.parquet")), sha256);
  });
});

Deno.test("splitScreen() gives the same shards again, whatever the order of the rows of a curve's neighbours", async () => {
  await inScreenFolder(async (folder) => {
    const wells = await wellsOf(put(folder, "x.csv", screen()));
    const split = (name: string, shards: number) => {
      Deno.mkdirSync(join(folder, name));
      return splitScreen(wells, { shards, folder: join(folder, name), library: "halfmax test" });
    };
    assertEquals(await split("a", 3), await split("b", 3));
    await assertRejects(() => split("c", 43), DataError, "needs as many curves, found 42 curves");
  });
});

/** A folder of three shards with their fits, for a test to spoil. */
async function inShards(test: (folder: string, out: string) => Promise<void>): Promise<void> {
  await inScreenFolder(async (folder) => {
    const wells = await wellsOf(put(folder, "x.csv", screen()));
    const manifest = await splitScreen(wells, { shards: 3, folder, library: "halfmax test" });
    for (const { shard, file, sha256 } of manifest.shards) {
      const part = { shard, of: 3, sha256 };
      await fitIn(folder, await wellsOf(join(folder, file)), `fits_000${shard}.parquet`, { part });
    }
    await test(folder, join(folder, "merged.parquet"));
  });
}

Deno.test("mergeFits() refuses a shard without fits, and fits that are there twice", async () => {
  await inShards(async (folder, out) => {
    Deno.copyFileSync(join(folder, "fits_0001.parquet"), join(folder, "again.parquet"));
    await assertRejects(
      () => mergeFits(folder, out),
      DataError,
      "found those of shard_0001.parquet in again.parquet and fits_0001.parquet",
    );
    Deno.removeSync(join(folder, "again.parquet"));
    Deno.removeSync(join(folder, "fits_0002.parquet"));
    await assertRejects(
      () => mergeFits(folder, out),
      DataError,
      "found none of shard_0002.parquet",
    );
  });
});

Deno.test("mergeFits() refuses to replace what it merges, by whatever path", async () => {
  await inShards(async (folder, out) => {
    const link = `${folder} link`;
    Deno.symlinkSync(folder, link);
    try {
      for (const name of ["fits_0002.parquet", "shard_0001.parquet"]) {
        const before = sha256OfFile(join(folder, name));
        for (const path of [join(folder, name), join(link, name)]) {
          await assertRejects(
            () => mergeFits(folder, path),
            UsageError,
            "it is one of the files to be merged",
          );
        }
        const place = join(folder, name);
        await assertRejects(() => mergeFits(link, out, { place }), UsageError, "Cannot write");
        assertEquals(sha256OfFile(join(folder, name)), before);
      }
      await mergeFits(folder, out);
      await mergeFits(folder, out);
    } finally {
      Deno.removeSync(link);
    }
  });
});

Deno.test("mergeFits() refuses a manifest with a gap or a duplicate, or none at all", async () => {
  await inShards(async (folder, out) => {
    const path = join(folder, "manifest.json");
    const manifest = JSON.parse(Deno.readTextFileSync(path));
    const [first, , last] = manifest.shards;
    for (
      const [shards, message] of [
        [[first, last], "no 2"],
        [[first, first, last], "1 more than once and no 2"],
        [[], "found none"],
      ] as const
    ) {
      Deno.writeTextFileSync(path, JSON.stringify({ ...manifest, shards }));
      await assertRejects(() => mergeFits(folder, out), DataError, message);
    }
    Deno.writeTextFileSync(path, "{");
    await assertRejects(
      () => mergeFits(folder, out),
      DataError,
      "must be a manifest of halfmax split",
    );
    Deno.removeSync(path);
    await assertRejects(() => mergeFits(folder, out), DataError, "there is no such file");
  });
});

Deno.test("mergeFits() refuses fits of another shard, with other settings, or cut off", async () => {
  await inShards(async (folder, out) => {
    const wells = await wellsOf(join(folder, "shard_0002.parquet"));
    const part = { shard: 2, of: 3, sha256: sha256OfFile(join(folder, "shard_0002.parquet")) };
    const wrong = { ...part, sha256: "0".repeat(64) };
    await fitIn(folder, wells, "fits_0002.parquet", { part: wrong });
    await assertRejects(
      () => mergeFits(folder, out),
      DataError,
      "fits of another file (sha256 000000000000…)",
    );
    await fitIn(folder, wells, "fits_0002.parquet", { part, model: "3PL" });
    await assertRejects(
      () => mergeFits(folder, out),
      DataError,
      "must be made with the same model",
    );
    await fitIn(folder, wells, "fits_0002.parquet", { part });
    Deno.truncateSync(join(folder, "fits_0002.parquet"), 1000);
    await assertRejects(() => mergeFits(folder, out), DataError, "one that is cut off");
  });
});

Deno.test("openScreen() and mergeFits() refuse what a file says of itself if it is not whole", async () => {
  await inShards(async (folder, out) => {
    const path = join(folder, "shard_0001.parquet");
    const carrying = (key: string, value: string) => {
      const columnData = [{ name: "line", data: ["A"] }];
      const bytes = parquetWriteBuffer({ columnData, kvMetadata: [{ key, value }] });
      Deno.writeFileSync(path, new Uint8Array(bytes));
    };
    const shard = { shard: 1, of: 3, by: ["line"], unit: "nM", scale: "fraction" };
    for (
      const value of [
        "{",
        "[]",
        "null",
        ...Object.keys(shard).map((key) => JSON.stringify({ ...shard, [key]: null })),
      ]
    ) {
      carrying("halfmax.shard", value);
      await assertRejects(() => wellsOf(path), DataError, "what it says of itself must be as");
    }
    carrying("halfmax.fits", '{"part":{}}');
    await assertRejects(
      () => mergeFits(folder, out),
      DataError,
      "what it says of itself must be as",
    );
  });
});

Deno.test("openParquet() reads columns of every kind, and refuses what it cannot", async () => {
  await inScreenFolder(async (folder) => {
    const path = join(folder, "x.parquet");
    const writer = new ParquetWriter({
      writer: fileWriter(path),
      schema: [
        { name: "wells", num_children: 4 },
        { name: "line", type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "OPTIONAL" },
        { name: "drug", type: "INT64", repetition_type: "REQUIRED" },
        { name: "dose_nM", type: "FLOAT", repetition_type: "REQUIRED" },
        { name: "viability_fraction", type: "DOUBLE", repetition_type: "OPTIONAL" },
      ],
    });
    writer.write({
      rowGroupSize: 2,
      columnData: [
        { name: "line", data: ["A", "A", null] },
        { name: "drug", data: [7n, 7n, 8n] },
        { name: "dose_nM", data: [0.5, 2, 4] },
        { name: "viability_fraction", data: [0.5, null, 0.25] },
      ],
    });
    writer.finish();
    const { curves, tally } = await curvesOf(await wellsOf(path));
    assertEquals(curves, [{ name: "A/7", wells: [[0.5, 0.5]] }, {
      name: "/8",
      wells: [[4, 0.25]],
    }]);
    assertEquals(tally.reasons, [{ reason: "no viability_fraction", count: 1, firstRow: 2 }]);
    const whole = Deno.readFileSync(path);
    for (const length of [whole.length - 5, 200, 12]) {
      Deno.writeFileSync(path, whole.subarray(0, length));
      await assertRejects(() => openParquet(path), DataError, "one that is cut off");
    }
    const middle = whole.slice();
    middle.fill(0xff, 4, 60);
    Deno.writeFileSync(path, middle);
    await assertRejects(
      async () => await curvesOf(await wellsOf(path)),
      DataError,
      "found damage",
    );
  });
});
