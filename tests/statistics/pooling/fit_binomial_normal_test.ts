import { minimize1d, randomSeeded } from "../../../lib/numerics/mod.ts";
import type { EventCount } from "../../../lib/statistics/mod.ts";
import { binomialNormalLikelihood } from "../../../lib/statistics/pooling/binomial_normal_likelihood.ts";
import { fitBinomialNormal } from "../../../lib/statistics/pooling/fit_binomial_normal.ts";
import { assert, assertAlmostEquals, assertClose, assertEquals } from "../../assert.ts";
import { referenceRows } from "../reference.ts";
import { oracleLogLikelihood } from "./binomial_normal_oracle.ts";
import { simulateStudies } from "./simulate_studies.ts";

function studiesOf(events: readonly number[], totals: readonly number[]): EventCount[] {
  return events.map((count, i) => ({ events: count, total: totals[i] }));
}

interface Row {
  readonly name: string;
  readonly events: readonly number[];
  readonly totals: readonly number[];
  readonly binomialNormal: {
    readonly mu: number;
    readonly sigma: number;
    readonly logLikelihood: number;
  };
}

Deno.test("fitBinomialNormal() finds the maximum that a dense grid and golden section find", () => {
  for (const { name, events, totals, binomialNormal } of referenceRows<Row>("pooled_proportions")) {
    const { status, maximum } = fitBinomialNormal(studiesOf(events, totals));
    assertEquals(status, binomialNormal.sigma === 0 ? "no heterogeneity" : "estimated", name);
    assertAlmostEquals(maximum!.mu, binomialNormal.mu, 1e-6, name);
    assertAlmostEquals(maximum!.sigma, binomialNormal.sigma, 1e-6, name);
    assertAlmostEquals(maximum!.logLikelihood, binomialNormal.logLikelihood, 1e-10, name);
  }
});

Deno.test("the adaptive likelihood agrees with Simpson's rule on 6,001 points to 1e-11", () => {
  const prng = randomSeeded(4);
  for (const sigma of [0.05, 0.4, 1, 2.5]) {
    for (const mu of [-5, -1, 2]) {
      const studies = simulateStudies(prng, { k: 4, mu, tau: sigma });
      const found = binomialNormalLikelihood(studies, mu, sigma).logLikelihood;
      assertClose(found, oracleLogLikelihood(studies, mu, sigma), 1e-11, `mu ${mu} sigma ${sigma}`);
    }
  }
});

Deno.test("the likelihood's derivatives are those of its values", () => {
  const studies = studiesOf([0, 3, 5, 20], [12, 30, 9, 25]);
  const at = (mu: number, sigma: number) => binomialNormalLikelihood(studies, mu, sigma);
  for (const [mu, sigma] of [[-0.5, 0.7], [0.8, 2]]) {
    const { gradient, hessian } = at(mu, sigma);
    const h = 1e-4;
    const difference = (f: (s: number) => number) => (f(h) - f(-h)) / (2 * h);
    assertAlmostEquals(difference((s) => at(mu + s, sigma).logLikelihood), gradient[0], 1e-6);
    assertAlmostEquals(difference((s) => at(mu, sigma + s).logLikelihood), gradient[1], 1e-6);
    assertAlmostEquals(difference((s) => at(mu + s, sigma).gradient[0]), hessian[0], 1e-6);
    assertAlmostEquals(difference((s) => at(mu, sigma + s).gradient[0]), hessian[1], 1e-6);
    assertAlmostEquals(difference((s) => at(mu, sigma + s).gradient[1]), hessian[2], 1e-6);
  }
  assertEquals(at(0.3, 0).gradient[1], 0);
  assertClose(at(0.3, 1e-4).hessian[2], at(0.3, 0).hessian[2], 1e-6);
});

Deno.test("the standard error is that of the profile likelihood's curvature", () => {
  const studies = studiesOf([1, 12, 0, 22, 5], [40, 30, 25, 35, 60]);
  const { mu, sigma, standardError } = fitBinomialNormal(studies).maximum!;
  // The likelihood at its best sigma near mu: sigma moves along with mu.
  const profile = (mean: number) =>
    -minimize1d(
      (s) => -binomialNormalLikelihood(studies, mean, s).logLikelihood,
      sigma - 0.5,
      sigma + 0.5,
    ).value;
  const h = 0.02;
  const curvature = (profile(mu + h) - 2 * profile(mu) + profile(mu - h)) / (h * h);
  assertClose(standardError, 1 / Math.sqrt(-curvature), 1e-3);
});

Deno.test("fitBinomialNormal() converges, or says why not, on 600 simulated sets of rare events", () => {
  const prng = randomSeeded(20_260);
  const seen: Record<string, number> = {};
  for (let set = 0; set < 600; set++) {
    const k = 2 + Math.floor(19 * prng());
    const mu = -1 - 4.5 * prng();
    const tau = [0, 0.3, 0.8, 1.5][Math.floor(4 * prng())];
    const studies = simulateStudies(prng, { k, mu, tau, smallest: 5, largest: 200 });
    const { status, maximum } = fitBinomialNormal(studies);
    seen[status] = (seen[status] ?? 0) + 1;
    assertEquals(maximum === null, ["no events", "only events", "divergent"].includes(status));
    if (maximum === null) continue;
    const { gradient } = binomialNormalLikelihood(studies, maximum.mu, maximum.sigma);
    assert(gradient.every((slope) => Math.abs(slope) < 1e-9), `gradient ${gradient}`);
    assert(maximum.standardError > 0 && Number.isFinite(maximum.standardError));
  }
  assert(seen["estimated"] > 200 && seen["no heterogeneity"] > 200 && seen["no events"] > 5);
});

Deno.test("no point around the maximum is likelier by the oracle", () => {
  const prng = randomSeeded(31);
  for (let set = 0; set < 8; set++) {
    const studies = simulateStudies(prng, { k: 3 + set, mu: -2.5, tau: 1 });
    const { maximum } = fitBinomialNormal(studies);
    if (maximum === null) continue;
    const { mu, sigma, logLikelihood } = maximum;
    assertAlmostEquals(oracleLogLikelihood(studies, mu, sigma), logLikelihood, 1e-9);
    for (const step of [1e-3, 0.1, 1]) {
      for (const [m, s] of [[1, 0], [-1, 0], [0, 1], [0, -1], [1, 1], [-1, 1]]) {
        const near = oracleLogLikelihood(studies, mu + m * step, Math.abs(sigma + s * step));
        assert(near <= logLikelihood + 1e-9, `${near} above ${logLikelihood}`);
      }
    }
  }
});

Deno.test("all-or-nothing studies diverge, single patients do not", () => {
  assertEquals(fitBinomialNormal(studiesOf([0, 5, 0, 7], [5, 5, 9, 7])).status, "divergent");
  assertEquals(
    fitBinomialNormal(studiesOf([0, 5000, 0, 5000, 2500], [5000, 5000, 5000, 5000, 5000])).status,
    "divergent",
  );
  // With one patient each no spread can be seen: the smallest, 0, is taken.
  const single = fitBinomialNormal(studiesOf([0, 1, 1, 0], [1, 1, 1, 1]));
  assertEquals([single.status, single.maximum!.sigma], ["no heterogeneity", 0]);
  assertEquals(fitBinomialNormal(studiesOf([0, 0], [5, 6])).status, "no events");
  assertEquals(fitBinomialNormal(studiesOf([5, 6], [5, 6])).status, "only events");
});

Deno.test("events and non-events turned over turn the mean over", () => {
  const one = fitBinomialNormal(studiesOf([1, 12, 0, 22, 5], [40, 30, 25, 35, 60])).maximum!;
  const other = fitBinomialNormal(studiesOf([39, 18, 25, 13, 55], [40, 30, 25, 35, 60])).maximum!;
  assertAlmostEquals(one.mu, -other.mu, 1e-9);
  assertClose(one.sigma, other.sigma, 1e-9);
  assertClose(one.standardError, other.standardError, 1e-8);
});
