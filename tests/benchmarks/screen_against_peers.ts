/**
 * `deno task bench:screen`: the screen kernel against scipy's `curve_fit`, CurveCurator and R drc, on
 * the same curves: an easy set (all curves ordinary) and a hard mix (no effect, incomplete, steep,
 * outliers, missing wells; SIMULATED).
 *
 * They run here, in turn with the kernel, each on one thread; answers are compared, and the run fails
 * where the kernel's sum of squares is higher than that of scipy or of drc.
 *
 * Needs numpy and scipy beside Jupyter: `.venv/bin/pip install numpy scipy`; for CurveCurator an
 * environment of its own, named by CURVE_CURATOR_PYTHON (its Python); for drc R, and in R_LIBS the
 * library with drc. Without these their rows are left out.
 */
import { dirname, join } from "node:path";
import { readCurves } from "../../lib/dose_response/mod.ts";
import { fitScreen, type ScreenColumns, type ScreenOptions } from "../../lib/screen/mod.ts";
import { curveOfScreen, hardMix, screenOf } from "../screen/simulate_screen.ts";
import { sharedPath } from "../shared.ts";

const ROUNDS = 5;
/** Seconds over which the kernel is timed: a set takes it so little that one interruption would count double. */
const WINDOW = 0.6;
const HERE = new URL(".", import.meta.url).pathname;
/** Curves that the slow ones are timed on; ours are timed on all of them. */
const FEW = { curator: 40, drc: 100 };

interface PeerAnswer {
  readonly seconds: number;
  /** The last entry is the residual sum of squares; null where it failed. */
  readonly answers: readonly (readonly number[] | null)[];
}

const sets: [string, ScreenColumns][] = [["hard mix", hardMix(4000, 31)]];
const timing = sharedPath("reference/timing/curves.csv");
if (timing !== null) {
  const { curves } = await readCurves(timing, {
    dose: "dose_nM",
    response: "response",
    scale: "fraction",
    by: ["curve_id"],
  });
  sets.unshift(["timing set", screenOf(curves)]);
}

let worse = 0;
for (const [name, columns] of sets) {
  const file = csvOf(columns);
  const rates = {
    alone: Infinity,
    relative: Infinity,
    profile: Infinity,
    scipy: Infinity,
    curator: Infinity,
    drc: Infinity,
  };
  let scipy: PeerAnswer | null = null;
  let drc: PeerAnswer | null = null;
  const curator = Deno.env.get("CURVE_CURATOR_PYTHON");
  const forCurator = csvOf({ ...columns, curves: FEW.curator });
  const forDrc = csvOf({ ...columns, curves: FEW.drc });
  for (let round = 0; round < ROUNDS; round++) {
    rates.alone = Math.min(rates.alone, seconds(columns, { interval: "none" }));
    rates.relative = Math.min(rates.relative, seconds(columns, { interval: "relative only" }));
    rates.profile = Math.min(rates.profile, seconds(columns, {}));
    scipy = await runPeer(join(dirname(Deno.execPath()), "python"), "scipy_curve_fit.py", file);
    rates.scipy = Math.min(rates.scipy, scipy?.seconds ?? Infinity);
    if (Deno.env.has("R_LIBS")) drc = await runPeer("Rscript", "fit_with_drc.R", forDrc);
    rates.drc = Math.min(rates.drc, (drc?.seconds ?? Infinity) * columns.curves / FEW.drc);
    if (curator === undefined) continue;
    const answer = await runPeer(curator, "curve_curator_fit.py", forCurator);
    const scale = columns.curves / FEW.curator;
    rates.curator = Math.min(rates.curator, (answer?.seconds ?? Infinity) * scale);
  }
  const { values, checks } = fitScreen(columns);
  let [higher, lower, same, beyond] = [0, 0, 0, 0];
  const tested = columns.dose.filter((dose) => dose > 0);
  const ends = [tested.reduce((a, b) => Math.min(a, b)), tested.reduce((a, b) => Math.max(a, b))];
  scipy?.answers.forEach((answer, i) => {
    if (answer === null) return;
    // The kernel looks for an IC50 within three decades of the doses; scipy anywhere.
    if (answer[0] < Math.log10(ends[0]) - 3 || answer[0] > Math.log10(ends[1]) + 3) beyond++;
    else if (values.rss[i] > answer[8] * (1 + 1e-9)) higher++;
    else if (values.rss[i] < answer[8] * (1 - 1e-9)) lower++;
    else same++;
  });
  const drcFits = (drc?.answers ?? []).map((answer) => answer?.at(-1) ?? Infinity);
  const aboveDrc = drcFits.filter((rss, i) => values.rss[i] > rss * (1 + 1e-9)).length;
  const belowDrc = drcFits.filter((rss, i) => values.rss[i] < rss * (1 - 1e-6)).length;
  worse += higher + aboveDrc;
  const n = columns.curves;
  const line = (what: string, time: number, note = "") =>
    time === Infinity
      ? `| ${what} | not run | | | |`
      : `| ${what} | ${Math.round(n / time).toLocaleString("en-US")} | ${
        (time / rates.alone).toFixed(1)
      } | ${(time / rates.profile).toFixed(1)} | ${note} |`;
  console.log(`
${n} curves, ${name}; best of ${ROUNDS} rounds, one thread

| | curves per second | time over ours without intervals | over ours with all intervals | |
| --- | ---: | ---: | ---: | --- |
${line("halfmax screen, no intervals", rates.alone)}
${line("halfmax screen, profile intervals of the relative IC50", rates.relative)}
${line("halfmax screen, profile intervals of both IC50s", rates.profile)}
${line("scipy curve_fit (lm, analytic Jacobian), errors, F test", rates.scipy)}
${line("CurveCurator, standard mode", rates.curator, `on ${FEW.curator} curves`)}
${line("R drc drm LL.4", rates.drc, `on ${FEW.drc} curves`)}

Residual sum of squares against scipy: the same on ${same} curves, ours lower on ${lower}, higher on ${higher}; scipy's IC50 lies more than three decades from the doses on ${beyond}; it failed on ${
    n - same - lower - higher - beyond
  }. Against drc: ours lower by more than 1e-6 on ${belowDrc} of ${drcFits.length}, higher on ${aboveDrc}; it failed on ${
    drcFits.filter((rss) => rss === Infinity).length
  }.
${checks.doubtful} doubtful, ${checks.checked} checked against the general solver: ${checks.agree} agree, kernel better on ${checks.kernelBetter}, general solver on ${checks.generalBetter}, another status on ${checks.disagree}.`);
}

if (worse > 0) {
  console.error("A sum of squares is higher than scipy's.");
  Deno.exit(1);
}

/** Seconds of one fit of all curves: the mean over about as long a time as scipy takes for one. */
function seconds(columns: ScreenColumns, options: ScreenOptions): number {
  const began = performance.now();
  let [fits, spent] = [0, 0];
  while (spent < WINDOW) {
    fitScreen(columns, options);
    fits++;
    spent = (performance.now() - began) / 1000;
  }
  return spent / fits;
}

function csvOf(columns: ScreenColumns): string {
  const rows = Array.from({ length: columns.curves }, (_, i) => {
    const { doses, responses } = curveOfScreen(columns, i);
    return doses.map((dose, k) => `${i},${dose},${responses[k]}`);
  }).flat();
  const file = Deno.makeTempFileSync({ suffix: ".csv" });
  Deno.writeTextFileSync(file, ["curve_id,dose_nM,response", ...rows].join("\n"));
  return file;
}

async function runPeer(program: string, script: string, file: string): Promise<PeerAnswer | null> {
  const { success, stdout, stderr } = await new Deno.Command(program, {
    args: [join(HERE, script), file],
    env: { OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1" },
  }).output();
  // Python writes what JSON has no word for.
  if (success) {
    return JSON.parse(new TextDecoder().decode(stdout).replaceAll(/-?Infinity|NaN/g, "null"));
  }
  console.error(
    `${script} did not run: ${new TextDecoder().decode(stderr).trim().split("\n").at(-1)}`,
  );
  return null;
}
