import { portableExp, portableLog } from "../../numerics/mod.ts";
import type { EventCount } from "../contingency/risk_difference.ts";

/** The scale on which inverse-variance methods average proportions. */
export type ProportionScale = "logit" | "Freeman-Tukey" | "arcsine";

/** Proportions of several studies on another scale, and the way back. */
export interface TransformedProportions {
  /** Study effects (yᵢ). */
  readonly effects: readonly number[];
  /** Their sampling variances (vᵢ). */
  readonly variances: readonly number[];
  /** From an effect back to a proportion. */
  readonly back: (effect: number) => number;
}

/**
 * Proportions on the scale of an inverse-variance method.
 *
 * - `logit`: log(x / (n - x)), variance 1/x + 1/(n - x); 1/2 is added to both counts of a study in
 *   which either is 0.
 * - `Freeman-Tukey`: (asin √(x / (n + 1)) + asin √((x + 1) / (n + 1))) / 2, variance 1 / (4 n + 2);
 *   back by Miller's inverse at the harmonic mean of the totals.
 * - `arcsine`: asin √(x / n), variance 1 / (4 n); back by sin².
 *
 * @see Freeman and Tukey (1950) Ann. Math. Stat. 21:607, doi:10.1214/aoms/1177729756; Miller (1978)
 * Am. Stat. 32:138, doi:10.2307/2682942
 */
export function transformProportions(
  studies: readonly EventCount[],
  scale: ProportionScale,
): TransformedProportions {
  if (scale === "logit") return logits(studies);
  return scale === "arcsine" ? arcsines(studies) : freemanTukey(studies);
}

function logits(studies: readonly EventCount[]): TransformedProportions {
  const counts = studies.map(({ events, total }) => {
    const added = events === 0 || events === total ? 0.5 : 0;
    return [events + added, total - events + added];
  });
  return {
    effects: counts.map(([x, rest]) => portableLog(x / rest)),
    variances: counts.map(([x, rest]) => 1 / x + 1 / rest),
    back: (effect) => 1 / (1 + portableExp(-effect)),
  };
}

function arcsines(studies: readonly EventCount[]): TransformedProportions {
  return {
    effects: studies.map(({ events, total }) => Math.asin(Math.sqrt(events / total))),
    variances: studies.map(({ total }) => 1 / (4 * total)),
    back: (effect) => Math.sin(Math.min(Math.PI / 2, Math.max(0, effect))) ** 2,
  };
}

function freemanTukey(studies: readonly EventCount[]): TransformedProportions {
  const size = studies.length / studies.reduce((sum, { total }) => sum + 1 / total, 0);
  return {
    effects: studies.map(({ events, total }) => doubleArcsine(events, total)),
    variances: studies.map(({ total }) => 1 / (4 * total + 2)),
    back: (effect) => millerInverse(effect, size),
  };
}

function doubleArcsine(x: number, n: number): number {
  return (Math.asin(Math.sqrt(x / (n + 1))) + Math.asin(Math.sqrt((x + 1) / (n + 1)))) / 2;
}

/** The proportion whose double arcsine with n trials is the effect; 0 and 1 beyond its range. */
function millerInverse(effect: number, n: number): number {
  if (effect <= doubleArcsine(0, n)) return 0;
  if (effect >= doubleArcsine(n, n)) return 1;
  const sine = Math.sin(2 * effect);
  const inner = sine + (sine - 1 / sine) / n;
  return (1 - Math.sign(Math.cos(2 * effect)) * Math.sqrt(1 - inner * inner)) / 2;
}
