/**
 * Least squares, roots, quadrature, small dense linear algebra, seeded random numbers, long work in a
 * worker. Knows no biology and no units.
 *
 * @module
 */
export { choleskyFactor, choleskySolve, invertSymmetric, solveSymmetric } from "./cholesky.ts";
export { findRoot } from "./find_root.ts";
export { integrate } from "./integrate.ts";
export type { Integral } from "./integrate.ts";
export { jointModel } from "./joint_model.ts";
export type { JointModel, ModelPart, Sharing } from "./joint_model.ts";
export { leastSquares } from "./least_squares.ts";
export type { LeastSquaresFit, LeastSquaresStatus } from "./least_squares_fit.ts";
export type { LeastSquaresOptions } from "./checked_problem.ts";
export type { LeastSquaresModel } from "./least_squares_model.ts";
export { minimize1d } from "./minimize_1d.ts";
export type { Minimum1d } from "./minimize_1d.ts";
export { portableExp, portableLog } from "./portable_exp.ts";
export { portableExp10, portableLog10, portableLog1p } from "./portable_log10.ts";
export { profileLimits } from "./profile_limits.ts";
export type { ProfileLimits, ProfileOptions } from "./profile_limits.ts";
export { createQr, pivotedQr, solveUpper } from "./qr.ts";
export type { PivotedQr } from "./qr.ts";
export { randomNormal, randomSeeded } from "./random_seeded.ts";
export type { Prng } from "./random_seeded.ts";
export { singularValues } from "./singular_values.ts";
export type { SingularValues } from "./singular_values.ts";
export { hearFailure } from "./hear_failure.ts";
export { serveWork, workAside } from "./work_aside.ts";
export type { AsideOptions, ItemWork } from "./work_aside.ts";
