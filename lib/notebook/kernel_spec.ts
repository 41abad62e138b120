import { dirname, join } from "node:path";
import { UsageError } from "../errors/mod.ts";
import { INSTALL_JUPYTER, type Jupyter } from "./jupyter.ts";

/** How Jupyter starts a kernel: the content of a `kernel.json`. */
export interface KernelSpec {
  /** The command; Jupyter puts the connection file in. */
  readonly argv: readonly string[];
  /** The name that people see. */
  readonly display_name: string;
  /** The language of the cells. */
  readonly language: string;
  /** Environment variables that the kernel gets besides Jupyter's own. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * The kernel of this very Deno, as `deno jupyter --install` would write it, but for the environment:
 * without colour codes, outputs read the same on paper, on a page and in a test.
 */
export function kernelSpec(): KernelSpec {
  return {
    argv: [Deno.execPath(), "jupyter", "--kernel", "--conn", "{connection_file}"],
    display_name: "Deno",
    language: "typescript",
    env: { NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" },
  };
}

/**
 * Writes the kernel into Jupyter's own environment, where it comes before one in the home folder.
 *
 * `deno jupyter --install` knows only the home folder, which all clones on a machine share.
 *
 * @returns The path of the `kernel.json`
 * @throws {UsageError} If Jupyter belongs to the system, which is not ours to write to
 */
export async function installKernel(jupyter: Jupyter): Promise<string> {
  if (!jupyter.isolated) {
    throw new UsageError(
      `Cannot install the kernel: needs Jupyter in an environment of its own, found ` +
        `${jupyter.python}. Make one: ${INSTALL_JUPYTER}`,
    );
  }
  const path = kernelPath(jupyter);
  const text = `${JSON.stringify(kernelSpec(), null, 2)}\n`;
  if (await readIfThere(path) === text) return path;
  await Deno.mkdir(dirname(path), { recursive: true });
  // Tests start kernels side by side: a reader must never meet half a file.
  const half = `${path}.${Deno.pid}`;
  await Deno.writeTextFile(half, text);
  await Deno.rename(half, path);
  return path;
}

/** Where the kernel stands in an environment. */
export function kernelPath({ prefix }: Jupyter): string {
  return join(prefix, "share", "jupyter", "kernels", "deno", "kernel.json");
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}
