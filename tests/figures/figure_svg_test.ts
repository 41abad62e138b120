import { UsageError } from "../../lib/errors/mod.ts";
import { parseSvg, svgElement } from "../../lib/figures/document.ts";
import { figureSvg } from "../../lib/figures/figure_svg.ts";
import { presetNamed, themeOf } from "../../lib/figures/theme/theme.ts";
import { assert, assertEquals, assertNotEquals, assertThrows } from "../assert.ts";

const THEME = themeOf(presetNamed("nature"));
const HEAD = { widthMM: 89, heightMM: 50, title: "SIMULATED", alt: "a < b" };

const svgOf = (...children: SVGElement[]) => figureSvg(svgElement("g", {}, children), THEME, HEAD);

Deno.test("figureSvg() writes out what a page would have to supply", () => {
  const svg = svgOf(
    svgElement("line", {
      stroke: "currentColor",
      class: "plot",
      style: "opacity: 1",
      fill: "var(--plot-background)",
    }),
  );
  assert(svg.includes('<line stroke="#000000" fill="#ffffff"/>'), svg);
});

Deno.test("figureSvg() rounds numbers to three decimals, words and ids not", () => {
  const svg = svgOf(
    svgElement("path", { d: "M1.23456,-0.00001L2e-7,3.5", "aria-label": "IC50 1.23456" }),
    svgElement("circle", { cx: 12.0004, r: 3 }),
  );
  assert(svg.includes('d="M1.235,0L2e-7,3.5"'), svg);
  assert(svg.includes('aria-label="IC50 1.23456"') && svg.includes('cx="12"'), svg);
});

Deno.test("figureSvg() gives ids that no other figure on the page has", () => {
  const ramp = (color: string) =>
    svgOf(
      svgElement("linearGradient", { id: "ramp" }, [svgElement("stop", { "stop-color": color })]),
      svgElement("rect", { fill: "url(#ramp)" }),
    );
  const idOf = (svg: string) => parseSvg(svg).querySelector("linearGradient")!.id;
  const [red, blue] = [ramp("#ff0000"), ramp("#0000ff")];
  assertNotEquals(idOf(red), idOf(blue));
  assert(red.includes(`fill="url(#${idOf(red)})"`));
  assertEquals(red, ramp("#ff0000"));
});

Deno.test("figureSvg() refuses a text with a character that the font lacks", () => {
  assertThrows(
    () => svgOf(svgElement("text", {}, ["細"])),
    UsageError,
    'no glyph for "細" (U+7D30)',
  );
});

Deno.test("figureSvg() escapes what it is told", () => {
  const svg = svgOf(svgElement("text", {}, ['<script> & "']));
  assert(svg.includes("<desc>a &lt; b</desc>") && svg.includes("&lt;script&gt; &amp;"));
});
