import { levenbergMarquardt } from "ml-levenberg-marquardt";
import { dampedStep } from "../../lib/numerics/damped_step.ts";
import { createQr, leastSquares, pivotedQr, solveSymmetric } from "../../lib/numerics/mod.ts";
import { assert, assertClose, assertEquals } from "../assert.ts";
import { lineModel } from "./models.ts";

const n = 7;
const columns = Float64Array.from({ length: 3 * n }, (_, i) => Math.sin(i * i + 1));
const residuals = Float64Array.from({ length: n }, (_, i) => Math.cos(3 * i));

function factorized() {
  const qr = createQr(3);
  pivotedQr(columns.slice(), residuals.slice(), n, qr);
  return qr;
}

/** (A'A + damping I) x = A'b over some of the columns, scaled. */
function normalEquations(damping: number, use: readonly number[], ratios: readonly number[]) {
  const at = (i: number, j: number) => columns[j * n + i] * ratios[j];
  const dot = (f: (i: number) => number) =>
    Array.from({ length: n }, (_, i) => f(i)).reduce((a, b) => a + b);
  const a = use.flatMap((j) =>
    use.map((k) => dot((i) => at(i, j) * at(i, k)) + (j === k ? damping : 0))
  );
  return solveSymmetric(a, use.map((j) => dot((i) => at(i, j) * residuals[i])))!;
}

Deno.test("dampedStep() solves the damped normal equations of the whole problem", () => {
  const qr = factorized();
  for (const damping of [1e-6, 1e-2, 1, 100]) {
    const step = new Float64Array(3);
    dampedStep(qr, Float64Array.of(1, 1, 1), damping, qr.qtb, Uint8Array.of(1, 1, 1), step);
    const exact = normalEquations(damping, [0, 1, 2], [1, 1, 1]);
    for (let j = 0; j < 3; j++) assertClose(step[j], exact[qr.pivots[j]], 1e-12);
  }
});

Deno.test("dampedStep() leaves out columns and scales them", () => {
  const qr = factorized();
  const step = new Float64Array(3);
  const ratios = Float64Array.of(0.5, 0.25, 1);
  dampedStep(qr, ratios, 0.1, qr.qtb, Uint8Array.of(1, 0, 1), step);
  const byColumn = [1, 1, 1];
  for (let j = 0; j < 3; j++) byColumn[qr.pivots[j]] = ratios[j];
  const use = [qr.pivots[0], qr.pivots[2]];
  const exact = normalEquations(0.1, use, byColumn);
  assertEquals(step[1], 0);
  assertClose(step[0], exact[0], 1e-12);
  assertClose(step[2], exact[1], 1e-12);
});

Deno.test("dampedStep() is zero where nothing pulls, and keeps tiny pulls", () => {
  const qr = factorized();
  const step = new Float64Array(3).fill(9);
  dampedStep(qr, Float64Array.of(1, 1, 1), 1, new Float64Array(3), Uint8Array.of(1, 1, 1), step);
  assertEquals([...step], [0, 0, 0]);
  const tiny = qr.qtb.map((value) => value * 1e-200);
  dampedStep(qr, Float64Array.of(1, 1, 1), 1, tiny, Uint8Array.of(1, 1, 1), step);
  const exact = normalEquations(1, [0, 1, 2], [1, 1, 1]);
  for (let j = 0; j < 3; j++) assertClose(step[j], 1e-200 * exact[qr.pivots[j]], 1e-12);
});

Deno.test("ml-levenberg-marquardt still mishandles weights, which is why they are folded in", () => {
  const x = [0, 1, 2, 3, 4];
  const y = [0.1, 1.2, 1.9, 3.3, 3.8];
  const sd = [0.1, 0.2, 0.1, 0.4, 0.1];
  const exact = leastSquares(lineModel(x), y, [1, 1], { weights: sd.map((s) => 1 / (s * s)) });
  const { parameterValues } = levenbergMarquardt(
    { x, y },
    ([a, b]) => (value) => a + b * value,
    { initialValues: [1, 1], weights: sd, maxIterations: 500, errorTolerance: 0 },
  );
  const off = Math.abs(parameterValues[0] - exact.estimate[0]);
  assert(off > 0.1 * exact.standardError[0]!, "the package now weighs rightly: dampedStep may too");
});

Deno.test("ml-levenberg-marquardt still takes all its steps on noisy data, which is why it is asked for one", () => {
  const x = [0, 1, 2, 3, 4];
  const { iterations } = levenbergMarquardt(
    { x, y: [0.1, 1.2, 1.9, 3.3, 3.8] },
    ([a, b]) => (value) => a + b * value,
    { initialValues: [1, 1], maxIterations: 300 },
  );
  assertEquals(iterations, 300);
});
