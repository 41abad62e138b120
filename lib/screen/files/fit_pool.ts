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

/** What a worker says: that it has come up, or the fits of a block. */
export type FitWord = "ready" | FitAnswer;

/**
 * Fits blocks of curves on some threads, each block on one of them.
 *
 * The workers start with the first block that is not alone, and stay for the whole screen, so that their
 * code is compiled and made fast once. Until one has come up, which takes a second below another worker,
 * blocks are fitted in place; with one thread all are, and there is no worker.
 */
export class FitPool {
  readonly #threads: number;
  readonly #options: ScreenOptions;
  readonly #workers: Worker[] = [];
  readonly #up: Worker[] = [];
  readonly #firstUp = Promise.withResolvers<void>();
  readonly #waiting = new Map<number, PromiseWithResolvers<ScreenFits>>();
  #failure: Error | null = null;
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

  /** Resolved when the first worker has come up. */
  get ready(): Promise<void> {
    return this.#firstUp.promise;
  }

  /**
   * The fits of a block; its columns must not change before they are there.
   *
   * @param columns The wells
   * @param options.alone Whether no block comes before or after it: a worker would start for nothing
   */
  async fit(
    columns: ScreenColumns,
    { alone = false }: { readonly alone?: boolean } = {},
  ): Promise<ScreenFits> {
    if (this.#failure !== null) throw this.#failure;
    if (alone || this.#threads === 1) return fitPart(columns, this.#options);
    if (this.#workers.length === 0) this.#start();
    if (this.#up.length === 0) return fitPart(columns, this.#options);
    const number = this.#orders++;
    const waiting = Promise.withResolvers<ScreenFits>();
    this.#waiting.set(number, waiting);
    const order: FitOrder = { number, columns, options: this.#options };
    this.#up[number % this.#up.length].postMessage(order);
    return await waiting.promise;
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
      worker.onmessage = ({ data }: MessageEvent<FitWord>) => this.#hear(worker, data);
      hearFailure(worker, (error) => {
        this.#failure = error;
        for (const { reject } of this.#waiting.values()) reject(error);
      });
      this.#workers.push(worker);
    }
  }

  #hear(worker: Worker, word: FitWord): void {
    if (word === "ready") {
      this.#up.push(worker);
      this.#firstUp.resolve();
      return;
    }
    this.#waiting.get(word.number)?.resolve(word.fits);
    this.#waiting.delete(word.number);
  }
}

const NO_CURVES: ScreenColumns = {
  curves: 0,
  start: new Uint32Array(1),
  dose: new Float64Array(0),
  response: new Float64Array(0),
};
