import { hearFailure } from "../../numerics/mod.ts";
import { fitPart } from "../fit_screen.ts";
import type { ScreenColumns } from "../screen_columns.ts";
import type { ScreenFits } from "../screen_fits.ts";
import type { ScreenOptions } from "../screen_options.ts";

/** A block for a worker. */
export interface FitOrder {
  readonly number: number;
  readonly columns: ScreenColumns;
  readonly options: ScreenOptions;
}

/** The fits of a block from a worker. */
export interface FitAnswer {
  readonly number: number;
  readonly fits: ScreenFits;
}

/**
 * Fits blocks of curves on some threads, each block on one of them.
 *
 * The workers start with the first block that is not alone, and stay for the whole screen, so that their
 * code is compiled and made fast once. With one thread there is no worker.
 */
export class FitPool {
  readonly #threads: number;
  readonly #options: ScreenOptions;
  readonly #workers: Worker[] = [];
  readonly #waiting = new Map<number, PromiseWithResolvers<ScreenFits>>();
  #orders = 0;

  /**
   * @param threads How many threads fit
   * @param options How the curves are fitted
   * @throws {UsageError} If the options contradict each other
   */
  constructor(threads: number, options: ScreenOptions) {
    this.#threads = threads;
    this.#options = options;
    fitPart(NO_CURVES, options);
  }

  /** Blocks that are worth having under way at a time. */
  get size(): number {
    return 2 * this.#threads;
  }

  /**
   * The fits of a block; its columns must not change before they are there.
   *
   * @param columns The wells
   * @param options.alone Whether no block comes before or after it: a worker would start for nothing
   */
  fit(
    columns: ScreenColumns,
    { alone = false }: { readonly alone?: boolean } = {},
  ): Promise<ScreenFits> {
    if (alone || this.#threads === 1) return Promise.resolve(fitPart(columns, this.#options));
    if (this.#workers.length === 0) this.#start();
    const number = this.#orders++;
    const waiting = Promise.withResolvers<ScreenFits>();
    this.#waiting.set(number, waiting);
    const order: FitOrder = { number, columns, options: this.#options };
    this.#workers[number % this.#workers.length].postMessage(order);
    return waiting.promise;
  }

  /** Ends the workers. */
  close(): void {
    for (const worker of this.#workers) worker.terminate();
  }

  #start(): void {
    for (let k = 0; k < this.#threads; k++) {
      const worker = new Worker(new URL("./fit_pool_worker.ts", import.meta.url), {
        type: "module",
      });
      worker.onmessage = ({ data: { number, fits } }: MessageEvent<FitAnswer>) => {
        this.#waiting.get(number)?.resolve(fits);
        this.#waiting.delete(number);
      };
      hearFailure(worker, (error) => {
        for (const { reject } of this.#waiting.values()) reject(error);
      });
      this.#workers.push(worker);
    }
  }
}

const NO_CURVES: ScreenColumns = {
  curves: 0,
  start: new Uint32Array(1),
  dose: new Float64Array(0),
  response: new Float64Array(0),
};
