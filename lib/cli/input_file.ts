import { DataError } from "../errors/mod.ts";

/**
 * Makes sure that an input is a file before anything is started for it.
 *
 * To the command a missing input is bad data, as an empty one is.
 *
 * @param options.orFolder Whether a folder will do as well
 * @throws {DataError} If there is no such file, or it is a folder, a device or a pipe
 */
export function requireFile(path: string, { orFolder = false } = {}): void {
  const found = describe(path, orFolder);
  if (found !== "as needed") throw new DataError(`Cannot read ${path}: ${found}`);
}

function describe(path: string, orFolder: boolean): string {
  try {
    const { isFile, isDirectory } = Deno.statSync(path);
    if (isFile || (isDirectory && orFolder)) return "as needed";
    if (isDirectory) return "must be a file, found a folder. Name a file in it";
    return "must be a file, found a device or a pipe. Save its content as a file first";
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
      return "there is no such file. Relative paths start at the folder you stand in";
    }
    if (error instanceof Deno.errors.NotCapable) {
      return "the command does not read system paths. Save the content as a file first";
    }
    return error instanceof Error ? error.message : String(error);
  }
}
