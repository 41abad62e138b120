import { portableExp } from "../numerics/mod.ts";
import type { CurveTask } from "./curve_task.ts";
import type { DoseDesign } from "./dose_design.ts";
import { ErrorFields, FitFields, LevelFields } from "./kernel_fields.ts";
import wasm from "./kernel/kernel.wasm" with { type: "bytes" };

/** What `kernel/kernel.ts` exports. Its workspaces and all columns stand in its memory. */
interface KernelCode extends WebAssembly.Exports {
  /** e^x with x cut to -350 and 350. */
  readonly clampedExp: (x: number) => number;
  /** Collapses so many wells, which stand in the memory, to levels. */
  readonly collapseWells: (wells: number, weighted: number) => void;
  /** Sets the workspace to the levels in the memory and a design, in the first direction. */
  readonly aimAt: (designAt: number) => void;
  readonly setDirections: (count: number) => void;
  readonly searchCurve: () => void;
  readonly dosesOnSlope: () => number;
  readonly findRivals: (threshold: number) => void;
  readonly refine: () => void;
  readonly restart: (position: number, steepness: number, direction: number) => void;
  readonly projectCurve: (position: number, steepness: number) => void;
  readonly differentiate: () => void;
  readonly descend: (position: number, steepness: number, free: number, goal: number) => number;
  /** The sum of squares where the curve was evaluated last. */
  readonly rss: () => number;
  readonly scanShapes: (shapesAt: number) => void;
  readonly rssAt: () => number;
  readonly areaUnder: () => number;
  readonly standardErrors: (variance: number, moving: number) => void;
  /** Locates where the curve crosses a response, and returns it. */
  readonly locateCrossing: (part: number, level: number) => number;
  readonly pinAt: (place: number, part: number, level: number) => void;
  readonly unpin: () => void;
  readonly profilePosition: () => void;
  readonly profileCrossing: () => void;
  readonly excludes: (place: number, threshold: number) => number;
  readonly lowestStep: () => number;
  readonly findInflectionFloors: () => void;
  readonly inflectionFloor: (side: number) => number;
  readonly crossingFloor: (place: number) => number;
  readonly reachFloor: (side: number) => number;
  readonly isClosed: (side: number, threshold: number) => number;
  readonly lookFar: (side: number) => void;
  readonly profileLimit: (side: number, threshold: number) => number;
  readonly boundLimit: (side: number, threshold: number) => number;
  readonly newtonLimit: (side: number, threshold: number, end: number) => number;
  readonly bracketLimit: (
    side: number,
    threshold: number,
    from: number,
    position: number,
    steepness: number,
  ) => number;
  readonly setColumns: (
    weightAt: number,
    responseAt: number,
    shareAt: number,
    restAt: number,
    exponentAt: number,
    weightedAt: number,
  ) => void;
  readonly setWells: (
    doseAt: number,
    responseAt: number,
    weightAt: number,
    scaledAt: number,
    levelDoseAt: number,
  ) => void;
  readonly setScan: (rssAt: number, alongAt: number, startsAt: number) => void;
  readonly setPromising: (shapesAt: number, placesAt: number) => void;
  readonly setLighter: (at: number) => void;
  readonly rootsAt: () => number;
  readonly curveAt: () => number;
  readonly wellsAt: () => number;
  readonly fitAt: () => number;
  readonly errorsAt: () => number;
  readonly directionsAt: () => number;
  readonly freeAt: () => number;
}

/** A memory that is handed out column by column. */
export interface Arena {
  readonly buffer: ArrayBuffer;
  /** The next byte that is free. */
  free: number;
}

/** Wells of one curve. */
export interface WellColumns {
  readonly dose: Float64Array;
  readonly response: Float64Array;
  readonly weight: Float64Array;
}

/**
 * The compiled arithmetic of the screen with a memory of its own, in which the levels of one curve, what
 * is known of them and the shapes of some designs stand.
 *
 * A memory never grows, so that no view of it dies: a curve with more wells or levels than it has room for gets
 * a new one.
 */
export interface Kernel extends Arena {
  readonly code: KernelCode;
  /** Wells and levels that there is room for. */
  readonly mostWells: number;
  readonly mostLevels: number;
  /** The wells of the curve at hand, and what they come to. */
  readonly wells: WellColumns;
  readonly levels: LevelFields;
  /** The fit of the curve at hand, and its errors. */
  readonly fit: FitFields;
  readonly errors: ErrorFields;
  /** Four bounds for each direction in which curves may run. */
  readonly directions: Float64Array;
  /** Dose, weight and scaled mean response by level. */
  readonly dose: Float64Array;
  readonly weight: Float64Array;
  readonly response: Float64Array;
  /** The designs met so far by a hash of their doses, the last of them, and the first of their bytes. */
  readonly designs: Map<number, DoseDesign[]>;
  lastDesign: DoseDesign | null;
  readonly designsAt: number;
  /** The task that the directions are of. */
  task: CurveTask | null;
}

/** Room for the designs of an ordinary screen, in bytes; what is not used takes no memory. */
const ROOM = 2 ** 25;
/** Every column starts at a multiple of so many numbers: a line of the processor's cache. */
export const LINE = 8;
const BYTES = 8;
const PAGE = 2 ** 16;
/** Entries of the table of 2^(j / 256). */
const ROOTS = 256;
/** Starts kept at most, as `kernel/scan_shapes.ts` has it, and directions, as `kernel/search_curve.ts` does. */
const MOST_STARTS = 6;
const MOST_DIRECTIONS = 2;

let compiled: WebAssembly.Module | null = null;

/**
 * A kernel with room for curves of so many wells and levels, so many shapes and at least one design of so
 * many numbers.
 */
export function createKernel(
  wells: number,
  levels: number,
  shapes: number,
  design: number,
): Kernel {
  const bytes = ROOM + BYTES * (design + 4 * shapes + 9 * levels + 4 * wells);
  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE) });
  compiled ??= new WebAssembly.Module(wasm);
  const { exports } = new WebAssembly.Instance(compiled, { env: { memory } });
  const code = exports as KernelCode;
  const { buffer } = memory;
  const roots = new Float64Array(buffer, code.rootsAt(), ROOTS);
  for (let j = 0; j < ROOTS; j++) roots[j] = portableExp(j * Math.LN2 / ROOTS);
  const arena: Arena = { buffer, free: code.freeAt() };
  const column = (count: number) => takeColumn(arena, count);
  // One entry more, where the number of wells or levels is odd.
  const ofWells = {
    dose: column(wells + 1),
    response: column(wells + 1),
    weight: column(wells + 1),
    scaled: column(wells + 1),
  };
  const dose = column(levels + 1);
  code.setWells(
    ofWells.dose.byteOffset,
    ofWells.response.byteOffset,
    ofWells.weight.byteOffset,
    ofWells.scaled.byteOffset,
    dose.byteOffset,
  );
  const weight = column(levels + 1);
  const response = column(levels + 1);
  const at = (count: number) => column(count).byteOffset;
  const byLevel = () => at(levels + 1);
  code.setColumns(
    weight.byteOffset,
    response.byteOffset,
    byLevel(),
    byLevel(),
    byLevel(),
    byLevel(),
  );
  code.setScan(at(shapes), at(shapes), at(MOST_STARTS));
  code.setPromising(at(shapes), at(shapes));
  code.setLighter(at(2 * levels));
  return {
    code,
    buffer,
    mostWells: wells,
    mostLevels: levels,
    wells: ofWells,
    levels: new LevelFields(buffer, code.curveAt(), code.wellsAt()),
    fit: new FitFields(buffer, code.fitAt()),
    errors: new ErrorFields(buffer, code.errorsAt()),
    directions: new Float64Array(buffer, code.directionsAt(), 4 * MOST_DIRECTIONS),
    dose,
    weight,
    response,
    designs: new Map(),
    lastDesign: null,
    designsAt: arena.free,
    free: arena.free,
    task: null,
  };
}

/** Takes a column of so many numbers, and as many more as fill its last line. */
export function takeColumn(arena: Arena, count: number): Float64Array {
  const line = LINE * BYTES;
  const from = Math.ceil(arena.free / line) * line;
  const length = Math.ceil(count / LINE) * LINE;
  arena.free = from + length * BYTES;
  return new Float64Array(arena.buffer, from, length);
}

/** Whether a kernel has room for so many numbers more. */
export function hasRoom({ buffer, free }: Kernel, numbers: number): boolean {
  return free + numbers * BYTES <= buffer.byteLength;
}

/** Throws the designs of a kernel away. */
export function emptyDesigns(kernel: Kernel): void {
  kernel.designs.clear();
  kernel.lastDesign = null;
  kernel.free = kernel.designsAt;
}
