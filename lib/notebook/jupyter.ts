import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { UsageError } from "../errors/mod.ts";

/** The Python environment that holds Jupyter, and what is installed in it. */
export interface Jupyter {
  /** Its Python. */
  readonly python: string;
  /** The environment's folder. */
  readonly prefix: string;
  /** Whether it is an environment of its own (venv or conda), not the system's Python. */
  readonly isolated: boolean;
  /** Version of each package asked for; null where it is not installed. */
  readonly versions: Readonly<Record<string, string | null>>;
}

/** The line that makes the environment, for messages. */
export const INSTALL_JUPYTER = "python3 -m venv .venv && .venv/bin/pip install -r requirements.txt";

const PACKAGES = ["jupyterlab", "nbclient", "nbconvert"];

const DESCRIBE = `
import json, os, sys
from importlib.metadata import PackageNotFoundError, version
def installed(name):
    try: return version(name)
    except PackageNotFoundError: return None
print(json.dumps({
    "prefix": sys.prefix,
    "isolated": sys.prefix != sys.base_prefix or os.path.isdir(os.path.join(sys.prefix, "conda-meta")),
    "versions": {name: installed(name) for name in sys.argv[1:]},
}))`;

/**
 * Finds Jupyter: beside the running Deno, then in the active environment, then in this clone's
 * `.venv`, then whatever Python the PATH gives.
 *
 * @returns The first of them that has every package, else the first that runs at all, else null
 */
export async function findJupyter(): Promise<Jupyter | null> {
  let first: Jupyter | null = null;
  for (const python of pythons()) {
    const jupyter = await describe(python);
    if (jupyter !== null && PACKAGES.every((name) => jupyter.versions[name])) return jupyter;
    first ??= jupyter;
  }
  return first;
}

/**
 * Finds Jupyter as {@linkcode findJupyter} does, and does not go on without it.
 *
 * @throws {UsageError} If no Python has it; the message gives the line that installs it
 */
export async function requireJupyter(action: string): Promise<Jupyter> {
  const jupyter = await findJupyter();
  const missing = PACKAGES.filter((name) => !jupyter?.versions[name]);
  if (jupyter !== null && missing.length === 0) return jupyter;
  const found = jupyter === null ? "no Python" : `${jupyter.python} without ${missing.join(", ")}`;
  throw new UsageError(
    `Cannot ${action}: needs Jupyter, found ${found}. Install it: ${INSTALL_JUPYTER}`,
  );
}

/** Environment variables under which Jupyter makes no folder in the user's home. */
export function awayFromHome({ prefix }: Jupyter): Record<string, string> {
  return { IPYTHONDIR: join(prefix, "etc", "ipython") };
}

function pythons(): string[] {
  const windows = Deno.build.os === "windows";
  const inEnvironment = (prefix: string) =>
    windows
      ? [join(prefix, "Scripts", "python.exe"), join(prefix, "python.exe")]
      : [join(prefix, "bin", "python3")];
  const besideDeno = dirname(Deno.execPath());
  const active = [Deno.env.get("VIRTUAL_ENV"), Deno.env.get("CONDA_PREFIX")]
    .filter((prefix) => prefix !== undefined);
  const clone = fileURLToPath(new URL("../../.venv", import.meta.url));
  return [
    ...new Set([
      join(besideDeno, windows ? "python.exe" : "python3"),
      ...active.flatMap(inEnvironment),
      ...inEnvironment(clone),
      windows ? "python" : "python3",
    ]),
  ];
}

/** Not there, not ours, or not among the programs that the command may start. */
const NOT_TO_BE_RUN = [
  Deno.errors.NotFound,
  Deno.errors.PermissionDenied,
  Deno.errors.NotCapable,
];

async function describe(python: string): Promise<Jupyter | null> {
  try {
    const { success, stdout } = await new Deno.Command(python, {
      args: ["-c", DESCRIBE, ...PACKAGES],
      stdin: "null",
      stderr: "null",
    }).output();
    return success ? { python, ...JSON.parse(new TextDecoder().decode(stdout)) } : null;
  } catch (error) {
    if (NOT_TO_BE_RUN.some((kind) => error instanceof kind)) return null;
    throw error;
  }
}
