import { UsageError } from "../../errors/mod.ts";
import type { LayoutAnswer } from "./layout_worker.ts";

/**
 * Lays graphs out with Graphviz in a worker, and gives up after `seconds`.
 *
 * @param dots DOT texts
 * @returns Graphviz's JSON for each, or what it says is wrong with it
 * @throws {UsageError} If the layout takes longer, or does not come to an end
 */
export async function layOut(
  dots: readonly string[],
  { seconds, action }: { readonly seconds: number; readonly action: string },
): Promise<readonly LayoutAnswer[]> {
  const worker = new Worker(new URL("./layout_worker.ts", import.meta.url), { type: "module" });
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    return await new Promise<readonly LayoutAnswer[]>((done, fail) => {
      timer = setTimeout(() => fail(tooLong(seconds, action)), 1000 * seconds);
      worker.onmessage = ({ data }: MessageEvent<readonly LayoutAnswer[]>) => done(data);
      worker.onerror = (event) => {
        event.preventDefault();
        fail(new UsageError(`Cannot ${action}: Graphviz stopped: ${event.message}`));
      };
      worker.postMessage(dots);
    });
  } finally {
    clearTimeout(timer);
    worker.terminate();
  }
}

function tooLong(seconds: number, action: string): UsageError {
  return new UsageError(
    `Cannot ${action}: its layout must take ${seconds} s or less, found no end by then. ` +
      "Draw it in parts, or give it more seconds",
  );
}
