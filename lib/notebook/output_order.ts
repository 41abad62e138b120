/** Long enough for what was printed to leave the kernel, too short to be noticed. */
const MILLISECONDS = 20;

type BroadcastResult = (executionCount: number, result: unknown) => Promise<void>;

/**
 * Makes the kernel send a cell's outputs before it says that the cell is done.
 *
 * Deno (seen in 2.9.8) hands outputs and the "idle" status to the wire by two roads, and "idle" may
 * overtake. A late output is then dropped or, when all cells run in one go, shown under the next
 * cell: under load one output in five was. Waiting after a cell's value, inside the cell, closes the
 * gap. Outside a kernel, or in one that is built otherwise, nothing is changed.
 */
export function keepOutputsInOrder(): void {
  const internals = Reflect.get(Deno, Reflect.get(Deno, "internal"));
  const kernel: { broadcastResult?: BroadcastResult } | undefined = internals?.jupyter;
  const send = kernel?.broadcastResult;
  if (kernel === undefined || send === undefined || send.name === "sendThenWait") return;
  kernel.broadcastResult = async function sendThenWait(executionCount, result) {
    await send(executionCount, result);
    await new Promise((resolve) => setTimeout(resolve, MILLISECONDS));
  };
}
