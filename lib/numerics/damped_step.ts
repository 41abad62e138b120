import { levenbergMarquardt } from "ml-levenberg-marquardt";
import type { PivotedQr } from "./qr.ts";

/**
 * One damped step of Levenberg and Marquardt, taken by ml-levenberg-marquardt: the d that makes
 * |b - A d|^2 + damping |d|^2 least, where A is the triangular factor of the scaled Jacobian and b
 * the residuals seen through its orthogonal one.
 *
 * The package is given the linearised problem in its m rows instead of the model in its n. In exact
 * arithmetic the step is the same, (J'J + damping I)^-1 J'r, and what the package does badly cannot
 * bite: nothing it evaluates can be NaN; its `weights`, which it applies upside down in the error,
 * are left alone, the weights being in A and b; its damping, which is not free of scale, is in units
 * of scaled columns; and it is asked for one step, because it accepts uphill ones and stops on the
 * size of the error alone. Ten thousand observations cost it no more than ten.
 *
 * @param qr Factorisation of the columns, each scaled to length 1
 * @param ratios What is left of each column of R in the scale of the steps, m, at most 1
 * @param damping Greater than 0
 * @param target Right-hand side b, length m
 * @param use Columns of R that may move: m flags
 * @param step The step in R's order, 0 where `use` is 0; filled
 */
export function dampedStep(
  { m, r }: PivotedQr,
  ratios: Float64Array,
  damping: number,
  target: Float64Array,
  use: Uint8Array,
  step: Float64Array,
): void {
  step.fill(0);
  const columns: number[] = [];
  let size = 0;
  for (let j = 0; j < m; j++) {
    if (use[j] === 1) columns.push(j);
    size = Math.max(size, Math.abs(target[j]));
  }
  if (columns.length === 0 || size === 0) return;
  // The package wants two observations at least: a second row of zeros changes nothing.
  const rows = Math.max(m, 2);
  const gradients: number[][] = [];
  const x: number[] = [];
  const y: number[] = [];
  for (let i = 0; i < rows; i++) {
    x.push(i);
    y.push(i < m ? target[i] / size : 0);
    gradients.push(columns.map((j) => i < m ? r[i * m + j] * ratios[j] : 0));
  }
  const { parameterValues } = levenbergMarquardt(
    { x, y },
    (d) => (row) => dot(gradients[row], d),
    {
      initialValues: columns.map(() => 0),
      jacobianFunction: () => (row) => gradients[row],
      minValues: columns.map(() => -Infinity),
      maxValues: columns.map(() => Infinity),
      damping,
      maxIterations: 1,
      errorTolerance: 0,
    },
  );
  for (let c = 0; c < columns.length; c++) step[columns[c]] = parameterValues[c] * size;
}

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k];
  return sum;
}
