import fc from "fast-check";
import { excludeRows, groupRows, sortRows } from "../../lib/tables/mod.ts";
import { assertEquals } from "../assert.ts";

Deno.test("groupRows() keeps composite keys apart that a joined key would merge", () => {
  const rows = [{ a: "x", b: "y-z" }, { a: "x-y", b: "z" }, { a: "x", b: "y-z" }];
  assertEquals(groupRows(rows, ["a", "b"]).map((group) => group.rows.length), [2, 1]);
});

Deno.test("groupRows() tells 1 from '1', and takes NaN, null and no keys", () => {
  const rows = [{ k: 1 }, { k: "1" }, { k: NaN }, { k: null }, { k: NaN }];
  assertEquals(groupRows(rows, ["k"]).map(({ key, rows }) => [key.k, rows.length]), [
    [1, 1],
    ["1", 1],
    [NaN, 2],
    [null, 1],
  ]);
  assertEquals(groupRows(rows, []).map((group) => group.rows.length), [5]);
  assertEquals(groupRows([], ["k" as never]), []);
});

Deno.test("groupRows() loses and doubles no row, whatever the keys", () => {
  const row = fc.record({
    a: fc.constantFrom("x", "x-y", "x_y"),
    b: fc.constantFrom("z", "y-z", 1, "1"),
  });
  fc.assert(
    fc.property(fc.array(row), (rows) => {
      const groups = groupRows(rows, ["a", "b"]);
      assertEquals(groups.reduce((sum, group) => sum + group.rows.length, 0), rows.length);
      for (const { key, rows } of groups) {
        assertEquals(rows.every(({ a, b }) => a === key.a && b === key.b), true);
      }
      assertEquals(new Set(groups.map(({ key }) => JSON.stringify(key))).size, groups.length);
    }),
    { seed: 2, numRuns: 200 },
  );
});

Deno.test("sortRows() sorts by several columns, absent values last in both directions", () => {
  const rows = [
    { line: "b", dose: 1 },
    { line: "a", dose: NaN },
    { line: "a", dose: 10 },
    { line: "a", dose: 2 },
  ];
  const doses = (descending: ("line" | "dose")[]) =>
    sortRows(rows, ["line", "dose"], { descending }).map(({ line, dose }) => `${line}${dose}`);
  assertEquals(doses([]), ["a2", "a10", "aNaN", "b1"]);
  assertEquals(doses(["dose"]), ["a10", "a2", "aNaN", "b1"]);
  assertEquals(doses(["line"]), ["b1", "a2", "a10", "aNaN"]);
});

Deno.test("sortRows() is stable and leaves its input alone", () => {
  const rows = Object.freeze([{ k: 2, i: 0 }, { k: 1, i: 1 }, { k: 2, i: 2 }, { k: 1, i: 3 }]);
  assertEquals(sortRows(rows, ["k"]).map(({ i }) => i), [1, 3, 0, 2]);
  assertEquals(rows[0].i, 0);
});

Deno.test("excludeRows() accounts for every row", () => {
  const rows = [{ row: 2, v: 1 }, { row: 3, v: null }, { row: 4, v: 2 }];
  const { used, excluded } = excludeRows(rows, ({ v }) => v === null ? "no signal" : null);
  assertEquals(used.map(({ row }) => row), [2, 4]);
  assertEquals(excluded, [{ row: 3, reason: "no signal", record: rows[1] }]);
});
