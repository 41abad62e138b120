import { join } from "node:path";
import { UsageError } from "../../lib/errors/mod.ts";
import {
  findJupyter,
  installKernel,
  type Jupyter,
  kernelPath,
  kernelSpec,
} from "../../lib/notebook/mod.ts";
import { assert, assertEquals, assertRejects } from "../assert.ts";

Deno.test({
  name: "kernelSpec() starts the kernel as `deno jupyter --install` would",
  // Elsewhere the home folder that Deno installs into cannot be moved away by a variable.
  ignore: Deno.build.os !== "linux",
  async fn() {
    const home = await Deno.makeTempDir();
    try {
      const { success } = await new Deno.Command(Deno.execPath(), {
        args: ["jupyter", "--install"],
        env: { XDG_DATA_HOME: home, HOME: home },
        stderr: "null",
      }).output();
      assert(success);
      const file = join(home, "jupyter", "kernels", "deno", "kernel.json");
      const theirs = JSON.parse(await Deno.readTextFile(file));
      const { env: _env, ...ours } = kernelSpec();
      assertEquals<unknown>(ours, theirs);
    } finally {
      await Deno.remove(home, { recursive: true });
    }
  },
});

Deno.test("installKernel() writes into Jupyter's environment, again and again", async () => {
  const prefix = await Deno.makeTempDir({ prefix: "with space " });
  try {
    const jupyter: Jupyter = { python: "python3", prefix, isolated: true, versions: {} };
    const path = await installKernel(jupyter);
    assertEquals(path, kernelPath(jupyter));
    assert(path.startsWith(prefix));
    await Deno.writeTextFile(path, "{}");
    await installKernel(jupyter);
    assertEquals<unknown>(JSON.parse(await Deno.readTextFile(path)), kernelSpec());
  } finally {
    await Deno.remove(prefix, { recursive: true });
  }
});

Deno.test("installKernel() keeps out of the system's Python", async () => {
  const jupyter: Jupyter = {
    python: "/usr/bin/python3",
    prefix: "/usr",
    isolated: false,
    versions: {},
  };
  await assertRejects(
    () => installKernel(jupyter),
    UsageError,
    "Cannot install the kernel: needs Jupyter in an environment of its own, found /usr/bin/python3",
  );
});

Deno.test("findJupyter() finds the environment that the tests themselves need", async () => {
  const jupyter = await findJupyter();
  assert(jupyter !== null && jupyter.isolated);
  assert(Object.values(jupyter.versions).every((version) => version !== null));
});
