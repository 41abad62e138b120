import { formatNumber } from "../../display/mod.ts";
import { plural, UsageError } from "../../errors/mod.ts";
import type { ScreenedCurve, ScreenHits } from "../../screen/mod.ts";
import { type Figure, type FigureOptions, makeFigure } from "../figure.ts";
import { panelGrid } from "../layout/panel_grid.ts";
import {
  DENSITY_GREYS,
  HIT_STYLE,
  MOST_SINGLE_HITS,
  volcano,
  type VolcanoPoint,
} from "../marks/volcano.ts";

/** How a volcano is drawn. */
export interface VolcanoChartOptions extends FigureOptions {
  /** How many of the strongest hits are named; default 6. */
  readonly named?: number;
}

/** Effects smaller than this, and q values below this, stand at the end of their axis. */
const LEAST_EFFECT = 1 / 64;
const LEAST_Q = 1e-50;

/**
 * Effect and confidence of every curve of a screen: AUC on a log2 axis against -log10 q.
 *
 * Hits are drawn one by one, above 5,000 as hexagons that grow with their number; all other curves are
 * counted in hexagons, darker where there are more. The dashed lines are what a hit needs. Curves beyond
 * an axis (AUC below 1/64, or none above zero; q below 1e-50) stand at its end and are counted in the
 * caption.
 *
 * @param found What `screenHits` returned
 * @throws {UsageError} If no curve could be tested
 *
 * @example Usage
 * ```ts
 * import { volcanoChart } from "halfmax/figures/mod.ts";
 * import { fitScreen, screenHits, simulateScreen } from "halfmax/screen/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const screen = simulateScreen({ lines: 20, drugs: 20 });
 * const figure = volcanoChart(screenHits(fitScreen(screen), screen), { stamp: "SIMULATED" });
 * assertEquals(figure.data.length, 400);
 * ```
 */
export function volcanoChart(found: ScreenHits, options: VolcanoChartOptions = {}): Figure {
  const { named = 6, ...shared } = options;
  const { curves, hits, q, auc } = found;
  if (curves.length === 0) {
    throw new UsageError("Cannot draw a volcano: needs curves that were tested, found none");
  }
  const names = new Set(hits.slice(0, named).map(({ curve }) => curve));
  const points = curves.map((curve): VolcanoPoint => ({
    x: Math.log2(Math.max(LEAST_EFFECT, curve.auc)),
    y: -Math.log10(Math.max(LEAST_Q, curve.q)),
    hit: curve.hit,
    label: names.has(curve.curve) ? nameOf(curve) : "",
  }));
  const thresholds = { x: Math.log2(auc), y: -Math.log10(q) };
  const xs = extent([...points.map(({ x }) => x), thresholds.x, 0]);
  const most = extent([...points.map(({ y }) => y), thresholds.y])[1];
  const air = 0.02 * (xs[1] - xs[0]);
  const others = curves.length - hits.length;
  const crowded = hits.length > MOST_SINGLE_HITS;
  const beyond = curves.filter((curve) => curve.auc < LEAST_EFFECT || curve.q < LEAST_Q).length;
  const counts = `${hits.length.toLocaleString("en-US")} of ${plural(curves.length, "curve")}`;
  const axes = { x: "AUC (mean response, control is 1)", y: "−log₁₀ q" };
  return makeFigure({
    by: "volcanoChart",
    drawing: panelGrid([
      volcano({ points, domain: [xs[0] - air, xs[1] + air], most: 1.04 * most, thresholds }),
    ], {
      columns: 1,
      axes,
      legend: [
        ...(hits.length === 0 ? [] : [{
          label: plural(hits.length, "hit") + (crowded ? ", larger where more" : ""),
          style: HIT_STYLE,
          line: false,
        }]),
        ...(others === 0 ? [] : [{
          label: `${others.toLocaleString("en-US")} others, darker where more`,
          style: {
            color: DENSITY_GREYS[2],
            symbol: "hexagon" as const,
            dash: [],
            open: false,
          },
          line: false,
        }]),
      ],
      note: `Dashed, what a hit needs: AUC ≤ ${auc}, q ≤ ${formatNumber(q, 2)}`,
    }),
    title: `Effect and confidence: ${counts} are hits`,
    alt: `Volcano plot of AUC on a log2 axis against −log10 q, ${counts} are hits: q at most ${
      formatNumber(q, 2)
    } and AUC at most ${auc}. Strongest: ${
      hits.slice(0, named).map((hit) => `${nameOf(hit)} (AUC ${formatNumber(hit.auc, 2)})`)
        .join("; ") || "none"
    }.`,
    caption:
      `AUC (mean fitted response over the tested log doses, control is 1) against −log10 q (test ` +
      `against no effect, false discoveries controlled over all curves by Benjamini and Hochberg). ` +
      `Orange, hits (q ≤ ${formatNumber(q, 2)} and AUC ≤ ${auc}, dashed), n = ${counts}${
        crowded ? ", in hexagons that grow with their number" : ""
      }; grey hexagons, curves that are no hits, darker where more.${
        beyond === 0 ? "" : ` ${plural(beyond, "curve")} beyond an axis at its end.`
      }`,
    data: curves.map(({ cellLine, drug, auc, q, hit }) => ({
      cell_line: cellLine,
      drug,
      auc,
      q,
      hit: hit ? "yes" : "no",
    })),
  }, shared);
}

function nameOf({ drug, cellLine }: ScreenedCurve): string {
  return `${drug}, ${cellLine}`;
}

/** Least and most; of a million, which are too many for arguments of a call. */
function extent(values: readonly number[]): readonly [number, number] {
  return [
    values.reduce((a, b) => Math.min(a, b), Infinity),
    values.reduce((a, b) => Math.max(a, b), -Infinity),
  ];
}
