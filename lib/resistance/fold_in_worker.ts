import type { Curve, DoseResponseFit } from "../dose_response/mod.ts";
import { workAside } from "../numerics/mod.ts";
import { makePotency } from "../potency/mod.ts";
import { foldEach } from "./fold_each.ts";
import { makeFoldChange } from "./fold_change_record.ts";
import {
  finishFolds,
  type FoldChangeWithin,
  type FoldChangeWithinOptions,
  foldOrder,
} from "./fold_change_within.ts";

/** Options of {@linkcode foldChangeWithinInWorker}. */
export interface FoldInWorkerOptions extends FoldChangeWithinOptions {
  /** Called with the pairs done and the pairs in all. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Ends the work early: the promise is then rejected with the signal's reason. */
  readonly signal?: AbortSignal;
}

/**
 * Up to this many pairs are fitted where they are, with a rest after each. Measured: a pair of 33 wells
 * each takes 0.03 s; a worker starts in 0.1 s, in a notebook in 1.0 s.
 */
const FEW = 25;

/**
 * {@linkcode foldChangeWithin} for many lines: the same fold changes, their joint fits made in a
 * worker, so that a notebook repaints and progress shows.
 *
 * @throws {UsageError} As `foldChangeWithin`
 */
export async function foldChangeWithinInWorker(
  data: readonly Curve[] | readonly DoseResponseFit[],
  { onProgress, signal, ...options }: FoldInWorkerOptions,
): Promise<readonly FoldChangeWithin[]> {
  const order = foldOrder(data, options);
  const total = order.groups.reduce((sum, { tests }) => sum + tests.length, 0);
  const folds = await workAside(foldEach, order, {
    start: total > FEW
      ? () => new Worker(new URL("./fold_worker.ts", import.meta.url), { type: "module" })
      : null,
    atOnce: 1,
    onDone: (done) => onProgress?.(done, total),
    signal,
  });
  // What came from a worker is a copy, which no longer shows itself.
  return finishFolds(folds.map((fold) => {
    const { test, reference } = fold.potencies;
    const potencies = { test: makePotency(test), reference: makePotency(reference) };
    return makeFoldChange({ ...fold, potencies });
  }));
}
