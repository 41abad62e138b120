import { type PotencyCells, potencyCells, printPotency } from "../potency/mod.ts";
import {
  type CrossResistance,
  type FoldChange,
  type MatrixEntry,
  type MatrixGenotype,
  nextInhibitor,
  type PanelRanking,
} from "../resistance/mod.ts";
import type { Cells } from "./fits_table.ts";

type Row = Readonly<Record<string, Cells["rows"][number][number]>>;

/** A cross-resistance matrix as the rows of `matrix.csv`, one per value of a source. */
export function matrixTable(matrix: CrossResistance): Cells {
  const entries = matrix.cells.flatMap((cell) => cell.entries);
  return tableOf(entries.map((entry) => ({ ...entryCells(entry), use: matrix.use })));
}

/** The rankings of all genotypes but the reference as the rows of `next_inhibitor.csv`. */
export function nextInhibitorTable(matrix: CrossResistance): Cells {
  const others = matrix.genotypes.filter(({ name }) => !matrix.references.includes(name));
  const rows = others.flatMap((genotype) => {
    const { panels, thresholds } = nextInhibitor(matrix, nameOf(genotype));
    const calls = `${thresholds.name}, version ${thresholds.version}`;
    return panels.flatMap((panel) => rankingCells(genotype, panel))
      .map((row) => ({ ...row, thresholds: calls, use: matrix.use }));
  });
  return rows.length > 0 ? tableOf(rows) : { columns: ["genotype"], rows: [] };
}

/** With its protein, where the matrix knows it: several may have a genotype of that name. */
function nameOf({ target, name }: MatrixGenotype): string {
  return target === null ? name : `${target} ${name}`;
}

function entryCells({ target, genotype, inhibitor, panel, printed, fold }: MatrixEntry): Row {
  const cells: PotencyCells = potencyCells(printed);
  return {
    target,
    genotype,
    inhibitor,
    source_and_assay: panel,
    endpoint: printed.endpoint,
    kind: printed.kind,
    readout: printed.readout,
    ...cells,
    ...foldCells(fold),
    direction: fold?.direction ?? null,
    note: fold === null ? "the reference" : fold.note,
    source: printed.source,
  };
}

function rankingCells(
  { target, name }: MatrixGenotype,
  { panel, ranking }: PanelRanking,
): Row[] {
  return ranking.map(({ rank, tiedWith, inhibitor, fold, printed, call, reason }) => ({
    target,
    genotype: name,
    source_and_assay: panel,
    rank,
    tied_with: tiedWith.join(", "),
    inhibitor,
    as_printed: printed === null ? null : printPotency(printed),
    ...foldCells(fold),
    call,
    reason,
  }));
}

function foldCells(fold: FoldChange | null): Row {
  return {
    fold: fold?.estimate ?? null,
    fold_relation: fold?.relation ?? null,
    fold_lower: fold?.lower ?? null,
    fold_upper: fold?.upper ?? null,
  };
}

/** Rows of the same names as a table. */
function tableOf(rows: readonly Row[]): Cells {
  return { columns: Object.keys(rows[0]), rows: rows.map((row) => Object.values(row)) };
}
