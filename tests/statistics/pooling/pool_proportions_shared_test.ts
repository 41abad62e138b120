import {
  type PooledProportion,
  poolProportions,
  type PoolProportionsOptions,
  type PredictionReference,
} from "../../../lib/statistics/mod.ts";
import { assertClose, assertEquals } from "../../assert.ts";
import { sharedTest } from "../../shared.ts";
import { readJson } from "../reference.ts";

type Limits = readonly [number, number];

interface Model {
  readonly estimate_t: number;
  readonly se: number;
  readonly tau2: number;
  readonly I2_metafor: number;
  readonly estimate: number;
  readonly ci: Limits;
  readonly pi_normal?: Limits;
  readonly pi_df_k_minus_1?: Limits;
  readonly pi_df_k_minus_2?: Limits;
}

interface Scale {
  readonly heterogeneity: { readonly Q: number; readonly p: number; readonly I2_from_Q: number };
  readonly tau2_ci_Q_profile_REML?: { readonly tau2: Limits };
  readonly models: Readonly<Record<string, Model>>;
}

interface Exact {
  readonly estimate_t: number;
  readonly se: number;
  readonly tau2: number;
  readonly boundary: boolean;
  readonly estimate: number;
  readonly ci: Limits;
  readonly pi_normal: Limits;
}

interface Loose {
  readonly estimate_t: number;
  readonly se: number;
  readonly tau2: number;
}

interface StudySet {
  readonly id: string;
  readonly x: readonly number[];
  readonly n: readonly number[];
  readonly logit: Scale;
  readonly freeman_tukey: Scale;
  readonly arcsine: Scale;
  readonly glmm: {
    readonly exact_ml_101pt: Exact;
    readonly metafor_rma_glmm_nAGQ7: Loose & { readonly QE_LRT: number };
    readonly lme4_glmer_nAGQ25: Loose;
  };
}

const FILE = "reference/frequency/pooled-proportions.json";

const SCALES = [["logit", "logit"], ["freeman_tukey", "Freeman-Tukey"], [
  "arcsine",
  "arcsine",
]] as const;

const MODELS: Readonly<Record<string, Pick<PoolProportionsOptions, "estimator" | "interval">>> = {
  FE: { estimator: "none", interval: "normal" },
  DL: { estimator: "DerSimonian-Laird", interval: "normal" },
  REML: { estimator: "REML", interval: "normal" },
  PM: { estimator: "Paule-Mandel", interval: "normal" },
  DL_HK: { estimator: "DerSimonian-Laird", interval: "Hartung-Knapp unguarded" },
  REML_HK: { estimator: "REML", interval: "Hartung-Knapp unguarded" },
  REML_HK_adhoc: { estimator: "REML", interval: "Hartung-Knapp" },
};

const PREDICTIONS: readonly (readonly [keyof Model, PredictionReference])[] = [
  ["pi_normal", "normal"],
  ["pi_df_k_minus_1", "t, k - 1"],
  ["pi_df_k_minus_2", "t, k - 2"],
];

function pool({ x, n }: StudySet, options: PoolProportionsOptions): PooledProportion {
  return poolProportions(x.map((events, i) => ({ events, total: n[i] })), options);
}

function assertLimits(
  { lower, upper }: { readonly lower: number | null; readonly upper: number | null },
  expected: Limits,
  tolerance: number,
  what: string,
): void {
  assertClose(lower!, expected[0], tolerance, what);
  assertClose(upper!, expected[1], tolerance, what);
}

sharedTest("inverse-variance pooling agrees with metafor to 1e-9", FILE, (path) => {
  for (const set of readJson<{ sets: readonly StudySet[] }>(path).sets) {
    for (const [name, model] of SCALES) {
      const scale = set[name];
      for (const [label, expected] of Object.entries(scale.models)) {
        const what = `${set.id} ${name} ${label}`;
        // metafor stops the Paule-Mandel search early: on the arcsine scale its Q is 4.9986, not 5.
        // Our own root of Q is checked in tau_squared_test.ts.
        const tolerance = label === "PM" ? 3e-2 : 1e-9;
        for (const [column, prediction] of PREDICTIONS) {
          const found = pool(set, { model, prediction, ...MODELS[label] });
          assertClose(found.effect!, expected.estimate_t, tolerance, what);
          assertClose(found.standardError!, expected.se, tolerance, what);
          assertClose(found.estimate!, expected.estimate, tolerance, what);
          assertLimits(found, expected.ci, tolerance, what);
          const { heterogeneity } = found;
          assertClose(heterogeneity!.tauSquared, expected.tau2, tolerance, what);
          assertClose(heterogeneity!.q, scale.heterogeneity.Q, 1e-9, what);
          assertClose(heterogeneity!.pValue, scale.heterogeneity.p, 1e-9, what);
          assertClose(
            100 * heterogeneity!.iSquaredFromQ,
            scale.heterogeneity.I2_from_Q,
            1e-9,
            what,
          );
          // For a fixed effect metafor prints the I² from Q, there being no τ².
          if (label === "FE") continue;
          const iSquared = 100 * heterogeneity!.iSquaredFromTauSquared;
          assertClose(iSquared, expected.I2_metafor, tolerance, what);
          const limits = expected[column] as Limits | undefined;
          if (limits !== undefined) assertLimits(found.prediction!, limits, tolerance, what);
        }
      }
      const profile = scale.tau2_ci_Q_profile_REML;
      if (profile === undefined) continue;
      const [lower, upper] = pool(set, { model }).heterogeneity!.tauSquaredLimits;
      assertLimits({ lower, upper }, profile.tau2, 1e-9, `${set.id} Q-profile`);
    }
  }
});

sharedTest("the binomial-normal model agrees with a 101-node maximum to 1e-6", FILE, (path) => {
  for (const set of readJson<{ sets: readonly StudySet[] }>(path).sets) {
    const { exact_ml_101pt: exact } = set.glmm;
    const found = pool(set, { interval: "normal", prediction: "normal" });
    assertEquals(found.status, exact.boundary ? "no heterogeneity" : "estimated");
    assertClose(found.effect!, exact.estimate_t, 1e-6, set.id);
    assertClose(found.standardError!, exact.se, 1e-6, set.id);
    assertClose(found.heterogeneity!.tauSquared, exact.tau2, 1e-6, set.id);
    assertClose(found.estimate!, exact.estimate, 1e-6, set.id);
    assertLimits(found, exact.ci, 1e-6, set.id);
    assertLimits(found.prediction!, exact.pi_normal, 1e-6, set.id);
  }
});

sharedTest("the binomial-normal model agrees with metafor and lme4 to 1e-3", FILE, (path) => {
  for (const set of readJson<{ sets: readonly StudySet[] }>(path).sets) {
    const { metafor_rma_glmm_nAGQ7: metafor, lme4_glmer_nAGQ25: lme4 } = set.glmm;
    const found = pool(set, { interval: "normal" });
    for (const other of [metafor, lme4]) {
      assertClose(found.effect!, other.estimate_t, 1e-3, set.id);
      assertClose(found.standardError!, other.se, 1e-3, set.id);
      assertClose(found.heterogeneity!.tauSquared, other.tau2, 1e-3, set.id);
    }
    assertClose(found.heterogeneity!.q, metafor.QE_LRT, 1e-6, set.id);
  }
});
