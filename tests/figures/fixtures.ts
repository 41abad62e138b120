import {
  type Curve,
  type DoseResponseFit,
  fitDoseResponse,
  type FitStatus,
} from "../../lib/dose_response/mod.ts";
import { makePotency, type Potency } from "../../lib/potency/mod.ts";

/** SIMULATED. What a fixture's curve looks like. */
export interface Shape {
  readonly key: Record<string, string>;
  readonly ic50?: number;
  readonly hill?: number;
  readonly top?: number;
  readonly bottom?: number;
  readonly wells?: number;
  readonly noise?: number;
  readonly doses?: readonly number[];
  readonly seed?: number;
  readonly unit?: string;
  readonly scale?: Curve["scale"];
  readonly status?: FitStatus;
  /** Absolute IC50; by default the curve's own, give or take 20 %. */
  readonly potency?: Potency;
}

/** Nine doses, a vehicle first, in nM. */
export const DOSES = [0, 1, 3.16, 10, 31.6, 100, 316, 1000, 3160, 10000];

/** A real fit: what no figure looks at is taken from it, so that these fixtures have every field. */
const [TEMPLATE] = fitDoseResponse([{
  key: {},
  doses: [1, 10, 100, 1000, 10000, 100000],
  responses: [0.99, 0.95, 0.6, 0.15, 0.06, 0.05],
  unit: "nM",
  scale: "fraction",
  control: { basis: "declared", value: 1 },
}]);

/** A fit as `fitDoseResponse` would return it: the logistic formula is the fit, repeatable scatter the wells. */
export function fitOf(shape: Shape): DoseResponseFit {
  const { key, ic50 = 200, hill = 1.2, top = 1, bottom = 0.05, wells = 3, noise = 0.05 } = shape;
  const { doses = DOSES, seed = 1, unit = "nM", scale = "fraction", status = "measured" } = shape;
  const value = (dose: number) => bottom + (top - bottom) / (1 + (dose / ic50) ** hill);
  const all = doses.flatMap((dose) => Array.from({ length: wells }, () => dose));
  const scatter = scatterOf(seed);
  const withheld = status === "not converged" || status === "too few doses" ||
    status === "constant";
  const estimate = (number: number, standardError: number) => ({
    ...TEMPLATE.parameters!.ic50,
    estimate: number,
    standardError,
  });
  const own = withheld
    ? potency({ relation: "not determined", interval: null, unit })
    : shape.potency ?? { ...measured(ic50, 0.8 * ic50, 1.25 * ic50), unit };
  return {
    ...TEMPLATE,
    curve: {
      key,
      doses: all,
      responses: all.map((dose) => Number((value(dose) + noise * scatter()).toFixed(4))),
      unit,
      scale,
      control: { basis: "declared", value: scale === "percent" ? 100 : 1 },
    },
    status,
    reason: status === "measured" ? "" : `SIMULATED ${status}`,
    wells: all.length,
    distinctDoses: new Set(doses.filter((dose) => dose > 0)).size,
    parameters: withheld ? null : {
      ic50: estimate(ic50, 0.1 * ic50),
      hillSlope: estimate(hill, 0.1),
      top: estimate(top, 0.02),
      bottom: estimate(bottom, 0.02),
    },
    logistic: withheld ? null : { log10IC50: Math.log10(ic50), hillSlope: hill, top, bottom },
    covariance: withheld ? null : [
      [0.002, 0, -0.0002, -0.0002],
      [0, 0.01, -0.0005, 0.0005],
      [-0.0002, -0.0005, 0.0004, 0],
      [-0.0002, 0.0005, 0, 0.0004],
    ],
    degreesOfFreedom: all.length - 4,
    ic50: { absolute: own, relative: { ...own, kind: own.kind === null ? null : "relative" } },
  };
}

/** Sum of three uniform numbers less their mean: near enough to a bell, and the same everywhere. */
function scatterOf(seed: number): () => number {
  let state = seed >>> 0;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return () => 2 * (uniform() + uniform() + uniform() - 1.5);
}

/** A measured potency with its interval. */
export function measured(estimate: number, lower: number, upper: number): Potency {
  return potency({ relation: "=", estimate, lower, upper });
}

/** A potency that is only a bound. */
export function bound(relation: ">" | "<", estimate: number): Potency {
  return potency({ relation, estimate });
}

/** An absolute potency with some fields given. */
export function potency(fields: Partial<Potency>): Potency {
  return makePotency({
    interval: { meaning: "confidence", level: 0.95, sides: 2, method: "profile likelihood" },
    kind: "absolute",
    readout: "viability",
    ...fields,
  });
}
