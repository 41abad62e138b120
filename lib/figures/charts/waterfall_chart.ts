import { plural } from "../../errors/mod.ts";
import type { FoldChange } from "../../resistance/mod.ts";
import { type Figure, type FigureOptions, makeFigure } from "../figure.ts";
import { panelGrid } from "../layout/panel_grid.ts";
import { isBound } from "../marks/forest_rows.ts";
import { waterfall } from "../marks/waterfall.ts";
import {
  commonEndpoint,
  countDirections,
  FOLD_STYLES,
  foldLegend,
  foldNames,
  referenceOf,
} from "./fold_styles.ts";
import { ratioOf } from "./matrix_drawing.ts";
import { writtenValue } from "./written_value.ts";

/** The most bars that one chart shows. */
const MOST_BARS = 120;

/**
 * Fold changes as bars from 1 on a logarithmic axis, the largest first.
 *
 * A bar ends at the estimate, at the limit of a bound (with an arrow) or at the geometric middle of a
 * printed range; a line through its end is the interval or range. What is not determined stands last
 * and says so.
 *
 * @param folds What `foldChange` or `foldChangeOfPotencies` returned
 * @throws {UsageError} If there are none, more than 120, or their endpoints differ
 *
 * @example Usage
 * ```ts
 * import { waterfallChart } from "halfmax/figures/mod.ts";
 * import { readPotencies } from "halfmax/potency/mod.ts";
 * import { foldChangeOfPotencies } from "halfmax/resistance/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const guide = await readPotencies("data/crizotinib_guide_2025/ic50.csv");
 * const folds = foldChangeOfPotencies(guide, { reference: "WT" });
 * const figure = waterfallChart(folds.filter(({ key }) => key.drug === "alectinib"));
 * assertEquals(figure.data[0].shown, "> ~ 33.3");
 * ```
 */
export function waterfallChart(
  folds: readonly FoldChange[],
  options: FigureOptions = {},
): Figure {
  const endpoint = commonEndpoint(folds, MOST_BARS);
  const names = foldNames(folds);
  const bars = folds.map((fold, i) => ({ fold, name: names[i], ratio: ratioOf(fold) }))
    .sort((a, b) => (b.ratio ?? -1) - (a.ratio ?? -1));
  const over = referenceOf(folds);
  const axis = `Fold change over ${over} (${endpoint})`;
  const limited = folds.some((fold) => !isBound(fold) && (fold.lower ?? fold.upper) !== null);
  const key = [
    ...(limited ? ["Line, interval or printed range"] : []),
    ...(folds.some(isBound) ? ["arrow, bound"] : []),
  ].join("; ");
  const counts = countDirections(folds);
  return makeFigure({
    by: "waterfallChart",
    drawing: panelGrid([
      waterfall(bars.map(({ fold, name, ratio }) => ({
        name,
        ratio,
        value: fold,
        style: FOLD_STYLES[fold.direction],
      }))),
    ], {
      columns: 1,
      aspect: 0.42,
      axes: { x: "", y: axis },
      legend: foldLegend(folds, false),
      note: key.charAt(0).toUpperCase() + key.slice(1),
    }),
    title: `${plural(folds.length, "fold change")} over ${over}, largest first`,
    alt: `Waterfall chart of ${axis} on a logarithmic axis: ${counts}. ${
      bars.slice(0, 12).map(({ fold, name, ratio }) =>
        `${name}: ${ratio === null ? fold.relation : writtenValue(fold)}.`
      ).join(" ")
    }`,
    caption: `${axis}, ${plural(folds.length, "bar")}${
      key === "" ? "" : `; ${key}`
    }; ${counts}; intervals are those of each fold change.`,
    data: bars.map(({ fold, name, ratio }) => ({
      name,
      relation: fold.relation,
      fold_change: fold.estimate,
      lower: fold.lower,
      upper: fold.upper,
      direction: fold.direction,
      shown: ratio === null ? fold.relation : writtenValue(fold),
    })),
  }, options);
}
