import { list, nearest, plural, quote, UsageError } from "../errors/mod.ts";
import type { LeastSquaresModel } from "./least_squares_model.ts";

/** One model among several that are fitted together. */
export interface ModelPart {
  /** What tells its parameters from those of the other parts: "H3122", "replicate 2". */
  readonly name: string;
  /** Its predictions and derivatives. */
  readonly model: LeastSquaresModel;
}

/**
 * Which parameters the parts share, by the parameter's name in the parts: with `all`, one for all
 * parts; with a group per part, one for each group. Parameters not named here are each part's own.
 */
export type Sharing = Readonly<Record<string, "all" | readonly string[]>>;

/** Several models as one. Observations are those of the parts, one after the other. */
export interface JointModel {
  /** The model to fit: derivatives where all parts have them. */
  readonly model: LeastSquaresModel;
  /** For each part, where its parameters stand among the joint ones. */
  readonly places: readonly (readonly number[])[];
  /** Joint parameters from those of the parts; a shared one is the mean of what the parts say. */
  join(parts: readonly ArrayLike<number>[]): Float64Array;
  /** The parameters of one part from the joint ones. */
  part(parameters: ArrayLike<number>, index: number): Float64Array;
}

/**
 * Puts models together into one, with parameters that they share or keep for themselves, so that
 * `leastSquares` fits them together: the same top for two cell lines, one slope for all replicates.
 *
 * A shared parameter keeps its name ("top"), or has its group's ("top (day 1)"); one that is not
 * shared has its part's ("ic50 (H3122)").
 *
 * @param parts The models, each with a name of its own
 * @param sharing Which parameters are shared, and by whom
 * @throws {UsageError} If there is no part, two have one name, a shared parameter is in none of
 * them, or the groups are not one per part
 * @example Two lines with one slope
 * ```ts
 * import { jointModel, leastSquares } from "halfmax/numerics/mod.ts";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * const line = {
 *   observations: 3,
 *   parameters: ["intercept", "slope"],
 *   predict([intercept, slope]: Float64Array, out: Float64Array) {
 *     [0, 1, 2].forEach((x, i) => out[i] = intercept + slope * x);
 *   },
 * };
 * const joint = jointModel([{ name: "a", model: line }, { name: "b", model: line }], {
 *   slope: "all",
 * });
 * assertEquals(joint.model.parameters, ["intercept (a)", "slope", "intercept (b)"]);
 * const fit = leastSquares(joint.model, [0, 2, 4, 5, 6, 9], [0, 1, 0]);
 * assertAlmostEquals(fit.estimate[1], 2, 1e-12);
 * ```
 */
export function jointModel(parts: readonly ModelPart[], sharing: Sharing = {}): JointModel {
  check(parts, sharing);
  const names: string[] = [];
  const places = parts.map(({ name, model }, index) =>
    model.parameters.map((parameter) => {
      const shared = sharing[parameter];
      const full = shared === "all"
        ? parameter
        : `${parameter} (${shared === undefined ? name : shared[index]})`;
      if (!names.includes(full)) names.push(full);
      return names.indexOf(full);
    })
  );
  const part = (parameters: ArrayLike<number>, index: number) =>
    Float64Array.from(places[index], (place) => parameters[place]);
  return {
    model: stacked(parts.map(({ model }) => model), names, places, part),
    places,
    part,
    join(values) {
      const sums = new Float64Array(names.length);
      const counts = new Float64Array(names.length);
      places.forEach((at, index) =>
        at.forEach((place, k) => {
          sums[place] += values[index][k];
          counts[place]++;
        })
      );
      return sums.map((sum, k) => sum / counts[k]);
    },
  };
}

function stacked(
  models: readonly LeastSquaresModel[],
  names: readonly string[],
  places: readonly (readonly number[])[],
  part: (parameters: ArrayLike<number>, index: number) => Float64Array,
): LeastSquaresModel {
  const p = names.length;
  let observations = 0;
  const firsts = models.map((model) => (observations += model.observations) - model.observations);
  const jacobians = models.map((model) => model.jacobian?.bind(model));
  const curvatures = models.map((model) => model.curvature?.bind(model));
  const rooms = models.map((model) =>
    new Float64Array(
      model.parameters.length * Math.max(model.observations, model.parameters.length),
    )
  );
  return {
    observations,
    parameters: names,
    predict(parameters, out) {
      models.forEach((model, m) => {
        const end = firsts[m] + model.observations;
        model.predict(part(parameters, m), out.subarray(firsts[m], end));
      });
    },
    ...(jacobians.every((jacobian) => jacobian !== undefined) && {
      jacobian(parameters: Float64Array, out: Float64Array) {
        out.fill(0);
        jacobians.forEach((jacobian, m) => {
          const q = places[m].length;
          const room = rooms[m].subarray(0, models[m].observations * q);
          jacobian(part(parameters, m), room);
          for (let i = 0; i < models[m].observations; i++) {
            const row = (firsts[m] + i) * p;
            for (let k = 0; k < q; k++) out[row + places[m][k]] = room[i * q + k];
          }
        });
      },
    }),
    ...(curvatures.every((curvature) => curvature !== undefined) && {
      curvature(parameters: Float64Array, residuals: Float64Array, out: Float64Array) {
        out.fill(0);
        curvatures.forEach((curvature, m) => {
          const q = places[m].length;
          const room = rooms[m].subarray(0, q * q);
          const end = firsts[m] + models[m].observations;
          curvature(part(parameters, m), residuals.subarray(firsts[m], end), room);
          for (let k = 0; k < q; k++) {
            for (let l = 0; l < q; l++) out[places[m][k] * p + places[m][l]] += room[k * q + l];
          }
        });
      },
    }),
  };
}

function check(parts: readonly ModelPart[], sharing: Sharing): void {
  if (parts.length === 0) {
    throw new UsageError("Cannot fit models together: needs one part at least, found none");
  }
  const names = parts.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) {
    throw new UsageError(
      `Cannot fit models together: parts must have different names, found ${quote(twice)} twice`,
    );
  }
  const known = [...new Set(parts.flatMap(({ model }) => model.parameters))];
  for (const [parameter, groups] of Object.entries(sharing)) {
    if (!known.includes(parameter)) {
      const meant = nearest(parameter, known);
      throw new UsageError(
        `Cannot fit models together: shared parameters must be among ${list(known)}, ` +
          `found ${quote(parameter)}${meant ? `. Did you mean ${quote(meant)}?` : ""}`,
      );
    }
    if (groups !== "all" && groups.length !== parts.length) {
      throw new UsageError(
        `Cannot fit models together: groups of ${quote(parameter)} must be one for each of ` +
          `${plural(parts.length, "part")}, found ${groups.length}`,
      );
    }
  }
}
