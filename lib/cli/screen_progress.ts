/** How long it stays silent: at first and between two lines. */
const SILENCE_MS = { terminal: 100, first: 500, log: 30_000 } as const;

/** Columns of the bar. */
const BAR = 24;

/** How far a work on a large file is. */
export interface Progress {
  /** What was read of the file. */
  readonly read: number;
  /** What there is to read, in the same measure. */
  readonly size: number;
  /** Curves done. */
  readonly curves: number;
}

/**
 * How far a work on a large file is, on standard error: a bar that is overwritten on a terminal, a
 * plain line every half minute in a log, nothing at all for a run of less than half a second.
 *
 * @param options.quiet Whether to say nothing
 * @param options.terminal Whether standard error is one; found out by default
 * @param options.now Milliseconds since some moment
 * @param options.write Where the text goes
 */
export function screenProgress({
  quiet = false,
  terminal = Deno.stderr.isTerminal(),
  now = () => performance.now(),
  write = (text: string) => {
    Deno.stderr.writeSync(new TextEncoder().encode(text));
  },
}: {
  readonly quiet?: boolean;
  readonly terminal?: boolean;
  readonly now?: () => number;
  readonly write?: (text: string) => void;
} = {}): { reached(progress: Progress): void; end(): void } {
  const start = now();
  let next = start + (terminal ? SILENCE_MS.first : SILENCE_MS.log);
  let shown = false;
  return {
    reached(progress) {
      if (quiet || now() < next) return;
      const line = progressLine(progress, now() - start, { bar: terminal });
      write(terminal ? `\r\x1b[K${line}` : `${line}\n`);
      next = now() + (terminal ? SILENCE_MS.terminal : SILENCE_MS.log);
      shown = true;
    },
    end() {
      if (shown && terminal) write("\r\x1b[K");
    },
  };
}

/** Share done, curves, rate and time left in one line: `42 %  140,000 curves, 61,000 a second, 4 s left`. */
export function progressLine(
  { read, size, curves }: Progress,
  elapsedMs: number,
  { bar = false }: { readonly bar?: boolean } = {},
): string {
  const share = size > 0 ? Math.min(1, read / size) : 0;
  const seconds = elapsedMs / 1000;
  const rate = seconds > 0 ? curves / seconds : 0;
  const left = share > 0 ? seconds * (1 - share) / share : null;
  const full = Math.round(BAR * share);
  return [
    ...(bar ? [`[${"#".repeat(full)}${".".repeat(BAR - full)}]`] : []),
    `${Math.floor(100 * share)} % read,`,
    `${curves.toLocaleString("en-US")} curves,`,
    `${Number(rate.toPrecision(2)).toLocaleString("en-US")} a second`,
    ...(left === null ? [] : [`${timeLeft(left)} left`]),
  ].join(" ").replace(/a second (?=\S)/, "a second, ");
}

function timeLeft(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  if (seconds < 5400) return `${Math.ceil(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}
