import { list, quote, UsageError } from "../../errors/mod.ts";
import type { ExclusiveMechanisms, FrequencyGroup } from "../../mechanisms/mod.ts";
import { type Figure, type FigureOptions, makeFigure, type PlottedRow } from "../figure.ts";
import type { Drawing } from "../layout/frame.ts";
import { panelGrid } from "../layout/panel_grid.ts";
import {
  type ColoredFlow,
  type FlowColumns,
  flowColumns,
  type FlowStock,
  namesFit,
} from "../marks/flow_columns.ts";
import { chosenGroups, countedMechanisms, exclusiveWords, requireExclusive } from "./exclusive.ts";
import { type MechanismStyles, mechanismStyles } from "./mechanism_styles.ts";
import type { Theme } from "../theme/theme.ts";
import { spokenGroup } from "./spoken_group.ts";

/** How an alluvial chart is drawn. */
export interface AlluvialChartOptions extends FigureOptions {
  /** Lines of treatment or time points from left to right; as they come when absent. */
  readonly columns?: readonly string[];
  /** Mechanisms with a colour of their own, up to 7; the most frequent when absent. */
  readonly mechanisms?: readonly string[];
}

/** More columns leave no room for names. */
const MOST_COLUMNS = 6;

const WHAT = "an alluvial chart";

/**
 * How the mechanisms of the same patients change from one line of treatment, or time point, to the next.
 *
 * A column a group, in it the patients by their one mechanism; a ribbon is the patients who are in two
 * neighbouring columns, in the colour of where it leads. A patient who was not sampled in the next column
 * ends there, so a column may be taller than its ribbons; how many are followed is said.
 *
 * @param exclusive What `exclusiveMechanisms` returned, counted per patient and grouped by "prior_lines",
 * "prior_drug", "time_point" or the like
 * @throws {UsageError} If it is anything else, does not count patients, has one column or more than 6, a
 * column or mechanism is unknown, or nothing was found
 *
 * @example Usage
 * ```ts
 * import { alluvialChart } from "halfmax/figures/mod.ts";
 * import { classifyFindings, exclusiveMechanisms, readStudy } from "halfmax/mechanisms/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const study = await readStudy("data/simulated_alk_cohort");
 * const findings = classifyFindings(study, { rule: "first by precedence" });
 * const exclusive = exclusiveMechanisms(findings, { by: "prior_lines", mechanisms: "class" });
 * const figure = alluvialChart(exclusive, { columns: ["1", "2"], stamp: "SIMULATED" });
 * assertEquals(figure.data.reduce((sum, { patients }) => sum + Number(patients), 0), 17);
 * ```
 */
export function alluvialChart(
  exclusive: ExclusiveMechanisms,
  { columns: asked, mechanisms, ...options }: AlluvialChartOptions = {},
): Figure {
  requireExclusive(exclusive, WHAT);
  requirePatients(exclusive);
  const groups = chosenGroups(exclusive, asked, WHAT);
  requireColumns(groups);
  const looks = mechanismStyles(exclusive, mechanisms, WHAT);
  const names = groups.map((group) => spokenGroup({ group: group.label, key: group.key }));
  const stocks = stocksOf(exclusive, groups, looks);
  const flows = flowsOf(exclusive, groups, looks, stocks);
  const followed = groups.slice(1).map((_, column) =>
    sum(flows.filter(({ source }) => stocks[source].column === column).map(({ size }) => size))
  );
  const { note, caption } = exclusiveWords(exclusive, groups);
  const followedWords = followed.map((count, i) =>
    `${count} followed from ${names[i]} to ${names[i + 1]}`
  );
  const whole =
    `${note}; ribbons, patients sampled in both columns, in the color of where they lead`;
  const labelOf = (i: number) => looks.styles[stocks[i].rank].label;
  return makeFigure({
    by: "alluvialChart",
    drawing: namedOrCounted(
      {
        headings: names.map((name, i) => [name, `N = ${groups[i].units}`]),
        stocks,
        flows,
      },
      looks,
      whole,
    ),
    title: `Mechanisms of the same patients from ${names[0]} to ${names[names.length - 1]}`,
    alt: `Alluvial chart of mechanisms, one per patient. ${
      names.map((name, column) =>
        `${name}: ${
          stocks.filter((stock) => stock.column === column).map(({ label }) =>
            label
          ).join(", ")
        }.`
      ).join(" ")
    } ${list(followedWords)}.`,
    caption: `${caption} Ribbons, patients sampled in both columns: ${list(followedWords)}.`,
    data: flows.map(({ source, target, size }): PlottedRow => ({
      from: groups[stocks[source].column].label,
      to: groups[stocks[target].column].label,
      mechanism_from: labelOf(source),
      mechanism_to: labelOf(target),
      patients: size,
      N_from: groups[stocks[source].column].units,
      N_to: groups[stocks[target].column].units,
    })),
  }, options);
}

/** Names beside the stocks where they fit, else their numbers and a legend. */
function namedOrCounted(content: FlowColumns, { styles }: MechanismStyles, note: string): Drawing {
  const { stocks } = content;
  const options = { columns: 1, aspect: 0, note };
  const named = panelGrid([flowColumns(content)], options);
  const counted = panelGrid([
    flowColumns({ ...content, stocks: stocks.map((one) => ({ ...one, label: String(one.size) })) }),
  ], {
    ...options,
    legend: styles.filter((_, rank) => stocks.some((stock) => stock.rank === rank))
      .map(({ item }) => item),
  });
  const chosen = (theme: Theme, width: number) => namesFit(content, theme, width) ? named : counted;
  return {
    height: (theme, width) => chosen(theme, width).height(theme, width),
    edges: (theme, width, height) => chosen(theme, width).edges(theme, width, height),
    draw: (theme, frame) => chosen(theme, frame.width).draw(theme, frame),
  };
}

function requirePatients({ unit }: ExclusiveMechanisms): void {
  if (unit === "patient") return;
  throw new UsageError(
    `Cannot draw ${WHAT}: its ribbons follow patients, so it needs one mechanism per patient, found ` +
      `one per ${unit}. Say exclusiveMechanisms(…, { unit: "patient" })`,
  );
}

function requireColumns(groups: readonly FrequencyGroup[]): void {
  if (groups.length >= 2 && groups.length <= MOST_COLUMNS) return;
  throw new UsageError(
    `Cannot draw ${WHAT}: needs 2 to ${MOST_COLUMNS} columns, found ${
      list(groups.map(({ label }) => quote(label)), 8)
    }. Group by "prior_lines", "prior_drug" or "time_point", and choose with columns`,
  );
}

function stocksOf(
  exclusive: ExclusiveMechanisms,
  groups: readonly FrequencyGroup[],
  { styles, of }: MechanismStyles,
): FlowStock[] {
  return groups.flatMap(({ label }, column) => {
    const counts = countedMechanisms(exclusive, label, { of, length: styles.length });
    return styles.flatMap(({ label, fill, edge }, rank) =>
      counts[rank] === 0
        ? []
        : [{ column, rank, size: counts[rank], label: `${label} ${counts[rank]}`, fill, edge }]
    );
  });
}

function flowsOf(
  { units }: ExclusiveMechanisms,
  groups: readonly FrequencyGroup[],
  { styles, of }: MechanismStyles,
  stocks: readonly FlowStock[],
): ColoredFlow[] {
  const ranks = groups.map(({ label }) =>
    new Map(
      units.filter(({ group }) => group === label)
        .map(({ patient, mechanism }) => [patient, of(mechanism)]),
    )
  );
  const stockAt = (column: number, rank: number) =>
    stocks.findIndex((stock) => stock.column === column && stock.rank === rank);
  return ranks.slice(1).flatMap((after, column) => {
    const counts = styles.map(() => new Array<number>(styles.length).fill(0));
    for (const [patient, rank] of ranks[column]) {
      const next = after.get(patient);
      if (next !== undefined) counts[rank][next]++;
    }
    return counts.flatMap((own, from) =>
      own.flatMap((size, to) =>
        size === 0 ? [] : [{
          source: stockAt(column, from),
          target: stockAt(column + 1, to),
          size,
          color: styles[to].edge ?? styles[to].fill,
        }]
      )
    );
  });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
