import { parseWorkbook, saysSimulated } from "../../lib/tables/mod.ts";
import { assertEquals } from "../assert.ts";
import { workbookOf } from "../plates/good_plates.ts";

const says = async (content: string | Uint8Array) =>
  saysSimulated(
    await parseWorkbook(
      typeof content === "string" ? new TextEncoder().encode(content) : content,
      { source: "file" },
    ),
  );

Deno.test("saysSimulated() hears a cell, a sheet of notes and a sheet's name in every kind of workbook", async () => {
  for (const type of ["xlsx", "xls", "ods"] as const) {
    assertEquals(await says(workbookOf({ A: [["Assay 1, SIMULATED"], [1, 2]] }, type)), true);
    assertEquals(await says(workbookOf({ A: [[1, 2]], B: [["all SIMULATED_data"]] }, type)), true);
    assertEquals(await says(workbookOf({ A: [[1, 2]], "SIMULATED run": [[3]] }, type)), true);
    assertEquals(await says(workbookOf({ A: [["measured"], [1, 2]] }, type)), false);
  }
});

Deno.test("saysSimulated() hears the word in capitals alone", async () => {
  assertEquals(await says("SIMULATED plate\n1,2\n"), true);
  assertEquals(await says("compared with a simulated plate\n1,2\n"), false);
});

Deno.test("saysSimulated() hears a header and a text, but no word that holds it", async () => {
  const header = "dose_nM,SIMULATED_viability_fraction\n1,0.9\n";
  assertEquals([await says(header), saysSimulated(header)], [true, true]);
  for (const text of ["UNSIMULATED_x,y\n", "xSIMULATED,y\n", "SIMULATEDx,y\n"]) {
    assertEquals([await says(text), saysSimulated(text)], [false, false], text);
  }
});
