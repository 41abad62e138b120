import { arrivedError, type CarriedError, carryError } from "../errors/mod.ts";
import { hearFailure } from "./hear_failure.ts";

/** Work on an order that comes to an end item by item. */
export type ItemWork<Order, Item> = (order: Order) => Iterable<Item>;

/** How {@linkcode workAside} works. */
export interface AsideOptions {
  /** Starts the worker, whose module calls {@linkcode serveWork}; null where it would not pay. */
  readonly start: (() => Worker) | null;
  /** Items between two reports. */
  readonly atOnce: number;
  /** Called with the number of items done. */
  readonly onDone?: (done: number) => void;
  /** Ends the work early: the promise is then rejected with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** What a worker is given. */
interface WorkerOrder<Order> {
  readonly order: Order;
  readonly atOnce: number;
}

/** What a worker says: some items, that these were all, or what was thrown. */
type WorkerWord<Item> =
  | { readonly items: readonly Item[] }
  | { readonly error: CarriedError }
  | "finished";

/**
 * Does long work while the event loop goes on: a notebook repaints, and timers run. The items are those
 * of `[...work(order)]`; errors are of the classes they have there.
 *
 * In a worker the order and the items are copied as the structured clone algorithm does it: functions
 * and displays are lost, so give and take plain data. The worker is ended however the work ends. The
 * same is done here, with a rest for the event loop after every report, where no worker is wanted, the
 * order cannot be copied, or the library's sources may not be read, as in the sandbox of the command.
 *
 * @param work What the worker serves, for doing it here
 */
export async function workAside<Order, Item>(
  work: ItemWork<Order, Item>,
  order: Order,
  { start, atOnce, onDone = () => {}, signal }: AsideOptions,
): Promise<Item[]> {
  signal?.throwIfAborted();
  const items: Item[] = [];
  const take = (more: readonly Item[]) => {
    items.push(...more);
    onDone(items.length);
  };
  const isDone = start !== null && mayStartWorkers() &&
    await inWorker(start, { order, atOnce }, { take, signal });
  if (!isDone) {
    for (const part of inParts(work(order), atOnce)) {
      take(part);
      await new Promise((resume) => setTimeout(resume, 0));
      signal?.throwIfAborted();
    }
  }
  return items;
}

/** The other end of {@linkcode workAside}: makes the module that calls it a worker for this work. */
export function serveWork<Order, Item>(work: ItemWork<Order, Item>): void {
  const say = (word: WorkerWord<Item>) => self.postMessage(word);
  self.onmessage = ({ data: { order, atOnce } }: MessageEvent<WorkerOrder<Order>>) => {
    try {
      for (const items of inParts(work(order), atOnce)) say({ items });
      say("finished");
    } catch (error) {
      say({ error: carryError(error) });
    }
  };
}

/** The library, which a worker has to read. */
const SOURCES = new URL("../", import.meta.url);

/** Whether a worker can be started without asking anybody. */
function mayStartWorkers(): boolean {
  return SOURCES.protocol !== "file:" ||
    Deno.permissions.querySync({ name: "read", path: SOURCES }).state === "granted";
}

function* inParts<Item>(items: Iterable<Item>, size: number): Generator<readonly Item[]> {
  let part: Item[] = [];
  for (const item of items) {
    part.push(item);
    if (part.length < size) continue;
    yield part;
    part = [];
  }
  if (part.length > 0) yield part;
}

/** Does the work in a worker; false where the order cannot be copied to it. */
async function inWorker<Order, Item>(
  start: () => Worker,
  order: WorkerOrder<Order>,
  { take, signal }: {
    readonly take: (items: readonly Item[]) => void;
    readonly signal: AbortSignal | undefined;
  },
): Promise<boolean> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const abort = () => reject(signal?.reason);
  const worker = start();
  try {
    signal?.addEventListener("abort", abort, { once: true });
    worker.onmessage = ({ data }: MessageEvent<WorkerWord<Item>>) => {
      try {
        if (data === "finished") resolve();
        else if ("error" in data) reject(arrivedError(data.error));
        else take(data.items);
      } catch (error) {
        reject(error);
      }
    };
    hearFailure(worker, reject);
    if (!couldPost(worker, order)) return false;
    await promise;
    return true;
  } finally {
    signal?.removeEventListener("abort", abort);
    worker.terminate();
  }
}

/** Sends an order, unless something in it cannot be copied, as a function in a caller's record. */
function couldPost(worker: Worker, order: unknown): boolean {
  try {
    worker.postMessage(order);
    return true;
  } catch (error) {
    if (error instanceof DOMException && error.name === "DataCloneError") return false;
    throw error;
  }
}
