import { list, nearest, plural, quote, UsageError } from "../../errors/mod.ts";
import { formatNumber } from "../../display/mod.ts";
import { formatPotency } from "../../potency/mod.ts";
import type { FoldChange } from "../../resistance/mod.ts";
import { type Figure, type FigureOptions, makeFigure } from "../figure.ts";
import { countDirections } from "./fold_styles.ts";
import { matrixDrawing, ratioOf } from "./matrix_drawing.ts";
import { varyingColumns } from "./naming_columns.ts";
import { writtenValue } from "./written_value.ts";

/** How a heat map of fold changes is drawn. */
export interface FoldChangeMapOptions extends FigureOptions {
  /** What stands in the columns: a name that the fold changes have in common; default "drug". */
  readonly column?: string;
  /**
   * Fold changes that the colours reach to; by default those drawn. Maps that are given the same ones
   * have the same colours.
   */
  readonly domain?: readonly FoldChange[];
  /** Whether the ramp stands beside the map, default true; of maps with one domain, one needs it. */
  readonly legend?: boolean;
}

/**
 * Fold changes as a heat map: lines or genotypes by inhibitors, each cell saying its value.
 *
 * Colours diverge from pale at 1, equal factors equally far on a log scale: orange less sensitive,
 * purple hypersensitive. A bound has the colour of its limit and says that it is one, a printed range
 * that of its geometric middle. A dashed cell has no fold change, as a bound over a bound has none; it
 * says the concentration itself, bound or word, where that is known.
 *
 * @param folds What `foldChange` or `foldChangeOfPotencies` returned, one for each cell
 * @throws {UsageError} If there are none, a cell has two, or the column is unknown
 *
 * @example Usage
 * ```ts
 * import { foldChangeMap } from "halfmax/figures/mod.ts";
 * import { readPotencies } from "halfmax/potency/mod.ts";
 * import { foldChangeOfPotencies } from "halfmax/resistance/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const guide = await readPotencies("data/crizotinib_guide_2025/ic50.csv");
 * const figure = foldChangeMap(foldChangeOfPotencies(guide, { reference: "WT" }));
 * assertEquals(figure.title, "Fold change over WT: 6 rows by 5 columns");
 * ```
 */
export function foldChangeMap(
  folds: readonly FoldChange[],
  { column = "drug", domain = folds, legend, ...options }: FoldChangeMapOptions = {},
): Figure {
  requireFolds(folds, column);
  const references = [...new Set(folds.map(({ reference }) => reference))];
  const endpoints = list([...new Set(folds.map(endpointOf))]);
  const over = references.length === 1 ? references[0] : "";
  const nameOf = ({ test, reference }: FoldChange) =>
    over === "" ? `${test} over ${reference}` : test;
  const rows = [...new Set(folds.map(nameOf))];
  const columns = [...new Set(folds.map(({ key }) => key[column]))];
  const cellOf = (fold: FoldChange) => JSON.stringify([nameOf(fold), fold.key[column]]);
  const cells = Map.groupBy(folds, cellOf);
  for (const [first, second] of cells.values()) {
    if (second === undefined) continue;
    const apart = varyingColumns([first.key, second.key]);
    throw new UsageError(
      `Cannot draw a heat map: each cell must have one fold change, found two of ${
        quote(nameOf(first))
      } under ${quote(first.key[column])}${
        apart.length === 0 ? "" : `, which differ in ${list(apart)}. Draw a map for each`
      }`,
    );
  }
  const name = over === "" ? "Fold change" : `Fold change over ${over}`;
  const ratiosOf = (some: readonly FoldChange[]) =>
    some.map(ratioOf).filter((ratio) => ratio !== null);
  const ratios = ratiosOf(folds);
  const { drawing, note } = matrixDrawing({
    rows,
    columns,
    reaching: ratiosOf(domain),
    legend,
    valuesOf(i, j) {
      const fold = cells.get(JSON.stringify([rows[i], columns[j]]))?.[0];
      return fold === undefined ? [] : [{ ratio: ratioOf(fold), text: cellText(fold) }];
    },
    notes: [
      `${name} (${endpoints})`,
      ...(folds.some(saysConcentration) ? [`in a dashed cell, the ${endpoints} itself`] : []),
      ...(folds.some((fold) => cellText(fold) === UNDETERMINED)
        ? [`${UNDETERMINED}, not determined`]
        : []),
    ],
  });
  return makeFigure({
    by: "foldChangeMap",
    drawing,
    title: `${name}: ${plural(rows.length, "row")} by ${plural(columns.length, "column")}`,
    alt: `Heat map, ${name}: ${list(rows, 20)} by ${list(columns, 20)}${
      ratios.length === 0
        ? ""
        : `, from ${formatNumber(Math.min(...ratios))} to ${formatNumber(Math.max(...ratios))}`
    }; ${countDirections(folds)}.`,
    caption:
      `${note}; ${
        countDirections(folds)
      }; colors on a log scale around 1, a bound in the color of ` +
      "its limit, a range in that of its geometric middle.",
    data: folds.map((fold) => ({
      test: fold.test,
      reference: fold.reference,
      ...fold.key,
      relation: fold.relation,
      fold_change: fold.estimate,
      lower: fold.lower,
      upper: fold.upper,
      kind: fold.kind,
      direction: fold.direction,
      shown: cellText(fold),
      note: fold.note,
    })),
  }, options);
}

function requireFolds(folds: readonly FoldChange[], column: string): void {
  if (folds.length === 0) {
    throw new UsageError("Cannot draw a heat map of fold changes: needs 1 or more, found none");
  }
  const columns = [...new Set(folds.flatMap(({ key }) => Object.keys(key)))];
  const lacking = folds.find(({ key }) => key[column] === undefined);
  if (lacking === undefined) return;
  const close = nearest(column, columns);
  throw new UsageError(
    `Cannot draw a heat map: column must be one that all fold changes have (${
      list(columns)
    }), found ${quote(column)}${close === undefined ? "" : `. Did you mean ${quote(close)}?`}`,
  );
}

function endpointOf({ kind, endpoint }: FoldChange): string {
  return [kind, endpoint].filter(Boolean).join(" ");
}

const UNDETERMINED = "n. d.";

function cellText(fold: FoldChange): string {
  if (ratioOf(fold) !== null) return writtenValue(fold, { limits: false });
  if (!saysConcentration(fold)) return UNDETERMINED;
  const { test } = fold.potencies;
  return formatPotency({ ...test, lower: null, upper: null, interval: null, replicates: null }, {
    reason: false,
  });
}

/** Whether something is known of the test itself where there is no fold change. */
function saysConcentration(fold: FoldChange): boolean {
  const { relation, estimate } = fold.potencies.test;
  return ratioOf(fold) === null && (relation === "word" || estimate !== null);
}
