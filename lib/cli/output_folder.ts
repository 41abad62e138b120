import { UsageError } from "../errors/mod.ts";
import { dirname, join, resolve } from "node:path";

/**
 * A folder for results, which are all written or none.
 *
 * Every file is written into a hidden folder inside it first; only when all are there do they take
 * their names. A run that fails or is stopped leaves no file and no folder that was not there.
 */
export interface OutputFolder {
  /** The folder as the user wrote it, for messages. */
  readonly name: string;
  /** Absolute path of the folder. */
  readonly folder: string;
  /** Absolute path of the hidden folder in it, of this run alone. */
  readonly staging: string;
  /** The outermost folder on the way that does not exist yet; null where all exist. */
  readonly missing: string | null;
}

/**
 * The output folder of one run, nothing touched yet.
 *
 * @param name The folder, relative to the working directory
 * @param files What will be written into it
 * @param run A number that no other run has at the same time
 * @throws {UsageError} If one of the files cannot take its name
 */
export function planOutputFolder(
  name: string,
  files: readonly string[],
  run: number,
): OutputFolder {
  for (const file of files) {
    if (isFolder(join(name, file))) {
      throw new UsageError(`Cannot write ${join(name, file)}: there is a folder of that name`);
    }
  }
  const folder = resolve(name);
  const staging = join(folder, `.halfmax-${run}`);
  return { name, folder, staging, missing: outermostMissing(folder) };
}

/**
 * Finds out, before hours of work, whether results can be written at all.
 *
 * @throws {UsageError} If the folder cannot be made or written
 */
export function probeOutputFolder(output: OutputFolder): void {
  try {
    Deno.mkdirSync(output.staging, { recursive: true });
  } catch (error) {
    throw cannotWrite(output.name, error);
  } finally {
    discardOutput(output);
  }
}

/**
 * Writes all files, by name, or none.
 *
 * @throws {UsageError} If one of them cannot be written
 */
export function writeOutput(
  output: OutputFolder,
  files: Readonly<Record<string, string | Uint8Array>>,
): void {
  let path = output.name;
  try {
    Deno.mkdirSync(output.staging, { recursive: true });
    for (const [name, content] of Object.entries(files)) {
      path = join(output.name, name);
      Deno.mkdirSync(dirname(join(output.staging, name)), { recursive: true });
      const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
      Deno.writeFileSync(join(output.staging, name), bytes);
    }
    for (const name of Object.keys(files)) {
      path = join(output.name, name);
      Deno.mkdirSync(dirname(join(output.folder, name)), { recursive: true });
      Deno.renameSync(join(output.staging, name), join(output.folder, name));
    }
    Deno.removeSync(output.staging, { recursive: true });
  } catch (error) {
    discardOutput(output);
    throw cannotWrite(path, error);
  }
}

/** Removes what a run left of itself: its hidden folder, and the folders it made if they are empty. */
export function discardOutput({ folder, staging, missing }: OutputFolder): void {
  const paths = [];
  for (let path = folder; missing !== null && path.length >= missing.length; path = dirname(path)) {
    paths.push(path);
  }
  try {
    Deno.removeSync(staging, { recursive: true });
  } catch {
    // Nothing was staged.
  }
  try {
    for (const path of paths) Deno.removeSync(path);
  } catch {
    // It was never made, or it holds something by now.
  }
}

function outermostMissing(folder: string): string | null {
  let missing: string | null = null;
  for (let path = folder; !exists(path); path = dirname(path)) missing = path;
  return missing;
}

function isFolder(path: string): boolean {
  try {
    return Deno.statSync(path).isDirectory;
  } catch {
    // Nothing there yet, or not to be seen: writing will say so.
    return false;
  }
}

function exists(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch (error) {
    // Below a file, or in a folder that may not be looked into: making it will say so.
    return !(error instanceof Deno.errors.NotFound);
  }
}

/** What to tell the user whose results cannot be written. */
export function cannotWrite(path: string, error: unknown): UsageError {
  return new UsageError(`Cannot write ${path}: ${reason(error)}`);
}

function reason(error: unknown): string {
  if (error instanceof Deno.errors.NotCapable) return "the command does not write system paths";
  const { code, message } = error as { code?: string; message: string };
  switch (code) {
    case "EEXIST":
    case "ENOTDIR":
      return "a part of the path is a file, not a folder";
    case "EACCES":
    case "EPERM":
      return "permission denied";
    case "EROFS":
      return "the disk is read-only";
    case "ENAMETOOLONG":
      return "the name is too long";
    case "ENOSPC":
      return "the disk is full";
    default:
      return message;
  }
}
