import {
  leastSquares,
  type LeastSquaresFit,
  type LeastSquaresOptions,
} from "../../../lib/numerics/mod.ts";
import { exactLanczos1 } from "./exact_residuals.ts";
import { nistModel, nistResponses } from "./models.ts";
import { type NistProblem, PROBLEMS, readProblem } from "./read_problem.ts";

/** Digits in which a fit agrees with NIST, worst parameter; NIST prints eleven. */
export interface NistDigits {
  readonly problem: NistProblem;
  readonly start: 1 | 2;
  /** Whether residuals were computed from the printed decimals instead of from doubles. */
  readonly exact: boolean;
  readonly fit: LeastSquaresFit;
  readonly estimate: number;
  readonly standardError: number;
}

/** Fits all 27 problems from both starts, and Lanczos1 also with exact residuals. */
export function nistDigits(): NistDigits[] {
  return PROBLEMS.map(readProblem).flatMap((problem) =>
    ([1, 2] as const).flatMap((start) => [
      problemDigits(problem, start),
      ...(problem.name === "Lanczos1" ? [exactDigits(problem, start)] : []),
    ])
  );
}

/** Fits one problem from one of its starts, in doubles and with derivatives by differences. */
export function problemDigits(
  problem: NistProblem,
  start: 1 | 2,
  options: LeastSquaresOptions = {},
): NistDigits {
  const from = problem.starts[start - 1];
  const fit = leastSquares(nistModel(problem), nistResponses(problem), from, options);
  return score(problem, start, fit, false);
}

/** Fits Lanczos1 with residuals computed from the printed decimals. */
export function exactDigits(problem: NistProblem, start: 1 | 2): NistDigits {
  const zeros = problem.y.map(() => 0);
  const fit = leastSquares(exactLanczos1(problem), zeros, problem.starts[start - 1]);
  return score(problem, start, fit, true);
}

/** The table of digits as markdown. */
export function digitsTable(rows: readonly NistDigits[]): string {
  const head = ["problem", "level", "start", "status", "estimate", "standard error", "steps"];
  const lines = rows.map(({ problem, start, exact, fit, estimate, standardError }) => [
    exact ? `${problem.name}, exact residuals` : problem.name,
    problem.difficulty.toLowerCase(),
    start,
    fit.status,
    estimate.toFixed(1),
    standardError.toFixed(1),
    fit.iterations,
  ]);
  return [head, head.map(() => "---"), ...lines].map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}

function score(
  problem: NistProblem,
  start: 1 | 2,
  fit: LeastSquaresFit,
  exact: boolean,
): NistDigits {
  const worst = (found: readonly (number | null)[], certified: readonly number[]) =>
    Math.min(...certified.map((value, k) => digits(found[k], value)));
  return {
    problem,
    start,
    exact,
    fit,
    estimate: worst(fit.estimate, problem.estimate),
    standardError: worst(fit.standardError, problem.standardError),
  };
}

/** -log10(|found - certified| / |certified|), from 0 to the 11 that NIST prints. */
function digits(found: number | null, certified: number): number {
  if (found === null || Number.isNaN(found)) return 0;
  const error = Math.abs(found - certified) / Math.abs(certified);
  return Math.max(0, Math.min(11, -Math.log10(error)));
}
