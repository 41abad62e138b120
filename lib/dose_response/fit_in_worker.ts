import { workAside } from "../numerics/mod.ts";
import type { Wells } from "../plates/mod.ts";
import { makePotency } from "../potency/mod.ts";
import type { Curve } from "./curve.ts";
import type { Curves } from "./curves_of_table.ts";
import { fitEach } from "./fit_each.ts";
import { finishFits, type FitOptions, fitOrder, type Fits } from "./fit_dose_response.ts";

/** Options of {@linkcode fitDoseResponseInWorker}. */
export interface FitInWorkerOptions extends FitOptions {
  /** Called with the curves done and the curves in all, as `trackProgress` takes it. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Ends the work early: the promise is then rejected with the signal's reason. */
  readonly signal?: AbortSignal;
}

/**
 * Up to this many curves are fitted where they are. Measured: 500 curves of 33 wells take 0.8 s; a
 * worker starts in 0.1 s, but in a kernel of Deno 2.9 in 1.0 s, however little it does.
 */
const FEW = 500;

/** Curves between two reports, and rests: a twentieth of a second of work. */
const AT_ONCE = 20;

/**
 * {@linkcode fitDoseResponse} for very many curves of a notebook: the same fits, made in a worker, so
 * that the page repaints and progress shows.
 *
 * Up to 500 curves, for which a worker would not pay, and programs that may not read the library's
 * sources start none, and curves that cannot be copied, as with a function in them, are fitted here;
 * the event loop then rests after every few fits.
 *
 * @param data Wells, what `readCurves` read, or curves
 * @throws {UsageError} As `fitDoseResponse`
 * @example As without a worker
 * ```ts
 * import { fitDoseResponse, fitDoseResponseInWorker } from "halfmax/dose_response/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const curves = [{
 *   key: { cell_line: "SIMULATED" },
 *   doses: [1, 10, 100, 1000, 10_000],
 *   responses: [0.99, 0.95, 0.48, 0.07, 0.03],
 *   unit: "nM",
 *   scale: "fraction" as const,
 *   control: { basis: "declared" as const, value: 1 },
 * }];
 * let seen = "";
 * const fits = await fitDoseResponseInWorker(curves, {
 *   onProgress: (done, total) => seen = `${done} of ${total}`,
 * });
 * assertEquals([fits, seen], [fitDoseResponse(curves), "1 of 1"]);
 * ```
 */
export async function fitDoseResponseInWorker(
  data: Wells | Curves | readonly Curve[],
  { onProgress, signal, ...options }: FitInWorkerOptions = {},
): Promise<Fits> {
  const order = fitOrder(data, options);
  const { curves } = order;
  const alone = await workAside(fitEach, order, {
    start: curves.length > FEW
      ? () => new Worker(new URL("./fit_worker.ts", import.meta.url), { type: "module" })
      : null,
    atOnce: AT_ONCE,
    onDone: (done) => onProgress?.(done, curves.length),
    signal,
  });
  // What came from a worker is a copy: the curve is the caller's own, and potencies show themselves.
  return finishFits(alone.map((fit, i) => ({
    ...fit,
    curve: curves[i],
    ic50: { relative: makePotency(fit.ic50.relative), absolute: makePotency(fit.ic50.absolute) },
  })));
}
