import { UsageError } from "../errors/mod.ts";

/**
 * Runs a step that opens or reads a file, with errors in the words of this library.
 *
 * @throws {UsageError} If there is no such file, it is a folder, or it may not be read
 */
export async function openingFile<T>(path: string, step: () => Promise<T>): Promise<T> {
  try {
    const { isDirectory } = await Deno.stat(path);
    if (isDirectory) {
      throw new UsageError(`Cannot read ${path}: needs a file, found a folder. Name a file in it`);
    }
    return await step();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
      throw new UsageError(
        `Cannot read ${path}: there is no such file. Check the name; relative paths start at the working directory`,
      );
    }
    if (error instanceof Deno.errors.PermissionDenied || error instanceof Deno.errors.NotCapable) {
      throw new UsageError(`Cannot read ${path}: permission denied`);
    }
    throw error;
  }
}
