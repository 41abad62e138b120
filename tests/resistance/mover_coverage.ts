/**
 * Makes mover_coverage.csv: how often foldChange() holds the truth within one experiment, where it
 * combines the two curves' own intervals by MOVER; 2,000 SIMULATED pairs of curves per situation. Slow
 * (two minutes), so run by hand: `deno run -A tests/resistance/mover_coverage.ts`, with a smaller number
 * of pairs as argument for a look.
 *
 * @module
 */
import { formatCsv } from "../../lib/tables/mod.ts";
import { MOVER_CELLS, simulateMover } from "./simulate_mover.ts";

const COLUMNS = [
  "kind",
  "noise",
  "wells_per_dose",
  "test_ic50_nM",
  "reference_ic50_nM",
  "pairs",
  "intervals",
  "intervals_right_percent",
  "bounds",
  "bounds_right_percent",
  "answers_right_percent",
  "not_determined",
] as const;

const SEED = 20_250_202;

if (import.meta.main) {
  const pairs = Number(Deno.args[0] ?? 2000);
  const percent = (right: number, of: number) =>
    of === 0 ? null : Number((100 * right / of).toFixed(2));
  const rows = MOVER_CELLS.map((cell, i) => {
    const found = simulateMover(cell, pairs, SEED + i);
    const { intervals, intervalsRight, bounds, boundsRight } = found;
    const row = [
      cell.kind,
      cell.noise,
      cell.wells,
      cell.testIC50,
      100,
      pairs,
      intervals,
      percent(intervalsRight, intervals),
      bounds,
      percent(boundsRight, bounds),
      percent(intervalsRight + boundsRight, intervals + bounds),
      found.notDetermined,
    ];
    console.error(row.join(","));
    return row;
  });
  const csv = formatCsv(COLUMNS, rows);
  if (Deno.args.length === 0) {
    await Deno.writeTextFile(new URL("mover_coverage.csv", import.meta.url), csv);
  } else console.log(csv);
}
