import { portableExp, portableLog, portableLog1p } from "../../numerics/mod.ts";
import { logGamma } from "../distributions/log_gamma.ts";
import type { EventCount } from "../contingency/risk_difference.ts";

/** Log-likelihood of the binomial-normal model at one (μ, σ), with its first two derivatives. */
export interface BinomialNormalLikelihood {
  readonly logLikelihood: number;
  /** ∂/∂μ and ∂/∂σ; at σ = 0 the latter is 0 by symmetry. */
  readonly gradient: readonly [mu: number, sigma: number];
  /** ∂²/∂μ², ∂²/∂μ∂σ, ∂²/∂σ². */
  readonly hessian: readonly [muMu: number, muSigma: number, sigmaSigma: number];
}

/** Below this log of its peak an integrand is nothing in double precision. */
const NEGLIGIBLE = -40;

/**
 * Likelihood of studies whose logits are normal with mean μ and standard deviation σ:
 * ℓ = Σ log ∫ C(n, x) p(η)^x (1 - p(η))^(n - x) φ(z) dz, η = μ + σ z, p the inverse logit.
 *
 * Each integral by the trapezoid rule about the integrand's mode, which for such smooth, fast-falling
 * functions converges faster than any power of the step: with steps of half a standard deviation, and
 * at most 0.3 on the logit scale (the integrand is analytic in a strip of about π/2 there), the error
 * is below 1e-13. Derivatives are posterior moments: with s = x - n p and w = n p (1 - p),
 * ∂ℓ/∂μ = E[s], ∂²ℓ/∂μ² = Var(s) - E[w], and likewise with factors z for σ.
 */
export function binomialNormalLikelihood(
  studies: readonly EventCount[],
  mu: number,
  sigma: number,
): BinomialNormalLikelihood {
  let logLikelihood = 0;
  const sums = new Float64Array(5);
  for (const { events, total } of studies) {
    logLikelihood += logBinomial(events, total) +
      (sigma === 0
        ? addFixedStudy(events, total, mu, sums)
        : addStudy(events, total, mu, sigma, sums));
  }
  const [gMu, gSigma, hMuMu, hMuSigma, hSigmaSigma] = sums;
  return { logLikelihood, gradient: [gMu, gSigma], hessian: [hMuMu, hMuSigma, hSigmaSigma] };
}

/** log-likelihood of one study but for its binomial coefficient; adds its derivatives to `sums`. */
function addStudy(
  x: number,
  n: number,
  mu: number,
  sigma: number,
  sums: Float64Array,
): number {
  const mode = modeOf(x, n, mu, sigma);
  const p = inverseLogit(mu + sigma * mode);
  const spread = 1 / Math.sqrt(1 + sigma * sigma * n * p * (1 - p));
  const step = Math.min(0.5 * spread, 0.3 / sigma);
  const peak = logIntegrand(x, n, mu + sigma * mode, mode);
  let w0 = 0, s1 = 0, sz1 = 0, s2 = 0, s2z = 0, s2z2 = 0, v = 0, vz = 0, vz2 = 0;
  for (const direction of [1, -1]) {
    for (let i = direction > 0 ? 0 : 1;; i++) {
      const z = mode + direction * i * step;
      const eta = mu + sigma * z;
      const logWeight = logIntegrand(x, n, eta, z) - peak;
      // Written so that NaN, too, ends the sum.
      if (!(logWeight >= NEGLIGIBLE)) break;
      const weight = portableExp(logWeight);
      const q = inverseLogit(eta);
      const s = x - n * q;
      const variance = n * q * (1 - q);
      w0 += weight;
      s1 += weight * s;
      sz1 += weight * s * z;
      s2 += weight * s * s;
      s2z += weight * s * s * z;
      s2z2 += weight * s * s * z * z;
      v += weight * variance;
      vz += weight * variance * z;
      vz2 += weight * variance * z * z;
    }
  }
  const [es, esz] = [s1 / w0, sz1 / w0];
  sums[0] += es;
  sums[1] += esz;
  sums[2] += (s2 - v) / w0 - es * es;
  sums[3] += (s2z - vz) / w0 - es * esz;
  sums[4] += (s2z2 - vz2) / w0 - esz * esz;
  return peak + portableLog(w0 * step / Math.sqrt(2 * Math.PI));
}

/** The same where all studies share one logit. */
function addFixedStudy(x: number, n: number, mu: number, sums: Float64Array): number {
  const p = inverseLogit(mu);
  const s = x - n * p;
  const variance = n * p * (1 - p);
  sums[0] += s;
  sums[2] -= variance;
  sums[4] += s * s - variance;
  return x * mu - n * log1pExp(mu);
}

function logIntegrand(x: number, n: number, eta: number, z: number): number {
  return x * eta - n * log1pExp(eta) - z * z / 2;
}

/** The z of greatest integrand: the root of σ (x - n p) - z, between its bounds as p goes from 1 to 0. */
function modeOf(x: number, n: number, mu: number, sigma: number): number {
  let low = sigma * (x - n);
  let high = sigma * x;
  let z = Math.min(high, Math.max(low, 0));
  for (let iteration = 0; iteration < 100; iteration++) {
    const p = inverseLogit(mu + sigma * z);
    const slope = sigma * (x - n * p) - z;
    if (slope > 0) low = z;
    else high = z;
    let next = z + slope / (1 + sigma * sigma * n * p * (1 - p));
    if (!(next > low && next < high)) next = (low + high) / 2;
    // The mode only places the nodes: a rough one will do.
    if (Math.abs(next - z) < 1e-6 * (1 + Math.abs(z))) return next;
    z = next;
  }
  return z;
}

function inverseLogit(eta: number): number {
  return eta < 0 ? portableExp(eta) / (1 + portableExp(eta)) : 1 / (1 + portableExp(-eta));
}

function log1pExp(eta: number): number {
  return eta > 0 ? eta + portableLog1p(portableExp(-eta)) : portableLog1p(portableExp(eta));
}

function logBinomial(x: number, n: number): number {
  return logGamma(n + 1) - logGamma(x + 1) - logGamma(n - x + 1);
}
