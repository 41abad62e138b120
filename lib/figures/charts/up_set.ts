import { list, plural, UsageError } from "../../errors/mod.ts";
import type { ClassifiedFindings } from "../../mechanisms/mod.ts";
import { type Figure, type FigureOptions, makeFigure } from "../figure.ts";
import { panelGrid } from "../layout/panel_grid.ts";
import { type SetColumn, setColumns } from "../marks/set_columns.ts";
import { chosenBiopsies, chosenRows } from "./onco_choice.ts";
import { oncoTable, type OncoTableRow } from "./onco_table.ts";

/** How an UpSet plot is drawn. */
export interface UpSetOptions extends FigureOptions {
  /** Genes and histologies, in this order; the most often altered first, up to 8, when absent. */
  readonly genes?: readonly string[];
  /** The biopsies to count, by name; all when absent. */
  readonly biopsies?: readonly string[];
  /** Also the treated driver itself and variants of unknown significance; default false. */
  readonly everything?: boolean;
}

/** The most rows that stand there unasked, and the most combinations. */
const USUAL_GENES = 8;
const MOST_COLUMNS = 25;

const WHAT = "an UpSet plot";

/**
 * Which genes are altered together: a bar per combination, in distinct mode, so each biopsy is counted
 * once, in exactly the combination that it has.
 *
 * Only biopsies that are assessable for every gene shown are counted: of the others nobody knows which
 * combination they have. How many these are, and how many have none of the genes altered, is said.
 *
 * @param findings What `classifyFindings` returned
 * @throws {UsageError} If a gene or biopsy is not in the findings, or no assessable biopsy is altered
 *
 * @example Usage
 * ```ts
 * import { upSet } from "halfmax/figures/mod.ts";
 * import { classifyFindings, readStudy } from "halfmax/mechanisms/mod.ts";
 * import { assert } from "@std/assert";
 *
 * const findings = classifyFindings(await readStudy("data/simulated_alk_cohort"));
 * const figure = upSet(findings, { genes: ["ALK", "TP53"], stamp: "SIMULATED" });
 * assert(figure.data.some(({ combination }) => combination === "ALK + TP53"));
 * ```
 */
export function upSet(
  findings: ClassifiedFindings,
  { genes, biopsies, everything = false, ...options }: UpSetOptions = {},
): Figure {
  const chosen = chosenBiopsies(findings, biopsies, WHAT);
  const table = oncoTable(chosen, everything, genes);
  const rows = chosenRows(table, genes, { what: WHAT, usual: USUAL_GENES });
  const known = chosen.biopsies.map((_, i) => i)
    .filter((i) => rows.every(({ cells }) => cells[i] !== "not assessable"));
  const { columns, none } = combinations(rows, known);
  if (columns.length === 0) {
    throw new UsageError(
      `Cannot draw ${WHAT}: needs an altered biopsy that is assessable for all of ${
        list(rows.map(({ name }) => name))
      }, found none`,
    );
  }
  const shown = columns.slice(0, MOST_COLUMNS);
  const left = columns.length - shown.length;
  const all = chosen.biopsies.length;
  const unknown = all - known.length;
  const altered = rows.map(({ cells }) => known.filter((i) => isAltered(cells[i])).length);
  const note = [
    "Bars, biopsies with exactly this combination (distinct mode)",
    `${none} of ${known.length} have none`,
    ...(unknown > 0 ? [`${unknown} not assessable for all rows, not counted`] : []),
    ...(left > 0 ? [`${plural(left, "rarer combination")} not shown`] : []),
  ].join("; ");
  const data = columns.map(({ members, count }) => ({
    combination: members.map((i) => rows[i].name).join(" + "),
    n: count,
    N: known.length,
  }));
  const drawing = panelGrid([
    setColumns(rows.map(({ name }, i) => `${name}, ${altered[i]} of ${known.length}`), shown),
  ], { columns: 1, aspect: 0, note });
  return makeFigure({
    by: "upSet",
    drawing,
    title: `Combinations of ${list(rows.map(({ name }) => name), 5)} in ${
      plural(known.length, "biopsy", "biopsies")
    }`,
    alt: `UpSet plot in distinct mode. ${
      data.slice(0, 12).map(({ combination, n }) => `${combination}: ${n}.`).join(" ")
    } None of them: ${none}.`,
    caption: `${note}. ${
      everything
        ? "The driver and variants of unknown significance are counted"
        : "The driver itself and variants of unknown significance are not counted"
    }.`,
    data: [...data, { combination: "none of them", n: none, N: known.length }],
  }, options);
}

/** Combinations as they are met in the biopsies, the most frequent and then the smallest first. */
function combinations(
  rows: readonly OncoTableRow[],
  known: readonly number[],
): { columns: readonly SetColumn[]; none: number } {
  const found = new Map<string, { members: readonly number[]; count: number }>();
  let none = 0;
  for (const i of known) {
    const members = rows.flatMap(({ cells }, r) => isAltered(cells[i]) ? [r] : []);
    const key = members.join(" ");
    const column = found.get(key);
    if (members.length === 0) none++;
    else if (column !== undefined) column.count++;
    else found.set(key, { members, count: 1 });
  }
  const columns = [...found.values()].sort((a, b) =>
    b.count - a.count || a.members.length - b.members.length || firstDifference(a, b)
  );
  return { columns, none };
}

function firstDifference(a: SetColumn, b: SetColumn): number {
  const at = a.members.findIndex((member, i) => member !== b.members[i]);
  return at < 0 ? 0 : a.members[at] - b.members[at];
}

function isAltered(cell: OncoTableRow["cells"][number]): boolean {
  return typeof cell !== "string";
}
