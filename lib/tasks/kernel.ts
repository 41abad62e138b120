/** `deno task kernel`: installs the kernel into Jupyter's environment. */
import { installKernel, requireJupyter } from "../notebook/mod.ts";
import { orEnd } from "./or_end.ts";

if (import.meta.main) {
  await orEnd(async () => {
    const path = await installKernel(await requireJupyter("install the kernel"));
    console.log(`Kernel "Deno" installed: ${path}`);
  });
}
