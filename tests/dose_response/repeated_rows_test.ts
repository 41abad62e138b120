import { curvesOfTable } from "../../lib/dose_response/mod.ts";
import { parseTable } from "../../lib/tables/mod.ts";
import { assertEquals } from "../assert.ts";

const notesOf = (rows: readonly string[]) =>
  curvesOfTable(
    parseTable(`dose_nM,response,exclude\n${rows.join("\n")}\n`, { source: "SIMULATED" }),
    { response: "response", scale: "fraction" },
  ).notes;

Deno.test("curvesOfTable() counts rows that repeat another in every column", () => {
  assertEquals(notesOf(["1,0.9,", "10,0.5,", "10,0.6,", "100,0.1,"]), []);
  assertEquals(notesOf(["1,0.9,", "10,0.5,", "10,0.5,", "100,0.1,"]), [
    "1 row is the same as an earlier one in every column (row 4) and is read as a repeat; take it out if it was pasted twice",
  ]);
  const block = ["1,0.9,", "10,0.5,", "100,0.1,"];
  assertEquals(notesOf([...block, ...block]), [
    "3 rows are the same as earlier ones in every column (rows 5, 6 and 7) and are read as repeats; take them out if they were pasted twice",
  ]);
});

Deno.test("excluded rows repeat nothing", () => {
  assertEquals(notesOf(["1,0.9,", "10,0.5,spilt", "10,0.5,spilt", "100,0.1,"]), []);
});
