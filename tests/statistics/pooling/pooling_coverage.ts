/**
 * Makes pooling_coverage.csv: how often the intervals of poolProportions() hold the proportion of a
 * study in the middle, over SIMULATED studies of 8 to 120 patients, 500 sets per situation. Twenty
 * minutes, so run by hand: `deno run -A tests/statistics/pooling/pooling_coverage.ts`, with a smaller
 * number of sets as argument for a look.
 *
 * @module
 */
import { randomSeeded } from "../../../lib/numerics/mod.ts";
import { poolProportions, type PoolProportionsOptions } from "../../../lib/statistics/mod.ts";
import { simulateStudies } from "./simulate_studies.ts";

const SEED = 20_260_302;

const INTERVALS: Readonly<Record<string, PoolProportionsOptions>> = {
  t: { interval: "t" },
  profile: { interval: "profile" },
  normal: { interval: "normal" },
  logit_hartung_knapp: { model: "logit" },
  freeman_tukey_hartung_knapp: { model: "Freeman-Tukey" },
};

const sets = Number(Deno.args[0] ?? 500);
const names = Object.keys(INTERVALS);
const lines = [
  `studies,proportion,tau,sets,no_events_percent,${
    names.map((name) => `${name}_percent`).join(",")
  }`,
];
for (const k of [3, 5, 8, 12, 20]) {
  for (const proportion of [0.03, 0.15, 0.4]) {
    for (const tau of [0, 0.5, 1]) {
      const prng = randomSeeded(SEED);
      const mu = Math.log(proportion / (1 - proportion));
      const right = names.map(() => 0);
      let noEvents = 0;
      for (let set = 0; set < sets; set++) {
        const studies = simulateStudies(prng, { k, mu, tau });
        if (studies.every(({ events }) => events === 0)) noEvents++;
        names.forEach((name, i) => {
          const { lower, upper } = poolProportions(studies, INTERVALS[name]);
          if (lower !== null && upper !== null && lower <= proportion && proportion <= upper) {
            right[i]++;
          }
        });
      }
      const percent = (count: number) => (100 * count / sets).toFixed(1);
      lines.push([k, proportion, tau, sets, percent(noEvents), ...right.map(percent)].join(","));
      console.log(lines[lines.length - 1]);
    }
  }
}
const file = new URL("pooling_coverage.csv", import.meta.url);
if (Deno.args.length === 0) await Deno.writeTextFile(file, lines.join("\n") + "\n");
