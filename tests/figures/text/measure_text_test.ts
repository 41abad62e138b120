import { textWidth, widestText, wrapText } from "../../../lib/figures/text/measure_text.ts";
import { assertAlmostEquals, assertEquals, assertThrows } from "../../assert.ts";
import { UsageError } from "../../../lib/errors/mod.ts";

Deno.test("textWidth() agrees with Helvetica's metrics, which Arial and Arimo share", () => {
  // Adobe Font Metrics of Helvetica: H 722, e 556, l 222, o 556; digits 556, comma 278.
  assertAlmostEquals(textWidth("Hello", 10), 22.78, 0.01);
  assertAlmostEquals(textWidth("10,000", 7), 7 * (5 * 0.556 + 0.278), 0.01);
  assertAlmostEquals(textWidth("Hello", 20), 2 * textWidth("Hello", 10), 1e-12);
});

Deno.test("textWidth() measures bold wider than regular", () => {
  assertAlmostEquals(textWidth("a", 10, "bold"), 5.56, 0.01);
  assertAlmostEquals(textWidth("H3122", 10, "bold"), 10 * (0.722 + 4 * 0.556), 0.05);
});

Deno.test("textWidth() knows the signs that figures need", () => {
  for (const sign of "µμκβ₅₀⁻⁶→←≥≤−±∞–…′'") textWidth(sign, 7);
});

Deno.test("textWidth() refuses a character that the font cannot draw and names it", () => {
  const { message } = assertThrows(() => textWidth("EML4 細胞", 7), UsageError);
  assertEquals(
    message,
    'Cannot draw the text "EML4 細胞": the font Arimo has no glyph for "細" (U+7D30) and "胞" (U+80DE). ' +
      "Write it another way",
  );
});

Deno.test("widestText() of no texts is 0", () => {
  assertEquals(widestText([], 7), 0);
  assertEquals(widestText(["i", "MM"], 7), textWidth("MM", 7));
});

Deno.test("wrapText() keeps every line within the width and loses no character", () => {
  const text = "EML4-ALK variant 3, G1202R/L1196M after crizotinib and lorlatinib";
  for (const width of [30, 50, 80, 200]) {
    const lines = wrapText(text, 7, width);
    for (const line of lines) assertEquals(textWidth(line, 7) <= width, true, line);
    assertEquals(lines.join("").replaceAll(" ", ""), text.replaceAll(" ", ""));
  }
});

Deno.test("wrapText() breaks inside a word only where the word alone is too wide", () => {
  assertEquals(wrapText("crizotinib 10", 10, 100), ["crizotinib 10"]);
  assertEquals(wrapText("crizotinib 10", 10, 50), ["crizotinib", "10"]);
  assertEquals(wrapText("x".repeat(12), 10, 30), ["xxxxxx", "xxxxxx"]);
});
