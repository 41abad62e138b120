/**
 * A model that least squares can fit: predictions of n observations from p parameters.
 *
 * The functions write into the array they are given and keep nothing; the same parameters must
 * always give the same numbers.
 */
export interface LeastSquaresModel {
  /** Number of observations, n. */
  readonly observations: number;
  /** Names of the parameters, length p; every report names them so. */
  readonly parameters: readonly string[];
  /** Predictions f: fills `out[n]`. */
  predict(parameters: Float64Array, out: Float64Array): void;
  /** df_i / dp_k: fills `out`, n x p, row-major. Without it differences of `predict` are taken. */
  jacobian?(parameters: Float64Array, out: Float64Array): void;
  /**
   * Sum over i of residuals[i] d2f_i / dp_k dp_l: fills `out`, p x p, both triangles. Without it
   * differences of the Jacobian are taken.
   */
  curvature?(parameters: Float64Array, residuals: Float64Array, out: Float64Array): void;
}
