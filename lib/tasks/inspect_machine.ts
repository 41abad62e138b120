import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { awayFromHome, findJupyter, type Jupyter } from "../notebook/mod.ts";
import type { Machine } from "./check_machine.ts";

/** The clone's own folder. */
const CLONE = fileURLToPath(new URL("../../", import.meta.url));

/** Gathers what {@linkcode checkMachine} judges; it changes nothing. */
export async function inspectMachine(): Promise<Machine> {
  const jupyter = await findJupyter();
  return {
    deno: Deno.version.deno,
    denoPath: Deno.execPath(),
    jupyter,
    pinned: pinnedVersions(await Deno.readTextFile(join(CLONE, "requirements.txt"))),
    kernelCommand: jupyter === null ? null : await kernelCommand(jupyter),
    lockProblem: await lockProblem(),
    hasNodeModules: exists(join(CLONE, "node_modules")),
  };
}

/** The versions that a requirements file pins with `==`. */
export function pinnedVersions(requirements: string): Readonly<Record<string, string>> {
  const pins = requirements.matchAll(/^([\w-]+)==([\w.]+)/gm);
  return Object.fromEntries([...pins].map(([, name, version]) => [name, version]));
}

const ASK_FOR_KERNEL = `
import json
from jupyter_client.kernelspec import KernelSpecManager
specs = KernelSpecManager(ensure_native_kernel=False)
print(json.dumps(specs.get_kernel_spec("deno").argv))`;

/** Asks Jupyter itself, which may prefer a kernel in another folder to the one we installed. */
async function kernelCommand(jupyter: Jupyter): Promise<readonly string[] | null> {
  const args = ["-c", ASK_FOR_KERNEL];
  const { success, stdout } = await run(jupyter.python, args, awayFromHome(jupyter));
  return success ? JSON.parse(stdout) : null;
}

/**
 * Deno itself brings the lock file up to date before it runs a task, so a stale one shows as a change
 * against the last commit (where there is a git repository to ask).
 */
async function lockProblem(): Promise<string> {
  const deno = await run(Deno.execPath(), ["install", "--frozen", "--lockfile-only"]);
  if (!deno.success) return deno.stderr.match(/error: (.*)/)?.[1] ?? "out of date";
  const git = await run("git", ["status", "--porcelain", "--", "deno.lock"]);
  return git.stdout === "" ? "" : "not as committed: deno.json asks for something else";
}

async function run(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
) {
  try {
    const { success, stdout, stderr } = await new Deno.Command(command, {
      args: [...args],
      cwd: CLONE,
      env: { NO_COLOR: "1", ...env },
      stdin: "null",
    }).output();
    const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    return { success, stdout: decode(stdout), stderr: decode(stderr) };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return { success: false, stdout: "", stderr: "" };
    throw error;
  }
}

function exists(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch {
    return false;
  }
}
