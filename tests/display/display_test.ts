import {
  escapeHtml,
  formatInterval,
  formatNumber,
  formatPercent,
  formatPValue,
  htmlTable,
  textTable,
  withDisplay,
} from "../../lib/display/mod.ts";
import { assert, assertEquals, assertStringIncludes, assertThrows } from "../assert.ts";

const JUPYTER = Symbol.for("Jupyter.display");

Deno.test("withDisplay() shows the bundle and stays plain, frozen data", () => {
  const record = withDisplay({ a: 1 }, () => ({ "text/plain": "one" }));
  assertEquals(Object.keys(record), ["a"]);
  assertEquals(JSON.stringify(record), '{"a":1}');
  const show = Reflect.get(record, JUPYTER) as () => unknown;
  assertEquals(show(), { "text/plain": "one" });
  assertThrows(() => Object.assign(record, { a: 2 }), TypeError);
});

Deno.test("a spread copy drops the display, so it cannot show stale text", () => {
  const record = withDisplay({ a: 1 }, () => ({ "text/plain": "one" }));
  assertEquals(Reflect.get({ ...record }, JUPYTER), undefined);
});

Deno.test("withDisplay() works on arrays and prints its text in a terminal", () => {
  const rows = withDisplay([1, 2, 3], () => ({ "text/plain": "three rows" }));
  assertEquals(rows.length, 3);
  assertEquals(Deno.inspect(rows), "three rows");
});

Deno.test("formatNumber() writes numbers as a reader expects them", () => {
  const cases: [number | null, string][] = [
    [212.345, "212"],
    [8412.3, "8,410"],
    [0.000123, "1.23e−4"],
    [2.5e8, "2.5e8"],
    [-3.14159, "−3.14"],
    [0, "0"],
    [Infinity, "∞"],
    [NaN, "–"],
    [null, "–"],
    [9_999_999, "1e7"],
    [999_999, "1,000,000"],
  ];
  for (const [value, text] of cases) assertEquals(formatNumber(value), text);
  assertEquals(formatNumber(1.5, 2), "1.5");
});

Deno.test("formatInterval() says which end is open", () => {
  assertEquals(formatInterval(171, 262), "171 to 262");
  assertEquals(formatInterval(171, null), "171 or more");
  assertEquals(formatInterval(null, 262), "262 or less");
  assertEquals(formatInterval(null, null), "–");
});

Deno.test("formatPercent() and formatPValue() carry their units and limits", () => {
  assertEquals(formatPercent(4 / 11), "36.4 %");
  assertEquals(formatPValue(0.0312), "0.031");
  assertEquals(formatPValue(1e-9), "< 0.0001");
});

Deno.test("htmlTable() escapes headers, cells and caption", () => {
  const html = htmlTable([{ x: "<b>&" }], [{ header: "<i>", cell: (row) => row.x }], {
    caption: '"<u>',
  });
  assertStringIncludes(html, "&lt;b&gt;&amp;");
  assertStringIncludes(html, "&lt;i&gt;");
  assertStringIncludes(html, "&quot;&lt;u&gt;");
  assert(!/<(b|i|u)>/.test(html));
});

Deno.test("tables leave out the middle of many rows and say how many", () => {
  const rows = Array.from({ length: 1000 }, (_, i) => i);
  const columns = [{ header: "i", cell: String }];
  assertStringIncludes(textTable(rows, columns, { mostRows: 10 }), "990 rows not shown");
  assertStringIncludes(htmlTable(rows, columns, { mostRows: 10 }), "990 rows not shown");
});

Deno.test("textTable() aligns numbers right and text left", () => {
  const columns = [
    { header: "line", cell: (row: [string, number]) => row[0] },
    { header: "n", cell: (row: [string, number]) => String(row[1]), align: "right" as const },
  ];
  assertEquals(
    textTable([["H3122", 9], ["A", 10]], columns),
    "line    n\nH3122   9\nA      10",
  );
});

Deno.test("escapeHtml() escapes all five characters", () => {
  assertEquals(
    escapeHtml(`<a href="x">'&'</a>`),
    "&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;",
  );
});
