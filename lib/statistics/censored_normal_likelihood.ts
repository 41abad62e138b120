import { findRoot, portableExp, portableLog } from "../numerics/mod.ts";
import { normalLogCdf } from "./distributions/normal.ts";

/** One value that was measured (`=`), or of which only a bound is known. */
export interface CensoredValue {
  /** The measured value, or the bound. */
  readonly value: number;
  /** `=` measured, `>` known to lie above the value, `<` below it. */
  readonly relation: "=" | ">" | "<";
  /**
   * Of a bound: where its replicate's range of measurable values ends, when the bound itself is more
   * cautious than that, as a confidence limit is. The likelihood then uses it. For ">" it is the top
   * dose, or the replicate's own estimate where that lies below it.
   */
  readonly measurableTo?: number;
}

/** The likelihood of a normal sample at its best spread, for one mean. */
export interface SpreadProfile {
  readonly logLikelihood: number;
  /** d log-likelihood / d mean at the best spread. */
  readonly slope: number;
  readonly standardDeviation: number;
}

const LOG_ROOT_TWO_PI = portableLog(2 * Math.PI) / 2;

/**
 * Log-likelihood of a normal sample with censored values, its spread maximised, for a given mean.
 *
 * With θ = 1/σ, m measured values y and bounds c:
 * ℓ = m log θ - θ²/2 Σ (y - μ)² + Σ over ">" of log Φ(θ (μ - c)) + Σ over "<" of log Φ(θ (c - μ)).
 * It is concave in θ, so the maximum is the one root of its slope. It exists where at least one
 * measured value differs from μ or one bound stands on the wrong side of it, and m >= 1.
 *
 * @see Olsen (1978) Econometrica 46:1211, doi:10.2307/1911445 (concavity in 1/σ and μ/σ)
 */
export function profileSpread(values: readonly CensoredValue[], mean: number): SpreadProfile {
  const slopeInTheta = (theta: number) => {
    let slope = 0;
    for (const { value, relation } of values) {
      if (relation === "=") slope += 1 / theta - theta * (value - mean) * (value - mean);
      else {slope += distance(value, relation, mean) *
          hazard(theta * distance(value, relation, mean));}
    }
    return slope;
  };
  const theta = portableExp(rootBeyond((logTheta) => slopeInTheta(portableExp(logTheta))));
  let logLikelihood = 0;
  let slope = 0;
  for (const { value, relation } of values) {
    if (relation === "=") {
      const z = theta * (value - mean);
      logLikelihood += portableLog(theta) - z * z / 2 - LOG_ROOT_TWO_PI;
      slope += theta * theta * (value - mean);
    } else {
      const z = theta * distance(value, relation, mean);
      logLikelihood += normalLogCdf(z);
      slope += (relation === ">" ? theta : -theta) * hazard(z);
    }
  }
  return { logLikelihood, slope, standardDeviation: 1 / theta };
}

/** How far the mean lies on the side of the bound where the value is known to be. */
function distance(bound: number, relation: ">" | "<", mean: number): number {
  return relation === ">" ? mean - bound : bound - mean;
}

/** φ(z) / Φ(z), the slope of log Φ. */
function hazard(z: number): number {
  return portableExp(-z * z / 2 - LOG_ROOT_TWO_PI - normalLogCdf(z));
}

/** The root of a falling function, sought outward from zero. */
export function rootBeyond(f: (x: number) => number): number {
  const direction = f(0) > 0 ? 1 : -1;
  let near = 0;
  for (let stride = 1; stride < 1e3; stride *= 2) {
    const far = near + direction * stride;
    if (f(far) * direction <= 0) return findRoot(f, near, far);
    near = far;
  }
  return near;
}
