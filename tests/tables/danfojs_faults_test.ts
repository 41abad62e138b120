/**
 * What danfojs 1.1.2 does wrong, pinned: each is why the library groups, sorts, merges or writes
 * without it. A test that fails here after an upgrade is news: read what changed, then decide whether
 * the library may lean on danfojs there.
 */
import { loadDanfo } from "../../lib/tables/mod.ts";
import { assertEquals, assertThrows } from "../assert.ts";

const { concat, DataFrame, merge, readCSV, toCSV, toJSON } = await loadDanfo();

/** A frame without the typed parts of danfojs' constructor. */
function frame(rows: readonly Record<string, unknown>[]) {
  return new DataFrame(rows.map((row) => ({ ...row })));
}

Deno.test("danfojs fault a: groupby on two columns joins keys with a hyphen", () => {
  const wells = frame([{ a: "x", b: "y-z", v: 1 }, { a: "x-y", b: "z", v: 2 }]);
  assertEquals(toJSON(wells.groupby(["a", "b"]).col(["v"]).mean()), [
    { a: "x", b: "y-z", v_mean: 1.5 },
  ]);
});

Deno.test("danfojs fault b: merge on two columns joins keys with an underscore", () => {
  const left = frame([{ a: "x", b: "y_z", v: 1 }]);
  const right = frame([{ a: "x_y", b: "z", w: 2 }]);
  const both = merge({ left, right, on: ["a", "b"], how: "inner" });
  assertEquals(both.shape[0], 1);
});

Deno.test("danfojs fault c: a NaN spoils its group's mean and is counted; n = 1 has SD 0", () => {
  const groups = () =>
    frame([{ k: "p", v: 1 }, { k: "p", v: NaN }, { k: "q", v: 3 }]).groupby(["k"]);
  assertEquals(groups().col(["v"]).mean().column("v_mean").values, [NaN, 3]);
  assertEquals(groups().col(["v"]).count().column("v_count").values, [2, 1]);
  assertEquals(groups().col(["v"]).std().column("v_std").values, [NaN, 0]);
  const series = frame([{ v: 1 }, { v: NaN }, { v: 3 }]).column("v");
  assertEquals([series.mean(), series.count()], [2, 2]);
});

Deno.test("danfojs fault d: NaN stops sortValues", () => {
  const sorted = frame([3, NaN, 5, 1, 2].map((v) => ({ v }))).sortValues("v");
  assertEquals(sorted.column("v").values, [3, NaN, 1, 2, 5]);
});

Deno.test("danfojs fault e: fillNa on columns changes the original's rows but not its columns", () => {
  const wells = frame([{ v: NaN, w: 1 }, { v: 2, w: 3 }]);
  wells.fillNa(0, { columns: ["v"] });
  assertEquals(wells.values, [[0, 1], [2, 3]]);
  assertEquals(wells.column("v").values, [NaN, 2]);
});

Deno.test("danfojs fault f: concat breaks its first frame", () => {
  const [first, second] = [frame([{ a: 1 }, { a: 2 }]), frame([{ a: 3 }])];
  concat({ dfList: [first, second], axis: 0 });
  assertThrows(() => first.column("a"), Error, "index of length 2");
});

Deno.test("danfojs fault g: frame arithmetic runs in float32, series arithmetic in double", () => {
  const wells = frame([{ v: 123456789.123 }]);
  assertEquals(wells.add(0).values, [[123456792]]);
  assertEquals(wells.column("v").add(0).values, [123456789.123]);
});

Deno.test("danfojs fault g: types come from the first twenty rows", () => {
  const wells = frame([...Array(20).keys(), 1.5].map((v) => ({ v })));
  assertEquals(wells.dtypes, ["int32"]);
  assertEquals(wells.column("v").values.at(-1), 1.5);
  assertEquals(wells.column("v").tensor.dataSync().at(-1), 1);
});

Deno.test("danfojs fault h: toCSV does not quote", () => {
  const text = toCSV(frame([{ t: "x,y" }, { t: 'q"r' }]), { download: false });
  assertEquals(text, 't\nx,y\nq"r\n');
});

Deno.test("danfojs fault i: NA makes a number column text, and isNa does not see it", async () => {
  const file = new File(["v\n1\nNA\n"], "wells.csv");
  const wells = await readCSV(file);
  assertEquals(wells.dtypes, ["string"]);
  assertEquals(wells.isNa().values, [[false], [false]]);
  assertThrows(() => wells.column("v").mean(), Error, "String data type does not support mean");
});

Deno.test("danfojs fault j: dropNa takes axis 1 for rows, and mean goes over rows", () => {
  const wells = frame([{ a: 1, b: 2 }, { a: NaN, b: 3 }]);
  assertEquals(wells.dropNa({ axis: 1 }).values, [[1, 2]]);
  assertEquals(wells.mean().values, [1.5, 3]);
});

Deno.test("danfojs fault k: no sort by two columns; a column called values breaks the frame", () => {
  const wells = frame([{ a: 1, b: 2 }]);
  assertThrows(() => wells.sortValues("a,b"), Error, "not found in columns");
  assertEquals(Array.isArray(frame([{ values: 1, b: 2 }]).values), false);
  assertEquals(Array.isArray(frame([{ shape: 1, b: 2 }]).shape), false);
});
