import { join } from "node:path";
import { cloneCommit } from "../../lib/cli/clone_commit.ts";
import { assertEquals } from "../assert.ts";

const COMMIT = "0123456789abcdef0123456789abcdef01234567";

async function inClone(
  files: Readonly<Record<string, string>>,
  test: (folder: string) => void,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    for (const [name, text] of Object.entries(files)) {
      await Deno.mkdir(join(folder, name, ".."), { recursive: true });
      await Deno.writeTextFile(join(folder, name), text);
    }
    test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("cloneCommit() reads the commit of a branch", () =>
  inClone({
    ".git/HEAD": "ref: refs/heads/main\n",
    ".git/refs/heads/main": `${COMMIT}\n`,
  }, (folder) => assertEquals(cloneCommit(folder), COMMIT)));

Deno.test("cloneCommit() reads a packed branch, and a commit checked out by itself", async () => {
  await inClone({
    ".git/HEAD": "ref: refs/heads/main\n",
    ".git/packed-refs": `# pack-refs\n${COMMIT} refs/heads/main\n`,
  }, (folder) => assertEquals(cloneCommit(folder), COMMIT));
  await inClone(
    { ".git/HEAD": `${COMMIT}\n` },
    (folder) => assertEquals(cloneCommit(folder), COMMIT),
  );
});

Deno.test("cloneCommit() reads a linked worktree", () =>
  inClone({
    "tree/.git": "gitdir: ../main/.git/worktrees/tree\n",
    "main/.git/worktrees/tree/HEAD": "ref: refs/heads/side\n",
    "main/.git/worktrees/tree/commondir": "../..\n",
    "main/.git/refs/heads/side": `${COMMIT}\n`,
  }, (folder) => assertEquals(cloneCommit(join(folder, "tree")), COMMIT)));

Deno.test("cloneCommit() is null where there is nothing to read", () =>
  inClone({ ".git/HEAD": "ref: refs/heads/gone\n" }, (folder) => {
    assertEquals(cloneCommit(folder), null);
    assertEquals(cloneCommit(join(folder, "nowhere")), null);
  }));
