import { UsageError } from "../errors/mod.ts";
import type { Figure } from "../figures/mod.ts";
import type { DoseResponseFit } from "../dose_response/mod.ts";
import type { Wells } from "../plates/mod.ts";
import type { Analysis, ComputedAnalysis, NamedFigure } from "./analysis.ts";
import type { WorkSteps } from "./work_steps.ts";

/** Panels of one figure of curves, which still fits on a page. */
const PANELS = 12;

/** Plates of one figure. */
const PLATES = 6;

/** Rows of one figure of fold changes. */
const FOLDS = 60;

/** Plates in one chart of quality. */
const ROWS = 40;

/** More curves than this have no panel each: their number would hide the answer. */
const MOST_ALONE = 36;

/** Lines in one panel that can still be followed. */
const COLORS = 8;

/** What was drawn, and what could not be. */
export interface DrawnFigures {
  /** The figures, in the order of the report. */
  readonly figures: readonly NamedFigure[];
  /** Why a figure is missing, in words; mostly none. */
  readonly notDrawn: readonly string[];
}

/**
 * The figures of an analysis: plate quality, plates, curves with their IC50s, fold changes, residuals.
 * What does not fit on a page goes on in a further figure; one that cannot be drawn, as where a name
 * has letters that the font lacks, is left out and says why.
 *
 * The charts load on first use.
 *
 * @param steps Counts the figures; one of them is known of
 */
export async function drawFigures(
  analysis: ComputedAnalysis,
  steps: WorkSteps,
): Promise<DrawnFigures> {
  steps.starts("drawing figures");
  const charts = await import("../figures/mod.ts");
  const figures: NamedFigure[] = [];
  const notDrawn: string[] = [];
  const all = chartsOf(analysis, charts);
  steps.expects(all.reduce((sum, [, draws]) => sum + draws.length, -1));
  for (const [name, draws] of all) {
    for (const [i, draw] of draws.entries()) {
      try {
        const figure = draw();
        const numbered = draws.length === 1 ? name : `${name}-${i + 1}`;
        figures.push({ name: numbered, figure, screenSvg: charts.holdTextWidths(figure.svg) });
      } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        notDrawn.push(`${name}: ${error.message}`);
      }
      steps.did(1);
      // A notebook repaints between two figures.
      await new Promise((resume) => setTimeout(resume, 0));
    }
  }
  return { figures, notDrawn };
}

/** The charts by the names of their files, not yet drawn. */
function chartsOf(
  { wells, quality, fits, absolute, relative, folds, over, kind, by, simulated }: ComputedAnalysis,
  charts: typeof import("../figures/mod.ts"),
): (readonly [name: string, draws: (() => Figure)[]])[] {
  const stamp = simulated ? { stamp: "SIMULATED" } : {};
  const { color, facet } = panelsOf(fits, by.filter((name) => name !== over));
  // What each replicate looks like is hidden where only their mean is drawn.
  const replicates = over === null ? 0 : new Set(fits.map(({ curve }) => curve.key[over])).size;
  const alone = over === null || replicates < 2 || fits.length > MOST_ALONE
    ? facet
    : [...facet, over];
  const marked = kind === "absolute" ? absolute : relative;
  const layout = { color, facet, ...stamp };
  const drawn = fits.filter(({ logistic }) => logistic !== null);
  return [
    [
      "plate-quality",
      inParts(quality, ROWS).map((part) => () => charts.plateQualityChart(part, stamp)),
    ],
    [
      "plates",
      wells === null
        ? []
        : inParts(platesOf(wells, quality), PLATES).map((plate) => () =>
          charts.plateHeatMap(wells, { plate, ...stamp })
        ),
    ],
    [
      "dose-response",
      pagesOf(fits, facet).map((page) => () =>
        charts.doseResponseChart(page, { ...layout, ic50: markable(marked, page) })
      ),
    ],
    [
      "each-replicate",
      alone === facet
        ? []
        : pagesOf(fits, alone).map((page) => () =>
          charts.doseResponseChart(page, { ...layout, facet: alone, ic50: kind })
        ),
    ],
    [
      "fold-change",
      inParts(folds ?? [], FOLDS).map((part) => () => charts.foldChangeChart(part, stamp)),
    ],
    [
      "residuals",
      pagesOf(drawn, alone).map((page) => () =>
        charts.residualChart(page, { ...layout, facet: alone })
      ),
    ],
  ];
}

/**
 * Few lines share a panel, in colours; everything else gets a panel of its own. Where no column has
 * few values, every curve stands alone.
 */
function panelsOf(
  fits: readonly DoseResponseFit[],
  columns: readonly string[],
): { readonly color?: string; readonly facet: readonly string[] } {
  const values = (name: string) => new Set(fits.map(({ curve }) => curve.key[name])).size;
  const varying = columns.filter((name) => values(name) > 1);
  const few = varying.filter((name) => values(name) <= COLORS);
  const color = few.find((name) => name === "cell_line") ?? few[0] ??
    columns.find((name) => values(name) === 1);
  return { color, facet: varying.filter((name) => name !== color) };
}

/** Fits by the figure that their panel is in. */
function pagesOf(
  fits: readonly DoseResponseFit[],
  facet: readonly string[],
): DoseResponseFit[][] {
  const panels = Map.groupBy(
    fits,
    ({ curve }) => JSON.stringify(facet.map((name) => curve.key[name])),
  );
  return inParts([...panels.values()], PANELS).map((part) => part.flat());
}

/** The IC50s of the curves of a page, where there is one to mark. */
function markable(
  concentrations: Analysis["absolute"],
  page: readonly DoseResponseFit[],
): Analysis["absolute"] | "none" {
  const own = concentrations.filter(({ key, potency }) =>
    potency.estimate !== null &&
    page.some(({ curve }) =>
      Object.entries(key).every(([name, value]) => curve.key[name] === value)
    )
  );
  return own.length === 0 ? "none" : own;
}

/** The plates in the order of the file, which the table of quality keeps. */
function platesOf({ wells, excluded }: Wells, quality: Analysis["quality"]): string[] {
  return [...new Set([...quality, ...wells, ...excluded].map(({ plate }) => plate))];
}

function inParts<T>(all: readonly T[], size: number): T[][] {
  return Array.from(
    { length: Math.ceil(all.length / size) },
    (_, i) => all.slice(i * size, (i + 1) * size),
  );
}
