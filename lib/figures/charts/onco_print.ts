import { list, plural } from "../../errors/mod.ts";
import type { ClassifiedFindings } from "../../mechanisms/mod.ts";
import { type Figure, type FigureOptions, makeFigure, type PlottedRow } from "../figure.ts";
import { panelGrid } from "../layout/panel_grid.ts";
import { type Glyph, type OncoCell, oncoCells } from "../marks/onco_cells.ts";
import type { LegendItem } from "../marks/legend.ts";
import { chosenBiopsies, chosenRows } from "./onco_choice.ts";
import { GLYPHS, oncoTable, type OncoTableRow } from "./onco_table.ts";

/** How an OncoPrint is drawn. */
export interface OncoPrintOptions extends FigureOptions {
  /** Genes and histologies to show, in this order; the most often altered first when absent. */
  readonly genes?: readonly string[];
  /** The biopsies to show, by name; all when absent. */
  readonly biopsies?: readonly string[];
  /** Also the treated driver itself and variants of unknown significance; default false. */
  readonly everything?: boolean;
}

/** The most rows that stand there unasked. */
const USUAL_GENES = 20;

const WHAT = "an OncoPrint";

/**
 * Altered genes by biopsy: a column a biopsy, a row a gene, the kind of change as colour and inset.
 *
 * Columns are sorted by the rows from the top, so that what is exclusive or shared is seen. Every biopsy
 * stays: the unaltered are the grey block, and where nothing could have shown a change of the gene
 * stands a thin line in place of a cell. N is the number of biopsies that could have shown one of its
 * kinds of change; several biopsies may come from one patient, which the caption says, so these counts
 * are for looking, and `mechanismFrequency` for shares.
 *
 * @param findings What `classifyFindings` returned
 * @throws {UsageError} If a gene or biopsy is not in the findings, there is nothing altered, or there
 * are more than 60 genes or 1,000 biopsies
 *
 * @example Usage
 * ```ts
 * import { oncoPrint } from "halfmax/figures/mod.ts";
 * import { classifyFindings, readStudy } from "halfmax/mechanisms/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const findings = classifyFindings(await readStudy("data/simulated_alk_cohort"));
 * const figure = oncoPrint(findings, { genes: ["ALK", "MET"], stamp: "SIMULATED" });
 * assertEquals(figure.data.length, 2 * findings.biopsies.length);
 * ```
 */
export function oncoPrint(
  findings: ClassifiedFindings,
  { genes, biopsies, everything = false, ...options }: OncoPrintOptions = {},
): Figure {
  const chosen = chosenBiopsies(findings, biopsies, WHAT);
  const table = oncoTable(chosen, everything, genes);
  const rows = chosenRows(table, genes, { what: WHAT, usual: USUAL_GENES });
  const order = memoOrder(rows, chosen.biopsies.length);
  const sorted = rows.map((row) => ({ ...row, cells: order.map((i) => row.cells[i]) }));
  const total = order.length;
  const altered = order.filter((i) => rows.some(({ cells }) => isAltered(cells[i]))).length;
  const blind =
    order.filter((i) => rows.every(({ cells }) => cells[i] === "not assessable")).length;
  const patients = new Set(chosen.biopsies.map(({ patient }) => patient)).size;
  const seen = new Set(rows.flatMap(({ cells }) => cells.filter(isAltered).flat()));
  const legend = Object.values(GLYPHS).filter((glyph) => seen.has(glyph)).map(legendItem);
  const left = table.filter((row) => row.altered > 0).length - rows.length;
  const note = [
    `${altered} of ${plural(total - blind, "assessable biopsy", "assessable biopsies")} altered`,
    "grey, unaltered",
    ...(rows.some(({ cells }) => cells.includes("not assessable"))
      ? ["thin line, not assessable"]
      : []),
    ...(genes === undefined && left > 0 ? [`${left} rarer rows not shown`] : []),
  ].join("; ");
  const drawing = panelGrid([
    oncoCells(sorted.map(({ name, cells, ...counts }) => ({
      name,
      cells,
      text: alteredWords(counts),
    }))),
  ], { columns: 1, aspect: 0, note, legend });
  const summary = rows.map((row) => `${row.name} ${alteredWords(row)}`);
  return makeFigure({
    by: "oncoPrint",
    drawing,
    title: `Alterations of ${list(rows.map(({ name }) => name), 5)} in ${
      plural(total, "biopsy", "biopsies")
    }`,
    alt: `OncoPrint of ${plural(rows.length, "row")} by ${plural(total, "biopsy", "biopsies")}, ${
      summary.slice(0, 12).join("; ")
    }.`,
    caption: [
      `${note}; ${plural(blind, "biopsy", "biopsies")} not assessable for any row`,
      `${plural(total, "biopsy", "biopsies")} of ${plural(patients, "patient")}`,
      "N of a row, biopsies that could have shown at least one of its kinds of change",
      everything
        ? "The driver and variants of unknown significance are shown"
        : "The driver itself and variants of unknown significance are not shown",
    ].join(". ") + ".",
    data: sorted.flatMap(({ name, cells }) =>
      cells.map((cell, k): PlottedRow => {
        const { id, patient, specimen } = chosen.biopsies[order[k]];
        return { gene: name, biopsy: id, patient, specimen, state: stateOf(cell) };
      })
    ),
  }, options);
}

/** Biopsies sorted by the first row, within it by the second, …: altered, unaltered, not assessable. */
function memoOrder(rows: readonly OncoTableRow[], count: number): number[] {
  const glyphs: readonly Glyph[] = Object.values(GLYPHS);
  const ranks = rows.map(({ cells }) =>
    cells.map((cell) =>
      typeof cell !== "string" ? glyphs.indexOf(cell[0]) : cell === "unaltered" ? 100 : 101
    )
  );
  return Array.from({ length: count }, (_, i) => i).sort((a, b) => {
    const differing = ranks.find((own) => own[a] !== own[b]);
    return differing === undefined ? a - b : differing[a] - differing[b];
  });
}

function isAltered(cell: OncoCell): cell is readonly Glyph[] {
  return typeof cell !== "string";
}

function alteredWords({ altered, assessable }: { altered: number; assessable: number }): string {
  return `${altered.toLocaleString("en-US")} of ${assessable.toLocaleString("en-US")}`;
}

function legendItem({ name, color }: Glyph): LegendItem {
  return { label: name, line: false, style: { color, symbol: "square", dash: [], open: false } };
}

function stateOf(cell: OncoCell): string {
  return isAltered(cell) ? cell.map(({ name }) => name).join(" + ") : cell;
}
