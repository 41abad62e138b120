import { formatPercent } from "../../display/mod.ts";
import { list, nearest, plural, quote, UsageError } from "../../errors/mod.ts";
import type { FrequencyRow, MechanismFrequency } from "../../mechanisms/mod.ts";
import { type Figure, type FigureOptions, makeFigure, type PlottedRow } from "../figure.ts";
import { panelGrid } from "../layout/panel_grid.ts";
import { type ShareRow, shareRows } from "../marks/share_rows.ts";
import { CATEGORY_COLORS } from "../theme/palette.ts";
import { countWords } from "./share_words.ts";
import { spokenGroup } from "./spoken_group.ts";

/** How mechanism frequencies are drawn. */
export interface MechanismChartOptions extends FigureOptions {
  /** The mechanisms to show, in this order; the most frequent first when absent. */
  readonly mechanisms?: readonly string[];
  /** The groups to show; all when absent. */
  readonly groups?: readonly string[];
}

/** The most rows of a chart whose mechanisms nobody chose, and of any chart. */
const USUAL_ROWS = 30;
const MOST_ROWS = 120;

/**
 * How often each mechanism was seen: a bar and its interval with n of N beside it, the groups (drugs,
 * cohorts) side by side under each mechanism.
 *
 * N is the number in whom the mechanism could have been seen, so it may differ from row to row. No
 * event has no bar, only its upper limit, which is also said in words. A published percentage without
 * its counts stays a text: it has neither bar nor interval. Shares need not add up to 1, so nothing is
 * stacked.
 *
 * @param frequency What `mechanismFrequency` returned
 * @throws {UsageError} If a mechanism or group is not in the frequency, nothing is left to show, or
 * more than 120 rows are asked for
 *
 * @example Usage
 * ```ts
 * import { mechanismChart } from "halfmax/figures/mod.ts";
 * import { countsOfTable, mechanismFrequency } from "halfmax/mechanisms/mod.ts";
 * import { parseTable } from "halfmax/tables/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const text = "study,mechanism,n,N\nA,ALK G1202R,2,51\nB,ALK G1202R,0,24\n";
 * const counts = countsOfTable(parseTable(text, { source: "SIMULATED" }));
 * const figure = mechanismChart(mechanismFrequency(counts), { stamp: "SIMULATED" });
 * assertEquals(figure.data.map(({ shown }) => shown), [
 *   "2 of 51, 3.9 % (1.1 to 13.2)",
 *   "0 of 24, 95 % upper limit 13.8 %",
 * ]);
 * ```
 */
export function mechanismChart(
  frequency: MechanismFrequency,
  { mechanisms, groups, ...options }: MechanismChartOptions = {},
): Figure {
  const { level, unit } = frequency;
  const available = rowsOfGroups(frequency, groups);
  const shown = chosenMechanisms(available, mechanisms);
  const names = [...new Set(shown.flat().map(({ group }) => group))];
  const several = names.length > 1;
  const sources = repeatedSources(shown);
  const nameOf = (row: FrequencyRow) =>
    spokenGroup(row) + (sources.length === 0 ? "" : ` [${sources.indexOf(row.source) + 1}]`);
  const colorOf = ({ group }: FrequencyRow) =>
    names.length <= CATEGORY_COLORS.length - 1
      ? CATEGORY_COLORS[names.indexOf(group)]
      : CATEGORY_COLORS[0];
  const headed = several || shown.some((own) => own.length > 1);
  const entries = shown.flatMap((own) => [
    ...(headed ? [{ heading: own[0].mechanism }] : []),
    ...own.map((row): ShareRow => ({
      name: headed ? nameOf(row) : row.mechanism,
      shape: "bar",
      estimate: row.estimate,
      lower: row.lower,
      upper: row.upper,
      color: colorOf(row),
      weight: 1,
      text: countWords(row, level),
    })),
  ]);
  const whole = new Set(available.map(({ mechanism }) => mechanism)).size;
  const left = whole - shown.length;
  const intervals = new Set(shown.flat().map(({ interval }) => interval).filter(Boolean));
  const counted = unit === "as published"
    ? "n of N as published"
    : `n of N ${unitsOf(unit)} that could show it`;
  const limits = intervals.size === 0
    ? "no intervals"
    : `lines, ${formatPercent(level)} intervals (${list([...intervals].map(String))})`;
  const note = [
    several || names[0] === "all" ? "" : `Group, ${spokenGroup(shown[0][0])}`,
    several || names[0] === "all" ? `Bars, ${counted}` : `bars, ${counted}`,
    limits,
    ...(left > 0 && mechanisms === undefined
      ? [`the ${shown.length} most frequent of ${whole} mechanisms`]
      : []),
    ...(sources.length > 0 ? ["numbers in brackets, sources"] : []),
  ].filter(Boolean).join("; ");
  const said = new Map(shown.flat().map((row) => [row.group, spokenGroup(row)]));
  const remarks = [
    ...frequency.shared.filter(({ groups: [a, b] }) => names.includes(a) && names.includes(b))
      .map(({ groups: pair, patients }) =>
        `${plural(patients, "patient")} in both ${list(pair.map((group) => said.get(group)!))}`
      ),
    ...(frequency.count === "acquired" ? ["acquired findings only"] : []),
    ...sources.map((source, i) => `[${i + 1}] ${source}`),
  ];
  const drawing = panelGrid([shareRows({ entries, column: "", reference: null })], {
    columns: 1,
    aspect: 0,
    axes: { x: axisName(frequency), y: "" },
    note,
  });
  const rows = shown.flat();
  const among = list(names.map((name) => name === "all" ? "all groups together" : name), 5);
  return makeFigure({
    by: "mechanismChart",
    drawing,
    title: `Mechanism frequencies: ${list(shown.map(([row]) => row.mechanism), 4)} in ${among}`,
    alt: `Bar chart of mechanism frequencies with intervals, ${plural(rows.length, "row")}. ${
      rows.slice(0, 12).map((row) => `${row.mechanism}, ${nameOf(row)}: ${countWords(row, level)}.`)
        .join(" ")
    }`,
    caption: [`${note}. Shares need not add up to 100 %`, ...remarks].join(". ") + ".",
    data: rows.map((row) => rowOf(row, level)),
  }, options);
}

function rowsOfGroups(
  { rows }: MechanismFrequency,
  asked: readonly string[] | undefined,
): readonly FrequencyRow[] {
  const names = [...new Set(rows.map(({ group }) => group))];
  requireKnown(asked, names, "groups");
  const kept = rows.filter(({ group }) => asked === undefined || asked.includes(group));
  if (kept.length > 0) return kept;
  throw new UsageError("Cannot draw mechanism frequencies: needs 1 row or more, found none");
}

/** Rows by mechanism: as asked, or the most frequent first. */
function chosenMechanisms(
  rows: readonly FrequencyRow[],
  asked: readonly string[] | undefined,
): (readonly FrequencyRow[])[] {
  const byName = Map.groupBy(rows, ({ mechanism }) => mechanism);
  requireKnown(asked, [...byName.keys()], "mechanisms");
  if (asked !== undefined) {
    const chosen = asked.map((name) => byName.get(name)!);
    const count = chosen.flat().length;
    if (count > 0 && count <= MOST_ROWS) return chosen;
    throw new UsageError(
      `Cannot draw mechanism frequencies: needs 1 to ${MOST_ROWS} rows, found ${count}` +
        (count === 0 ? "" : ". Draw them in parts"),
    );
  }
  const sorted = [...byName.values()].sort((a, b) => mostOf(b) - mostOf(a));
  let count = 0;
  return sorted.filter((own, i) => (count += own.length + 1) <= USUAL_ROWS || i === 0);
}

function mostOf(rows: readonly FrequencyRow[]): number {
  return Math.max(...rows.map(({ estimate }) => estimate ?? -1));
}

function requireKnown(
  asked: readonly string[] | undefined,
  names: readonly string[],
  option: string,
): void {
  const unknown = asked?.find((name) => !names.includes(name));
  if (unknown === undefined) return;
  const close = nearest(unknown, names);
  throw new UsageError(
    `Cannot draw mechanism frequencies: ${option} must be of ${list(names.map(quote), 12)}, found ${
      quote(unknown)
    }` + (close === undefined ? "" : `. Did you mean ${quote(close)}?`),
  );
}

/** Sources of published counts, where a group has one mechanism from several; else none. */
function repeatedSources(shown: readonly (readonly FrequencyRow[])[]): string[] {
  const repeated = shown.some((own) => new Set(own.map(({ group }) => group)).size < own.length);
  return repeated ? [...new Set(shown.flat().map(({ source }) => source))] : [];
}

function axisName({ unit, count }: MechanismFrequency): string {
  const acquired = count === "acquired" ? "Acquired, " : "";
  const share = unit === "as published" ? "frequency" : `share of ${unitsOf(unit)}`;
  const name = `${acquired}${share} (%)`;
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function unitsOf(unit: string): string {
  return unit === "biopsy" ? "biopsies" : `${unit}s`;
}

function rowOf(row: FrequencyRow, level: number): PlottedRow {
  const { group, mechanism, status, events, assessable, notAssessable } = row;
  return {
    group,
    mechanism,
    class: row.class,
    status,
    n: events,
    N: assessable,
    not_assessable: notAssessable,
    estimate: row.estimate,
    lower: row.lower,
    upper: row.upper,
    interval: row.interval,
    as_printed: row.asPrinted,
    unit: row.unit,
    source: row.source,
    shown: countWords(row, level),
  };
}
