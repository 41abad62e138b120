import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { assertEquals, assertStringIncludes } from "../assert.ts";

const CLONE = fileURLToPath(new URL("../../", import.meta.url));

/** Copies what the doctor reads, spoils it and asks the doctor. */
async function askDoctor(spoil: (folder: string) => Promise<void>) {
  const folder = await Deno.makeTempDir({ prefix: "a clone " });
  try {
    for (const name of ["deno.json", "deno.lock", "package.json", "requirements.txt"]) {
      await Deno.copyFile(join(CLONE, name), join(folder, name));
    }
    for (const room of ["errors", "display", "notebook", "tasks"]) {
      await Deno.mkdir(join(folder, "lib", room), { recursive: true });
      for await (const { name } of Deno.readDir(join(CLONE, "lib", room))) {
        await Deno.copyFile(join(CLONE, "lib", room, name), join(folder, "lib", room, name));
      }
    }
    await commitAll(folder);
    await spoil(folder);
    const { code, stdout } = await new Deno.Command(Deno.execPath(), {
      args: ["task", "--quiet", "doctor"],
      cwd: folder,
      env: { NO_COLOR: "1" },
      stderr: "null",
    }).output();
    return { code, said: new TextDecoder().decode(stdout) };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function commitAll(folder: string): Promise<void> {
  const as = ["-c", "user.name=test", "-c", "user.email=test@localhost"];
  for (const args of [["init", "-q"], ["add", "."], [...as, "commit", "-q", "-m", "all"]]) {
    await new Deno.Command("git", { args, cwd: folder }).output();
  }
}

Deno.test("deno task doctor finds a stale lock file", async () => {
  const { code, said } = await askDoctor(async (folder) => {
    const path = join(folder, "deno.json");
    const config = JSON.parse(await Deno.readTextFile(path));
    config.imports["d3-array"] = "npm:d3-array@3.2.4";
    await Deno.writeTextFile(path, JSON.stringify(config));
  });
  assertEquals(code, 1);
  assertStringIncludes(said, "FAILED Lock file");
  assertStringIncludes(said, "to mend it: deno install --lockfile-only");
});

Deno.test("deno task doctor finds a node_modules folder", async () => {
  const { code, said } = await askDoctor((folder) => Deno.mkdir(join(folder, "node_modules")));
  assertEquals(code, 1);
  assertStringIncludes(said, "FAILED Packages");
});

Deno.test("deno task doctor finds nothing else wrong in a copy whose path has spaces", async () => {
  const { said } = await askDoctor(() => Promise.resolve());
  for (const subject of ["Deno", "Jupyter", "Lock file", "Packages"]) {
    assertStringIncludes(said, `ok     ${subject}`);
  }
});
