import { exactDigits, problemDigits } from "../reference/nist/digits.ts";
import {
  parseProblem,
  PROBLEMS,
  problemText,
  readProblem,
} from "../reference/nist/read_problem.ts";
import { assert, assertEquals } from "../assert.ts";

/** Digits of standard errors that the residuals leave room for, where that is less than eight. */
const STANDARD_ERROR: Readonly<Record<string, number>> = { Lanczos1: 3 };

for (const name of PROBLEMS) {
  const problem = readProblem(name);
  for (const start of [1, 2] as const) {
    Deno.test(`leastSquares() agrees with NIST on ${name} from start ${start}`, () => {
      const { fit, estimate, standardError } = problemDigits(problem, start);
      assertEquals(fit.status, "converged");
      assert(estimate >= 10, `estimates agree to ${estimate} digits`);
      assert(
        standardError >= (STANDARD_ERROR[name] ?? 10),
        `standard errors agree to ${standardError} digits`,
      );
      // Rat43's file prints 9, but its residual standard deviation is of 15 - 4 = 11.
      assertEquals(fit.degreesOfFreedom, name === "Rat43" ? 11 : problem.degreesOfFreedom);
      const rss = Math.abs(fit.rss / problem.rss - 1);
      assert(rss < (name === "Lanczos1" ? 1e-2 : 2e-10), `rss ${fit.rss}`);
    });
  }
}

for (const start of [1, 2] as const) {
  Deno.test(`leastSquares() agrees with NIST on Lanczos1 from start ${start} to ten digits of standard errors when residuals are exact`, () => {
    const { fit, estimate, standardError } = exactDigits(readProblem("Lanczos1"), start);
    assertEquals(fit.status, "converged");
    assert(estimate >= 10, `estimates agree to ${estimate} digits`);
    assert(standardError >= 10, `standard errors agree to ${standardError} digits`);
  });
}

Deno.test("leastSquares() says that it failed when a NIST problem gets too few steps", () => {
  for (const name of ["MGH10", "MGH17", "Bennett5", "Lanczos3"]) {
    const { fit, estimate } = problemDigits(readProblem(name), 1, { maxIterations: 5 });
    assert(estimate < 6, `${name} agrees to ${estimate} digits after five steps`);
    assertEquals(fit.status, "not converged", name);
  }
});

Deno.test("parseProblem() reads the whole file", () => {
  const problem = parseProblem(problemText("Nelson"));
  assertEquals(problem.name, "Nelson");
  assertEquals(problem.difficulty, "Average");
  assertEquals(problem.y.length, 128);
  assertEquals(problem.x[127], [64, 275]);
  assertEquals(problem.starts, [[2, 0.0001, -0.01], [2.5, 5e-9, -0.05]]);
  assertEquals(problem.standardError[2], 3.9572366543e-3);
  assertEquals(PROBLEMS.length, 27);
});
