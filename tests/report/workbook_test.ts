import { read, utils } from "@e965/xlsx";
import { type ReportTable, workbook } from "../../lib/report/mod.ts";
import { assert, assertEquals } from "../assert.ts";

const TABLE: ReportTable = {
  name: "ic50",
  title: "IC50s",
  columns: [
    { name: "line", unit: "", meaning: "as named" },
    { name: "ic50", unit: "nM", meaning: "half of control" },
  ],
  rows: [['=HYPERLINK("http://x","y")', 12.5], ["+1", null], ["@SUM(A1)", -3]],
};

Deno.test("workbook() writes what looks like a formula as text", async () => {
  const book = read(await workbook([TABLE], ["=1+1"]), { cellFormula: true });
  for (const name of book.SheetNames) {
    for (const [at, cell] of Object.entries(book.Sheets[name])) {
      if (!at.startsWith("!")) assertEquals(cell.f, undefined, `${name} ${at}`);
    }
  }
  assertEquals(book.Sheets.ic50.A2, {
    ...book.Sheets.ic50.A2,
    t: "s",
    v: '=HYPERLINK("http://x","y")',
  });
  assertEquals(book.Sheets.notes.A1.v, "=1+1");
});

Deno.test("workbook() keeps numbers, leaves empty cells empty, and tells every unit", async () => {
  const book = read(await workbook([TABLE], ["note"]));
  assertEquals(book.SheetNames, ["ic50", "units", "notes"]);
  const rows = (name: string) => utils.sheet_to_json(book.Sheets[name], { header: 1 });
  assertEquals(rows("ic50"), [["line", "ic50"], ['=HYPERLINK("http://x","y")', 12.5], ["+1"], [
    "@SUM(A1)",
    -3,
  ]]);
  assertEquals(rows("units")[2], ["ic50", "ic50", "nM", "half of control"]);
});

Deno.test("workbook() gives the same bytes whenever it is written", async () => {
  const first = await workbook([TABLE], ["note"]);
  await new Promise((resume) => setTimeout(resume, 10));
  assertEquals(await workbook([TABLE], ["note"]), first);
  const zip = new TextDecoder("latin1").decode(first);
  assert(!/20[2-9]\d-\d\d-\d\d/.test(zip), "a date stands in the file");
});
