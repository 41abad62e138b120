/** Cells of the bar. */
const WIDTH = 20;

/** How long a terminal stays as it is: what is done sooner needs no bar. */
const SILENCE_MS = 500;

/** Shows on standard error what is being done. */
export interface ShownSteps {
  /** So many steps of so many are done, and this is the next. */
  reached(done: number, total: number, doing: string): void;
  /** All are done: the bar goes. */
  end(): void;
}

/**
 * Work in several parts on standard error: on a terminal a bar that is overwritten and comes after
 * half a second; in a log a plain line for each part.
 *
 * @param stderr Where it is written, for tests
 */
export function showSteps(
  stderr: Pick<typeof Deno.stderr, "writeSync" | "isTerminal"> = Deno.stderr,
): ShownSteps {
  const terminal = stderr.isTerminal();
  const write = (text: string) => stderr.writeSync(new TextEncoder().encode(text));
  const begin = performance.now() + SILENCE_MS;
  let [shown, last] = [false, ""];
  return {
    reached(done, total, doing) {
      if (!terminal) {
        if (doing !== last) write(`${doing}\n`);
        last = doing;
        return;
      }
      if (performance.now() < begin) return;
      const full = Math.round((WIDTH * done) / Math.max(1, total));
      write(`\r\x1b[K[${"#".repeat(full)}${"-".repeat(WIDTH - full)}] ${doing}`);
      shown = true;
    },
    end() {
      if (shown) write("\r\x1b[K");
    },
  };
}
