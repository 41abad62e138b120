import { UsageError } from "../../../lib/errors/mod.ts";
import {
  checkFigure,
  composeFigure,
  doseResponseChart,
  residualChart,
} from "../../../lib/figures/mod.ts";
import { parseSvg } from "../../../lib/figures/document.ts";
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "../../assert.ts";
import { bound, fitOf } from "../fixtures.ts";
import { textNamed, textsOf } from "../read_svg.ts";
import { assertSvgSnapshot } from "../svg_snapshot.ts";

const FITS = [
  fitOf({ key: { drug: "Crizotinib", cell_line: "H3122" }, ic50: 210 }),
  fitOf({
    key: { drug: "Crizotinib", cell_line: "H3122-CR" },
    ic50: 15000,
    seed: 7,
    potency: bound(">", 8400),
  }),
];
const CURVES = doseResponseChart(FITS, { color: "cell_line" });
const RESIDUALS = residualChart(FITS, { color: "cell_line" });
const FACETS = doseResponseChart(FITS, { facet: "drug", color: "cell_line", ic50: "none" });
const TWO_DRUGS = doseResponseChart(
  ["Crizotinib", "Ceritinib"].flatMap((drug) =>
    ["H3122", "H3122-CR"].map((cell_line, i) =>
      fitOf({ key: { drug, cell_line }, ic50: 60 * 20 ** i, seed: i + drug.length })
    )
  ),
  { facet: "drug", color: "cell_line" },
);

/** Where an axis' lines begin and end across, within its panel. */
function xsOf(axis: Element): number[] {
  const d = axis.querySelector("path")!.getAttribute("d")!;
  return [...d.matchAll(/[ML]([-\d.]+),/g)].map(([, x]) => Number(x));
}

/** Where the vertical axes stand, in points from the figure's left edge, panel by panel. */
function axesAt(svg: string): number[] {
  const axes = [...parseSvg(svg).querySelectorAll('[aria-label="vertical axis"]')];
  return axes.map((axis) => {
    let x = Math.max(...xsOf(axis));
    for (let element = axis.parentElement; element !== null; element = element.parentElement) {
      const move = /translate\(([-\d.]+)/.exec(element.getAttribute("transform") ?? "");
      if (move !== null) x += Number(move[1]);
    }
    return x;
  });
}

Deno.test("composeFigure() puts panels on a grid with letters and aligned axes", async () => {
  const figure = composeFigure([[CURVES, RESIDUALS], [TWO_DRUGS]], {
    journal: "nature",
    width: "double",
  });
  await assertSvgSnapshot("composed", figure.svg);
  for (const letter of ["a", "b", "c"]) {
    const { bold, size } = textNamed(figure.svg, letter);
    assertEquals([bold, size], [true, 8]);
  }
  const [a, b, c] = axesAt(figure.svg);
  assertAlmostEquals(a, c, 0.002);
  assert(b > a + 200);
  assert(checkFigure(figure).passed, Deno.inspect(checkFigure(figure)));
});

Deno.test("composeFigure() aligns stacked panels left and right", () => {
  const { svg } = composeFigure([[CURVES], [RESIDUALS]], { journal: "plos" });
  const [a, b] = axesAt(svg);
  assertAlmostEquals(a, b, 0.002);
  const ends = [...parseSvg(svg).querySelectorAll('[aria-label="dose axis"]')].map((axis) =>
    Math.max(...xsOf(axis))
  );
  assertAlmostEquals(ends[0], ends[1], 0.002);
});

Deno.test("composeFigure() sets letters as the journal does, and none for one panel", () => {
  assert(textsOf(composeFigure([[CURVES], [RESIDUALS]], { journal: "plos" }).svg).includes("B"));
  assertEquals(textsOf(composeFigure([[CURVES]]).svg).includes("a"), false);
  assert(textsOf(composeFigure([[CURVES]], { letters: true }).svg).includes("a"));
});

Deno.test("composeFigure() shares a legend that its panels have in common", () => {
  const legends = (sharedLegend: boolean) =>
    textsOf(composeFigure([[TWO_DRUGS], [TWO_DRUGS]], { sharedLegend }).svg)
      .filter((text) => text === "H3122-CR").length;
  assertEquals(legends(true), 1);
  assertEquals(legends(false), 2);
});

Deno.test("composeFigure() draws an inset into a corner of its panel", async () => {
  const figure = composeFigure([[CURVES]], {
    journal: "plos",
    insets: [{ figure: RESIDUALS, panel: 0, corner: "bottom left", width: 0.45 }],
  });
  await assertSvgSnapshot("composed_inset", figure.svg);
  assertEquals(parseSvg(figure.svg).querySelectorAll('[aria-label="inset"]').length, 1);
  assert(figure.caption.includes("Inset: Residual"));
  assertEquals(figure.data.some(({ panel }) => panel === "1 inset"), true);
});

Deno.test("composeFigure() keeps words and data of its panels, each under its letter", () => {
  const { title, caption, data } = composeFigure([[CURVES, RESIDUALS]], { width: "double" });
  assertEquals(
    title,
    "a, Dose-response of Crizotinib: H3122 and H3122-CR. b, Residuals of Crizotinib: " +
      "H3122 and H3122-CR.",
  );
  assert(caption.startsWith("a, Response (fraction of control) against Crizotinib (nM); points"));
  assertEquals(data.filter(({ panel }) => panel === "a").length, CURVES.data.length);
  assertEquals(data.filter(({ panel }) => panel === "b").length, RESIDUALS.data.length);
  assertEquals(composeFigure([[CURVES]], { title: "Mine" }).title, "Mine");
});

Deno.test("composeFigure() divides a row as asked", () => {
  const half = axesAt(composeFigure([[CURVES, RESIDUALS]], { width: "double" }).svg)[1];
  const third = axesAt(
    composeFigure([[CURVES, RESIDUALS]], { width: "double", widths: [[2, 1]] }).svg,
  )[1];
  assert(third > half + 50);
});

Deno.test("composeFigure() takes a composed figure as a panel", () => {
  const inner = composeFigure([[CURVES], [FACETS]], { letters: false });
  const figure = composeFigure([[inner, RESIDUALS]], { journal: "nature", width: "double" });
  assert(checkFigure(figure).passed, Deno.inspect(checkFigure(figure)));
});

Deno.test("composeFigure() refuses empty rows, wrong widths, and insets without a place", () => {
  assertThrows(() => composeFigure([]), UsageError, "every row must have at least one panel");
  assertThrows(
    () => composeFigure([[CURVES], []]),
    UsageError,
    "every row must have at least one panel",
  );
  assertThrows(
    () => composeFigure([[CURVES, RESIDUALS]], { widths: [[1]] }),
    UsageError,
    'widths of row 1 must be 2 numbers above 0, found "1"',
  );
  const inset = { figure: RESIDUALS, panel: 1, corner: "top left" } as const;
  assertThrows(
    () => composeFigure([[CURVES]], { insets: [inset] }),
    UsageError,
    "must be 0 to 0, found 1",
  );
  assertThrows(
    () =>
      composeFigure([[CURVES]], {
        journal: "science",
        insets: [{ ...inset, panel: 0, width: 0.2 }],
      }),
    UsageError,
    "an inset's labels leave no room for its data",
  );
});
