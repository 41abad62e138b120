import { list, plural, UsageError } from "../../errors/mod.ts";
import type { Potency } from "../../potency/mod.ts";
import type { FoldChange } from "../../resistance/mod.ts";
import { type Figure, type FigureOptions, makeFigure } from "../figure.ts";
import { panelGrid } from "../layout/panel_grid.ts";
import { isBound } from "../marks/forest_rows.ts";
import { slopes } from "../marks/slopes.ts";
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

/** The most slopes that one chart shows. */
const MOST_SLOPES = 40;

/**
 * From parental to resistant: each fold change as a line between its two concentrations, its name and
 * value on the right.
 *
 * An open triangle is a bound and points to where the value lies, its line dashed; a bar is a printed
 * range or interval. What is not determined has no line and says so on the right.
 *
 * @param folds What `foldChange` or `foldChangeWithin` returned
 * @throws {UsageError} If there are none, more than 40, or endpoints or units differ
 *
 * @example Usage
 * ```ts
 * import { slopeChart } from "halfmax/figures/mod.ts";
 * import { readPotencies } from "halfmax/potency/mod.ts";
 * import { foldChangeOfPotencies } from "halfmax/resistance/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const guide = await readPotencies("data/crizotinib_guide_2025/ic50.csv");
 * const folds = foldChangeOfPotencies(guide, { reference: "WT" });
 * const figure = slopeChart(folds.filter(({ test }) => test === "G1202R"));
 * assertEquals(figure.data[0].label, "crizotinib, > ~ 20-fold");
 * ```
 */
export function slopeChart(folds: readonly FoldChange[], options: FigureOptions = {}): Figure {
  const endpoint = commonEndpoint(folds, MOST_SLOPES);
  const potencies = folds.flatMap(({ potencies }) => [potencies.reference, potencies.test]);
  const placed = potencies.filter((potency) => placeOf(potency) !== null);
  const units = [...new Set((placed.length === 0 ? potencies : placed).map(({ unit }) => unit))];
  if (units.length > 1) {
    throw new UsageError(
      `Cannot draw slopes: all concentrations must be in one unit, found ${list(units)}`,
    );
  }
  const names = foldNames(folds);
  const tests = [...new Set(folds.map(({ test }) => test))];
  const labels = folds.map((fold, i) =>
    `${names[i]}, ${
      ratioOf(fold) === null ? fold.relation : `${writtenValue(fold, { limits: false })}-fold`
    }`
  );
  const reference = referenceOf(folds);
  const ends = [
    reference === "its reference" ? "reference" : reference,
    tests.length === 1 ? tests[0] : "resistant",
  ] as const;
  const axis = `${endpoint.charAt(0).toUpperCase()}${endpoint.slice(1)} (${units[0]})`;
  const key = [
    ...(placed.some(isBound) ? ["Triangle, bound"] : []),
    ...(placed.some((one) => !isBound(one) && (one.lower ?? one.upper) !== null)
      ? ["bar, interval or printed range"]
      : []),
  ].join("; ");
  const counts = countDirections(folds);
  return makeFigure({
    by: "slopeChart",
    drawing: panelGrid([
      slopes(
        ends,
        folds.map(({ potencies: { reference, test }, direction }, i) => ({
          label: labels[i],
          style: FOLD_STYLES[direction],
          from: { ...reference, place: placeOf(reference) },
          to: { ...test, place: placeOf(test) },
        })),
      ),
    ], {
      columns: 1,
      aspect: 0.75,
      axes: { x: "", y: axis },
      legend: foldLegend(folds, true),
      note: key.charAt(0).toUpperCase() + key.slice(1),
    }),
    title: `${axis} from ${ends[0]} to ${ends[1]}: ${plural(folds.length, "fold change")}`,
    alt: `Slope chart of ${axis} on a logarithmic axis, from ${ends[0]} to ${ends[1]}. ${
      labels.slice(0, 12).map((label) => `${label}.`).join(" ")
    }`,
    caption: `${axis} of ${ends[0]} and ${ends[1]}, a line for each fold change, side by side${
      key === "" ? "" : `; ${key}`
    }; ${counts}.`,
    data: folds.map(({ potencies: { reference, test }, direction }, i) => ({
      name: names[i],
      reference_relation: reference.relation,
      reference: placeOf(reference),
      test_relation: test.relation,
      test: placeOf(test),
      direction,
      label: labels[i],
    })),
  }, options);
}

/** Where a concentration is drawn: its number or limit, the geometric middle of a range. */
function placeOf({ relation, estimate, lower, upper }: Potency): number | null {
  const place = relation === "range" && lower !== null && upper !== null
    ? Math.sqrt(lower * upper)
    : estimate;
  return place !== null && place > 0 ? place : null;
}
