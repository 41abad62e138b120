import {
  formatNumber,
  htmlTable,
  type TableColumn,
  textTable,
  withDisplay,
} from "../../display/mod.ts";
import { list, quote } from "../../errors/mod.ts";
import { type Figure, figureFor } from "../figure.ts";
import { COLOR_VISIONS, colorDistance, smallestDistance } from "../theme/color_vision.ts";
import { contrastRatio, parseColor } from "../theme/contrast.ts";
import type { Preset } from "../theme/presets.ts";
import { presetNamed } from "../theme/theme.ts";
import { type Box, type PlacedText, type SvgItems, svgItems } from "./svg_items.ts";

/** One thing that was looked at. */
export interface FigureCheckItem {
  /** "width", "smallest text", "overlapping text", … */
  readonly what: string;
  /** What the journal asks for. */
  readonly needed: string;
  /** What the figure has. */
  readonly found: string;
  /** Whether the one agrees with the other. */
  readonly passed: boolean;
}

/** What a journal would say of a figure. */
export interface FigureCheck {
  /** The preset that the figure was held against. */
  readonly journal: string;
  /** Whether everything passed. */
  readonly passed: boolean;
  /** Everything that was looked at. */
  readonly items: readonly FigureCheckItem[];
  /** Day on which the journal's numbers were read at their source; null where they were not. */
  readonly presetChecked: string | null;
}

/** Text wants this contrast with its ground (WCAG 2.1, level AA). */
const LEAST_CONTRAST = 4.5;
/** Colours of categories want this distance in CIE Lab, however they are seen. */
const LEAST_COLOR_DISTANCE = 15;
/** More colours than this are a ramp, not categories. */
const MOST_CATEGORY_COLORS = 8;

/**
 * Measures a figure as it would be saved for a journal: width, height, type size, line weights, fonts,
 * contrast of text, overlapping and clipped text, colours under colour-blindness.
 *
 * Everything is read back from the SVG, with text measured in the bundled font.
 *
 * @param figure What a chart returned
 * @param journal A preset's name; by default the one it was made for
 * @param options.width A width by the journal's name for it, or in mm
 * @returns A record that shows itself as a table
 * @throws {UsageError} If the journal is unknown
 *
 * @example Usage
 * ```ts
 * import { checkFigure, doseResponseChart } from "halfmax/figures/mod.ts";
 * import { fitDoseResponse } from "halfmax/dose_response/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const figure = doseResponseChart(fitDoseResponse([{
 *   key: { cell_line: "SIMULATED" },
 *   doses: [1, 10, 100, 1000, 10000],
 *   responses: [0.99, 0.95, 0.6, 0.15, 0.06],
 *   unit: "nM",
 *   scale: "fraction",
 *   control: { basis: "declared", value: 1 },
 * }]));
 * assertEquals(checkFigure(figure, "nature").passed, true);
 * ```
 */
export function checkFigure(
  figure: Figure,
  journal: string = figure.preset,
  { width }: { readonly width?: string | number } = {},
): FigureCheck {
  const preset = presetNamed(journal, "check a figure");
  const asIs = journal === figure.preset && width === undefined;
  const laidOut = asIs ? figure : figureFor(figure, journal, width === undefined ? {} : { width });
  const items = checksOf(laidOut, preset);
  const check: FigureCheck = {
    journal,
    passed: items.every(({ passed }) => passed),
    items,
    presetChecked: preset.checked,
  };
  return withDisplay(check, () => {
    const caption = `${laidOut.title} for ${preset.title}: ${
      check.passed ? "passes" : "does not pass"
    }${preset.checked === null ? " (numbers not checked at their source)" : ""}`;
    return {
      "text/plain": textTable(items, COLUMNS, { caption }),
      "text/html": htmlTable(items, COLUMNS, { caption }),
    };
  });
}

const COLUMNS: readonly TableColumn<FigureCheckItem>[] = [
  { header: "what", cell: ({ what }) => what },
  { header: "needed", cell: ({ needed }) => needed },
  { header: "found", cell: ({ found }) => found },
  { header: "", cell: ({ passed }) => passed ? "passes" : "FAILS" },
];

function checksOf(figure: Figure, preset: Preset): FigureCheckItem[] {
  const items = svgItems(figure.svg);
  const letters = items.texts.filter(({ bold }) => bold);
  const texts = items.texts.filter(({ bold }) => !bold);
  const sizes = texts.map(({ size }) => size);
  const [least, most] = preset.textPt.limits;
  return [
    within("width", figure.widthMM, preset.widthLimitsMM, "mm"),
    within("height", figure.heightMM, [0, preset.maxHeightMM], "mm"),
    ...(texts.length === 0 ? [] : [
      within("smallest text", Math.min(...sizes), [least, most], "pt"),
      within("largest text", Math.max(...sizes), [least, most], "pt"),
    ]),
    ...letters.slice(0, 1).map(({ size }) =>
      within("panel letters", size, [preset.textPt.panelLetter, preset.textPt.panelLetter], "pt")
    ),
    ...(items.lineWidths.length === 0 ? [] : [
      within(
        "thinnest line",
        Math.min(...items.lineWidths),
        [preset.linePt.least, Infinity],
        "pt",
      ),
    ]),
    fontsOf(items.texts),
    contrastOf(items.texts),
    overlapsOf(items.texts),
    clippedOf(items),
    ...colorsOf(items.colors),
  ];
}

function within(
  what: string,
  value: number,
  [least, most]: readonly [number, number],
  unit: string,
): FigureCheckItem {
  const needed = most === Infinity
    ? `${formatNumber(least)} ${unit} or more`
    : least === 0
    ? `up to ${formatNumber(most)} ${unit}`
    : least === most
    ? `${formatNumber(least)} ${unit}`
    : `${formatNumber(least)} to ${formatNumber(most)} ${unit}`;
  const passed = value >= least - 0.005 && value <= most + 0.005;
  return { what, needed, found: `${formatNumber(value)} ${unit}`, passed };
}

function fontsOf(texts: readonly PlacedText[]): FigureCheckItem {
  const families = [...new Set(texts.map(({ family }) => family.split(",")[0].trim()))];
  return {
    what: "fonts",
    needed: "Arial or Helvetica",
    found: families.length === 0 ? "no text" : list(families),
    passed: families.every((family) => family === "Arial" || family === "Helvetica"),
  };
}

function contrastOf(texts: readonly PlacedText[]): FigureCheckItem {
  const ratios = texts.map(({ fill, ground }) => contrastRatio(fill, ground));
  const lowest = Math.min(21, ...ratios);
  const worst = texts[ratios.indexOf(lowest)];
  return {
    what: "contrast of text",
    needed: `${LEAST_CONTRAST} or more`,
    found: formatNumber(lowest) +
      (lowest < LEAST_CONTRAST ? ` (${quote(worst.text)}, ${worst.fill} on ${worst.ground})` : ""),
    passed: lowest >= LEAST_CONTRAST,
  };
}

/** Letters may touch by this much before it shows. */
const TOUCH = 0.3;

function overlapsOf(texts: readonly PlacedText[]): FigureCheckItem {
  const pairs: string[] = [];
  texts.forEach((text, i) => {
    for (const other of texts.slice(i + 1)) {
      if (overlap(text.box, other.box)) pairs.push(`${quote(text.text)} and ${quote(other.text)}`);
    }
  });
  return {
    what: "overlapping text",
    needed: "none",
    found: pairs.length === 0 ? "none" : list(pairs, 3),
    passed: pairs.length === 0,
  };
}

function overlap(a: Box, b: Box): boolean {
  return Math.min(a.right, b.right) - Math.max(a.left, b.left) > TOUCH &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > TOUCH;
}

function clippedOf({ width, height, texts }: SvgItems): FigureCheckItem {
  const clipped = texts.filter(({ box }) =>
    box.left < 0 || box.top < 0 || box.right > width || box.bottom > height
  );
  return {
    what: "clipped text",
    needed: "none",
    found: clipped.length === 0 ? "none" : list(clipped.map(({ text }) => quote(text)), 3),
    passed: clipped.length === 0,
  };
}

/** Categories are told apart by colour and symbol, but colour alone must do. */
function colorsOf(colors: readonly string[]): FigureCheckItem[] {
  const categories = [...new Set(colors)].filter(isColored);
  if (categories.length < 2 || categories.length > MOST_CATEGORY_COLORS) return [];
  const [smallest, vision] = COLOR_VISIONS
    .map((vision) => [smallestDistance(categories, vision), vision] as const)
    .reduce((worst, one) => one[0] < worst[0] ? one : worst);
  return [{
    what: `smallest distance of ${categories.length} colors`,
    needed: `${LEAST_COLOR_DISTANCE} or more`,
    found: `${formatNumber(smallest)} (${vision})`,
    passed: smallest >= LEAST_COLOR_DISTANCE,
  }];
}

/** Greys are ink, not categories. */
function isColored(color: string): boolean {
  const [red, green, blue] = parseColor(color);
  return Math.max(red, green, blue) - Math.min(red, green, blue) > 0.05 &&
    colorDistance(color, "#ffffff") > 1;
}
