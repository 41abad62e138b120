import type { LeastSquaresModel } from "../../lib/numerics/mod.ts";

/** A model linear in its parameters: f = X b, X given row by row. */
export function linearModel(rows: readonly (readonly number[])[]): LeastSquaresModel {
  const p = rows[0].length;
  return {
    observations: rows.length,
    parameters: rows[0].map((_, k) => `b${k}`),
    predict(b, out) {
      rows.forEach((row, i) => out[i] = row.reduce((sum, x, k) => sum + x * b[k], 0));
    },
    jacobian(_, out) {
      rows.forEach((row, i) => row.forEach((x, k) => out[i * p + k] = x));
    },
  };
}

/** A straight line over x. */
export function lineModel(x: readonly number[]): LeastSquaresModel {
  return { ...linearModel(x.map((value) => [1, value])), parameters: ["intercept", "slope"] };
}

/** Exponential decay, amplitude * exp(-rate x) + floor, with all derivatives. */
export function decayModel(x: readonly number[]): LeastSquaresModel {
  return {
    observations: x.length,
    parameters: ["amplitude", "rate", "floor"],
    predict([a, k, c], out) {
      x.forEach((value, i) => out[i] = a * Math.exp(-k * value) + c);
    },
    jacobian([a, k], out) {
      x.forEach((value, i) => {
        const e = Math.exp(-k * value);
        out[3 * i] = e;
        out[3 * i + 1] = -a * value * e;
        out[3 * i + 2] = 1;
      });
    },
    curvature([a, k], residuals, out) {
      out.fill(0);
      x.forEach((value, i) => {
        const e = residuals[i] * Math.exp(-k * value);
        out[1] -= value * e;
        out[3] -= value * e;
        out[4] += a * value * value * e;
      });
    },
  };
}

/** The same model with some of its derivatives withheld. */
export function without(
  model: LeastSquaresModel,
  ...parts: readonly ("jacobian" | "curvature")[]
): LeastSquaresModel {
  return {
    observations: model.observations,
    parameters: model.parameters,
    predict: model.predict,
    ...(!parts.includes("jacobian") && { jacobian: model.jacobian }),
    ...(!parts.includes("curvature") && { curvature: model.curvature }),
  };
}

/** Numbers from first to last in equal steps. */
export function steps(first: number, last: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => first + (last - first) * i / (count - 1));
}

/** A sigmoid over x, floor + height / (1 + exp(rate (x - middle))), with its Jacobian. */
export function sigmoidModel(
  x: readonly number[],
  exp: (x: number) => number = Math.exp,
): LeastSquaresModel {
  return {
    observations: x.length,
    parameters: ["middle", "rate", "height", "floor"],
    predict([middle, rate, height, floor], out) {
      x.forEach((value, i) => out[i] = floor + height / (1 + exp(rate * (value - middle))));
    },
    jacobian([middle, rate, height], out) {
      x.forEach((value, i) => {
        const share = 1 / (1 + exp(rate * (value - middle)));
        const slope = share * (1 - share) * height;
        out.set([slope * rate, -slope * (value - middle), share, 1], 4 * i);
      });
    },
  };
}
