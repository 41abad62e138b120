import { escapeHtml, htmlTable, textTable, withDisplay } from "../display/mod.ts";
import type { TableColumn } from "../display/mod.ts";
import { list, nearest, plural, quote, UsageError } from "../errors/mod.ts";
import { formatPotency, formatRatio, type Potency, type PotencyRecord } from "../potency/mod.ts";
import { printedFold } from "./fold_change_of_potencies.ts";
import type { FoldChange } from "./fold_change_record.ts";
import { type Genotype, parseGenotype } from "./genotype.ts";
import { type Panel, type PanelColumns, type PanelValue, panelValues } from "./panel.ts";

/** What one source says of one cell. */
export interface MatrixEntry {
  /** Name of the panel it belongs to. */
  readonly panel: string;
  /** The protein that the genotype is of; null where no column says. */
  readonly target: string | null;
  /** Its name in the matrix. */
  readonly genotype: string;
  /** The drug. */
  readonly inhibitor: string;
  /** As printed: bound, range or word. */
  readonly printed: Potency;
  /** With a relative statement resolved within its row. */
  readonly potency: Potency;
  /** Over the same inhibitor's reference in the same panel; null for the reference itself. */
  readonly fold: FoldChange | null;
  /** The row of the file, with all that it says besides. */
  readonly record: PotencyRecord;
}

/** One cell: everything that all sources say of a genotype under an inhibitor, side by side. */
export interface MatrixCell {
  /** The protein that the genotype is of; null where no column says. */
  readonly target: string | null;
  /** Its name in the matrix. */
  readonly genotype: string;
  /** The drug. */
  readonly inhibitor: string;
  /** One for each source, assay and model. */
  readonly entries: readonly MatrixEntry[];
}

/** One row: a genotype of one protein. */
export interface MatrixGenotype extends Genotype {
  /** Null where no column says. */
  readonly target: string | null;
}

/** Genotypes by inhibitors, from any mix of sources. */
export interface CrossResistance {
  /** Names that stand for the reference, "WT". */
  readonly references: readonly string[];
  /** The rows, in the order of the sources. */
  readonly genotypes: readonly MatrixGenotype[];
  /** The columns, in the order of the sources. */
  readonly inhibitors: readonly string[];
  /** Every source, assay and model that speaks. */
  readonly panels: readonly Panel[];
  /** Cells of which some source speaks, by genotype, then inhibitor. */
  readonly cells: readonly MatrixCell[];
  /** Genotypes that are no HGVS-like changes, as printed; kept all the same. */
  readonly flagged: readonly string[];
  /** Not for treating patients. */
  readonly use: "Research use only";
}

/** Options of {@linkcode crossResistance}. */
export interface CrossResistanceOptions extends PanelColumns {
  /** The genotype that everything is divided by, or several names for it ("WT", "parental"). */
  readonly reference: string | readonly string[];
}

/**
 * Genotype by inhibitor, from any mix of sources: each cell keeps every source's own value with its
 * bound, range or word, and its fold change over the reference of the same source, assay and model.
 *
 * Sources that disagree stand side by side; nothing is averaged (see `compareSources`,
 * `summarizeCell`). Values of different readouts are never divided by one another. Compound
 * mutations are genotypes of their own. Research use only.
 *
 * @param potencies From `readPotencies`, any number of files
 * @returns Shows itself as a table
 * @throws {UsageError} If no reference is named, no panel has it, or a panel has two
 * @throws {DataError} If a source gives one cell two different values
 *
 * @example Usage
 * ```ts
 * import { readPotencies } from "halfmax/potency/mod.ts";
 * import { crossResistance } from "halfmax/resistance/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const matrix = crossResistance(
 *   [
 *     await readPotencies("data/crizotinib_guide_2025/ic50.csv"),
 *     await readPotencies("data/crizotinib_resistance_guide_2025/ic50.csv"),
 *   ],
 *   { reference: "WT" },
 * );
 * const cell = matrix.cells.find((one) => one.genotype === "WT" && one.inhibitor === "ceritinib")!;
 * assertEquals(cell.entries.map(({ printed }) => printed.asPrinted), ["~20-40", "0.15"]);
 * ```
 */
export function crossResistance(
  potencies: readonly (PotencyRecord | readonly PotencyRecord[])[],
  { reference, ...columns }: CrossResistanceOptions,
): CrossResistance {
  const references = (typeof reference === "string" ? [reference] : reference ?? [])
    .filter(Boolean).map((name) => parseGenotype(name).name);
  const values = panelValues(potencies.flat(), columns);
  requireReference(values, references);
  const entries = values.map((value) => entryOf(value, values, references));
  const genotypes = uniqueBy(
    values.map(({ genotype, target }): MatrixGenotype => ({ ...genotype, target })),
    ({ target, name }) => JSON.stringify([target, name]),
  );
  const inhibitors = [...new Set(values.map(({ inhibitor }) => inhibitor))];
  const cells = genotypes.flatMap(({ target, name }) =>
    inhibitors.map((inhibitor) => ({
      target,
      genotype: name,
      inhibitor,
      entries: entries.filter((entry) =>
        entry.target === target && entry.genotype === name && entry.inhibitor === inhibitor
      ),
    }))
  ).filter((cell) => cell.entries.length > 0);
  const ofGenotypes = (columns.by ?? "genotype") === "genotype";
  const matrix: CrossResistance = {
    references,
    genotypes,
    inhibitors,
    panels: uniqueBy(values.map(({ panel }) => panel), ({ name }) => name),
    cells,
    flagged: ofGenotypes
      ? uniqueBy(
        genotypes.filter(({ name, hgvsLike }) => !hgvsLike && !references.includes(name))
          .map(({ asPrinted }) => asPrinted),
        (name) => name,
      )
      : [],
    use: "Research use only",
  };
  return withDisplay(matrix, () => show(matrix));
}

/** A panel by its name or a part of it that only one has. */
export function findPanel({ panels }: CrossResistance, name: string): Panel {
  const exact = panels.filter((panel) => panel.name === name);
  const found = exact.length > 0 ? exact : panels.filter((panel) => panel.name.includes(name));
  if (found.length === 1) return found[0];
  throw new UsageError(
    `Cannot choose a panel: ${quote(name)} must be the name of one, or a part of it, found ${
      plural(found.length, "panel")
    } (${list(panels.map((panel) => quote(panel.name)))})`,
  );
}

/** The genotype of a matrix that a text means: "G1202R", or "ALK G1202R" where several share it. */
export function findGenotype({ genotypes }: CrossResistance, text: string): MatrixGenotype {
  const targets = [...new Set(genotypes.map(({ target }) => target))];
  const said = targets.find((target) => target !== null && text.startsWith(`${target} `));
  const wanted = parseGenotype(said ? text.slice(said.length + 1) : text).name;
  const found = genotypes.filter(({ name, target }) =>
    name === wanted && (said === undefined || target === said)
  );
  if (found.length === 1) return found[0];
  if (found.length > 1) {
    const choices = found.map((one) => quote(`${one.target ?? ""} ${one.name}`.trim()));
    throw new UsageError(
      `Cannot look up ${quote(text)}: must name the protein too, one of ${list(choices)}`,
    );
  }
  const names = [...new Set(genotypes.map(({ name }) => name))];
  const meant = nearest(text, names);
  throw new UsageError(
    `Cannot look up ${quote(text)}: the genotype must be among ${list(names.map(quote), 20)}${
      meant ? `. Did you mean ${quote(meant)}?` : ""
    }. A compound mutation is a genotype of its own`,
  );
}

function requireReference(values: readonly PanelValue[], references: readonly string[]): void {
  if (references.length === 0) {
    throw new UsageError(
      'Cannot compute cross-resistance: needs a reference, as in { reference: "WT" }, found none',
    );
  }
  const names = [...new Set(values.map(({ genotype }) => genotype.name))];
  if (!references.some((name) => names.includes(name))) {
    const meant = nearest(references[0], names);
    throw new UsageError(
      `Cannot compute cross-resistance: the reference must be among ${list(names.map(quote))}, ` +
        `found ${list(references.map(quote))}${meant ? `. Did you mean ${quote(meant)}?` : ""}`,
    );
  }
  for (const [panel, group] of Map.groupBy(values, (value) => value.panel)) {
    const own = references.filter((name) => group.some(({ genotype }) => genotype.name === name));
    if (own.length <= 1) continue;
    throw new UsageError(
      `Cannot compute cross-resistance: ${panel.name} must have one reference, found ${
        list(own.map(quote))
      }`,
    );
  }
}

function entryOf(
  { panel, target, genotype, inhibitor, printed, potency, record }: PanelValue,
  values: readonly PanelValue[],
  references: readonly string[],
): MatrixEntry {
  const own = values.find((other) =>
    other.panel === panel && other.target === target && other.inhibitor === inhibitor &&
    references.includes(other.genotype.name)
  );
  const isReference = references.includes(genotype.name);
  return {
    panel: panel.name,
    target,
    genotype: genotype.name,
    inhibitor,
    printed,
    potency,
    fold: isReference ? null : printedFold(potency, own?.potency ?? null, {
      test: genotype.name,
      reference: own?.genotype.name ?? references.join(" or "),
      key: { drug: inhibitor, panel: panel.name },
    }),
    record,
  };
}

function uniqueBy<T>(values: readonly T[], keyOf: (value: T) => string): T[] {
  const seen = new Set<string>();
  return values.filter((value) => !seen.has(keyOf(value)) && seen.add(keyOf(value)));
}

function show(matrix: CrossResistance) {
  const { genotypes, inhibitors, panels, cells, references, flagged } = matrix;
  const number = (panel: string) => panels.findIndex(({ name }) => name === panel) + 1;
  const many = panels.length > 1;
  const times = (fold: FoldChange | null) =>
    fold === null || fold.relation === "not determined"
      ? ""
      : ` (${formatRatio(withoutInterval(fold), { note: false })})`;
  const write = ({ printed, fold, panel }: MatrixEntry) =>
    formatPotency(printed, { reason: false }) + times(fold) + (many ? ` [${number(panel)}]` : "");
  const cellText = (genotype: MatrixGenotype, inhibitor: string) =>
    cells.find((cell) =>
      cell.target === genotype.target && cell.genotype === genotype.name &&
      cell.inhibitor === inhibitor
    )?.entries.map(write).join("; ") ?? "";
  const severalTargets = new Set(genotypes.map(({ target }) => target)).size > 1;
  const columns: TableColumn<MatrixGenotype>[] = [
    ...(severalTargets
      ? [{ header: "target", cell: ({ target }: MatrixGenotype) => target ?? "" }]
      : []),
    {
      header: "genotype",
      cell: ({ name, asPrinted }) => flagged.includes(asPrinted) ? `${name} *` : name,
    },
    ...inhibitors.map((inhibitor) => ({
      header: inhibitor,
      cell: (genotype: MatrixGenotype) => cellText(genotype, inhibitor),
    })),
  ];
  const caption = `${plural(genotypes.length, "genotype")} by ${
    plural(inhibitors.length, "inhibitor")
  }: value (fold change over ${references.join(" or ")})`;
  const notes = [
    ...(many ? panels.map(({ name }, i) => `[${i + 1}] ${name}`) : panels.map(({ name }) => name)),
    ...(flagged.length > 0 ? ["* not written as protein changes"] : []),
    "Research use only",
  ];
  return {
    "text/plain": [textTable(genotypes, columns, { caption }), ...notes].join("\n"),
    "text/html": htmlTable(genotypes, columns, { caption }) +
      notes.map((note) => `<div style="padding:2px 10px">${escapeHtml(note)}</div>`).join(""),
  };
}

/** A ratio for a crowded cell: a range keeps its ends, a number stands alone. */
function withoutInterval(fold: FoldChange): FoldChange {
  return fold.relation === "range" ? fold : { ...fold, lower: null, upper: null, interval: null };
}
