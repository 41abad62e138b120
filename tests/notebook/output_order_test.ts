import { awayFromHome, findJupyter, installKernel } from "../../lib/notebook/mod.ts";
import { keepOutputsInOrder } from "../../lib/notebook/output_order.ts";
import { assert, assertEquals } from "../assert.ts";

/**
 * Sends cells to a kernel in one go, as Run All does, and reports each output that came under another
 * cell or after its cell was said to be done.
 */
const RUN_ALL = `
import json, sys
from jupyter_client.manager import KernelManager
kernel = KernelManager(kernel_name="deno")
kernel.start_kernel(cwd=sys.argv[1])
try:
    client = kernel.client()
    client.start_channels()
    client.wait_for_ready(timeout=60)
    client.execute('const halfmax = await import("halfmax/notebook/mod.ts");')
    code = 'for (const name of "abcdef") console.log("{n} " + name); "{n} and " + "x".repeat(100000);'
    cells = {client.execute(code.replace("{n}", str(n))): n for n in range(20)}
    done, strays, seen = set(), [], 0
    while len(done) < len(cells) or seen < 7 * len(cells):
        message = client.get_iopub_msg(timeout=60)
        parent = message["parent_header"].get("msg_id")
        content = message["content"]
        if message["msg_type"] == "status" and content["execution_state"] == "idle":
            done.update({parent} & cells.keys())
        if message["msg_type"] in ("stream", "execute_result"):
            seen += 1
            text = content.get("text") or content["data"]["text/plain"]
            number = int(text.strip('"').split()[0])
            if cells.get(parent) != number or parent in done:
                strays.append(number)
finally:
    kernel.shutdown_kernel(now=True)
print(json.dumps({"seen": seen, "strays": strays}))
`;

Deno.test("keepOutputsInOrder() keeps outputs under their cells when all run in one go", async () => {
  const jupyter = await findJupyter();
  assert(jupyter !== null);
  await installKernel(jupyter);
  const folder = new URL("./fixtures/", import.meta.url).pathname;
  const { stdout } = await new Deno.Command(jupyter.python, {
    args: ["-c", RUN_ALL, decodeURIComponent(folder)],
    env: awayFromHome(jupyter),
    stderr: "null",
  }).output();
  assertEquals(JSON.parse(new TextDecoder().decode(stdout)), { seen: 140, strays: [] });
});

Deno.test("keepOutputsInOrder() changes nothing outside a kernel", () => {
  keepOutputsInOrder();
  const internals = Reflect.get(Deno, Reflect.get(Deno, "internal"));
  assertEquals(internals?.jupyter?.broadcastResult, undefined);
});
