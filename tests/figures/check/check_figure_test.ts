import { UsageError } from "../../../lib/errors/mod.ts";
import {
  checkFigure,
  doseResponseChart,
  type Figure,
  residualChart,
} from "../../../lib/figures/mod.ts";
import { PRESETS } from "../../../lib/figures/theme/presets.ts";
import { assert, assertEquals, assertThrows } from "../../assert.ts";
import { bound, fitOf } from "../fixtures.ts";

const FITS = [
  fitOf({ key: { drug: "Crizotinib", cell_line: "H3122" }, ic50: 210 }),
  fitOf({
    key: { drug: "Crizotinib", cell_line: "H3122-CR" },
    ic50: 15000,
    potency: bound(">", 8400),
  }),
];
const FIGURE = doseResponseChart(FITS, { color: "cell_line" });

/** What fails in an SVG that stands for a figure. */
function failures(svgInside: string): string[] {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="89mm" height="50mm" ` +
    `viewBox="0 0 252.28 141.73" font-family="Arial, Helvetica, sans-serif" font-size="7">${svgInside}</svg>`;
  const figure: Figure = { ...FIGURE, svg, preset: "nature", widthMM: 89, heightMM: 50 };
  return checkFigure(figure).items.filter(({ passed }) => !passed).map(({ what, found }) =>
    `${what}: ${found}`
  );
}

Deno.test("every chart passes for every journal", () => {
  const figures = [
    FIGURE,
    residualChart(FITS, { color: "cell_line" }),
    doseResponseChart(FITS, { facet: "cell_line" }),
  ];
  for (const { name } of PRESETS) {
    for (const figure of figures) {
      const check = checkFigure(figure, name);
      assert(check.passed, `${figure.title} for ${name}:\n${Deno.inspect(check)}`);
    }
  }
});

Deno.test("checkFigure() measures the figure as it would be saved", () => {
  const { items, journal, presetChecked } = checkFigure(FIGURE, "nature");
  const found = (what: string) => items.find((item) => item.what === what)?.found;
  assertEquals([journal, presetChecked], ["nature", "2026-11-21"]);
  assertEquals(found("width"), "89 mm");
  assertEquals(found("smallest text"), "6 pt");
  assertEquals(found("largest text"), "7 pt");
  assertEquals(found("fonts"), "Arial");
  assertEquals(found("contrast of text"), "21");
});

Deno.test("checkFigure() finds text that is too small, too large, or in another font", () => {
  const usual = '<text x="9" y="40">usual</text>';
  assertEquals(failures(`${usual}<text x="9" y="20" font-size="4">a</text>`), [
    "smallest text: 4 pt",
  ]);
  assertEquals(failures(`${usual}<text x="9" y="20" font-size="9">a</text>`), [
    "largest text: 9 pt",
  ]);
  assertEquals(failures('<text x="9" y="20" font-family="Comic Sans">a</text>'), [
    "fonts: Comic Sans",
  ]);
});

Deno.test("checkFigure() finds overlapping and clipped text, rotated too", () => {
  assertEquals(
    failures('<text x="9" y="20">crizotinib</text><text x="30" y="22">ceritinib</text>'),
    [
      'overlapping text: "crizotinib" and "ceritinib"',
    ],
  );
  assertEquals(
    failures('<text x="9" y="20">crizotinib</text><text x="60" y="20">ceritinib</text>'),
    [],
  );
  assertEquals(failures('<text x="240" y="20">lorlatinib</text>'), ['clipped text: "lorlatinib"']);
  assertEquals(
    failures('<text transform="translate(4,60) rotate(-90)">response</text>'),
    ['clipped text: "response"'],
  );
  assertEquals(failures('<text transform="translate(8,60) rotate(-90)">response</text>'), []);
  assertEquals(failures('<text x="4" y="20" text-anchor="end">x</text>'), []);
  assertEquals(failures('<text x="4" y="20" text-anchor="end">xx</text>'), ['clipped text: "xx"']);
});

Deno.test("checkFigure() finds hairlines, through groups", () => {
  assertEquals(
    failures('<line x1="0" x2="9" y1="1" y2="1" stroke="#000000" stroke-width="0.1"/>'),
    [
      "thinnest line: 0.1 pt",
    ],
  );
  assertEquals(
    failures('<g stroke="#000000" stroke-width="0.2"><path d="M0,0L9,9"/></g>'),
    ["thinnest line: 0.2 pt"],
  );
});

Deno.test("checkFigure() finds text that does not stand out from what lies behind it", () => {
  assertEquals(failures('<text x="9" y="20" fill="#bbbbbb">pale</text>').length, 1);
  const onDark = '<rect x="0" y="0" width="60" height="40" fill="#00224e"/>';
  assertEquals(failures(`${onDark}<text x="9" y="20">dark</text>`).length, 1);
  assertEquals(failures(`${onDark}<text x="9" y="20" fill="#ffffff">white</text>`), []);
});

Deno.test("checkFigure() finds colours that colour-blind readers cannot tell apart", () => {
  const dots = (...colors: string[]) =>
    colors.map((fill) => `<circle cx="9" cy="9" r="2" fill="${fill}"/>`).join("");
  assertEquals(failures(dots("#2ca02c", "#d62728", "#8c564b")).length, 1);
  assertEquals(failures(dots("#0072B2", "#D55E00", "#009E73")), []);
});

Deno.test("checkFigure() shows itself as a table", () => {
  const text = Deno.inspect(checkFigure(FIGURE, "plos"));
  assert(text.includes("for PLOS: passes"));
  assert(text.includes("smallest text"));
  assert(Deno.inspect(checkFigure(FIGURE, "cell")).includes("numbers not checked at their source"));
});

Deno.test("checkFigure() offers the nearest journal", () => {
  assertThrows(() => checkFigure(FIGURE, "pls"), UsageError, 'Did you mean "plos"?');
});
