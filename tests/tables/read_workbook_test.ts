import { utils, write } from "@e965/xlsx";
import { DataError, UsageError } from "../../lib/errors/mod.ts";
import { parseWorkbook, readWorkbook } from "../../lib/tables/mod.ts";
import { assert, assertEquals, assertRejects, assertStringIncludes } from "../assert.ts";
import { zipOf } from "./zip_of.ts";

const TYPES = ["xlsx", "xls", "ods"] as const;

function bookOf(sheets: Record<string, unknown[][]>, bookType: typeof TYPES[number]): Uint8Array {
  const workbook = utils.book_new();
  for (const [name, rows] of Object.entries(sheets)) {
    utils.book_append_sheet(workbook, utils.aoa_to_sheet(rows), name);
  }
  return new Uint8Array(write(workbook, { type: "array", bookType, compression: true }));
}

const parse = (bytes: Uint8Array) => parseWorkbook(bytes, { source: "plate.xlsx" });

async function refusal(bytes: Uint8Array): Promise<string> {
  return (await assertRejects(() => parse(bytes), DataError)).message;
}

Deno.test("readWorkbook() gives values as text and says which formulas made, in every format", async () => {
  for (const type of TYPES) {
    const { sheets } = await parse(bookOf({
      "C1": [["SIMULATED", null, " note "], [], [0.1 + 0.2, 1e-7, { t: "n", f: "A3*2", v: 0.6 }], [
        true,
        "0,5",
      ]],
      "Ñ 2": [["µM"]],
    }, type));
    assertEquals(sheets.map(({ name }) => name), ["C1", "Ñ 2"], type);
    assertEquals(sheets[0].rows, [
      { row: 1, cells: ["SIMULATED", "", "note"] },
      { row: 3, cells: ["0.30000000000000004", "1e-7", "0.6"] },
      { row: 4, cells: ["TRUE", "0,5"] },
    ], type);
    // The writer that makes these files leaves formulas out of XLS.
    assertEquals([...sheets[0].calculated], type === "xls" ? [] : ["C3"], type);
  }
});

Deno.test("a date is read as it is shown, a number with decimals as it is", async () => {
  const cells = [[{ t: "n", v: 43636, z: "yyyy-mm-dd" }, { t: "n", v: 0.123456, z: "0.00" }, {
    t: "n",
    v: 0.5,
    z: "0%",
  }]];
  const { sheets } = await parse(bookOf({ A: cells }, "xlsx"));
  assertEquals(sheets[0].rows[0].cells, ["2019-06-20", "0.123456", "0.5"]);
});

Deno.test("readWorkbook() reads text as one sheet, whatever its name says", async () => {
  const path = await Deno.makeTempFile({ suffix: ".xlsx" });
  await Deno.writeTextFile(path, '\ufeffPlate;1\n\n0,5;"a;b"\n');
  assertEquals(await readWorkbook(path), {
    source: path,
    sheets: [{
      name: "",
      calculated: new Set<string>(),
      rows: [{ row: 1, cells: ["Plate", "1"] }, { row: 3, cells: ["0,5", "a;b"] }],
    }],
  });
  await Deno.remove(path);
  await assertRejects(() => readWorkbook(path), UsageError, "no such file");
});

Deno.test("an archive that would unpack to too much is refused before it is unpacked", async () => {
  const bomb = zipOf({ "xl/workbook.xml": "<x/>" }, {
    claims: { "xl/workbook.xml": 4_000_000_000 },
  });
  assertEquals(
    await refusal(bomb),
    "Cannot read plate.xlsx: a workbook may unpack to at most 100 MB in 10,000 parts, found 4,000 MB in 1 part",
  );
});

Deno.test("an archive whose directory lies about its sizes is refused at the first part that is larger", async () => {
  const lie = zipOf({ "xl/workbook.xml": new Uint8Array(50_000_000) }, {
    claims: { "xl/workbook.xml": 1000 },
  });
  assertStringIncludes(
    await refusal(lie),
    "the workbook is damaged (xl/workbook.xml cannot be unpacked)",
  );
});

Deno.test("a changed byte is found by the checksum", async () => {
  const bytes = bookOf({ A: [[1, 2, 3]] }, "xlsx");
  const changed = bytes.slice();
  const sizes = new DataView(changed.buffer);
  // The checksum of the first entry of the directory.
  const end = changed.length - 22;
  const directory = sizes.getUint32(end + 16, true);
  changed[directory + 16] ^= 1;
  assertStringIncludes(await refusal(changed), "is damaged");
});

Deno.test("XML that declares entities is refused", async () => {
  const lol = `<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]><x>&b;</x>`;
  assertStringIncludes(
    await refusal(zipOf({ "xl/workbook.xml": lol })),
    "needs plain XML, found a document type in xl/workbook.xml",
  );
});

Deno.test("an ODS whose few cells are repeated without end is refused", async () => {
  const cell =
    `<table:table-cell table:number-columns-repeated="16000" office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell>`;
  const row = `<table:table-row table:number-rows-repeated="1000000">${cell}</table:table-row>`;
  assertStringIncludes(
    await refusal(zipOf({ "content.xml": `<x>${row}</x>` })),
    "at most 2,000,000 cells",
  );
});

Deno.test("what is encrypted, cut off, or no workbook is refused in words", async () => {
  const good = bookOf({ A: [[1]] }, "xlsx");
  const messages = await Promise.all([
    zipOf({ "xl/workbook.xml": "<x/>" }, { flags: 1 }),
    good.slice(0, good.length - 30),
    zipOf({ "word/document.xml": "<x/>" }),
    zipOf({ "content.xml": "<x/>", "META-INF/manifest.xml": "<manifest:encryption-data/>" }),
    bookOf({ A: [[1]] }, "xls").slice(0, 300),
    new TextEncoder().encode("<html><table><tr><td>1</td></tr></table></html>"),
    new TextEncoder().encode('<?xml version="1.0"?>\n<GraphPadPrismFile PrismXMLVersion="5.00">'),
    new Uint8Array(),
    new TextEncoder().encode("%PDF-1.4"),
  ].map(refusal));
  const expected = [
    "the workbook is encrypted. Save it without a password first",
    "the workbook is cut off (the directory at its end is missing)",
    "found a ZIP archive that holds none",
    "the workbook is encrypted",
    "the workbook is damaged, or none at all",
    "found a page of markup",
    "found a GraphPad Prism file, whose tables are curves and no plates. Fit it with readCurves() or halfmax fit",
    "found an empty file",
    "found a PDF",
  ];
  messages.forEach((message, i) => assertStringIncludes(message, expected[i]));
});

Deno.test("names that JavaScript gives a meaning to change nothing outside the workbook", async () => {
  for (const type of TYPES) {
    const names = ["__proto__", "constructor", "toString"];
    const bytes = bookOf(
      Object.fromEntries(names.map((name) => [`s${name}`, [[name, "polluted"], ["__proto__", 1]]])),
      type,
    );
    const { sheets } = await parse(bytes);
    assertEquals(sheets.map(({ rows }) => rows[0].cells[0]), names);
    assertEquals(Reflect.get({}, "polluted"), undefined);
    assert(!Object.hasOwn(Object.prototype, "A1"));
  }
  const workbook = utils.book_new();
  utils.book_append_sheet(workbook, utils.aoa_to_sheet([[1]]), "A");
  const xml =
    `<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="__proto__" sheetId="1" r:id="rId1"/></sheets></workbook>`;
  const bytes = zipOf({
    "[Content_Types].xml":
      `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
    "xl/workbook.xml": xml,
    "xl/_rels/workbook.xml.rels":
      `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    "xl/worksheets/sheet1.xml":
      `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1"><v>7</v></c></row></sheetData></worksheet>`,
  });
  const { sheets } = await parse(bytes);
  assertEquals(sheets.map(({ name, rows }) => [name, rows[0]?.cells[0]]), [["__proto__", "7"]]);
  assertEquals(Reflect.get({}, "!data"), undefined);
});

Deno.test("links over more cells than a sheet may hold are refused in XLSX and left out of XLS", async () => {
  const link = (range: string) =>
    `<worksheet><hyperlinks><hyperlink ref="${range}"/></hyperlinks></worksheet>`;
  const bomb = zipOf({
    "xl/workbook.xml": "<x/>",
    "xl/worksheets/sheet1.xml": link("A1:XFD1048576"),
  });
  assertStringIncludes(await refusal(bomb), "at most 2,000,000 cells");

  const workbook = utils.book_new();
  const sheet = utils.aoa_to_sheet([["a", 7]]);
  sheet["A1"].l = { Target: "https://example.org", Tooltip: "tip" };
  utils.book_append_sheet(workbook, sheet, "A");
  const bytes = new Uint8Array(write(workbook, { type: "array", bookType: "xls" }));
  // The link's record: its type, then the range, which damage makes as large as a sheet can be.
  const at = bytes.findIndex((_, i) =>
    bytes[i] === 0xb8 && bytes[i + 1] === 0x01 && bytes[i + 4] === 0 && bytes[i + 6] === 0
  );
  assert(at > 0);
  bytes.set([0xff, 0xff], at + 6);
  bytes.set([0xff, 0x3f], at + 10);
  const start = performance.now();
  assertEquals((await parse(bytes)).sheets[0].rows, [{ row: 1, cells: ["a", "7"] }]);
  assert(performance.now() - start < 2000, "the link's cells were gone through");
});

Deno.test("parseWorkbook() refuses a workbook whose sheet has lost its name", async () => {
  const bookOfTable = (attributes: string) =>
    zipOf({
      mimetype: "application/vnd.oasis.opendocument.spreadsheet",
      "META-INF/manifest.xml": "<manifest:manifest/>",
      "styles.xml": "<office:document-styles/>",
      "content.xml":
        `<office:document-content><office:body><office:spreadsheet><table:table${attributes}><table:table-row><table:table-cell office:value-type="string"><text:p>A1</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>`,
    });
  const { sheets } = await parse(bookOfTable(' table:name="Plate"'));
  assertEquals(sheets.map(({ name }) => name), ["Plate"]);
  assertStringIncludes(await refusal(bookOfTable("")), "a sheet without a name");
});
