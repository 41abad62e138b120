import { DataError } from "../../errors/mod.ts";
import { portableExp } from "../../numerics/mod.ts";
import { toNanomolar } from "../../potency/mod.ts";
import type { RowBatch, RowFile } from "./row_file.ts";
import type { Tally } from "./tally.ts";
import type { WellBatch, WellFile } from "./well_file.ts";
import { WordList } from "./word_list.ts";

/** Between compound, dose and screen in the headers of a PRISM matrix. */
const MARK = "::";

/** Whether a file is a PRISM matrix: cell lines in rows, `compound::dose::screen` in the headers. */
export function isPrismMatrix(file: RowFile): boolean {
  const [, ...columns] = file.columns;
  return columns.length > 0 && columns.every((name) => treatmentOf(name) !== null);
}

/**
 * The wells of a PRISM secondary-screen matrix of replicate-collapsed log2 fold changes: one row per
 * cell line, one column per treatment, named `broad_id::dose::screen_id` with the dose in µM (what
 * follows a further `::` is left alone).
 *
 * Viability is 2 to the power of the value, as a fraction of vehicle. The curves are named by
 * `depmap_id`, `broad_id` and `screen_id`. An empty cell is a well without a response.
 *
 * @throws {DataError} If a header names no treatment
 * @see Corsello et al. (2020) Nat Cancer 1:235, doi:10.1038/s43018-019-0018-6
 */
export function prismWells(file: RowFile): WellFile {
  const [line, ...columns] = file.columns;
  const treatments = columns.map((name) => {
    const treatment = treatmentOf(name);
    if (treatment !== null) return { name, ...treatment };
    throw new DataError(
      `Cannot read ${file.source}: column "${name}" must be named broad_id::dose::screen_id`,
    );
  });
  // The doses of a curve stand together, whatever the order of the columns.
  const ordered = [
    ...Map.groupBy(treatments, ({ compound, screen }) => compound + MARK + screen)
      .values(),
  ].flat();
  return {
    source: file.source,
    by: ["depmap_id", "broad_id", "screen_id"],
    scale: "fraction",
    notes: ["PRISM matrix: viability is 2^log2 fold change, doses in µM; cells count as rows"],
    size: file.size,
    unit: () => "nM",
    scan(tally, onRead) {
      const scan = file.scan(
        { numbers: ordered.map(({ name }) => name), texts: [line] },
        onRead,
      );
      const compounds = new WordList();
      const screens = new WordList();
      const coded = ordered.map(({ compound, screen, dose }) => ({
        compound: compounds.codeOf(compound),
        screen: screens.codeOf(screen),
        dose,
      }));
      return {
        words: [scan.words[0], compounds.words, screens.words],
        batches: read(scan.batches, coded, tally),
      };
    },
  };
}

interface Treatment {
  readonly compound: number;
  readonly screen: number;
  readonly dose: number;
}

async function* read(
  batches: AsyncIterable<RowBatch>,
  treatments: readonly Treatment[],
  tally: Tally,
): AsyncGenerator<WellBatch> {
  const size = treatments.length;
  const compound = Int32Array.from(treatments, ({ compound }) => compound);
  const screen = Int32Array.from(treatments, ({ screen }) => screen);
  const dose = Float64Array.from(treatments, ({ dose }) => dose);
  const line = new Int32Array(size);
  const response = new Float64Array(size);
  const row = new Float64Array(size);
  for await (const batch of batches) {
    for (let i = 0; i < batch.count; i++) {
      line.fill(batch.codes[0][i]);
      row.fill(batch.row[i]);
      tally.read += size;
      for (let k = 0; k < size; k++) {
        const change = batch.numbers[k][i];
        if (Number.isNaN(change)) tally.exclude("no log2 fold change", batch.row[i]);
        response[k] = portableExp(change * Math.LN2);
      }
      yield { count: size, row, names: [line, compound, screen], dose, response };
    }
  }
}

function treatmentOf(name: string): { compound: string; dose: number; screen: string } | null {
  const [compound, dose, screen] = name.split(MARK);
  if (screen === undefined || compound === "" || !(Number(dose) > 0)) return null;
  return { compound, dose: toNanomolar(Number(dose), "µM"), screen };
}
