/**
 * Makes fold_change_coverage.csv: how often foldChange() holds the truth, 2,000 SIMULATED pairs of
 * lines per situation, each with three biological replicates. Slow (minutes), so run by hand:
 * `deno run -A tests/resistance/fold_change_coverage.ts`, with a smaller number of pairs as argument
 * for a look.
 *
 * @module
 */
import { formatCsv } from "../../lib/tables/mod.ts";
import { CELLS, type Coverage, simulateCoverage } from "./simulate_pairs.ts";

const COLUMNS = [
  "paired",
  "between_sd_log10",
  "test_ic50_nM",
  "reference_ic50_nM",
  "pairs",
  "intervals",
  "intervals_right_percent",
  "intervals_with_an_open_side",
  "bounds",
  "bounds_right_percent",
  "answers_right_percent",
  "not_determined",
  "median_upper_over_lower",
] as const;

const SEED = 20_250_101;

function cellsOf(coverage: Coverage): (string | number | null)[] {
  const percent = (right: number, of: number) =>
    of === 0 ? null : Number((100 * right / of).toFixed(2));
  return [
    coverage.paired ? "paired" : "unpaired",
    coverage.betweenSD,
    coverage.testIC50,
    100,
    coverage.pairs,
    coverage.intervals,
    percent(coverage.intervalsRight, coverage.intervals),
    coverage.open,
    coverage.bounds,
    percent(coverage.boundsRight, coverage.bounds),
    percent(
      coverage.intervalsRight + coverage.boundsRight,
      coverage.intervals + coverage.bounds,
    ),
    coverage.notDetermined,
    Number.isNaN(coverage.medianWidth) ? null : Number(coverage.medianWidth.toPrecision(3)),
  ];
}

if (import.meta.main) {
  const pairs = Number(Deno.args[0] ?? 2000);
  const rows = CELLS.map((cell, i) => {
    const row = cellsOf(simulateCoverage(cell, pairs, SEED + i));
    console.error(row.join(","));
    return row;
  });
  const csv = formatCsv(COLUMNS, rows);
  if (Deno.args.length === 0) {
    await Deno.writeTextFile(new URL("fold_change_coverage.csv", import.meta.url), csv);
  } else console.log(csv);
}
