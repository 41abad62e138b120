import { holdTextWidths } from "../../lib/figures/export/hold_text_widths.ts";
import { UsageError } from "../../lib/errors/mod.ts";
import { describeFigure, doseResponseChart, figureFor } from "../../lib/figures/mod.ts";
import { svgItems } from "../../lib/figures/check/svg_items.ts";
import { assert, assertAlmostEquals, assertEquals, assertMatch, assertThrows } from "../assert.ts";
import { fitOf } from "./fixtures.ts";
import { count } from "./read_svg.ts";

const FITS = [fitOf({ key: { cell_line: "A" } }), fitOf({ key: { cell_line: "B" }, ic50: 2000 })];
const FIGURE = doseResponseChart(FITS);

Deno.test("a figure is a frozen plain record, JSON-able", () => {
  assert(Object.isFrozen(FIGURE));
  assertEquals(Object.keys(JSON.parse(JSON.stringify(FIGURE))), [
    "svg",
    "preset",
    "widthMM",
    "heightMM",
    "title",
    "alt",
    "caption",
    "data",
    "made",
  ]);
  assertEquals(FIGURE.made.by, "doseResponseChart");
});

Deno.test("a figure's SVG stands alone: exact size, white ground, named fonts, no style sheet", () => {
  const { svg, widthMM, heightMM, title, alt } = figureFor(FIGURE, "nature");
  assertMatch(
    svg,
    /^<\?xml version="1.0" encoding="UTF-8"\?>\n<svg xmlns="http:\/\/www.w3.org\/2000\/svg"/,
  );
  assertMatch(svg, new RegExp(` width="${widthMM}mm" height="${heightMM}mm"`));
  assertMatch(svg, /font-family="Arial, Helvetica, sans-serif"/);
  assertMatch(svg, /<rect x="0" y="0" width="252.283" height="[\d.]+" fill="#ffffff"\/>/);
  for (
    const word of ["<style", "class=", "currentColor", "foreignObject", "var(", "style=", "NaN"]
  ) {
    assertEquals(svg.includes(word), false, word);
  }
  assertEquals(svg.match(/xmlns=/g)?.length, 1);
  assert(
    svg.includes(`<title>${title}</title>`) &&
      svg.includes(`<desc>${alt}</desc>`.replace(">", ">")),
  );
  assertAlmostEquals(svgItems(svg).width, 89 * 72 / 25.4, 0.001);
});

Deno.test("numbers in a figure's SVG have at most three decimals", () => {
  for (const [number] of FIGURE.svg.matchAll(/="[^"]*\d\.\d{4,}/g)) {
    assert(/aria-label|<desc|<title/.test(number), number);
  }
});

Deno.test("the same chart has the same bytes", () => {
  assertEquals(doseResponseChart(FITS).svg, FIGURE.svg);
});

Deno.test("figureFor() lays out anew: type has the preset's size, not a scaled one", () => {
  for (const [preset, text] of [["nature", 7], ["plos", 9], ["slide", 18]] as const) {
    const figure = figureFor(FIGURE, preset);
    const sizes = svgItems(figure.svg).texts.map(({ size }) => size);
    assertEquals(Math.max(...sizes), text);
    assertEquals(figure.preset, preset);
    assertEquals(figure.caption, FIGURE.caption);
  }
  assertEquals(figureFor(FIGURE, "nature", { width: "double" }).widthMM, 183);
  assertEquals(figureFor(figureFor(FIGURE, "nature", { width: "double" }), "plos").widthMM, 190.5);
  assertEquals(figureFor(figureFor(FIGURE, "nature", { width: "double" }), "slide").widthMM, 254);
  assertEquals(figureFor(FIGURE, "nature", { height: 60 }).heightMM, 60);
});

Deno.test("describeFigure() changes words and nothing else", () => {
  const described = describeFigure(FIGURE, { title: "A & B", caption: "Mine." });
  assertEquals([described.title, described.caption, described.alt], ["A & B", "Mine.", FIGURE.alt]);
  assert(described.svg.includes("<title>A &amp; B</title>"));
  assertEquals(count(described.svg, "circle"), count(FIGURE.svg, "circle"));
});

Deno.test("a copied figure cannot be drawn again, and the message says what to do", () => {
  const copy = { ...FIGURE, caption: "other" };
  assertThrows(
    () => figureFor(copy, "nature"),
    UsageError,
    "To change its words use describeFigure",
  );
});

Deno.test("a figure shows itself in Jupyter as SVG, PNG and text, and in a terminal as text", async () => {
  const shows = (FIGURE as unknown as Record<symbol, () => Promise<Record<string, string>>>)[
    Symbol.for("Jupyter.display")
  ];
  const bundle = await shows();
  assertEquals(Object.keys(bundle).sort(), ["image/png", "image/svg+xml", "text/plain"]);
  assertEquals(bundle["image/svg+xml"], holdTextWidths(FIGURE.svg));
  assertEquals(
    Uint8Array.fromBase64(bundle["image/png"]).slice(1, 4),
    new TextEncoder().encode("PNG"),
  );
  assertEquals(Deno.inspect(FIGURE), bundle["text/plain"]);
  assert(bundle["text/plain"].startsWith("Dose-response of A and B [figure, 150 x "));
});
