import type { Curve } from "../../lib/dose_response/mod.ts";
import { wantedDoseModel } from "../../lib/resistance/wanted_dose_model.ts";
import { assertClose, assertEquals } from "../assert.ts";

const DOSES = [0, 1, 10, 100, 1000];

const CONTROLS: readonly Curve["control"][] = [
  { basis: "vehicle wells" },
  { basis: "declared", value: 1 },
];

Deno.test("wantedDoseModel() has the derivatives that differences give", () => {
  for (const control of CONTROLS) {
    for (const kind of ["relative", "absolute"] as const) {
      const curve: Curve = {
        key: {},
        doses: DOSES,
        responses: DOSES,
        unit: "nM",
        scale: "fraction",
        control,
      };
      const { model, place } = wantedDoseModel(curve, { kind, percent: 30 });
      const at = Float64Array.from(place([1.7, 1.3, 1.05, 0.2]));
      const n = DOSES.length;
      const jacobian = new Float64Array(n * 4);
      model.jacobian!(at, jacobian);
      for (let k = 0; k < 4; k++) {
        const [up, down] = [new Float64Array(n), new Float64Array(n)];
        const step = 1e-5;
        model.predict(at.map((value, l) => l === k ? value + step : value), up);
        model.predict(at.map((value, l) => l === k ? value - step : value), down);
        for (let i = 0; i < n; i++) {
          const difference = (up[i] - down[i]) / (2 * step);
          if (Math.abs(difference) < 1e-6) continue;
          assertClose(jacobian[i * 4 + k], difference, 1e-6, `${kind} ${k} ${i}`);
        }
      }
      // At the wanted dose the curve has gone, or lost, the asked 30 %.
      const wanted = wantedDoseModel({ ...curve, doses: [10 ** at[0]] }, { kind, percent: 30 });
      const out = new Float64Array(1);
      wanted.model.predict(at, out);
      const level = kind === "relative"
        ? 0.7 * 1.05 + 0.3 * 0.2
        : control.basis === "declared"
        ? 0.7
        : 0.7 * 1.05;
      // A relative 30 % lies below the IC50: the distance runs along the share of the way gone.
      assertClose(out[0], level, 1e-12);
      assertEquals(model.parameters.length, 4);
    }
  }
});
