import { DataError } from "../../lib/errors/mod.ts";
import {
  booleanColumn,
  choiceColumn,
  columnIndex,
  isMissing,
  numberColumn,
  numberFormat,
  parseNumber,
  parseTable,
  readColumns,
  textColumn,
} from "../../lib/tables/mod.ts";
import { assertEquals, assertThrows } from "../assert.ts";

const source = "wells.csv";
const table = (text: string, options = {}) => parseTable(text, { source, ...options });
const values = (cells: string[], options = {}) =>
  readColumns(table(["v", ...cells].join("\n"), { delimiter: ";", ...options }), {
    v: numberColumn(),
  }).map(({ v }) => v);

Deno.test("parseNumber() takes finite decimal numbers only", () => {
  const numbers = ["0", "-1.5", "+5", ".5", "5.", "1e3", "1.13E-7", "−2"].map((t) =>
    parseNumber(t)
  );
  assertEquals(numbers, [0, -1.5, 5, 0.5, 5, 1000, 1.13e-7, -2]);
  for (
    const text of [
      "",
      " ",
      "NaN",
      "Infinity",
      "-inf",
      "1e999",
      "0x10",
      "1 000",
      "1,5",
      "5 nM",
      "1O0",
      ".",
      "1.2.3",
    ]
  ) {
    assertEquals(parseNumber(text), undefined, text);
  }
});

Deno.test("parseNumber() with a decimal comma refuses the point", () => {
  assertEquals(parseNumber("1,5", { decimal: "," }), 1.5);
  assertEquals(parseNumber("1.5", { decimal: "," }), undefined);
  assertEquals(parseNumber("1.234,5", { decimal: ",", grouped: true }), 1234.5);
  assertEquals(parseNumber("0.234", { decimal: ",", grouped: true }), undefined);
});

Deno.test("isMissing() knows empty cells and NA, and does not excuse NaN", () => {
  for (const text of ["", "  ", "NA", "N/A", "null", ".", "-", "–", "[Not Available]"]) {
    assertEquals(isMissing(text), true, text);
  }
  for (const text of ["NaN", "nan", "0", "Inf", "ND", "nab"]) {
    assertEquals(isMissing(text), false, text);
  }
});

Deno.test("columnIndex() and readColumns() offer the nearest column", () => {
  const wells = table("dose_nM,response\n1,2\n");
  assertEquals(columnIndex(wells, "response"), 1);
  assertThrows(
    () => columnIndex(wells, "dose_nm"),
    DataError,
    'Cannot read wells.csv: needs a column "dose_nm", found "dose_nM" and "response". Did you mean "dose_nM"?',
  );
  assertThrows(
    () => readColumns(wells, { dose: numberColumn(), respones: numberColumn() }),
    DataError,
    'needs 2 columns "dose" and "respones", found "dose_nM" and "response". Did you mean "dose_nM" and "response"?',
  );
});

Deno.test("readColumns() makes one typed record per row", () => {
  const rows = readColumns(
    table("line,dose,role,kept,note\nH3122,0,vehicle,yes,\nA204,1e2,sample,FALSE,x\n"),
    {
      name: textColumn({ from: "line" }),
      dose: numberColumn({ min: 0 }),
      role: choiceColumn(["vehicle", "sample"]),
      kept: booleanColumn(),
      note: textColumn({ missing: "null" }),
      plate: textColumn({ optional: true }),
    },
  );
  assertEquals(rows, [
    { row: 2, name: "H3122", dose: 0, role: "vehicle", kept: true, note: null, plate: null },
    { row: 3, name: "A204", dose: 100, role: "sample", kept: false, note: "x", plate: null },
  ]);
});

Deno.test("readColumns() collects every bad cell and shows ten", () => {
  const bad = Array.from({ length: 12 }, (_, i) => `1O${i},maybe`);
  const error = assertThrows(
    () =>
      readColumns(table(["dose,kept", "5,yes", ...bad].join("\n")), {
        dose: numberColumn({ min: 0 }),
        kept: booleanColumn(),
      }),
    DataError,
    'row 3, column "dose" must be a number >= 0, found "1O0"',
  );
  assertEquals(error.problems.length, 24);
  assertEquals(error.message.split("\n").length, 12);
  assertEquals(error.message.endsWith("and 14 more cells"), true);
});

Deno.test("numberColumn() refuses NaN, infinity, gaps, and what is out of range", () => {
  for (const cell of ["NaN", "Infinity", "-Inf", "1e999", "NA", "text"]) {
    assertThrows(() => values(["1", cell]), DataError, 'row 3, column "v" must be a number, found');
  }
  const one = (cell: string, options: Parameters<typeof numberColumn>[0]) => () =>
    readColumns(table(`v\n${cell}\n`), { v: numberColumn(options) });
  assertThrows(one("-1", { min: 0 }), DataError, "must be a number >= 0");
  assertThrows(one("0", { above: 0 }), DataError, "must be a number > 0");
  assertThrows(one("101", { min: 0, max: 100 }), DataError, "must be a number >= 0 and <= 100");
  assertThrows(one("1.5", { integer: true }), DataError, "must be a whole number");
});

Deno.test("numberColumn() turns gaps into null when asked", () => {
  const rows = readColumns(table("v,w\n1,\nNA,2\n"), {
    v: numberColumn({ missing: "null" }),
    w: numberColumn({ missing: "null", min: 0 }),
  });
  assertEquals(rows, [{ row: 2, v: 1, w: null }, { row: 3, v: null, w: 2 }]);
});

Deno.test("readColumns() reads decimal commas where they are unambiguous or declared", () => {
  assertEquals(values(["1,5", "2"]), [1.5, 2]);
  assertEquals(values(["1,234", "0,5"]), [1.234, 0.5]);
  assertEquals(values(["1.234", "0.5"]), [1.234, 0.5]);
  assertEquals(values(["1,234.5", "1,234"]), [1234.5, 1234]);
  assertEquals(values(["1.234,5", "1.234"]), [1234.5, 1234]);
  assertEquals(values(["1,234"], { decimal: "," }), [1.234]);
  assertEquals(values(["1,234"], { decimal: "." }), [1234]);
});

Deno.test("readColumns() asks where a comma could be either mark, and where cells disagree", () => {
  assertThrows(
    () => values(["1,234", "12"]),
    DataError,
    'row 2, column "v" must be a number with a clear decimal mark, found "1,234". The comma may stand before decimals or between thousands: write a point, or nothing between thousands, or declare the decimal mark',
  );
  assertThrows(
    () => values(["1,5", "1.5"]),
    DataError,
    'numbers must have one decimal mark, found "1,5" (row 2, column "v") and "1.5" (row 3, column "v")',
  );
  assertThrows(() => values(["1,5", "1.234"]), DataError, "one decimal mark");
  assertThrows(() => values(["1,234", "1.5"]), DataError, "clear decimal mark");
});

Deno.test("numberFormat() ignores columns that are not read as numbers", () => {
  const wells = table("dose;label\n1,5;2.5\n");
  assertEquals(numberFormat(wells, [0]).decimal, ",");
  assertEquals(readColumns(wells, { dose: numberColumn(), label: textColumn() }), [
    { row: 2, dose: 1.5, label: "2.5" },
  ]);
});
