import { DataError, HalfmaxError, UsageError } from "../../lib/errors/mod.ts";
import { assert, assertEquals, assertStringIncludes } from "../assert.ts";

const cell = (row: number) => ({ row, column: "dose_nM", needed: "a number >= 0", found: "1O0" });

Deno.test("DataError.ofCells() names file, row, column, what was needed and what was found", () => {
  const error = DataError.ofCells("read wells.csv", [cell(14)]);
  assertEquals(
    error.message,
    'Cannot read wells.csv: row 14, column "dose_nM" must be a number >= 0, found "1O0"',
  );
});

Deno.test("DataError.ofCells() shows the first ten cells and counts the rest", () => {
  const error = DataError.ofCells(
    "read wells.csv",
    Array.from({ length: 13 }, (_, i) => cell(i + 2)),
  );
  assertEquals(error.message.split("\n").length, 1 + 10 + 1);
  assert(error.message.endsWith("and 3 more cells"));
  assertEquals(error.problems.length, 13);
});

Deno.test("DataError.ofCells() ends with the mend when there is one", () => {
  const error = DataError.ofCells("read a.csv", [cell(2)], "Write a zero, not the letter O");
  assertStringIncludes(error.message, 'found "1O0". Write a zero, not the letter O');
});

Deno.test("DataError.ofCells() speaks of a row or a file when no cell is meant", () => {
  const row = DataError.ofCells("read a.csv", [{ row: 3, needed: "5 cells", found: "6" }]);
  assertEquals(row.message, 'Cannot read a.csv: row 3 must be 5 cells, found "6"');
});

Deno.test("every error of the library can be told from a bug in it", () => {
  assert(new UsageError("x") instanceof HalfmaxError);
  assert(new DataError("x") instanceof HalfmaxError);
  assertEquals(new UsageError("x").name, "UsageError");
});
