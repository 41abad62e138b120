import { list, nearest, quote, UsageError } from "../../errors/mod.ts";
import { formatPotency } from "../../potency/mod.ts";
import type { Figure, FigureOptions } from "../figure.ts";
import type { KeyedPotency } from "./dose_response_chart.ts";
import { forestPlot } from "./forest_plot.ts";
import { varyingColumns } from "./naming_columns.ts";

/** How a forest plot of concentrations is drawn. */
export interface PotencyForestOptions extends FigureOptions {
  /** Naming column whose values become headings; none when absent. */
  readonly group?: string;
}

/**
 * Concentrations with their intervals on a logarithmic axis, a row each: IC50s of several lines.
 *
 * @param concentrations What `inhibitoryConcentration` returned, all of one endpoint, kind, readout
 * and unit
 * @throws {UsageError} If there are none, more than 80, or they cannot stand on one axis
 *
 * @example Usage
 * ```ts
 * import { potencyForest } from "halfmax/figures/mod.ts";
 * import { makePotency } from "halfmax/potency/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const figure = potencyForest([
 *   { key: { cell_line: "H3122" }, potency: makePotency({ estimate: 210 }) },
 *   { key: { cell_line: "H3122-CR" }, potency: makePotency({ relation: "not determined" }) },
 * ]);
 * assertEquals(figure.data.map(({ number }) => number), ["210", "not determined"]);
 * ```
 */
export function potencyForest(
  concentrations: readonly KeyedPotency[],
  { group, ...options }: PotencyForestOptions = {},
): Figure {
  if (concentrations.length === 0) {
    throw new UsageError("Cannot draw concentrations: needs 1 or more, found none");
  }
  const potencies = concentrations.map(({ potency }) => potency);
  const measured = potencies.filter(({ estimate, lower }) => estimate !== null || lower !== null);
  const of = (measured.length === 0 ? potencies : measured).map(({ kind, endpoint, readout }) => ({
    what: [kind, endpoint].filter(Boolean).join(" "),
    readout: readout ?? "",
  }));
  const what = only("endpoint and kind", of.map((one) => one.what));
  const readout = only("readout", of.map((one) => one.readout));
  const unit = only("unit", (measured.length === 0 ? potencies : measured).map((one) => one.unit));
  const columns = columnsOf(concentrations, group);
  const name = what.charAt(0).toUpperCase() + what.slice(1);
  return forestPlot(
    concentrations.map(({ key, potency }) => ({
      name: columns.map((column) => key[column] ?? "").filter(Boolean).join(", ") || what,
      ...(group === undefined ? {} : { group: key[group] ?? "" }),
      relation: potency.relation,
      estimate: potency.estimate,
      lower: potency.lower,
      upper: potency.upper,
      interval: potency.interval,
      approximate: potency.approximate,
      word: formatPotency(potency, { reason: false }),
      remark: potency.replicates === null ? "" : `n = ${potency.replicates}`,
    })),
    {
      ...options,
      axis: `${name}${readout === "" ? "" : `, ${readout}`} (${unit})`,
      column: `${name} (${unit})`,
    },
  );
}

function columnsOf(concentrations: readonly KeyedPotency[], group: string | undefined): string[] {
  const keys = concentrations.map(({ key }) => key);
  const all = [...new Set(keys.flatMap((key) => Object.keys(key)))];
  if (group !== undefined && !all.includes(group)) {
    const close = nearest(group, all);
    throw new UsageError(
      `Cannot group concentrations: group must be one of ${list(all)}, found ${quote(group)}` +
        (close === undefined ? "" : `. Did you mean ${quote(close)}?`),
    );
  }
  const varying = varyingColumns(keys);
  return (varying.length === 0 ? all : varying).filter((column) => column !== group);
}

/** The one value that all share. */
function only(what: string, values: readonly string[]): string {
  const found = [...new Set(values)];
  if (found.length === 1) return found[0];
  throw new UsageError(
    `Cannot draw concentrations on one axis: all must have the same ${what}, found ${
      list(found.map((value) => quote(value)))
    }`,
  );
}
