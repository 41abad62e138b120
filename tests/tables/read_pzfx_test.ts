import { DataError, UsageError } from "../../lib/errors/mod.ts";
import { prismTablesOf, readPrism } from "../../lib/tables/mod.ts";
import { assertEquals, assertRejects, assertStringIncludes, assertThrows } from "../assert.ts";
import {
  PRISM_SUMMARY,
  PRISM_XY,
  prismFile,
  prismTable,
  prismX,
  prismY,
} from "../fuzz/good_files.ts";
import { sharedTest } from "../shared.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const parse = (text: string) => prismTablesOf(bytes(text), "a.pzfx");

Deno.test("readPrism() reads an XY table: titles without markup, X once, excluded values kept and marked", () => {
  const [table] = parse(PRISM_XY);
  assertEquals(table.title, "Data 1");
  assertEquals(table.kind, "XY");
  assertEquals(table.rows, 6);
  assertEquals(table.x?.title, "Dose (M)");
  assertEquals(table.x?.subcolumns.length, 1);
  assertEquals(table.columns.map(({ title }) => title), ["H3122 & parental", "H3122-CR"]);
  assertEquals(table.subcolumns, "replicates");
  const [, second] = table.columns[0].subcolumns;
  assertEquals(second[4], { text: "55", value: 55, excluded: true });
  assertEquals(second[5], { text: "", value: null, excluded: false });
});

Deno.test("readPrism() reads means with SD and n, and column tables", () => {
  const [means, groups] = parse(PRISM_SUMMARY);
  assertEquals(means.subcolumns, ["mean", "SD", "n"]);
  assertEquals(groups.kind, "column");
  assertEquals(groups.x, null);
  assertEquals(groups.columns.map(({ title }) => title), ["vehicle", "100 nM"]);
});

Deno.test("readPrism() knows every way of entering error, and keeps the name of an unknown one", () => {
  const entered = (format: string) =>
    parse(prismFile(prismTable(`YFormat="${format}" TableType="XY"`, "T", [
      prismX("nM", [1]),
      prismY("y", [[1], [2], [3]]),
    ])))[0].subcolumns;
  assertEquals(entered("SEN"), ["mean", "SEM", "n"]);
  assertEquals(entered("CVN"), ["mean", "%CV", "n"]);
  assertEquals(entered("SD"), ["mean", "SD"]);
  assertEquals(entered("upper-lower-limits"), ["mean", "upper limit", "lower limit"]);
  assertEquals(entered("new"), ["new"]);
});

Deno.test("readPrism() takes an asterisk after a number for an exclusion, and fills short columns", () => {
  const [table] = parse(prismFile(prismTable('TableType="XY"', "T", [
    prismX("nM", [0, 1, 2]),
    "<YColumn><Title>y</Title><Subcolumn><d>9*</d><d>8</d></Subcolumn></YColumn>",
  ])));
  const [cells] = table.columns[0].subcolumns;
  assertEquals(cells.map(({ value, excluded }) => [value, excluded]), [
    [9, true],
    [8, false],
    [null, false],
  ]);
});

Deno.test("readPrism() reads row titles, huge tables and files inside a style sheet", () => {
  const text =
    `<?xml version="1.0"?><xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<ps:GraphPadPrismFile xmlns:ps="http://graphpad.com/prism/Prism.htm"><HugeTable TableType="TwoWay">
<Title>G</Title><RowTitlesColumn><Subcolumn><d>first <I>row</I></d></Subcolumn></RowTitlesColumn>
<YColumn><Title>a</Title><Subcolumn><d><TextAlign>1.5</TextAlign></d><d>2</d></Subcolumn></YColumn>
</HugeTable></ps:GraphPadPrismFile></xsl:stylesheet>`;
  const [table] = parse(text);
  assertEquals(table.kind, "grouped");
  assertEquals(table.rowTitles, ["first row", ""]);
  assertEquals(table.columns[0].subcolumns[0][0].value, 1.5);
});

Deno.test("readPrism() passes over the second copy of X, titles of subcolumns and notes", () => {
  const [table] = parse(prismFile(prismTable('TableType="XY"', "", [
    prismX("nM", [1]),
    "<SubColumnTitles><Subcolumn><Title>A</Title><d>1</d></Subcolumn></SubColumnTitles>",
    prismY("y", [[2]]),
    "<FloatingNote><Title>remember</Title></FloatingNote>",
  ])));
  assertEquals(table.title, "");
  assertEquals(table.x?.subcolumns.length, 1);
  assertEquals(table.columns.length, 1);
});

Deno.test("readPrism() shows its tables as a list", () => {
  const shown = Deno.inspect(parse(PRISM_SUMMARY));
  assertStringIncludes(shown, "2 Prism tables in a.pzfx");
  assertStringIncludes(shown, "mean, SD, n");
});

Deno.test("readPrism() refuses declarations of entities, other XML, and files cut off", () => {
  const bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>';
  const refused = (text: string, says: string) => assertThrows(() => parse(text), DataError, says);
  refused(PRISM_XY.replace("<GraphPadPrismFile", `${bomb}<GraphPadPrismFile`), "document type");
  refused(PRISM_XY.replace("Data 1", "&b;"), "needs well-formed XML");
  refused(PRISM_XY.slice(0, 900), "needs well-formed XML");
  refused("<svg/>", "found other XML");
  refused(prismFile(), "a Prism file without one");
  refused("<a>".repeat(100) + "</a>".repeat(100), "nested at most 64 deep");
  assertThrows(
    () => prismTablesOf(Uint8Array.of(80, 75, 3, 4), "a.prism"),
    DataError,
    "a ZIP archive, as Prism 10's .prism files are",
  );
  assertThrows(
    () => prismTablesOf(Uint8Array.of(60, 97, 62, 0xb5, 60), "a.pzfx"),
    DataError,
    "needs XML in UTF-8",
  );
});

Deno.test("readPrism() reads UTF-16 with its mark", () => {
  const text = `\ufeff${PRISM_XY.replace(' encoding="UTF-8"', "")}`;
  const wide = new Uint8Array(2 * text.length);
  const view = new DataView(wide.buffer);
  for (let i = 0; i < text.length; i++) view.setUint16(2 * i, text.charCodeAt(i), true);
  assertEquals(prismTablesOf(wide, "a.pzfx")[0].rows, 6);
});

Deno.test("readPrism() says that a file is missing", async () => {
  await assertRejects(() => readPrism("nowhere.pzfx"), UsageError, "there is no such file");
});

sharedTest(
  "readPrism() opens a laboratory's files",
  "real/h3122_crizotinib_srb",
  async (folder) => {
    const [clonal] = await readPrism(`${folder}/Clonal_H3122_crizotinib.pzfx`);
    assertEquals(clonal.x?.title, "Log conc (M)");
    assertEquals(clonal.columns.length, 3);
    assertEquals(clonal.x?.subcolumns[0].map(({ value }) => value)?.slice(0, 3), [0, 5e-9, 1e-8]);
    const [assays] = await readPrism(`${folder}/Crizotinib_assay_1.pzfx`);
    assertEquals(assays.columns[0].subcolumns.length, 6);
    assertEquals(assays.columns[0].subcolumns[0].every(({ excluded }) => excluded), true);
  },
);
