/**
 * `deno task bench:screen`: the screen kernel against scipy's `curve_fit`, CurveCurator and R drc, on
 * the same curves: an easy set (all curves ordinary) and a hard mix (no effect, incomplete, steep,
 * outliers, missing wells; SIMULATED).
 *
 * scipy and CurveCurator run here, in turn with the kernel, each on one thread; answers are compared,
 * and the run fails where the kernel's sum of squares is higher than scipy's. drc is in no registry of
 * Python or Debian: its rate is the one published with the timing set, on such a machine.
 *
 * Needs numpy and scipy beside Jupyter: `.venv/bin/pip install numpy scipy`; and for CurveCurator an
 * environment of its own, named by CURVE_CURATOR_PYTHON (its Python); without it the row is left out.
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
/** Curves a second of drc 3.2-0 `drm` with LL.4 (R 4.2.2), one core, as published with the timing set. */
const DRC_PUBLISHED = 102.7;

interface PeerAnswer {
  readonly seconds: number;
  /** Residual sum of squares is entry 8; null where it failed. */
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
  };
  let scipy: PeerAnswer | null = null;
  for (let round = 0; round < ROUNDS; round++) {
    rates.alone = Math.min(rates.alone, seconds(columns, { interval: "none" }));
    rates.relative = Math.min(rates.relative, seconds(columns, { interval: "relative only" }));
    rates.profile = Math.min(rates.profile, seconds(columns, {}));
    scipy = await runPeer("scipy_curve_fit.py", file, join(dirname(Deno.execPath()), "python"));
    rates.scipy = Math.min(rates.scipy, scipy?.seconds ?? Infinity);
  }
  const curator = Deno.env.get("CURVE_CURATOR_PYTHON");
  const few = Math.min(40, columns.curves);
  if (curator !== undefined) {
    const answer = await runPeer(
      "curve_curator_fit.py",
      csvOf({ ...columns, curves: few }),
      curator,
    );
    rates.curator = (answer?.seconds ?? Infinity) * columns.curves / few;
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
  worse += higher;
  const n = columns.curves;
  const line = (what: string, time: number, note = "") =>
    `| ${what} | ${Math.round(n / time).toLocaleString("en-US")} | ${
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
${
    curator === undefined
      ? "| CurveCurator: no CURVE_CURATOR_PYTHON, not run | | | | |"
      : line(`CurveCurator, standard mode`, rates.curator, `on ${few} curves`)
  }
${line("R drc drm LL.4", n / DRC_PUBLISHED, "published rate, not run here")}

Residual sum of squares against scipy: the same on ${same} curves, ours lower on ${lower}, higher on ${higher}; scipy's IC50 lies more than three decades from the doses on ${beyond}; it failed on ${
    n - same - lower - higher - beyond
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

async function runPeer(script: string, file: string, python: string): Promise<PeerAnswer | null> {
  const { success, stdout, stderr } = await new Deno.Command(python, {
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
