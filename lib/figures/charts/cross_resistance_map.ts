import { list, nearest, plural, quote, UsageError } from "../../errors/mod.ts";
import { formatPotency } from "../../potency/mod.ts";
import type { CrossResistance, MatrixEntry, MatrixGenotype } from "../../resistance/mod.ts";
import { type Figure, type FigureOptions, makeFigure, type PlottedRow } from "../figure.ts";
import type { CellValue } from "../marks/matrix_cells.ts";
import { matrixDrawing, ratioOf } from "./matrix_drawing.ts";
import { writtenValue } from "./written_value.ts";

/** How a matrix is drawn. */
export interface CrossResistanceMapOptions extends FigureOptions {
  /** Sources to show, by the name of their panel or a part of it; all when absent. */
  readonly panel?: string | readonly string[];
  /** Proteins to show; all when absent. */
  readonly target?: string | readonly string[];
}

/**
 * Genotype by inhibitor as a heat map of fold changes over the reference, each source's own value in
 * the cell: bounds, ranges and words are shown, never dropped.
 *
 * Sources that disagree stand one under the other with their number; none is averaged. Rows of the
 * reference say its concentration. Colours diverge from pale at 1 on a log scale: orange less
 * sensitive, purple hypersensitive. A dashed value has no fold change: it says the word or the
 * concentration that its source gives. Research use only.
 *
 * @param matrix What `crossResistance` returned
 * @throws {UsageError} If a panel or target is not in the matrix, or nothing is left to show
 *
 * @example Usage
 * ```ts
 * import { crossResistanceMap } from "halfmax/figures/mod.ts";
 * import { readPotencies } from "halfmax/potency/mod.ts";
 * import { crossResistance } from "halfmax/resistance/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const guide = await readPotencies("data/crizotinib_resistance_guide_2025/ic50.csv");
 * const figure = crossResistanceMap(crossResistance([guide], { reference: "WT" }));
 * const cell = figure.data.find((row) => row.genotype === "G1202R" && row.inhibitor === "alectinib")!;
 * assertEquals(cell.shown, "High Resistance");
 * ```
 */
export function crossResistanceMap(
  matrix: CrossResistance,
  { panel, target, ...options }: CrossResistanceMapOptions = {},
): Figure {
  const panels = chosenPanels(matrix, panel);
  const targets = chosenTargets(matrix, target);
  const entries = matrix.cells.flatMap((cell) => cell.entries).filter((entry) =>
    panels.includes(entry.panel) && targets.includes(entry.target)
  );
  if (entries.length === 0) {
    throw new UsageError(
      `Cannot draw a matrix: needs values, found none of ${list(targets.map(String))} in ${
        list(panels)
      }`,
    );
  }
  const spoken = panels.filter((name) => entries.some((entry) => entry.panel === name));
  const genotypes = matrix.genotypes.filter((row) => entries.some((entry) => isOf(entry, row)));
  const inhibitors = matrix.inhibitors.filter((name) =>
    entries.some(({ inhibitor }) => inhibitor === name)
  );
  const several = new Set(genotypes.map((row) => row.target)).size > 1;
  const names = genotypes.map((row) => nameOf(row, several, matrix));
  const reference = matrix.references.filter((name) =>
    entries.some(({ genotype }) => genotype === name)
  ).join(" or ");
  const numbered = spoken.length > 1;
  const flagged = genotypes.some(({ asPrinted }) => matrix.flagged.includes(asPrinted));
  const { drawing, note } = matrixDrawing({
    rows: names,
    columns: inhibitors,
    valuesOf: (i, j) =>
      entries.filter((entry) => isOf(entry, genotypes[i]) && entry.inhibitor === inhibitors[j])
        .map((entry): CellValue => ({
          ratio: colorRatio(entry),
          text: shown(entry) + (numbered ? ` [${spoken.indexOf(entry.panel) + 1}]` : ""),
        })),
    notes: [
      `Fold change over ${reference || matrix.references.join(" or ")}`,
      ...(reference === "" ? [] : [`${reference} itself as concentration`]),
      ...(flagged ? ["*, not written as a protein change"] : []),
      ...spoken.map((name, i) => numbered ? `[${i + 1}] ${name}` : name),
      matrix.use,
    ],
  });
  const what = `${plural(genotypes.length, "genotype")} by ${
    plural(inhibitors.length, "inhibitor")
  }`;
  return makeFigure({
    by: "crossResistanceMap",
    drawing,
    title: `Cross-resistance: ${what}`,
    alt: `Heat map of fold changes, ${list(names, 20)} by ${list(inhibitors, 20)}, ${
      plural(entries.length, "value")
    } from ${plural(spoken.length, "source and assay", "sources and assays")}. ${matrix.use}.`,
    caption:
      `${note}. Colors on a log scale around 1, a bound in the color of its limit, a range ` +
      "in that of its geometric middle.",
    data: entries.map(rowOf),
  }, options);
}

function chosenPanels(
  { panels }: CrossResistance,
  asked: string | readonly string[] | undefined,
): string[] {
  const names = panels.map(({ name }) => name);
  if (asked === undefined) return names;
  const wanted = [asked].flat();
  for (const part of wanted) {
    if (names.some((name) => name.includes(part))) continue;
    throw new UsageError(
      `Cannot draw a matrix: panel must be the name of one, or a part of it, found ${
        quote(part)
      } (${list(names.map(quote))})`,
    );
  }
  return names.filter((name) => wanted.some((part) => name.includes(part)));
}

function chosenTargets(
  { genotypes }: CrossResistance,
  asked: string | readonly string[] | undefined,
): (string | null)[] {
  const targets = [...new Set(genotypes.map(({ target }) => target))];
  if (asked === undefined) return targets;
  const names = targets.filter((target) => target !== null);
  return [asked].flat().map((name) => {
    if (names.includes(name)) return name;
    const close = nearest(name, names);
    throw new UsageError(
      `Cannot draw a matrix: target must be one of ${list(names)}, found ${quote(name)}` +
        (close === undefined ? "" : `. Did you mean ${quote(close)}?`),
    );
  });
}

function isOf(entry: MatrixEntry, { target, name }: MatrixGenotype): boolean {
  return entry.target === target && entry.genotype === name;
}

function nameOf(
  { target, name, asPrinted }: MatrixGenotype,
  several: boolean,
  { flagged }: CrossResistance,
): string {
  const star = flagged.includes(asPrinted) ? " *" : "";
  return `${several && target !== null ? `${target} ` : ""}${name}${star}`;
}

/** The reference is 1 by definition, where its source has measured it. */
function colorRatio({ fold, potency }: MatrixEntry): number | null {
  if (fold !== null) return ratioOf(fold);
  return potency.estimate !== null || potency.relation === "range" ? 1 : null;
}

function shown({ fold, printed }: MatrixEntry): string {
  if (fold !== null && ratioOf(fold) !== null) return writtenValue(fold, { limits: false });
  const bare = printed.relation === "=" ? { ...printed, lower: null, upper: null } : printed;
  return formatPotency({ ...bare, replicates: null }, { reason: false });
}

function rowOf(entry: MatrixEntry): PlottedRow {
  const { target, genotype, inhibitor, panel, printed, fold } = entry;
  return {
    target,
    genotype,
    inhibitor,
    panel,
    printed: printed.asPrinted ?? formatPotency(printed),
    relation: fold?.relation ?? null,
    fold_change: fold?.estimate ?? null,
    lower: fold?.lower ?? null,
    upper: fold?.upper ?? null,
    shown: shown(entry),
    note: fold?.note ?? "reference",
  };
}
