import { randomSeeded } from "../../../lib/numerics/mod.ts";
import { binomialNormalLikelihood } from "../../../lib/statistics/pooling/binomial_normal_likelihood.ts";
import { fitBinomialNormal } from "../../../lib/statistics/pooling/fit_binomial_normal.ts";
import { assert, assertAlmostEquals, assertEquals } from "../../assert.ts";
import { oracleLogLikelihood } from "../pooling/binomial_normal_oracle.ts";
import { simulateStudies } from "../pooling/simulate_studies.ts";

Deno.test("fitBinomialNormal() converges, or says why not, on 10,000 sets of 2 to 20 studies with rare events", () => {
  const prng = randomSeeded(7);
  const seen: Record<string, number> = {};
  let worst = 0;
  for (let set = 0; set < 10_000; set++) {
    const k = 2 + Math.floor(19 * prng());
    const mu = -1 - 4.5 * prng();
    const tau = [0, 0.3, 0.8, 1.5][Math.floor(4 * prng())];
    const studies = simulateStudies(prng, { k, mu, tau, smallest: 5, largest: 200 });
    const { status, maximum } = fitBinomialNormal(studies);
    seen[status] = (seen[status] ?? 0) + 1;
    assertEquals(maximum === null, ["no events", "only events", "divergent"].includes(status));
    if (maximum === null) continue;
    const { mu: at, sigma, standardError } = maximum;
    const { gradient, logLikelihood } = binomialNormalLikelihood(studies, at, sigma);
    worst = Math.max(worst, ...gradient.map(Math.abs));
    assert(standardError > 0 && Number.isFinite(standardError), `set ${set}`);
    if (set % 200 > 0) continue;
    // An integral of its own finds the same height, and none higher beside.
    const height = oracleLogLikelihood(studies, at, sigma);
    assertAlmostEquals(logLikelihood, height, 1e-6);
    for (const [dm, ds] of [[0.02, 0], [-0.02, 0], [0, 0.02], [0, -0.02]]) {
      assert(oracleLogLikelihood(studies, at + dm, Math.abs(sigma + ds)) <= height + 1e-9);
    }
  }
  console.log(`    ${JSON.stringify(seen)}, steepest gradient ${worst.toExponential(1)}`);
  assert(worst < 1e-8);
});
