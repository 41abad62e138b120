/**
 * `deno task bench`: our fits against scipy's `curve_fit`, in one run, on the same curves.
 *
 * Both fit a 4PL with standard errors and the F test against a flat line; the answers are compared,
 * and the run fails where ours has a higher residual sum of squares or where the common optimum
 * differs. Times are best of three rounds that take turns; what counts is the ratio.
 *
 * Needs numpy and scipy beside Jupyter: `.venv/bin/pip install numpy scipy`.
 */
import { dirname, join } from "node:path";
import {
  type Curve,
  fitDoseResponse,
  fourParameterLogistic,
  readCurves,
} from "../../lib/dose_response/mod.ts";
import { curveModel } from "../../lib/dose_response/curve_model.ts";
import { fitAlone } from "../../lib/dose_response/fit_curve.ts";
import { randomNormal, randomSeeded } from "../../lib/numerics/mod.ts";
import { sharedPath } from "../shared.ts";

const ROUNDS = 3;
const HERE = new URL(".", import.meta.url).pathname;
const path = sharedPath("reference/timing/curves.csv") ?? simulatedCurves();

interface ScipyAnswer {
  readonly scipy: string;
  readonly seconds: number;
  readonly failed: number;
  /** log10 IC50, hill, top, bottom, their standard errors, RSS, p. */
  readonly answers: readonly (readonly number[] | null)[];
}

const { curves } = await readCurves(path, {
  dose: "dose_nM",
  response: "response",
  scale: "fraction",
  by: ["curve_id"],
});

const model = curveModel("4PL", "fraction");
const ours: number[] = [];
const theirs: number[] = [];
let scipy: ScipyAnswer | undefined;
for (let round = 0; round < ROUNDS; round++) {
  ours.push(seconds(() => curves.forEach((curve: Curve) => fitAlone(curve, model))));
  scipy = runScipy();
  theirs.push(scipy.seconds);
}
const intervals = seconds(() => fitDoseResponse(curves));

const fits = curves.map((curve: Curve) => fitAlone(curve, model));
// A higher sum of squares is a worse answer; where both found the same minimum, the IC50s are
// compared in standard errors, since the bottom of a flat valley is wide.
let higher = 0, lower = 0, difference = 0;
fits.forEach(({ minimum }, i) => {
  const answer = scipy!.answers[i];
  if (answer === null) return;
  const [rss, theirRss] = [minimum.rss, answer[8]];
  if (rss > theirRss * (1 + 1e-9)) higher++;
  else if (rss < theirRss * (1 - 1e-9)) lower++;
  else difference = Math.max(difference, Math.abs(minimum.estimate[0] - answer[0]) / answer[4]);
});

const n = curves.length;
const [mine, other] = [Math.min(...ours), Math.min(...theirs)];
const perSecond = (time: number) => Math.round(n / time).toLocaleString("en-US");
console.log(`${n} curves of ${path.split("/").slice(-2).join("/")}, best of ${ROUNDS} rounds

| | curves per second | ratio |
| --- | ---: | ---: |
| scipy ${scipy!.scipy} curve_fit (lm, analytic Jacobian), standard errors, F test | ${
  perSecond(other)
} | 1 |
| halfmax 4PL, both standard errors, certificate, F test | ${perSecond(mine)} | ${
  (other / mine).toFixed(2)
} |
| halfmax with profile intervals of the relative and the absolute IC50 | ${
  perSecond(intervals)
} | ${(intervals / n * 1000).toFixed(2)} ms a curve |

Residual sum of squares: ours lower on ${lower} curves, higher on ${higher}; scipy failed on ${
  scipy!.failed
}.
Where they agree, log10 IC50 differs by at most ${difference.toExponential(1)} standard errors.`);
if (higher > 0 || difference > 1e-3) {
  console.error("The answers disagree.");
  Deno.exit(1);
}

/** 2,000 SIMULATED curves, 10 doses in triplicate, noise SD 0.05: where no published set is at hand. */
function simulatedCurves(): string {
  const prng = randomSeeded(20261121);
  const between = (low: number, high: number) => low + (high - low) * prng();
  const doses = Array.from({ length: 10 }, (_, i) => 10 ** (-0.5 + i / 2));
  const rows = Array.from({ length: 2000 }, (_, id) => {
    const truth = {
      log10IC50: between(0.5, 3.3),
      hillSlope: between(0.7, 3),
      top: 1 + 0.03 * randomNormal(prng),
      bottom: between(0, 0.3),
    };
    return doses.flatMap((dose) =>
      [1, 2, 3].map(() => {
        const response = fourParameterLogistic(truth, dose) + 0.05 * randomNormal(prng);
        return `${id + 1},${dose},${response}`;
      })
    );
  }).flat();
  const file = Deno.makeTempFileSync({ suffix: ".csv" });
  Deno.writeTextFileSync(file, ["curve_id,dose_nM,response", ...rows].join("\n"));
  return file;
}

function seconds(work: () => void): number {
  const began = performance.now();
  work();
  return (performance.now() - began) / 1000;
}

function runScipy(): ScipyAnswer {
  const python = join(dirname(Deno.execPath()), "python");
  const { success, stdout, stderr } = new Deno.Command(python, {
    args: [join(HERE, "scipy_curve_fit.py"), path],
    env: { OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1" },
  }).outputSync();
  if (!success) {
    console.error(new TextDecoder().decode(stderr));
    console.error(`Cannot run scipy: "${python} -m pip install numpy scipy", then try again`);
    Deno.exit(1);
  }
  return JSON.parse(new TextDecoder().decode(stdout));
}
