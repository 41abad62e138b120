import {
  requireNamesOfRows,
  requireNamesOfWells,
  requireNamesOfWideRows,
} from "../../lib/dose_response/mod.ts";
import { DataError } from "../../lib/errors/mod.ts";
import { wellsOfTable } from "../../lib/plates/mod.ts";
import { parseTable } from "../../lib/tables/mod.ts";
import { assertThrows } from "../assert.ts";

/** SIMULATED rows: the names of each at doses 0, 1 and 10 nM, in turn. */
const tableOf = (columns: string, ...names: readonly string[]) =>
  parseTable(
    `well,${columns},dose_nM,counts\n${
      names.map((name, i) => `A${i + 1},${name},${[0, 1, 10][i % 3]},${[100, 60, 10][i % 3] + i}\n`)
        .join("")
    }`,
    { source: "x.csv" },
  );

type Case = readonly [columns: string, names: readonly string[], by?: readonly string[]];

/** Looks at the same table as rows and as wells. */
function lookAt([columns, names, by]: Case): readonly (() => void)[] {
  const table = tableOf(columns, ...names);
  const wells = wellsOfTable(table, { response: "counts", scale: "raw" });
  return [
    () => requireNamesOfRows(table, { response: "counts", by }),
    () => requireNamesOfWells(wells, by),
  ];
}

Deno.test("requireNamesOfRows() and requireNamesOfWells() refuse what merged cells leave of names", () => {
  const cases: readonly Case[] = [
    // The first row of each line is a vehicle.
    ["cell_line", ["A", "", "", "B", "", ""]],
    ["cell_line", ["A", "", "", "B", "", ""], ["cell_line"]],
    ["cell_line", ["A", "", ""]],
    ["drug", ["crizotinib", "", "", "lorlatinib", "", ""]],
    ["line", ["A", "", "", "B", "", ""]],
    ["line", ["A", "", ""], ["line"]],
    // It is treated.
    ["cell_line", ["", "A", "", "", "B", ""]],
    ["drug", ["", "crizotinib", "", "", "lorlatinib", ""], ["drug"]],
    ["line", ["", "A", "", "", "B", ""]],
    ["line", ["", "A", "", "", "A", "A"], ["line"]],
  ];
  for (const each of cases) {
    for (const look of lookAt(each)) {
      assertThrows(look, DataError, "must name every treated row or none, found", String(each));
    }
  }
  const [[of]] = [lookAt(["cell_line", ["A", "", "", "B", "", ""]])];
  assertThrows(
    of,
    DataError,
    'Cannot tell the curves of x.csv apart: "cell_line" must name every treated row or none, found names on 2 rows without a treatment alone. Fill them in',
  );
  assertThrows(
    lookAt(["line", ["A", "", "", "B", "", ""]])[0],
    DataError,
    "or say by, without this column, if it names no curves",
  );
});

Deno.test("requireNamesOfRows() and requireNamesOfWells() take controls that serve several curves", () => {
  const cases: readonly Case[] = [
    ["cell_line", ["", "A", "A", "", "B", "B"]],
    ["cell_line", ["A", "A", "A", "B", "B", "B"], ["cell_line"]],
    ["cell_line,drug", ["A,DMSO", "A,x", "A,x", "A,DMSO", "A,y", "A,y"]],
    ["drug", ["DMSO", "", "", "DMSO", "", ""]],
    ["cell_line", ["", "", ""]],
    ["repeat", ["1", "", "", "2", "", ""]],
    ["vehicle", ["DMSO", "", "", "ethanol", "", ""]],
    ["note", ["edge", "", "", "bubble", "", ""]],
    ["flag", ["", "late", "", "", "", "early"]],
    // Whoever says what tells curves apart means it.
    ["line", ["A", "", "", "B", "", ""], []],
  ];
  for (const each of cases) for (const look of lookAt(each)) look();
});

Deno.test("requireNamesOfRows() and requireNamesOfWells() look at wells that are left out for names alone", () => {
  const rows = (first: string, second: string) =>
    parseTable(
      `well,role,cell_line,dose_nM,counts,exclude\nA1,blank,,,1,\nA2,,A,10,9,${first}\nA3,,,1,8,${second}\n`
        .replaceAll(/(A[23]),,/g, "$1,sample,"),
      { source: "x.csv" },
    );
  const look = (first: string, second: string) => {
    const table = rows(first, second);
    requireNamesOfRows(table, { response: "counts" });
    requireNamesOfWells(wellsOfTable(table, { response: "counts", scale: "raw" }));
  };
  look("", "empty");
  assertThrows(() => look("bubble", ""), DataError, "found 1 row without a name");
});

Deno.test("requireNamesOfWideRows() refuses rows that would be pooled for want of a name", () => {
  const look = (by: readonly string[], ...names: readonly string[]) => {
    const rows = names.map((name) => `${name},0.9,0.5\n`).join("");
    requireNamesOfWideRows(parseTable(`line,drug,d1,d2\n${rows}`, { source: "x.csv" }), by);
  };
  look(["line"], "A,x", ",x");
  look(["line"], ",x", ",y");
  look(["line", "drug"], "A,x", ",x", ",y");
  look(["drug"], "A,x", ",x", ",x");
  assertThrows(
    () => look(["line"], "A,x", ",x", "B,x", ",x"),
    DataError,
    '"line" must name every treated row or none, found 2 rows without a name',
  );
});
