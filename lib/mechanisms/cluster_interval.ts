import { type Prng, randomSeeded } from "../numerics/mod.ts";
import { proportionInterval } from "../statistics/mod.ts";

/** Patients who have the same number of units assessed and with the event. */
export interface ClusterType {
  /** Units of the patient with the mechanism. */
  readonly events: number;
  /** Units of the patient that were assessed. */
  readonly assessable: number;
  /** How many such patients there are. */
  readonly patients: number;
}

/** An interval that takes a patient's units as belonging together. */
export interface ClusterInterval {
  /** Lower limit, from 0. */
  readonly lower: number;
  /** Upper limit, up to 1. */
  readonly upper: number;
  /** How the limits were made. */
  readonly method: "cluster bootstrap" | "Wilson, cluster-adjusted" | "Wilson over patients";
}

/** Patients above which the bootstrap gives way to the adjusted Wilson interval, for time. */
const MOST_PATIENTS = 5000;
const RESAMPLES = 2000;

/**
 * The interval of a proportion over units that come several from a patient.
 *
 * Patients are drawn with replacement, 2,000 times, with all their units; the limits are quantiles of
 * events / assessable (percentile bootstrap). With no events, or nothing but events, every resample
 * says the same, so Wilson's interval with the number of patients stands in. Above 5,000 patients it is
 * Wilson's with n divided by the design effect (variance between patients over the binomial one).
 * Same seed, same limits.
 */
export function clusterInterval(
  types: readonly ClusterType[],
  level: number,
  seed: number,
): ClusterInterval {
  const patients = types.reduce((sum, type) => sum + type.patients, 0);
  const [events, total] = totals(types);
  if (events === 0 || events === total) {
    const { lower, upper } = proportionInterval(events === 0 ? 0 : patients, patients, { level });
    return { lower, upper, method: "Wilson over patients" };
  }
  if (patients > MOST_PATIENTS) return adjustedWilson(types, events, total, patients, level);
  const shares = resampleShares(types, randomSeeded(seed));
  const tail = (1 - level) / 2;
  return {
    lower: shares[Math.floor(tail * (RESAMPLES - 1))],
    upper: shares[Math.ceil((1 - tail) * (RESAMPLES - 1))],
    method: "cluster bootstrap",
  };
}

/** Shares of resampled patients, in order; `prng` is used up. */
export function resampleShares(types: readonly ClusterType[], prng: Prng): Float64Array {
  return bootstrapShares(types, prng).sort();
}

/** Shares of resampled patients, unordered. */
export function bootstrapShares(types: readonly ClusterType[], prng: Prng): Float64Array {
  const patients = types.reduce((sum, type) => sum + type.patients, 0);
  const typeOf = new Int32Array(patients);
  let place = 0;
  types.forEach((type, t) => {
    typeOf.fill(t, place, place += type.patients);
  });
  return Float64Array.from({ length: RESAMPLES }, () => {
    let [events, total] = [0, 0];
    for (let i = 0; i < patients; i++) {
      const type = types[typeOf[Math.floor(prng() * patients)]];
      events += type.events;
      total += type.assessable;
    }
    return total === 0 ? 0 : events / total;
  });
}

function adjustedWilson(
  types: readonly ClusterType[],
  events: number,
  total: number,
  patients: number,
  level: number,
): ClusterInterval {
  const share = events / total;
  const between = types.reduce(
    (sum, type) => sum + type.patients * (type.events - share * type.assessable) ** 2,
    0,
  ) * patients / (patients - 1) / total ** 2;
  const effect = Math.max(1, between / (share * (1 - share) / total));
  // Whole counts are what the interval takes; at such sizes rounding is far below its width.
  const size = Math.round(total / effect);
  const { lower, upper } = proportionInterval(Math.round(share * size), size, { level });
  return { lower, upper, method: "Wilson, cluster-adjusted" };
}

function totals(types: readonly ClusterType[]): readonly [number, number] {
  return [
    types.reduce((sum, type) => sum + type.events * type.patients, 0),
    types.reduce((sum, type) => sum + type.assessable * type.patients, 0),
  ];
}
