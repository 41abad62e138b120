import { list, plural } from "../../errors/mod.ts";
import type { ExclusiveMechanisms } from "../../mechanisms/mod.ts";
import { type Figure, type FigureOptions, makeFigure } from "../figure.ts";
import { panelGrid } from "../layout/panel_grid.ts";
import { stackedRows } from "../marks/stacked_rows.ts";
import { chosenGroups, countedMechanisms, exclusiveWords, requireExclusive } from "./exclusive.ts";
import { mechanismStyles } from "./mechanism_styles.ts";
import { spokenGroup } from "./spoken_group.ts";

/** How stacked shares are drawn. */
export interface StackedMechanismChartOptions extends FigureOptions {
  /** Groups to show, in this order; all as they come when absent. */
  readonly groups?: readonly string[];
  /** Mechanisms with a colour of their own, up to 7; the most frequent when absent. */
  readonly mechanisms?: readonly string[];
}

const WHAT = "stacked shares";

/**
 * Shares of mechanisms that add up to 100 %, a bar a group, with the count of every part and N.
 *
 * Only for units that have one mechanism each, by a rule: a biopsy may hold many findings, and shares
 * that overlap must not be stacked (use `mechanismChart` for those). Nobody is left out: units in which
 * nothing was found are grey, or an outline where not everything could have been seen.
 *
 * @param exclusive What `exclusiveMechanisms` returned
 * @throws {UsageError} If it is anything else, a group or mechanism is unknown, or nothing was found
 *
 * @example Usage
 * ```ts
 * import { stackedMechanismChart } from "halfmax/figures/mod.ts";
 * import { classifyFindings, exclusiveMechanisms, readStudy } from "halfmax/mechanisms/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const study = await readStudy("data/simulated_alk_cohort");
 * const findings = classifyFindings(study, { rule: "first by precedence" });
 * const exclusive = exclusiveMechanisms(findings, { by: "prior_drug", mechanisms: "class" });
 * const figure = stackedMechanismChart(exclusive, { stamp: "SIMULATED" });
 * assertEquals(figure.data[0].N, exclusive.groups[0].units);
 * ```
 */
export function stackedMechanismChart(
  exclusive: ExclusiveMechanisms,
  { groups: asked, mechanisms, ...options }: StackedMechanismChartOptions = {},
): Figure {
  requireExclusive(exclusive, WHAT);
  const groups = chosenGroups(exclusive, asked, WHAT);
  const { styles, of } = mechanismStyles(exclusive, mechanisms, WHAT);
  const counted = groups.map((group) => ({
    group,
    name: spokenGroup({ group: group.label, key: group.key }),
    counts: countedMechanisms(exclusive, group.label, { of, length: styles.length }),
    N: group.units!,
  }));
  const met = (i: number) => counted.some(({ counts }) => counts[i] > 0);
  const { note, caption } = exclusiveWords(exclusive, groups);
  const data = counted.flatMap(({ group, counts, N }) =>
    styles.map(({ label }, i) => ({
      group: group.label,
      mechanism: label,
      n: counts[i],
      N,
      share: counts[i] / N,
      unit: exclusive.unit,
    }))
  );
  const unitWord = exclusive.unit;
  const units = (count: number) => plural(count, unitWord, pluralOf(unitWord));
  return makeFigure({
    by: "stackedMechanismChart",
    drawing: panelGrid([
      stackedRows(counted.map(({ name, counts, N }) => ({
        name,
        text: units(N),
        parts: styles.map(({ fill, edge, item, named }, i) => ({
          share: counts[i] / N,
          text: counts[i].toLocaleString("en-US"),
          fill,
          edge,
          symbol: named ? item.style.symbol : null,
        })),
      }))),
    ], {
      columns: 1,
      aspect: 0,
      axes: { x: `Share of ${pluralOf(unitWord)} (%)`, y: "" },
      note,
      legend: styles.filter((_, i) => met(i)).map(({ item }) => item),
    }),
    title: `Mechanisms in ${list(counted.map(({ name }) => name), 5)}, one per ${unitWord}`,
    alt: `Stacked bars of mechanisms, one per ${unitWord}. ${
      counted.map(({ name, counts, N }) =>
        `${name}, ${units(N)}: ${
          styles.flatMap(({ label }, i) => counts[i] > 0 ? [`${label} ${counts[i]}`] : []).join(
            ", ",
          )
        }.`
      ).join(" ")
    }`,
    caption,
    data,
  }, options);
}

function pluralOf(unit: ExclusiveMechanisms["unit"]): string {
  return unit === "biopsy" ? "biopsies" : `${unit}s`;
}
