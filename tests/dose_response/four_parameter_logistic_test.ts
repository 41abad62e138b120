import {
  fourParameterLogistic,
  integrateLogistic,
  inverseLogistic,
  type LogisticParameters,
} from "../../lib/dose_response/mod.ts";
import { logisticModel } from "../../lib/dose_response/logistic_model.ts";
import { meanResponseGradient } from "../../lib/dose_response/mean_response_gradient.ts";
import { assertAlmostEquals, assertClose, assertEquals } from "../assert.ts";

const FALLING: LogisticParameters = { log10IC50: 1.7, hillSlope: 1.4, top: 1.1, bottom: 0.2 };
const RISING: LogisticParameters = { ...FALLING, hillSlope: -0.6 };

Deno.test("fourParameterLogistic() is exactly a plateau at dose zero", () => {
  assertEquals(fourParameterLogistic(FALLING, 0), 1.1);
  assertEquals(fourParameterLogistic(RISING, 0), 0.2);
});

Deno.test("fourParameterLogistic() is halfway at the IC50", () => {
  for (const curve of [FALLING, RISING]) {
    assertAlmostEquals(fourParameterLogistic(curve, 10 ** 1.7), 0.65, 1e-15);
  }
});

Deno.test("fourParameterLogistic() keeps the curve when a plateau is far away", () => {
  const runaway = { log10IC50: 7, hillSlope: 3, top: 1, bottom: -1e12 };
  // 1e-12 of the way from 1 to -1e12: one half of it cannot be lost to rounding.
  assertClose(fourParameterLogistic(runaway, 1000), 1 - 1, 1e-3);
});

Deno.test("inverseLogistic() undoes the curve, and has no dose beyond the plateaus", () => {
  for (const curve of [FALLING, RISING]) {
    for (const dose of [0.3, 50, 4000]) {
      assertClose(inverseLogistic(curve, fourParameterLogistic(curve, dose))!, dose, 1e-12);
    }
    for (const response of [0.2, 0.1, 1.1, 2]) {
      assertEquals(inverseLogistic(curve, response), null);
    }
  }
});

Deno.test("integrateLogistic() is the area that many small steps give", () => {
  for (const curve of [FALLING, RISING]) {
    const steps = 20_000;
    let area = 0;
    for (let i = 0; i < steps; i++) {
      area += fourParameterLogistic(curve, 10 ** (-1 + 5 * (i + 0.5) / steps)) * 5 / steps;
    }
    assertClose(integrateLogistic(curve, 0.1, 10_000), area, 1e-9);
  }
});

Deno.test("integrateLogistic() holds where exp overflows", () => {
  const steep = { log10IC50: 2, hillSlope: 500, top: 1, bottom: 0 };
  assertClose(integrateLogistic(steep, 1, 10_000), 2, 1e-12);
});

Deno.test("integrateLogistic() keeps the curve where a plateau has run away", () => {
  // Over 1 to 1000 only the foot of each slope is seen: 1 less a power of the dose, and a power alone.
  const falls = { log10IC50: 25, hillSlope: 2, top: 1, bottom: -1e45 };
  assertClose(integrateLogistic(falls, 1, 1000), 3 - 1e-5 * (1e6 - 1) / (2 * Math.LN10), 1e-12);
  const rises = { log10IC50: -20, hillSlope: 2, top: 1e40, bottom: 0 };
  assertClose(integrateLogistic(rises, 1, 1000), (1 - 1e-6) / (2 * Math.LN10), 1e-12);
});

Deno.test("logisticModel() has the derivatives that differences show", () => {
  const logDoses = Float64Array.from([0, 0.5, 10, 50, 900], Math.log10);
  const model = logisticModel(logDoses);
  for (const { log10IC50, hillSlope, top, bottom } of [FALLING, RISING]) {
    const at = Float64Array.of(log10IC50, hillSlope, top, bottom);
    const jacobian = new Float64Array(20);
    model.jacobian!(at, jacobian);
    const residuals = Float64Array.of(0.3, -0.2, 0.5, 0.1, -0.4);
    const curvature = new Float64Array(16);
    model.curvature!(at, residuals, curvature);
    for (let k = 0; k < 4; k++) {
      const step = 1e-6;
      const moved = (by: number) => at.map((value, l) => l === k ? value + by : value);
      const values = (by: number) => {
        const out = new Float64Array(5);
        model.predict(moved(by), out);
        return out;
      };
      const [up, down] = [values(step), values(-step)];
      for (let i = 0; i < 5; i++) {
        assertAlmostEquals(jacobian[4 * i + k], (up[i] - down[i]) / (2 * step), 1e-8);
      }
      const slopes = (by: number) => {
        const out = new Float64Array(20);
        model.jacobian!(moved(by), out);
        return out;
      };
      const [high, low] = [slopes(step), slopes(-step)];
      for (let l = 0; l < 4; l++) {
        let sum = 0;
        residuals.forEach((r, i) => sum += r * (high[4 * i + l] - low[4 * i + l]) / (2 * step));
        assertAlmostEquals(curvature[4 * k + l], sum, 1e-7);
      }
    }
  }
});

Deno.test("meanResponseGradient() agrees with differences of the integral", () => {
  for (const curve of [FALLING, RISING]) {
    const gradient = meanResponseGradient(curve, [0.5, 3000]);
    const mean = (parameters: LogisticParameters) =>
      integrateLogistic(parameters, 0.5, 3000) / Math.log10(6000);
    (["log10IC50", "hillSlope", "top", "bottom"] as const).forEach((name, k) => {
      const moved = (by: number) => mean({ ...curve, [name]: curve[name] + by });
      assertAlmostEquals(gradient[k], (moved(1e-6) - moved(-1e-6)) / 2e-6, 1e-8);
    });
  }
});
