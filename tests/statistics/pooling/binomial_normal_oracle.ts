import type { EventCount } from "../../../lib/statistics/mod.ts";

/**
 * The binomial-normal log-likelihood by a dense fixed grid: Simpson's rule on 6,001 points of
 * |z| <= 10, nothing adaptive, nothing shared with the library.
 */
export function oracleLogLikelihood(
  studies: readonly EventCount[],
  mu: number,
  sigma: number,
): number {
  const points = 6000;
  const step = 20 / points;
  const nodes = Array.from({ length: points + 1 }, (_, i) => {
    const z = -10 + i * step;
    const eta = mu + sigma * z;
    const soft = eta > 0 ? eta + Math.log1p(Math.exp(-eta)) : Math.log1p(Math.exp(eta));
    const weight = (i === 0 || i === points ? 1 : i % 2 === 1 ? 4 : 2) * step / 3;
    return { eta, soft, log: Math.log(weight) - z * z / 2 - Math.log(2 * Math.PI) / 2 };
  });
  return studies.reduce((sum, { events, total }) => {
    const logs = nodes.map(({ eta, soft, log }) => events * eta - total * soft + log);
    const top = logs.reduce((most, log) => Math.max(most, log), -Infinity);
    const integral = logs.reduce((all, log) => all + Math.exp(log - top), 0);
    return sum + top + Math.log(integral) + logBinomial(total, events);
  }, 0);
}

function logBinomial(n: number, k: number): number {
  let sum = 0;
  for (let i = 1; i <= k; i++) sum += Math.log((n - k + i) / i);
  return sum;
}
