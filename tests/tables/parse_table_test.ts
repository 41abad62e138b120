import fc from "fast-check";
import { DataError, HalfmaxError } from "../../lib/errors/mod.ts";
import { formatCsv, numberColumn, parseTable, readColumns } from "../../lib/tables/mod.ts";
import { assertEquals, assertThrows } from "../assert.ts";

const source = "wells.csv";
const cellsOf = (text: string, options = {}) =>
  parseTable(text, { source, ...options }).rows.map(({ cells }) => cells);

Deno.test("parseTable() finds comma, tab and semicolon in the header line", () => {
  assertEquals(cellsOf("a,b\n1,2\n"), [["1", "2"]]);
  assertEquals(cellsOf("a, x, y, z\tb\n1\t2\n"), [["1", "2"]]);
  assertEquals(cellsOf("dose;resp\n1,5;0,98\n"), [["1,5", "0,98"]]);
  assertEquals(cellsOf('"a;x;y",b\n1,2\n'), [["1", "2"]]);
  assertEquals(cellsOf("a|b\n1|2\n", { delimiter: "|" }), [["1", "2"]]);
});

Deno.test("parseTable() reads one column without a delimiter", () => {
  assertEquals(cellsOf("dose_nM\n1\n2"), [["1"], ["2"]]);
});

Deno.test("parseTable() respects quotes: delimiters, line ends, doubled quotes, empty cells", () => {
  assertEquals(cellsOf('a,b\n"x,y","say ""no"""\n"two\r\nlines",""\n'), [
    ["x,y", 'say "no"'],
    ["two\r\nlines", ""],
  ]);
  assertEquals(cellsOf('a,b\n  "x,y"  ,2\n'), [["x,y", "2"]]);
  assertEquals(cellsOf('a\tb\n\t"x\ty"\n'), [["", "x\ty"]]);
  assertEquals(cellsOf('a,b\n5" plate,2\n'), [['5" plate', "2"]]);
});

Deno.test("parseTable() takes LF, CRLF and CR, and a byte-order mark", () => {
  for (const end of ["\n", "\r\n", "\r"]) {
    for (const quote of ["", '"']) {
      const text = `\uFEFFa,b${end}${quote}1${quote},2${end}3,4${end}`;
      const table = parseTable(text, { source });
      assertEquals(table.columns, ["a", "b"]);
      assertEquals(table.rows, [{ row: 2, cells: ["1", "2"] }, { row: 3, cells: ["3", "4"] }]);
    }
  }
});

Deno.test("parseTable() counts rows as a spreadsheet: blank lines count, a quoted line end does not", () => {
  const table = parseTable('\na\n\n1\n,,\n"2\n2"\n3\n', { source });
  assertEquals(table.rows.map(({ row }) => row), [4, 6, 7]);
});

Deno.test("parseTable() drops trailing blank cells and lines, and fills short rows", () => {
  const table = parseTable("a,b,,\n1,2,,\n3\n,,,\n   \n", { source });
  assertEquals(table.columns, ["a", "b"]);
  assertEquals(table.rows.map(({ cells }) => cells), [["1", "2"], ["3", ""]]);
});

Deno.test("parseTable() names a header cell that has no name", () => {
  assertEquals(parseTable('"","dose"\n"1",10\n', { source }).columns, ["(column 1)", "dose"]);
});

Deno.test("parseTable() leaves comment lines above the header out, and only there", () => {
  const table = parseTable("\uFEFF#display\tname\n#STRING\nID\tv\n#5\t1\n", {
    source,
    comment: "#",
  });
  assertEquals(table.columns, ["ID", "v"]);
  assertEquals(table.rows, [{ row: 4, cells: ["#5", "1"] }]);
});

Deno.test("parseTable() refuses an empty file, a lone header, and a repeated column", () => {
  assertThrows(() => parseTable(" \n\n", { source }), DataError, "found an empty file");
  assertThrows(
    () => parseTable("a,b\n\n", { source }),
    DataError,
    'Cannot read wells.csv: needs rows below the header, found only the header ("a" and "b")',
  );
  assertThrows(
    () => parseTable("a,b,a\n1,2,3\n", { source }),
    DataError,
    'column names must be unique, found "a" more than once',
  );
});

Deno.test("parseTable() names every row with too many cells", () => {
  const error = assertThrows(
    () => parseTable("a,b\n1,2\n1,2,3\n4,5\n1,2,,4\n", { source }),
    DataError,
    "row 3 must be at most 2 cells, as the header, found",
  );
  assertEquals(error.problems.map(({ row, found }) => [row, found]), [
    [3, "3 cells"],
    [5, "4 cells"],
  ]);
});

Deno.test("parseTable() refuses a quote that never closes, naming its row", () => {
  assertThrows(
    () => parseTable('a,b\n1,2\n"3,4\n5,6\n', { source }),
    DataError,
    "row 3 opens a quoted cell that is never closed",
  );
});

Deno.test("parseTable() reads back what formatCsv() wrote, whatever the cells hold", () => {
  const cell = fc.string({ unit: fc.constantFrom("a", ",", '"', "\n", "\r", ";", "\t", " ", "é") })
    .map((text) => text.trim());
  const grid = fc.integer({ min: 1, max: 4 }).chain((width) =>
    fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 })
  );
  fc.assert(
    fc.property(grid, (cells) => {
      const rows = cells.map((row, i) => [`row ${i}`, ...row]);
      const columns = rows[0].map((_, i) => `c${i}`);
      const table = parseTable(formatCsv(columns, rows), { source, delimiter: "," });
      assertEquals(table.rows.map(({ cells }) => cells), rows);
    }),
    { seed: 1, numRuns: 300 },
  );
});

Deno.test("parseTable() and readColumns() end in rows or in an error of this library, whatever the text", () => {
  const unit = fc.constantFrom(
    "a",
    "1",
    ".",
    ",",
    ";",
    "\t",
    '"',
    "\n",
    "\r",
    "-",
    " ",
    "µ",
    "#",
    "e",
  );
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 60 }), (text) => {
      try {
        const table = parseTable(text, { source });
        assertEquals(new Set(table.rows.map(({ row }) => row)).size, table.rows.length);
        assertEquals(table.rows.every(({ cells }) => cells.length === table.columns.length), true);
        const rows = readColumns(table, { v: numberColumn({ from: table.columns[0] }) });
        assertEquals(rows.length, table.rows.length);
      } catch (error) {
        if (!(error instanceof HalfmaxError)) throw error;
      }
    }),
    { seed: 9, numRuns: 2000 },
  );
});
