import { join } from "node:path";
import { STUDY_FILES } from "../../lib/cli/new_command.ts";
import { studyFiles } from "../../lib/cli/new.ts";
import { parseDescriptor } from "../../lib/tables/mod.ts";
import { assert, assertEquals, assertStringIncludes } from "../assert.ts";
import { halfmax, inFolder, namesIn } from "./halfmax.ts";

Deno.test("halfmax new makes a folder, and refuses one that is there", async () => {
  await inFolder({}, async (folder) => {
    const made = await halfmax(["new", "mine/my study é"], folder);
    assertEquals(made.code, 0, made.stderr);
    const study = join(folder, "mine/my study é");
    const names = [...namesIn(study), ...namesIn(join(study, "data")).map((n) => `data/${n}`)];
    assertEquals(names.filter((name) => name !== "data").sort(), [...STUDY_FILES].sort());
    await Deno.writeTextFile(join(study, "README.md"), "mine");
    const again = await halfmax(["new", "mine/my study é"], folder);
    assertEquals(again.code, 2);
    assertStringIncludes(again.stderr, "there is something of that name already");
    assertEquals(await Deno.readTextFile(join(study, "README.md")), "mine");
  });
});

Deno.test("studyFiles() imports the clone by its address and names its commit", () => {
  const commit = "0123456789abcdef0123456789abcdef01234567";
  const files = studyFiles({
    name: "My study!",
    clone: "/a b/halfmax/",
    commit,
    deno: "/bin/deno",
  });
  const { imports, tasks, unstable } = JSON.parse(files["deno.json"]);
  assertEquals(imports.halfmax, "file:///a%20b/halfmax/lib/mod.ts");
  assertEquals(imports["halfmax/"], "file:///a%20b/halfmax/lib/");
  assertEquals(unstable, ["raw-imports", "worker-options"]);
  assertStringIncludes(tasks.halfmax, '"file:///a%20b/halfmax/lib/cli/main.ts"');
  assertStringIncludes(tasks.halfmax, "--no-prompt --ignore-env");
  assertStringIncludes(files["README.md"], `checkout ${commit}`);
  const { name, title } = parseDescriptor(files["data/datapackage.json"], "datapackage.json");
  assertEquals(name, "my-study");
  assert(title.includes("SIMULATED") && files["README.md"].includes("SIMULATED"));
});
