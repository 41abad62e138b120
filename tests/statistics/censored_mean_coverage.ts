/**
 * Makes censored_mean_coverage.csv: how often censoredNormalMean() holds the true mean of SIMULATED
 * biological replicates, 4,000 sets per situation. Half a minute, so run by hand:
 * `deno run -A tests/statistics/censored_mean_coverage.ts`, with a smaller number of sets as argument
 * for a look.
 *
 * @module
 */
import {
  type ReplicateCoverage,
  type ReplicateSituation,
  simulateCensoredMeans,
} from "./simulate_censored_means.ts";

const HEADER =
  "replicates,between_sd_log10,measurement_sd_log10,top_dose_above_mean_sd,top_dose_told," +
  "censored_percent,sets,answers_right_percent,intervals,intervals_right_percent,one_sided," +
  "one_sided_right_percent";

const SEED = 20_260_301;

function line(
  situation: Omit<ReplicateSituation, "sets" | "seed">,
  coverage: ReplicateCoverage,
): string {
  const percent = (part: number, of: number) => of === 0 ? "" : (100 * part / of).toFixed(1);
  return [
    situation.replicates,
    situation.betweenSD,
    situation.measurementSD,
    situation.topInSDs,
    situation.measurableTo ? "yes" : "no",
    percent(coverage.censored, 1),
    coverage.sets,
    percent(coverage.right, coverage.sets),
    coverage.intervals,
    percent(coverage.intervalsRight, coverage.intervals),
    coverage.oneSided,
    percent(coverage.oneSidedRight, coverage.oneSided),
  ].join(",");
}

const sets = Number(Deno.args[0] ?? 4000);
const lines = [HEADER];
for (const replicates of [3, 4, 5, 6]) {
  for (const betweenSD of [0, 0.1]) {
    for (const topInSDs of [10, 2, 1, 0.5, 0, -1]) {
      for (const measurableTo of [true, false]) {
        const situation = { replicates, betweenSD, measurementSD: 0.05, topInSDs, measurableTo };
        const coverage = simulateCensoredMeans({ ...situation, sets, seed: SEED });
        lines.push(line(situation, coverage));
      }
    }
  }
}
const file = new URL("censored_mean_coverage.csv", import.meta.url);
if (Deno.args.length === 0) await Deno.writeTextFile(file, lines.join("\n") + "\n");
console.log(lines.join("\n"));
