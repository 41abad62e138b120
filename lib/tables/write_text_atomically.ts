import { UsageError } from "../errors/mod.ts";

/**
 * Writes a text file whole or not at all: to a neighbour first, which then takes its name.
 *
 * The neighbour's name is the file's own with `.part` at its end, so that a run that is killed leaves
 * nothing that looks finished, and the next run overwrites what it left.
 *
 * @throws {UsageError} If the folder is missing, the path is a folder, or writing is not allowed
 *
 * @example Usage
 * ```ts
 * import { writeTextAtomically } from "halfmax/tables/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const folder = await Deno.makeTempDir();
 * await writeTextAtomically(`${folder}/fits.csv`, "a,b\n");
 * assertEquals(await Deno.readTextFile(`${folder}/fits.csv`), "a,b\n");
 * ```
 */
export function writeTextAtomically(path: string, text: string): Promise<void> {
  return writeBytesAtomically(path, new TextEncoder().encode(text));
}

/**
 * As {@linkcode writeTextAtomically}, for bytes.
 *
 * @throws {UsageError} If the folder is missing, the path is a folder, or writing is not allowed
 */
export async function writeBytesAtomically(path: string, bytes: Uint8Array): Promise<void> {
  const part = `${path}.part`;
  try {
    await Deno.writeFile(part, bytes);
    await Deno.rename(part, path);
  } catch (error) {
    await Deno.remove(part).catch(() => {});
    throw new UsageError(`Cannot write ${path}: ${reason(error)}`);
  }
}

function reason(error: unknown): string {
  if (error instanceof Deno.errors.NotFound) return "its folder does not exist. Make the folder";
  if (error instanceof Deno.errors.NotADirectory) {
    return "a part of the path is a file, not a folder";
  }
  if (error instanceof Deno.errors.IsADirectory) return "it is a folder. Name a file in it";
  if (error instanceof Deno.errors.PermissionDenied || error instanceof Deno.errors.NotCapable) {
    return "permission denied";
  }
  const message = error instanceof Error ? error.message : String(error);
  // Deno has no class of its own for a full disk or a rename onto a folder.
  return /is a directory/i.test(message) ? "it is a folder. Name a file in it" : message;
}
