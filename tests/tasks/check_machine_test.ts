import { checkMachine, inspectMachine, type Machine } from "../../lib/tasks/mod.ts";
import { assertEquals } from "../assert.ts";

const HEALTHY: Machine = {
  deno: "2.9.8",
  denoPath: "/clone/.venv/bin/deno",
  jupyter: {
    python: "/clone/.venv/bin/python3",
    prefix: "/clone/.venv",
    isolated: true,
    versions: { jupyterlab: "4.6.6", nbclient: "0.11.0", nbconvert: "7.17.2" },
  },
  pinned: { deno: "2.9.8", jupyterlab: "4.6.6", nbclient: "0.11.0", nbconvert: "7.17.2" },
  kernelCommand: ["/clone/.venv/bin/deno", "jupyter", "--kernel", "--conn", "{connection_file}"],
  lockProblem: "",
  hasNodeModules: false,
};

/** What is said to be wrong with a machine that differs from the healthy one. */
function complaints(machine: Partial<Machine>): string[] {
  return checkMachine({ ...HEALTHY, ...machine })
    .filter(({ ok }) => !ok)
    .map(({ subject, found, mend }) => `${subject}: ${found}. ${mend}`);
}

Deno.test("checkMachine() is content with a healthy machine and examines five things", () => {
  assertEquals(complaints({}), []);
  assertEquals(checkMachine(HEALTHY).map(({ subject }) => subject), [
    "Deno",
    "Jupyter",
    "Kernel",
    "Lock file",
    "Packages",
  ]);
});

Deno.test("checkMachine() wants Deno 2.9 or newer", () => {
  const mend = "halfmax needs 2.9.0 or newer. Install it into the environment: " +
    ".venv/bin/pip install deno==2.9.8";
  assertEquals(complaints({ deno: "2.8.3" }), [`Deno: 2.8.3 at /clone/.venv/bin/deno. ${mend}`]);
  for (const deno of ["1.46.0", "2.8.99"]) assertEquals(complaints({ deno }).length, 1, deno);
  for (const deno of ["2.9.0", "2.10.0", "3.0.0", "2.9.0+abc"]) {
    assertEquals(complaints({ deno }), [], deno);
  }
});

Deno.test("checkMachine() wants Jupyter as pinned, in an environment of its own", () => {
  const install = "python3 -m venv .venv && .venv/bin/pip install -r requirements.txt";
  assertEquals(complaints({ jupyter: null }), [`Jupyter: no Python runs here. ${install}`]);
  const { jupyter } = HEALTHY;
  if (jupyter === null) throw new Error("the healthy machine has Jupyter");
  const without = { ...jupyter, versions: { ...jupyter.versions, nbclient: null } };
  assertEquals(complaints({ jupyter: without }), [
    "Jupyter: jupyterlab 4.6.6, nbclient missing, nbconvert 7.17.2 in /clone/.venv. " + install,
  ]);
  const other = { ...jupyter, versions: { ...jupyter.versions, jupyterlab: "4.5.0" } };
  assertEquals(complaints({ jupyter: other }).length, 1);
  assertEquals(complaints({ jupyter: { ...jupyter, isolated: false } }).length, 1);
});

Deno.test("checkMachine() wants the kernel that starts this very Deno", () => {
  assertEquals(complaints({ kernelCommand: null }), ["Kernel: not installed. deno task kernel"]);
  assertEquals(complaints({ kernelCommand: ["/other/deno", "jupyter"] }), [
    "Kernel: starts /other/deno, not this Deno. deno task kernel",
  ]);
});

Deno.test("checkMachine() wants a fresh lock file and no node_modules", () => {
  assertEquals(complaints({ lockProblem: "The lockfile is out of date" }), [
    "Lock file: The lockfile is out of date. " +
    "deno install --lockfile-only; if `git diff deno.json deno.lock` is meant, commit both",
  ]);
  assertEquals(complaints({ hasNodeModules: true }).length, 1);
});

Deno.test("inspectMachine() reads this machine as it is", async () => {
  const machine = await inspectMachine();
  assertEquals(machine.deno, Deno.version.deno);
  assertEquals(machine.denoPath, Deno.execPath());
  assertEquals(machine.pinned.jupyterlab, machine.jupyter?.versions.jupyterlab);
});
