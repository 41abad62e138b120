import { dirname, join, resolve } from "node:path";

/**
 * The commit that a clone stands at, read from its `.git` without starting git; null where there is
 * none to read, as in a downloaded archive.
 */
export function cloneCommit(clone: string): string | null {
  try {
    const folder = gitFolder(clone);
    const head = Deno.readTextFileSync(join(folder, "HEAD")).trim();
    const branch = /^ref: (.+)$/.exec(head)?.[1];
    if (branch === undefined) return commitIn(head);
    const common = commonFolder(folder);
    return commitIn(textOf(join(common, branch)) ?? packed(common, branch) ?? "");
  } catch {
    return null;
  }
}

/** A linked worktree has a file in place of the folder, which names it. */
function gitFolder(clone: string): string {
  const path = join(clone, ".git");
  if (Deno.statSync(path).isDirectory) return path;
  const [, named] = /^gitdir: (.+)$/m.exec(Deno.readTextFileSync(path)) ?? [];
  return resolve(dirname(path), named ?? "");
}

/** Branches of a linked worktree stand in the folder that all worktrees share. */
function commonFolder(folder: string): string {
  const named = textOf(join(folder, "commondir"));
  return named === null ? folder : resolve(folder, named.trim());
}

function packed(folder: string, branch: string): string | null {
  const lines = (textOf(join(folder, "packed-refs")) ?? "").split("\n");
  return lines.find((line) => line.endsWith(` ${branch}`))?.split(" ")[0] ?? null;
}

function commitIn(text: string): string | null {
  return /^[0-9a-f]{40,64}$/.exec(text.trim())?.[0] ?? null;
}

function textOf(path: string): string | null {
  try {
    return Deno.readTextFileSync(path);
  } catch {
    return null;
  }
}
