import { formatNumber } from "../../display/mod.ts";
import { list, plural, UsageError } from "../../errors/mod.ts";
import type { FoldChange, FoldDirection } from "../../resistance/mod.ts";
import { describeFigure, type Figure, type FigureOptions } from "../figure.ts";
import { forestPlot, type ForestRow } from "./forest_plot.ts";
import { varyingColumns } from "./naming_columns.ts";

/**
 * Fold changes with their intervals on a logarithmic axis, a dashed line at 1, a row each.
 *
 * Bounds are arrows; beside a bound over the reference's upper limit stands, in brackets, the bound
 * over its estimate, as papers print it. What could not be determined says so.
 *
 * @param folds What `foldChange`, `foldChangeWithin` or `foldChangeOfPotencies` returned
 * @throws {UsageError} If there are no fold changes, more than 80, or their endpoints differ
 *
 * @example Usage
 * ```ts
 * import { foldChangeChart } from "halfmax/figures/mod.ts";
 * import { foldChange } from "halfmax/resistance/mod.ts";
 * import { makePotency } from "halfmax/potency/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const line = (cell_line: string, relation: "=" | ">", estimate: number) => ({
 *   key: { cell_line },
 *   potency: makePotency({ relation, estimate, kind: "absolute" }),
 *   scope: "within experiment" as const,
 *   replicates: [],
 * });
 * const folds = foldChange([line("H3122", "=", 200), line("H3122-CR", ">", 7000)], {
 *   reference: "H3122",
 * });
 * assertEquals(foldChangeChart(folds).data[0].number, "> 35");
 * ```
 */
export function foldChangeChart(
  folds: readonly FoldChange[],
  options: FigureOptions = {},
): Figure {
  if (folds.length === 0) {
    throw new UsageError("Cannot draw fold changes: needs 1 or more, found none");
  }
  const endpoints = [...new Set(folds.map(({ endpoint }) => endpoint))];
  if (endpoints.length > 1) {
    throw new UsageError(
      `Cannot draw fold changes: all must be of one endpoint, found ${list(endpoints)}`,
    );
  }
  const kinds = new Set(folds.map(({ kind }) => kind).filter((kind) => kind !== null));
  const references = [...new Set(folds.map(({ reference }) => reference))];
  const over = references.length === 1 ? references[0] : "its reference";
  const kind = kinds.size === 1 ? `${[...kinds][0]} ` : "";
  const beside = folds.some((fold) => fold.byEstimates !== null);
  const figure = forestPlot(rowsOf(folds, kinds.size > 1, references.length > 1), {
    ...options,
    axis: `Fold change over ${over} (${kind}${endpoints[0]})`,
    column: "Fold change",
    reference: 1,
    note: "dashed line, no change" +
      (beside ? "; [ ], bound over the reference's estimate, as papers print it" : ""),
  });
  const directions = [...Map.groupBy(folds, ({ direction }) => direction)];
  const counts = list(
    directions.map(([direction, own]: [FoldDirection, FoldChange[]]) =>
      `${own.length} ${direction}`
    ),
  );
  const scopes = list([...new Set(folds.map(({ scope }) => scope))]);
  return describeFigure(figure, {
    title: options.title ??
      `${plural(folds.length, "fold change")} over ${over}: ${counts}${
        options.stamp ? ` (${options.stamp})` : ""
      }`,
    caption: options.caption ?? `${figure.caption.replace(/\.$/, "")}; ${counts} (${scopes}).`,
  });
}

function rowsOf(
  folds: readonly FoldChange[],
  kindsDiffer: boolean,
  referencesDiffer: boolean,
): ForestRow[] {
  const columns = varyingColumns(folds.map(({ key }) => key))
    .filter((column) => folds.some(({ key, test }) => key[column] !== test));
  const one = new Set(folds.map(({ test }) => test)).size === 1;
  return folds.map((fold) => {
    const { test, reference, key, kind, relation, byEstimates } = fold;
    const common = columns.map((column) => key[column] ?? "").filter(Boolean).join(", ");
    const over = referencesDiffer ? ` over ${reference}` : "";
    return {
      relation,
      estimate: fold.estimate,
      lower: fold.lower,
      upper: fold.upper,
      interval: fold.interval,
      approximate: fold.approximate,
      // One line under many drugs: the drugs are the rows.
      ...(one && common !== ""
        ? { name: common + over }
        : { name: test + over, ...(common === "" ? {} : { group: common }) }),
      remark: [
        byEstimates === null ? "" : `[${relation} ${formatNumber(byEstimates)}]`,
        kindsDiffer && kind !== null ? kind : "",
      ].filter(Boolean).join(" "),
    };
  });
}
