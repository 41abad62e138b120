import fc from "fast-check";
import { join } from "node:path";
import { DataError, UsageError } from "../../../lib/errors/mod.ts";
import { curvesOfTable } from "../../../lib/dose_response/mod.ts";
import { constantValues } from "../../../lib/screen/files/column_values.ts";
import { curveBlocks } from "../../../lib/screen/files/curve_blocks.ts";
import { Tally } from "../../../lib/screen/files/mod.ts";
import { openParquetWriter } from "../../../lib/screen/files/parquet_writer.ts";
import { readTable } from "../../../lib/tables/mod.ts";
import { assert, assertEquals, assertRejects } from "../../assert.ts";
import {
  curvesOf,
  HEADER,
  inScreenFolder,
  put,
  type ReadCurve,
  tidyRows,
  wellsOf,
} from "./screen_fixture.ts";

Deno.test("curveBlocks() gives the same curves whatever the order of rows, the size of blocks, the passes", async () => {
  await inScreenFolder(async (folder) => {
    const rows = tidyRows(40);
    const grouped = await wellsOf(put(folder, "grouped.csv", [HEADER, ...rows].join("\n")));
    const { curves } = await curvesOf(grouped);
    assertEquals(curves.length, 40);
    // By dose, so that every curve is scattered over the file, its wells and the curves in order.
    const scattered = rows.map((row, i) => ({ row, key: i % 10 * 1000 + Math.floor(i / 10) }))
      .sort((a, b) => a.key - b.key).map(({ row }) => row);
    const apart = await wellsOf(put(folder, "apart.csv", [HEADER, ...scattered].join("\n")));
    for (
      const options of [{}, { curves: 7 }, { wells: 35 }, { apart: 95, curves: 4 }, { apart: 1 }]
    ) {
      assertEquals((await curvesOf(grouped, options)).curves, curves);
      const read = await curvesOf(apart, options);
      assertEquals(read.curves, curves);
      assertEquals([read.tally.read, read.tally.used], [400, 400]);
    }
  });
});

Deno.test("curveBlocks() understands wells as curvesOfTable() does", async () => {
  const cells = fc.record({
    line: fc.constantFrom("A", "B"),
    drug: fc.constantFrom("x", "y z"),
    dose: fc.constantFrom("1", "10", "100", "0", ""),
    viability: fc.constantFrom("0.5", "0.25", "1", "NA", "0.9"),
    exclude: fc.constantFrom("", "", "no", "bubble", "x"),
    unit: fc.constantFrom("nM", "µM", "uM"),
  });
  await inScreenFolder(async (folder) => {
    for (
      const rows of fc.sample(fc.array(cells, { minLength: 1, maxLength: 40 }), {
        numRuns: 60,
        seed: 5,
      })
    ) {
      const text = [
        "line,drug,dose,dose_unit,viability_fraction,exclude",
        ...rows.map((r) => [r.line, r.drug, r.dose, r.unit, r.viability, r.exclude].join()),
      ].join("\n");
      const path = put(folder, "x.csv", text);
      const table = curvesOfTable(await readTable(path), {
        by: ["line", "drug"],
        response: "viability_fraction",
        scale: "fraction",
      });
      const { curves, tally } = await curvesOf(await wellsOf(path));
      // A vehicle row without a curve of its own names serves others there, and none here.
      if (tally.reasons.some(({ reason }) => reason.startsWith("vehicle row with"))) continue;
      assertEquals(tally.read, rows.length);
      assertEquals(tally.used, curves.reduce((sum, { wells }) => sum + wells.length, 0));
      // A vehicle that is exactly 1 in one curve alone is left out of that curve.
      const expected = table.curves.map(({ key, doses, responses }) => ({
        name: Object.values(key).join("/"),
        wells: doses.map((dose, i) => [dose, responses[i]] as const),
      })).map(({ name, wells }) => ({
        name,
        wells: wells.some(([dose, response]) => dose === 0 && response !== 1)
          ? wells
          : wells.filter(([dose]) => dose > 0),
      }));
      const sorted = (list: readonly ReadCurve[]) =>
        list.filter(({ wells }) => wells.length > 0)
          .map(({ name, wells }) => JSON.stringify([name, wells.map((well) => well.join()).sort()]))
          .sort();
      assertEquals(sorted(curves), sorted(expected), text);
    }
  });
});

Deno.test("curveBlocks() leaves out vehicle rows with the names of no dosed well, and says so", async () => {
  await inScreenFolder(async (folder) => {
    const path = put(
      folder,
      "x.csv",
      `${HEADER}\nA,DMSO,0,0.98\nA,x,1,0.9\nA,x,10,\nA,x,,0.5\nA,x,0,1\n`,
    );
    const { curves, tally } = await curvesOf(await wellsOf(path));
    assertEquals(curves, [{ name: "A/DMSO", wells: [] }, { name: "A/x", wells: [[1, 0.9]] }]);
    assertEquals(tally.read, 5);
    assertEquals(tally.reasons, [
      { reason: "no dose", count: 1, firstRow: 5 },
      { reason: "no viability_fraction", count: 1, firstRow: 4 },
      {
        reason: "vehicle is 1 by construction: the normalisation, no observation",
        count: 1,
        firstRow: 6,
      },
      { reason: "vehicle row with the names of no dosed well", count: 1, firstRow: 2 },
    ]);
  });
});

Deno.test("curveBlocks() takes a curve of 10,000 wells, one with one dose and one without a response", async () => {
  await inScreenFolder(async (folder) => {
    const many = Array.from({ length: 10_000 }, (_, i) => `A,x,${10 ** (i % 5)},0.5`);
    const path = put(
      folder,
      "x.csv",
      [HEADER, ...many, "B,x,1,0.7", "B,x,1,0.8", "C,x,1,", "C,x,10,NA"].join("\n"),
    );
    const { curves } = await curvesOf(await wellsOf(path), { wells: 100 });
    assertEquals(curves.map(({ name, wells }) => [name, wells.length]), [
      ["A/x", 10_000],
      ["B/x", 2],
      ["C/x", 0],
    ]);
  });
});

Deno.test("curveBlocks() brings a curve with two molar units together, and refuses others", async () => {
  await inScreenFolder(async (folder) => {
    const header = "line,drug,dose,dose_unit,viability_fraction";
    const molar = put(
      folder,
      "molar.csv",
      `${header}\nA,x,100,nM,0.9\nA,x,1.005,µM,0.5\nA,x,10,uM,0.1\n`,
    );
    const { curves } = await curvesOf(await wellsOf(molar));
    assertEquals(curves[0].wells, [[100, 0.9], [1005, 0.5], [10_000, 0.1]]);
    const mixed = put(folder, "mixed.csv", `${header}\nA,x,100,nM,0.9\nA,x,1,ng/mL,0.5\n`);
    await assertRejects(
      async () => await curvesOf(await wellsOf(mixed)),
      DataError,
      'doses must be in one unit, or all molar, found nM and ng/mL in column "dose_unit"',
    );
  });
});

Deno.test("tidyWells() names the curve of a dose that is none, and refuses a wrong scale", async () => {
  await inScreenFolder(async (folder) => {
    const negative = put(folder, "x.csv", `${HEADER}\nA,x,1,0.9\nA,x,-1,0.5\n`);
    await assertRejects(
      async () => await curvesOf(await wellsOf(negative)),
      DataError,
      'row 3, column "dose_nM" must be a number >= 0 (curve line "A", drug "x"), found "-1"',
    );
    const percent = put(folder, "y.csv", `${HEADER}\nA,x,1,98\nA,x,10,50\n`);
    await assertRejects(
      async () => await curvesOf(await wellsOf(percent)),
      DataError,
      'scale: "percent"',
    );
    await assertRejects(async () => await wellsOf(percent, { by: [] }), UsageError, "Say --by");
    await assertRejects(async () => await wellsOf(percent, { by: ["lin"] }), DataError, "line");
  });
});

Deno.test("curveBlocks() finds curves of any length and moves wells together over gaps", async () => {
  await inScreenFolder(async (folder) => {
    const expected: ReadCurve[] = [];
    const rows: string[] = [];
    const lengths = [1, 2, 31, 32, 33, 34, 63, 64, 65, 66, 100, 129];
    for (let curve = 0; curve < 3 * lengths.length; curve++) {
      // Either name alone may tell a curve from the one before.
      const [line, drug] = [`L${Math.floor(curve / 3)}`, `D${(curve + 1) % 3}`];
      const wells: [number, number][] = [];
      for (let i = 0; i < lengths[curve % lengths.length]; i++) {
        const [dose, response] = [i % 5 === 0 ? 0 : i, (i + 10 * curve) % 97 / 100];
        const gap = curve % 4 === 1 && i % 3 === 2;
        rows.push(`${line},${drug},${dose},${gap ? "" : response}`);
        if (!gap) wells.push([dose, response]);
      }
      // Vehicle wells beside no dosed well say nothing.
      const alone = wells.every(([dose]) => dose === 0);
      expected.push({ name: `${line}/${drug}`, wells: alone ? [] : wells });
    }
    const file = await wellsOf(put(folder, "x.csv", [HEADER, ...rows].join("\n")));
    for (const options of [{}, { curves: 1 }, { curves: 5 }, { wells: 40 }]) {
      assertEquals((await curvesOf(file, options)).curves, expected);
    }
  });
});

Deno.test("curveBlocks() gives each block arrays of its own", async () => {
  await inScreenFolder(async (folder) => {
    const file = await wellsOf(put(folder, "x.csv", [HEADER, ...tidyRows(30)].join("\n")));
    const blocks = await Array.fromAsync(curveBlocks(file, new Tally(), { curves: 7 }));
    const responses = blocks.flatMap(({ columns }) => [...columns.response]);
    const { curves } = await curvesOf(file);
    assertEquals(responses, curves.flatMap(({ wells }) => wells.map(([, response]) => response)));
    // Released, they serve again; the curves stay the same.
    const again: number[] = [];
    for await (const { columns, release } of curveBlocks(file, new Tally(), { curves: 7 })) {
      again.push(...columns.response);
      release();
    }
    assertEquals(again, responses);
  });
});

Deno.test("curveBlocks() takes a row group larger than its arrays, and goes on after it", async () => {
  await inScreenFolder(async (folder) => {
    const lengths = [10, 70_000, 70_000, 5];
    const curves = lengths.flatMap((length, curve) => Array<number>(length).fill(curve));
    const response = Float64Array.from(curves, (curve, i) => (i % 89 + curve) / 100);
    const path = join(folder, "x.parquet");
    const writer = openParquetWriter(path, "wells", [
      { name: "line", type: "BYTE_ARRAY", optional: false },
      { name: "drug", type: "BYTE_ARRAY", optional: false },
      { name: "dose_nM", type: "DOUBLE", optional: false },
      { name: "viability_fraction", type: "DOUBLE", optional: true },
    ]);
    writer.write([
      constantValues("A", curves.length),
      { dictionary: ["x", "y", "z", "u"], indexes: Uint8Array.from(curves) },
      response.map((_, i) => i % 7 + 1),
      response,
    ]);
    writer.finish({});
    const read: number[] = [];
    const wells: number[] = [];
    const options = { curves: 1 };
    for await (const block of curveBlocks(await wellsOf(path), new Tally(), options)) {
      wells.push(block.columns.response.length);
      for (const value of block.columns.response) read.push(value);
      block.release();
    }
    assertEquals(wells, lengths);
    assert(read.join() === response.join());
  });
});
