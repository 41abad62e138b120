/** `deno task lab`: installs the kernel and opens JupyterLab on this clone; arguments go to JupyterLab. */
import { fileURLToPath } from "node:url";
import { installKernel, requireJupyter } from "../notebook/mod.ts";
import { orEnd } from "./or_end.ts";

if (import.meta.main) {
  await orEnd(async () => {
    const jupyter = await requireJupyter("start JupyterLab");
    await installKernel(jupyter);
    // Ctrl+C reaches JupyterLab too, which asks before it stops: it must not lose us meanwhile.
    Deno.addSignalListener("SIGINT", () => {});
    const { code } = await new Deno.Command(jupyter.python, {
      args: ["-m", "jupyterlab", ...Deno.args],
      cwd: fileURLToPath(new URL("../../", import.meta.url)),
    }).spawn().status;
    Deno.exit(code);
  });
}
