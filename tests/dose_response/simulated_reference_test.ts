import {
  type Curve,
  type DoseResponseFit,
  fitDoseResponse,
  type ModelName,
} from "../../lib/dose_response/mod.ts";
import { profileDose } from "../../lib/dose_response/profile_dose.ts";
import { askedDose } from "../../lib/dose_response/asked_dose.ts";
import { fittedCurve } from "../../lib/dose_response/fitted_curve.ts";
import { parseTable } from "../../lib/tables/mod.ts";
import { assert, assertClose, assertEquals } from "../assert.ts";

/** What a script says of one curve; null where it found no limit. */
interface Reference {
  readonly curve: string;
  readonly rss: number;
  readonly df: number;
  readonly ic50: number;
  readonly estimate: Readonly<Record<string, number>>;
  readonly standard_error: Readonly<
    Record<"gauss_newton" | "observed", Readonly<Record<string, number>>>
  >;
  readonly no_effect: { readonly f: number; readonly df1: number; readonly p: number };
  readonly ic: Readonly<
    Partial<
      Record<"relative" | "absolute", {
        readonly estimate: number;
        readonly lower: number | null;
        readonly upper: number | null;
        readonly one_sided_lower: number | null;
      }>
    >
  >;
}

const FOLDER = new URL("../reference/simulated/", import.meta.url);

/** Two scripts that share no code or method: 40-digit answers, and those of R. */
const REFERENCES = {
  "40 digits (scipy, mpmath)": readReferences("reference.json"),
  "R": readReferences("r_reference.json"),
};

/**
 * Relative agreement with both. Found: 4e-15 in minima, estimates, standard errors and F, 4e-14 in p
 * values. Our search for a limit stops at 1e-11 of its decimal logarithm, 2.3e-11 of the limit.
 */
const TOLERANCE = { fit: 1e-12, limit: 1e-10 };

const NAMES = {
  log10_ic50: "ic50",
  hill_slope: "hillSlope",
  top: "top",
  bottom: "bottom",
} as const;

function readReferences(file: string): readonly Reference[] {
  return JSON.parse(Deno.readTextFileSync(new URL(file, FOLDER))).curves;
}

function fitsByName(): Map<string, DoseResponseFit> {
  const text = Deno.readTextFileSync(new URL("curves.csv", FOLDER));
  const { rows } = parseTable(text, { source: "curves.csv" });
  const groups = Map.groupBy(rows, ({ cells }) => cells[0]);
  return new Map([...groups].map(([name, group]) => {
    const [, model, top, bottom, control] = group[0].cells;
    const vehicle = control === "vehicle wells";
    const curve: Curve = {
      key: { name },
      doses: group.map(({ cells }) => Number(cells[5])),
      responses: group.map(({ cells }) => Number(cells[6])),
      unit: "nM",
      scale: vehicle ? "raw" : control === "100" ? "percent" : "fraction",
      control: vehicle ? { basis: "vehicle wells" } : { basis: "declared", value: Number(control) },
    };
    const fixed = {
      ...(top !== "" && { top: Number(top) }),
      ...(bottom !== "" && { bottom: Number(bottom) }),
    };
    return [name, fitDoseResponse([curve], { model: model as ModelName, fixed })[0]];
  }));
}

for (const [by, references] of Object.entries(REFERENCES)) {
  Deno.test(`fitDoseResponse() meets the minima, standard errors and F tests of ${by}`, () => {
    const fits = fitsByName();
    assertEquals([...fits.keys()], references.map(({ curve }) => curve));
    for (const { curve, rss, df, estimate, ic50, standard_error, no_effect } of references) {
      const { parameters, noEffect, ...fit } = fits.get(curve)!;
      assertClose(fit.rss!, rss, TOLERANCE.fit, curve);
      assertEquals(fit.degreesOfFreedom, df);
      for (const [key, name] of Object.entries(NAMES)) {
        const found = parameters![name];
        const wanted = key === "log10_ic50" ? ic50 : estimate[key];
        assertClose(found.estimate, wanted, TOLERANCE.fit, `${curve} ${name}`);
        for (
          const [kind, error] of [
            ["gauss_newton", found.standardError],
            ["observed", found.observedStandardError],
          ] as const
        ) {
          const size = standard_error[kind][key] ?? 0;
          assertClose(error!, size, TOLERANCE.fit, `${curve} ${name} ${kind}`);
        }
      }
      assertClose(noEffect!.f, no_effect.f, TOLERANCE.fit, curve);
      assertEquals(noEffect!.df1, no_effect.df1);
      assertClose(noEffect!.p, no_effect.p, TOLERANCE.fit, `${curve} p`);
    }
  });

  Deno.test(`profile limits of relative and absolute IC50s meet those of ${by}`, () => {
    const fits = fitsByName();
    let compared = 0;
    for (const { curve, ic } of references) {
      const fitted = fittedCurve(fits.get(curve)!)!;
      for (const kind of ["relative", "absolute"] as const) {
        const wanted = ic[kind];
        if (wanted === undefined) continue;
        const dose = askedDose(fitted, { percent: 50, kind });
        const { limits } = profileDose(fitted, { ...dose, target: dose.target! }, 0.95);
        assertClose(10 ** limits.estimate, wanted.estimate, TOLERANCE.fit, `${curve} ${kind}`);
        const sides = [
          [-1, 2, wanted.lower],
          [1, 2, wanted.upper],
          [-1, 1, wanted.one_sided_lower],
        ] as const;
        for (const [side, of, limit] of sides) {
          if (limit === null) continue;
          const found = limits.limit(side, of);
          assert(found !== null, `${curve} ${kind} ${side} is open`);
          assertClose(10 ** found, limit, TOLERANCE.limit, `${curve} ${kind} ${side} of ${of}`);
          compared++;
        }
      }
    }
    assert(compared >= 80, `compared only ${compared} limits`);
  });
}
