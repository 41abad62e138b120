import { DataError, HalfmaxError, UsageError } from "../errors/mod.ts";

/** Does a task's work; an error that we throw on purpose ends it with its message and no stack. */
export async function orEnd(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof HalfmaxError)) throw error;
    console.error(error.message);
    Deno.exit(exitCode(error));
  }
}

function exitCode(error: HalfmaxError): number {
  if (error instanceof UsageError) return 2;
  return error instanceof DataError ? 65 : 1;
}
