import {
  confidenceBand,
  fitDoseResponse,
  fittedValue,
  parameterInterval,
  residuals,
} from "../../lib/dose_response/mod.ts";
import { UsageError } from "../../lib/errors/mod.ts";
import { assert, assertClose, assertEquals, assertThrows } from "../assert.ts";
import { curveOf, serialDoses, simulateCurve, TRUTH } from "./simulate.ts";

const DOSES = serialDoses(1, Math.sqrt(10), 9);
const CURVE = simulateCurve(TRUTH, { doses: DOSES, wells: 3, noise: 0.06 }, 1);

Deno.test("fittedValue() is the curve, from dose zero on", () => {
  const [fit] = fitDoseResponse([CURVE]);
  assertClose(fittedValue(fit, 0)!, fit.parameters!.top.estimate, 1e-12);
  const { top, bottom, ic50 } = fit.parameters!;
  assertClose(fittedValue(fit, ic50.estimate)!, (top.estimate + bottom.estimate) / 2, 1e-9);
  assertEquals(fittedValue(fitDoseResponse([curveOf([1, 2], [1, 1])])[0], 1), null);
});

Deno.test("confidenceBand() is the standard error of top at dose zero", () => {
  const [fit] = fitDoseResponse([CURVE]);
  const [{ lower, upper, estimate }] = confidenceBand(fit, [0], { level: 0.68268949 });
  assertClose((upper - lower) / 2, fit.parameters!.top.standardError!, 0.03);
  assertClose((upper + lower) / 2, estimate, 1e-12);
});

Deno.test("confidenceBand() covers the curve at each dose (SIMULATED, thin slice)", () => {
  let [covered, asked] = [0, 0];
  for (let seed = 1; seed <= 150; seed++) {
    const [fit] = fitDoseResponse([simulateCurve(TRUTH, {
      doses: DOSES,
      wells: 3,
      noise: 0.06,
    }, seed)]);
    for (const { dose, lower, upper } of confidenceBand(fit, [3, 100, 5000])) {
      const true_ = 0.1 + 0.9 / (1 + (dose / 100) ** 1.2);
      asked++;
      if (lower <= true_ && true_ <= upper) covered++;
    }
  }
  assert(covered / asked > 0.92 && covered / asked < 0.98, `${covered} of ${asked}`);
});

Deno.test("confidenceBand() is empty where a parameter is not determined", () => {
  const step = curveOf(DOSES, [1.01, 0.99, 1.02, 0.98, 1, 0.1, 0.12, 0.09, 0.11]);
  assertEquals(confidenceBand(fitDoseResponse([step])[0], [10]), []);
  assertThrows(
    () => confidenceBand(fitDoseResponse([CURVE])[0], [10], { level: 95 }),
    UsageError,
    "level must be in (0, 1)",
  );
});

Deno.test("residuals() are raw and standardised, in the order of the wells", () => {
  const [fit] = fitDoseResponse([CURVE]);
  const all = residuals(fit);
  assertEquals(all.map(({ dose }) => dose), [...CURVE.doses]);
  const squares = all.reduce((sum, { standardized }) => sum + standardized! ** 2, 0);
  assertClose(squares, fit.degreesOfFreedom, 1e-9);
  assertEquals(residuals(fitDoseResponse([curveOf([1, 2], [1, 1])])[0]), []);
});

Deno.test("parameterInterval() holds what it is asked, and nothing that is held", () => {
  const [fit] = fitDoseResponse([CURVE]);
  for (const name of ["ic50", "hillSlope", "top", "bottom"] as const) {
    const { estimate, lower, upper } = parameterInterval(fit, name)!;
    assertClose(estimate, fit.parameters![name].estimate, 1e-9);
    assert(lower! < estimate && estimate < upper!);
  }
  assertClose(parameterInterval(fit, "ic50")!.lower!, fit.ic50.relative.lower!, 1e-9);
  const [held] = fitDoseResponse([CURVE], { model: "3PL" });
  assertEquals(parameterInterval(held, "bottom"), null);
  const rising = { ...CURVE, responses: CURVE.responses.map((y) => 1 - y) };
  const slope = parameterInterval(fitDoseResponse([rising])[0], "hillSlope")!;
  const falling = parameterInterval(fit, "hillSlope")!;
  assertClose(slope.lower!, -falling.upper!, 1e-7);
  assertClose(slope.upper!, -falling.lower!, 1e-7);
});
