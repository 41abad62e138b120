import { plural } from "../errors/mod.ts";

/** How long it stays silent: at first on a terminal, and between two lines in a log. */
const SILENCE_MS = { terminal: 500, log: 30_000 } as const;

/**
 * How far a long work is, on standard error: one line that is overwritten on a terminal, where it
 * comes after half a second; a plain line every half minute in a log.
 *
 * @param total How many pieces there are
 * @param noun What a piece is
 */
export function showProgress(
  total: number,
  noun: string,
): { reached(done: number): void; end(): void } {
  const terminal = Deno.stderr.isTerminal();
  const write = (text: string) => Deno.stderr.writeSync(new TextEncoder().encode(text));
  let next = performance.now() + (terminal ? SILENCE_MS.terminal : SILENCE_MS.log);
  let shown = false;
  return {
    reached(done) {
      if (performance.now() < next) return;
      const line = `${done.toLocaleString("en-US")} of ${plural(total, noun)}`;
      write(terminal ? `\r${line}` : `${line}\n`);
      if (!terminal) next = performance.now() + SILENCE_MS.log;
      shown = true;
    },
    end() {
      if (shown && terminal) write("\r\x1b[K");
    },
  };
}
