/** Work for work_aside_test.ts. */
import { DataError } from "../../lib/errors/mod.ts";

/** How far to count, how long each number takes, and which number is a bad one. */
export interface CountOrder {
  readonly to: number;
  readonly milliseconds?: number;
  readonly bad?: number;
}

/** The numbers from 1, and the thread of each. */
export function* count({ to, milliseconds = 0, bad }: CountOrder): Generator<Counted> {
  for (let number = 1; number <= to; number++) {
    const end = performance.now() + milliseconds;
    while (performance.now() < end);
    if (number === bad) {
      throw DataError.ofCells("count", [{ row: number, needed: "good", found: "bad" }]);
    }
    yield { number, inWorker: "DedicatedWorkerGlobalScope" in globalThis };
  }
}

/** A number and where it was counted. */
export interface Counted {
  readonly number: number;
  readonly inWorker: boolean;
}
