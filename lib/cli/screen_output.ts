import { basename, dirname, join } from "node:path";
import { list, quote, UsageError } from "../errors/mod.ts";
import type { Task } from "./command.ts";
import { cannotWrite, discardOutput, type OutputFolder } from "./output_folder.ts";

/**
 * Where one file of results goes, by its name.
 *
 * @param path The file as the user wrote it
 * @param endings What its name may end in
 * @param command Name of the command as the user knows it, for the message
 * @throws {UsageError} If its name ends otherwise
 */
export function outputOf(
  path: string,
  endings: readonly string[],
  command: string,
): NonNullable<Task<unknown>["output"]> {
  if (!endings.some((ending) => path.endsWith(ending))) {
    throw new UsageError(
      `Cannot run ${command}: --out must end in ${list(endings)}, found ${quote(path)}`,
    );
  }
  return { folder: dirname(path), files: [basename(path)] };
}

/**
 * Lets a work write files in the hidden folder of a run, then gives them their names: all or none.
 *
 * @param output The folder of the results
 * @param files Names that the work must have written; what else it left is removed
 * @param work Gets the hidden folder, which exists
 * @throws {UsageError} If something cannot be written
 */
export async function writeStaged<Result>(
  output: OutputFolder,
  files: readonly string[],
  work: (folder: string) => Promise<Result>,
): Promise<Result> {
  const { name, folder, staging } = output;
  try {
    Deno.mkdirSync(staging, { recursive: true });
    const result = await work(staging);
    for (const file of files) Deno.renameSync(join(staging, file), join(folder, file));
    Deno.removeSync(staging, { recursive: true });
    return result;
  } catch (error) {
    discardOutput(output);
    throw isDiskError(error) ? cannotWrite(name, error) : error;
  }
}

/** Whether the system refused to write; what the library throws on purpose has no such code. */
function isDiskError(error: unknown): boolean {
  return error instanceof Error && "code" in error && typeof error.code === "string" &&
    ["ENOSPC", "EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST", "ENAMETOOLONG"].includes(
      error.code,
    );
}
