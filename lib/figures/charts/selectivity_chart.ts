import { formatNumber } from "../../display/mod.ts";
import { plural, UsageError } from "../../errors/mod.ts";
import type { DrugSelectivity } from "../../screen/mod.ts";
import { type Figure, type FigureOptions, makeFigure } from "../figure.ts";
import { panelGrid } from "../layout/panel_grid.ts";
import { distributionRows } from "../marks/distribution_rows.ts";
import { HIT_STYLE } from "../marks/volcano.ts";

/** How selectivity is drawn. */
export interface SelectivityChartOptions extends FigureOptions {
  /** How many drugs, from the first; default 20. */
  readonly most?: number;
}

/** The most drugs that one chart shows. */
const MOST_DRUGS = 60;

/**
 * How each drug treats the cell lines: the distribution of AUC over all lines, its hits one by one, and
 * on how many lines it is a hit.
 *
 * The line runs from 5 to 95 % of the lines, the bar holds the middle half, the tick is the median line:
 * the picture is as readable with a thousand lines as with twenty. The most sensitive line is named.
 *
 * @param drugs What `drugSelectivity` returned, or some of it
 * @throws {UsageError} If there are no drugs, or more than 60 are asked for
 *
 * @example Usage
 * ```ts
 * import { selectivityChart } from "halfmax/figures/mod.ts";
 * import { drugSelectivity, fitScreen, screenHits, simulateScreen } from "halfmax/screen/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const screen = simulateScreen({ lines: 20, drugs: 20 });
 * const drugs = drugSelectivity(screenHits(fitScreen(screen), screen));
 * assertEquals(selectivityChart(drugs, { most: 5, stamp: "SIMULATED" }).data.length, 5);
 * ```
 */
export function selectivityChart(
  drugs: readonly DrugSelectivity[],
  options: SelectivityChartOptions = {},
): Figure {
  const { most = 20, ...shared } = options;
  const shown = drugs.slice(0, most);
  if (shown.length === 0 || shown.length > MOST_DRUGS) {
    throw new UsageError(
      `Cannot draw selectivity: needs 1 to ${MOST_DRUGS} drugs, found ${shown.length}`,
    );
  }
  const threshold = shown[0].auc;
  const axis = "AUC (mean response, control is 1)";
  const what = drugs.length > shown.length
    ? `${shown.length} of ${plural(drugs.length, "drug")}`
    : plural(drugs.length, "drug");
  const lines = Math.max(...shown.map(({ lines }) => lines));
  return makeFigure({
    by: "selectivityChart",
    drawing: panelGrid([
      distributionRows(
        shown.map((drug) => ({
          name: drug.drug,
          quantiles: drug.quantiles,
          points: drug.curves.filter(({ hit }) => hit).map(({ auc }) => auc),
          note: noteOf(drug),
        })),
        { color: HIT_STYLE.color, threshold, column: "Hits of lines, most sensitive" },
      ),
    ], {
      columns: 1,
      aspect: 0,
      axes: { x: axis, y: "" },
      legend: [{ label: "line on which the drug is a hit", style: HIT_STYLE, line: false }],
      note: "Grey, all lines: 5 to 95 %, bar the middle half, tick the median line; " +
        `dashed, AUC ${threshold}`,
    }),
    title: `Selectivity of ${what} over ${plural(lines, "cell line")}`,
    alt: `Distributions of ${axis} over ${plural(lines, "cell line")}, a row for each drug. ${
      shown.slice(0, 12).map((drug) => `${drug.drug}: ${noteOf(drug)}.`).join(" ")
    }`,
    caption:
      `${axis} of ${what} over up to ${plural(lines, "cell line")}; line, 5 to 95 % of the ` +
      `lines; bar, middle half; tick, median line; orange, lines on which the drug is a hit, n of N ` +
      `on the right with the most sensitive; dashed, AUC ${threshold}, which a hit needs.`,
    data: shown.map((drug) => {
      const [p5, p25, median, p75, p95] = drug.quantiles;
      return {
        drug: drug.drug,
        hits: drug.hits,
        lines: drug.lines,
        auc_p5: p5,
        auc_p25: p25,
        auc_median: median,
        auc_p75: p75,
        auc_p95: p95,
        most_sensitive: drug.curves.find(({ hit }) => hit)?.cellLine ?? null,
      };
    }),
  }, shared);
}

function noteOf({ hits, lines, curves }: DrugSelectivity): string {
  const first = curves.find(({ hit }) => hit);
  return `${hits} of ${lines}` +
    (first === undefined ? "" : `, ${first.cellLine} (${formatNumber(first.auc, 2)})`);
}
