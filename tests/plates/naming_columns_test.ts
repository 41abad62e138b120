import { namingColumns } from "../../lib/plates/mod.ts";
import { parseTable } from "../../lib/tables/mod.ts";
import { assertEquals } from "../assert.ts";

const namesIn = (text: string, except: readonly string[] = []) =>
  namingColumns(parseTable(text, { source: "SIMULATED" }), except).map(({ name }) => name);

Deno.test("namingColumns() leaves out doses, responses, what a row is, and measurements", () => {
  assertEquals(
    namesIn(
      "line,Role,Exclude,Dose Unit,sheet_row,area,passage,dose_nM,response\n" +
        "A,sample,,nM,1,0.5,7,10,0.9\nA,sample,,nM,2,1,7,10,0.9\n",
      ["dose_nM", "response"],
    ),
    ["line", "passage"],
  );
});

Deno.test("namingColumns() takes whole numbers for names, however they are written", () => {
  // Replicates that passed through a data frame with a gap.
  assertEquals(namesIn("replicate,area\n1.0,1.5\n2.0,2\n,3\n"), ["replicate"]);
  assertEquals(namesIn("replicate;area\n1;1,5\n2;2\n"), ["replicate"]);
});
