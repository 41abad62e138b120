import { UsageError } from "../errors/mod.ts";

/** Writes a text to standard output, all of it, before it returns. */
export function writeOut(text: string): void {
  try {
    writeAll(Deno.stdout, text);
  } catch (error) {
    if (!(error instanceof Error) || error instanceof Deno.errors.BrokenPipe) throw error;
    throw new UsageError(`Cannot write to standard output: ${error.message}`);
  }
}

/** Writes a text and a line end to standard error, all of it, before it returns. */
export function writeError(text: string): void {
  writeAll(Deno.stderr, `${text}\n`);
}

function writeAll(stream: { writeSync(bytes: Uint8Array): number }, text: string): void {
  const bytes = new TextEncoder().encode(text);
  for (let written = 0; written < bytes.length;) {
    written += stream.writeSync(bytes.subarray(written));
  }
}
