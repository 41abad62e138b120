import type { LeastSquaresModel } from "../../../lib/numerics/mod.ts";
import type { NistProblem } from "./read_problem.ts";

type Prediction = (b: Float64Array, x: readonly number[]) => number;

const { exp, cos, sin, atan, PI } = Math;

/** The model equations as NIST prints them. */
const EQUATIONS: Readonly<Record<string, Prediction>> = {
  Bennett5: (b, [x]) => b[0] * (b[1] + x) ** (-1 / b[2]),
  BoxBOD: (b, [x]) => b[0] * (1 - exp(-b[1] * x)),
  Chwirut1: (b, [x]) => exp(-b[0] * x) / (b[1] + b[2] * x),
  Chwirut2: (b, [x]) => exp(-b[0] * x) / (b[1] + b[2] * x),
  DanWood: (b, [x]) => b[0] * x ** b[1],
  ENSO: (b, [x]) =>
    b[0] + b[1] * cos(2 * PI * x / 12) + b[2] * sin(2 * PI * x / 12) +
    b[4] * cos(2 * PI * x / b[3]) + b[5] * sin(2 * PI * x / b[3]) +
    b[7] * cos(2 * PI * x / b[6]) + b[8] * sin(2 * PI * x / b[6]),
  Eckerle4: (b, [x]) => b[0] / b[1] * exp(-0.5 * ((x - b[2]) / b[1]) ** 2),
  Gauss1: gauss,
  Gauss2: gauss,
  Gauss3: gauss,
  Hahn1: cubicOverCubic,
  Kirby2: (b, [x]) => (b[0] + x * (b[1] + x * b[2])) / (1 + x * (b[3] + x * b[4])),
  Lanczos1: lanczos,
  Lanczos2: lanczos,
  Lanczos3: lanczos,
  MGH09: (b, [x]) => b[0] * (x * x + x * b[1]) / (x * x + x * b[2] + b[3]),
  MGH10: (b, [x]) => b[0] * exp(b[1] / (x + b[2])),
  MGH17: (b, [x]) => b[0] + b[1] * exp(-x * b[3]) + b[2] * exp(-x * b[4]),
  Misra1a: (b, [x]) => b[0] * (1 - exp(-b[1] * x)),
  Misra1b: (b, [x]) => b[0] * (1 - (1 + b[1] * x / 2) ** -2),
  Misra1c: (b, [x]) => b[0] * (1 - (1 + 2 * b[1] * x) ** -0.5),
  Misra1d: (b, [x]) => b[0] * b[1] * x / (1 + b[1] * x),
  // The response is log(y).
  Nelson: (b, [x1, x2]) => b[0] - b[1] * x1 * exp(-b[2] * x2),
  Rat42: (b, [x]) => b[0] / (1 + exp(b[1] - b[2] * x)),
  Rat43: (b, [x]) => b[0] / (1 + exp(b[1] - b[2] * x)) ** (1 / b[3]),
  Roszman1: (b, [x]) => b[0] - b[1] * x - atan(b[2] / (x - b[3])) / PI,
  Thurber: cubicOverCubic,
};

/** The problem's model, without derivatives, so that its digits test the differences too. */
export function nistModel({ name, x, parameters }: NistProblem): LeastSquaresModel {
  const equation = EQUATIONS[name];
  return {
    observations: x.length,
    parameters,
    predict(b, out) {
      for (let i = 0; i < x.length; i++) out[i] = equation(b, x[i]);
    },
  };
}

/** The responses as the model predicts them: Nelson's are fitted as logarithms. */
export function nistResponses({ name, y }: NistProblem): number[] {
  return name === "Nelson" ? y.map(Math.log) : [...y];
}

function gauss(b: Float64Array, [x]: readonly number[]): number {
  return b[0] * exp(-b[1] * x) + b[2] * exp(-(((x - b[3]) / b[4]) ** 2)) +
    b[5] * exp(-(((x - b[6]) / b[7]) ** 2));
}

function lanczos(b: Float64Array, [x]: readonly number[]): number {
  return b[0] * exp(-b[1] * x) + b[2] * exp(-b[3] * x) + b[4] * exp(-b[5] * x);
}

function cubicOverCubic(b: Float64Array, [x]: readonly number[]): number {
  return (b[0] + x * (b[1] + x * (b[2] + x * b[3]))) / (1 + x * (b[4] + x * (b[5] + x * b[6])));
}
