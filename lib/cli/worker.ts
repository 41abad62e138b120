/**
 * The worker of the command: does one job under the permissions that the parent gave it.
 *
 * @module
 */
import { COMMANDS } from "./commands.ts";
import { EXIT } from "./exit_code.ts";
import { type Outcome, outcomeOf } from "./outcome.ts";
import type { Job } from "./sandbox.ts";

self.onmessage = async ({ data }: MessageEvent<Job>) => {
  self.postMessage(await work(data));
};

async function work({ command, request, output }: Job): Promise<Outcome> {
  try {
    const { run } = await COMMANDS[command].load();
    await run(request, output);
    return { code: EXIT.done, message: "" };
  } catch (error) {
    return outcomeOf(error);
  }
}
