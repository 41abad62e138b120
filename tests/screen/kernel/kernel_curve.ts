/** The curve that the screen's kernel is at, with the fields of its memory by name. */
import {
  collapseWells,
  createLevels,
  type CurveLevels,
} from "../../../lib/screen/collapse_wells.ts";
import type { Bounds } from "../../../lib/screen/curve_task.ts";
import { designOf, type DoseDesign } from "../../../lib/screen/dose_design.ts";
import type { Kernel } from "../../../lib/screen/kernel.ts";
import type { ScreenColumns } from "../../../lib/screen/mod.ts";

/** The fields of `Curve` in the order of `kernel/curve.ts`: integers of 4 bytes, then numbers of 8. */
export const CURVE = {
  // deno-fmt-ignore
  integers: [
    "count", "vehicle", "pinned", "bytes", "design", "weightAt", "responseAt", "logDoseAt", "shareAt",
    "restAt", "exponentAt", "weightedAt",
  ],
  // deno-fmt-ignore
  numbers: [
    "center", "scale", "total", "between", "within", "lowest", "highest", "leastPosition", "mostPosition",
    "leastSteepness", "mostSteepness", "startLeast", "startMost", "endLeast", "endMost", "place", "part",
    "level", "stepRss", "knownPosition", "knownSteepness", "position", "steepness", "slope", "rss", "start",
    "end", "byPosition", "bySteepness", "byPlace", "pp", "pq", "qq", "xx", "xp", "xq", "gaussPP", "gaussPQ",
    "gaussQQ", "pivot", "noisePP", "noiseQQ", "sign", "base", "span", "mean", "inverseTotal",
    "inverseSpread", "sumP", "sumQ", "alongP", "alongQ",
  ],
} as const;

/** The same of `Fit` in `kernel/fit.ts`. */
export const FIT = {
  integers: ["ofPosition", "ordinary", "rivals", "converged", "direction"],
  // deno-fmt-ignore
  numbers: [
    "value", "rivalRss", "stepRss", "position", "steepness", "rss", "start", "end", "bend", "followP",
    "followQ", "betterPosition", "betterSteepness", "betterRss",
  ],
} as const;

/** The same of `Shapes` in `kernel/shapes.ts`. */
export const SHAPES = {
  // deno-fmt-ignore
  integers: [
    "rows", "columns", "count", "stride", "positionAt", "steepnessAt", "shareAt", "plainSumAt",
    "plainSquareAt", "sums", "ofEqual", "ofOther",
  ],
  numbers: [],
} as const;

/** The same of `WeightedSums` in `kernel/weighted_sums.ts`. */
export const SUMS = {
  integers: ["sumAt", "squareAt", "inverseAt", "weightAt"],
  numbers: [],
} as const;

interface Layout {
  readonly integers: readonly string[];
  readonly numbers: readonly string[];
}

type NameIn<L extends Layout> = L["integers"][number] | L["numbers"][number];

/** The fields of an object in a kernel's memory. */
export interface Fields<L extends Layout> {
  get(name: NameIn<L>): number;
  set(name: NameIn<L>, value: number): void;
}

function fieldsAt<L extends Layout>(buffer: ArrayBuffer, at: number, layout: L): Fields<L> {
  const { integers, numbers } = layout;
  const before = Math.ceil(integers.length / 2);
  const integer = new Int32Array(buffer, at, integers.length);
  const number = new Float64Array(buffer, at + 8 * before, numbers.length);
  const placeOf = (name: string): readonly [Int32Array | Float64Array, number] => {
    const i = integers.indexOf(name);
    return i < 0 ? [number, numbers.indexOf(name)] : [integer, i];
  };
  return {
    get(name) {
      const [column, i] = placeOf(name);
      return column[i];
    },
    set(name, value) {
      const [column, i] = placeOf(name);
      column[i] = value;
    },
  };
}

/** What the kernel says of its fit. */
export function fitFields({ buffer, code }: Kernel): Fields<typeof FIT> {
  return fieldsAt(buffer, code.fitAt(), FIT);
}

/** What the kernel says of its curve. */
export function curveFields({ buffer, code }: Kernel): Fields<typeof CURVE> {
  return fieldsAt(buffer, code.curveAt(), CURVE);
}

/** What stands in a kernel of shapes of a design: `coarseAt` or `fineAt`. */
export function shapesFields({ buffer }: Kernel, at: number): Fields<typeof SHAPES> {
  return fieldsAt(buffer, at, SHAPES);
}

/** What stands in a kernel of the sums of shapes with the weights of its curve. */
export function sumsFields(kernel: Kernel, shapesAt: number): Fields<typeof SUMS> {
  return fieldsAt(kernel.buffer, shapesFields(kernel, shapesAt).get("sums"), SUMS);
}

/** A curve of a screen that the kernel is at. */
export interface KernelCurve extends Fields<typeof CURVE> {
  readonly levels: CurveLevels;
  readonly design: DoseDesign;
  readonly code: Kernel["code"];
  /** A column of the kernel by level. */
  column(name: "weightAt" | "responseAt" | "logDoseAt" | "shareAt" | "restAt"): Float64Array;
}

const ANY: Bounds = [-Infinity, Infinity];

/** Sets the kernel to a curve, of control (NaN: a raw signal) and with bounds of its two plateaus. */
export function aimKernel(
  columns: ScreenColumns,
  curve: number,
  control = NaN,
  start: Bounds = ANY,
  end: Bounds = ANY,
): KernelCurve {
  const levels = createLevels();
  collapseWells(levels, columns, curve, control);
  const { kernel, kernel: { code }, count } = levels;
  kernel.directions.set([...start, ...end]);
  code.setDirections(1);
  // The next fitter must write the directions of its own task.
  kernel.task = null;
  const design = designOf(levels);
  code.aimAt(design.at);
  const fields = curveFields(kernel);
  return {
    ...fields,
    levels,
    design,
    code,
    column: (name) => new Float64Array(kernel.buffer, fields.get(name), count),
  };
}

/** The sum of squares of a shape with its best plateaus. */
export function rssAt({ code, get }: KernelCurve, position: number, steepness: number): number {
  code.projectCurve(position, steepness);
  return get("rss");
}
