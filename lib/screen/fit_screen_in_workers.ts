import { UsageError } from "../errors/mod.ts";
import { hearFailure } from "../numerics/mod.ts";
import { allocateFits } from "./allocate_fits.ts";
import { checkColumns } from "./check_columns.ts";
import { type CurveTask, curveTask } from "./curve_task.ts";
import { finishFits } from "./fit_screen.ts";
import type { ScreenColumns } from "./screen_columns.ts";
import type { ScreenFits } from "./screen_fits.ts";
import type { ScreenOptions } from "./screen_options.ts";

/** Options of {@linkcode fitScreenInWorkers}. */
export interface WorkerOptions extends ScreenOptions {
  /** How many workers; default the processors of the machine. */
  readonly threads?: number;
  /** Called after each block of curves with the curves done and the curves in all. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
  /** Ends the work early: the promise is then rejected with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** What a worker is given. */
export interface WorkerOrder {
  readonly columns: ScreenColumns;
  readonly task: CurveTask;
  readonly fits: ScreenFits;
  /** One number, shared: the next curve that nobody has taken. */
  readonly next: Int32Array;
  /** Curves that are taken at once. */
  readonly block: number;
}

/** What a worker says: so many curves more are done, or there are none left. */
export type WorkerWord = { readonly done: number } | "finished";

/** Curves taken at once: a few hundredths of a second of work. */
const BLOCK = 512;

/**
 * Fits every curve of a screen in workers over shared memory: the same bytes as `fitScreen`, for any
 * number of workers.
 *
 * Workers take blocks of curves from a shared counter, so that none waits for another. Columns that
 * stand on `SharedArrayBuffer`s are not copied.
 *
 * @returns Fits whose columns stand on shared memory
 * @throws {UsageError} As `fitScreen`, or if `threads` is no whole number above 0
 */
export async function fitScreenInWorkers(
  columns: ScreenColumns,
  options: WorkerOptions = {},
): Promise<ScreenFits> {
  const { threads = navigator.hardwareConcurrency, onProgress, signal } = options;
  if (!(Number.isInteger(threads) && threads > 0)) {
    throw new UsageError(
      `Cannot fit the screen: threads must be a whole number above 0, found ${threads}`,
    );
  }
  const task = curveTask(options);
  checkColumns(columns);
  signal?.throwIfAborted();
  const count = Math.min(threads, Math.max(1, Math.ceil(columns.curves / BLOCK)));
  const workers = Array.from({ length: count }, startWorker);
  try {
    // The workers load while the columns are copied.
    const order: WorkerOrder = {
      columns: onSharedMemory(columns),
      task,
      fits: allocateFits(columns.curves, task, { shared: true }),
      next: new Int32Array(new SharedArrayBuffer(4)),
      block: BLOCK,
    };
    await runWorkers(workers, order, onProgress, signal);
    return finishFits(order.fits);
  } finally {
    for (const worker of workers) worker.terminate();
  }
}

function startWorker(): Worker {
  return new Worker(new URL("./screen_worker.ts", import.meta.url), { type: "module" });
}

function onSharedMemory({ curves, start, dose, response, weight }: ScreenColumns): ScreenColumns {
  const wells = start[curves];
  return {
    curves,
    start: isShared(start) ? start : shareIndices(start.subarray(0, curves + 1)),
    dose: isShared(dose) ? dose : shareNumbers(dose.subarray(0, wells)),
    response: isShared(response) ? response : shareNumbers(response.subarray(0, wells)),
    ...(weight === undefined
      ? {}
      : { weight: isShared(weight) ? weight : shareNumbers(weight.subarray(0, wells)) }),
  };
}

function isShared({ buffer }: Uint32Array | Float64Array): boolean {
  return buffer instanceof SharedArrayBuffer;
}

function shareNumbers(values: Float64Array): Float64Array {
  const shared = new Float64Array(new SharedArrayBuffer(8 * values.length));
  shared.set(values);
  return shared;
}

function shareIndices(values: Uint32Array): Uint32Array {
  const shared = new Uint32Array(new SharedArrayBuffer(4 * values.length));
  shared.set(values);
  return shared;
}

/** Gives the workers their order and waits for the last. */
async function runWorkers(
  workers: readonly Worker[],
  order: WorkerOrder,
  onProgress: WorkerOptions["onProgress"],
  signal: AbortSignal | undefined,
): Promise<void> {
  const total = order.columns.curves;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const abort = () => reject(signal?.reason);
  signal?.addEventListener("abort", abort, { once: true });
  let [done, finished] = [0, 0];
  const hear = ({ data }: MessageEvent<WorkerWord>) => {
    if (data === "finished") {
      if (++finished === workers.length) resolve();
      return;
    }
    done += data.done;
    try {
      onProgress?.({ done, total });
    } catch (error) {
      reject(error);
    }
  };
  try {
    for (const worker of workers) {
      worker.onmessage = hear;
      hearFailure(worker, reject);
      worker.postMessage(order);
    }
    await promise;
  } finally {
    signal?.removeEventListener("abort", abort);
  }
}
