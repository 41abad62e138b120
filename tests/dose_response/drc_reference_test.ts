import {
  type DoseResponseFit,
  type Estimate,
  fitDoseResponse,
  inhibitoryConcentration,
  inverseLogistic,
  parameterInterval,
  type ParameterName,
} from "../../lib/dose_response/mod.ts";
import { tQuantile } from "../../lib/statistics/mod.ts";
import { assert, assertClose, assertEquals } from "../assert.ts";
import { sharedTest } from "../shared.ts";
import { drcReferences, type ReferenceCurve } from "./drc_reference.ts";

const NAMES = { b: "hillSlope", c: "bottom", d: "top", e: "ic50" } as const;

/** Relative agreement demanded of each quantity. */
const TOLERANCE = { estimate: 1e-8, standardError: 1e-8, profile: 1e-5, effectiveDose: 1e-6 };

sharedTest(
  "fitDoseResponse() meets drc's exact LL.3 and LL.4 optima",
  "reference/drc",
  (folder) => {
    const references = drcReferences(folder);
    assert(references.length >= 58, `found only ${references.length} reference curves`);
    const byFit = Map.groupBy(references, ({ curve, model }) => `${curve.key.dataset} ${model}`);
    for (const curves of byFit.values()) {
      const fits = curves.map(fitOf);
      const rss = fits.reduce((sum, fit) => sum + fit.rss!, 0);
      if (rss < curves[0].rss * (1 - 1e-9)) continue; // A lower minimum than drc's: drc's is local.
      assertClose(rss, curves[0].rss, 1e-10, `${curves[0].name} RSS`);
      curves.forEach((reference, i) => compare(fits[i], reference));
    }
  },
);

function fitOf({ curve, model }: ReferenceCurve): DoseResponseFit {
  return fitDoseResponse([curve], { model })[0];
}

function compare(fit: DoseResponseFit, reference: ReferenceCurve): void {
  // Separate fits have a residual variance each, drc's joint fit has one for all its curves.
  const pooled = Math.sqrt(reference.variance / (fit.rss! / fit.degreesOfFreedom));
  for (const key of ["b", "c", "d", "e"] as const) {
    if (key === "c" && reference.model === "3PL") continue;
    const found: Estimate = fit.parameters![NAMES[key]];
    const what = `${reference.name} ${key}`;
    assertClose(found.estimate, reference.estimate[key], TOLERANCE.estimate, what);
    const scaled = (error: number | null) => error! * pooled;
    assertClose(
      scaled(found.standardError),
      reference.standardError[key],
      TOLERANCE.standardError,
      `${what} SE`,
    );
    assertClose(
      scaled(found.observedStandardError),
      reference.observedStandardError[key],
      TOLERANCE.standardError,
      `${what} observed SE`,
    );
  }
}

sharedTest("parameterInterval() meets drc's exact profile limits", "reference/drc", (folder) => {
  let compared = 0;
  for (const reference of drcReferences(folder)) {
    const fit = reference.profile.length === 0 ? null : fitOf(reference);
    for (const { name, lower, upper } of reference.profile) {
      const parameter: ParameterName = NAMES[name as keyof typeof NAMES];
      const found = parameterInterval(fit!, parameter)!;
      for (const [side, wanted] of [["lower", lower], ["upper", upper]] as const) {
        const what = `${reference.name} ${name} ${side}`;
        if (wanted === null || !reachable(fit!, parameter, wanted)) {
          assertEquals(found[side], null, what);
          continue;
        }
        assert(found[side] !== null, `${what} should be ${wanted}, found none`);
        assertClose(found[side], wanted, TOLERANCE.profile, what);
        compared++;
      }
    }
  }
  assert(compared > 130, `compared only ${compared} limits`);
});

/** Whether a limit lies where parameterInterval() looks for it. */
function reachable({ curve }: DoseResponseFit, parameter: ParameterName, limit: number): boolean {
  if (parameter !== "ic50") return true;
  return limit < 1000 * Math.max(...curve.doses);
}

sharedTest(
  "inhibitoryConcentration() meets drc's exact effective doses",
  "reference/drc",
  (folder) => {
    let compared = 0;
    for (const reference of drcReferences(folder)) {
      if (reference.relative.length === 0) continue;
      const fit = fitOf(reference);
      const t = tQuantile(0.975, fit.degreesOfFreedom);
      for (const { level, estimate, logLower, logUpper } of reference.relative) {
        const [{ potency }] = inhibitoryConcentration([fit], {
          percent: level,
          kind: "relative",
          method: "delta",
        });
        if (potency.relation !== "=") continue;
        const what = `${reference.name} ED${level}`;
        assertClose(potency.estimate!, estimate, TOLERANCE.effectiveDose, what);
        assertClose(potency.lower!, logLower, TOLERANCE.effectiveDose, `${what} lower`);
        assertClose(potency.upper!, logUpper, TOLERANCE.effectiveDose, `${what} upper`);
        compared++;
      }
      for (const { level, estimate, se } of reference.absolute) {
        assertClose(inverseLogistic(fit.logistic!, level)!, estimate, TOLERANCE.effectiveDose);
        // Half of twice the response: the same dose as an absolute IC50 with exact control.
        const control = { basis: "declared", value: 2 * level } as const;
        const [declared] = fitDoseResponse([{ ...reference.curve, control }], {
          model: reference.model,
        });
        const [{ potency }] = inhibitoryConcentration([declared], { method: "delta" });
        const error = Math.log(potency.upper! / potency.estimate!) / t * potency.estimate!;
        assertClose(potency.estimate!, estimate, TOLERANCE.effectiveDose, reference.name);
        assertClose(error, se, TOLERANCE.effectiveDose, `${reference.name} SE at ${level}`);
        compared++;
      }
    }
    assert(compared > 50, `compared only ${compared} doses`);
  },
);

interface DNaseRun {
  readonly run: string;
  readonly SSfpl: { readonly exact: DNaseExact };
}

interface DNaseExact {
  readonly estimate: readonly number[];
  readonly se_gn: readonly number[];
  readonly rss: number;
}

sharedTest(
  "fitDoseResponse() meets nls on the rising curves of DNase",
  "reference/drc",
  (folder) => {
    const { fits }: { fits: readonly DNaseRun[] } = JSON.parse(
      Deno.readTextFileSync(`${folder}/DNase.json`),
    );
    const rows = Deno.readTextFileSync(`${folder}/DNase.csv`).trim().split("\n").slice(1)
      .map((line) => line.split(",").map(Number));
    for (const { run, SSfpl: { exact } } of fits) {
      const wells = rows.filter(([name]) => name === Number(run));
      const [fit] = fitDoseResponse([{
        key: { run },
        doses: wells.map(([, dose]) => dose),
        responses: wells.map(([, , response]) => response),
        unit: "ng/mL",
        scale: "raw",
        control: { basis: "none" },
      }]);
      if (fit.rss! < exact.rss * (1 - 1e-9)) continue;
      // SSfpl: A + (B - A) / (1 + exp((xmid - ln dose) / scal)), rising when scal > 0.
      const { ic50, hillSlope, top, bottom } = fit.parameters!;
      const [a, b, xmid, scal] = exact.estimate;
      const [seA, seB, seXmid, seScal] = exact.se_gn;
      const what = `DNase run ${run}`;
      assertClose(bottom.estimate, a, TOLERANCE.estimate, `${what} A`);
      assertClose(top.estimate, b, TOLERANCE.estimate, `${what} B`);
      assertClose(Math.log(ic50.estimate), xmid, TOLERANCE.estimate, `${what} xmid`);
      assertClose(-1 / hillSlope.estimate, scal, TOLERANCE.estimate, `${what} scal`);
      assertClose(bottom.standardError!, seA, TOLERANCE.standardError, `${what} SE A`);
      assertClose(top.standardError!, seB, TOLERANCE.standardError, `${what} SE B`);
      assertClose(ic50.standardError! / ic50.estimate, seXmid, TOLERANCE.standardError, what);
      assertClose(hillSlope.standardError! * scal ** 2, seScal, TOLERANCE.standardError, what);
    }
  },
);
