import { showSteps } from "../../lib/cli/steps.ts";
import { assert, assertEquals } from "../assert.ts";

function written(terminal: boolean) {
  const parts: string[] = [];
  return {
    parts,
    stderr: {
      isTerminal: () => terminal,
      writeSync(bytes: Uint8Array) {
        parts.push(new TextDecoder().decode(bytes));
        return bytes.length;
      },
    },
  };
}

Deno.test("showSteps() writes one plain line for each part in a log", () => {
  const { parts, stderr } = written(false);
  const steps = showSteps(stderr);
  for (const done of [0, 1, 2]) steps.reached(done, 4, "fitting");
  steps.reached(3, 4, "drawing");
  steps.end();
  assertEquals(parts.join(""), "fitting\ndrawing\n");
});

Deno.test("showSteps() shows a bar on a terminal after half a second, and takes it away", async () => {
  const { parts, stderr } = written(true);
  const steps = showSteps(stderr);
  steps.reached(0, 4, "fitting");
  assertEquals(parts, [], "what is done at once needs no bar");
  await new Promise((resume) => setTimeout(resume, 520));
  steps.reached(2, 4, "drawing");
  steps.end();
  assertEquals(parts[0], "\r\x1b[K[##########----------] drawing");
  assert(parts.at(-1) === "\r\x1b[K" && !parts.join("").includes("\n"));
});
