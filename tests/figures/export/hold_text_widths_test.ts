import { svgItems } from "../../../lib/figures/check/svg_items.ts";
import { holdTextWidths } from "../../../lib/figures/export/hold_text_widths.ts";
import { doseResponseChart } from "../../../lib/figures/mod.ts";
import { fitDoseResponse } from "../../../lib/dose_response/mod.ts";
import { assert, assertAlmostEquals, assertEquals } from "../../assert.ts";

const { svg } = doseResponseChart(fitDoseResponse([{
  key: { cell_line: "H3122" },
  doses: [1, 10, 100, 1000, 10000],
  responses: [0.99, 0.95, 0.6, 0.15, 0.06],
  unit: "nM",
  scale: "fraction",
  control: { basis: "declared", value: 1 },
}]));

Deno.test("holdTextWidths() holds every text to its measured width and changes nothing else", () => {
  const held = holdTextWidths(svg);
  const lengths = [...held.matchAll(/textLength="([\d.]+)"/g)].map(([, length]) => Number(length));
  const { texts } = svgItems(svg);
  assertEquals(lengths.length, texts.length);
  texts.filter(({ box }) => box.right - box.left > box.bottom - box.top).forEach(
    ({ text, box }) => {
      const near = lengths.some((length) => Math.abs(length - (box.right - box.left)) < 1e-2);
      assert(near, `no text is held to the width of "${text}"`);
    },
  );
  assertEquals(held.replace(/ textLength="[^"]*" lengthAdjust="[^"]*"/g, ""), svg);
  assertAlmostEquals(svgItems(held).texts.length, texts.length);
});
