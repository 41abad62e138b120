/** What must not stand in the sources, and what must not stand beside them. */
import { join } from "node:path";
import { assertEquals } from "../assert.ts";
import { CLONE, libFiles } from "./module_graph.ts";

const TOP_LEVEL = [
  ".ci",
  ".gitattributes",
  ".github",
  ".gitignore",
  ".vscode",
  "CHANGELOG.md",
  "CITATION.cff",
  "CONTRIBUTING.md",
  "LICENSE",
  "README.md",
  "data",
  "deno.json",
  "deno.lock",
  "environment.yml",
  "lib",
  "notebooks",
  "package.json",
  "requirements.txt",
  "tests",
  "workflow",
];

/** Every line of lib that a pattern meets, as "file: line". */
async function linesWith(pattern: RegExp): Promise<string[]> {
  const found = await Promise.all((await libFiles()).map(async (file) => {
    const lines = (await Deno.readTextFile(join(CLONE, file))).split("\n");
    return lines.filter((line) => pattern.test(line)).map((line) => `${file}: ${line.trim()}`);
  }));
  return found.flat();
}

Deno.test("the kernel's own API, which throws outside a kernel, is asked for in one file", async () => {
  assertEquals(await linesWith(/Deno\.jupyter/), []);
  const asked = (await linesWith(/Reflect\.get\(Deno, "jupyter"\)/)).map((line) =>
    line.split(":")[0]
  );
  assertEquals(asked, ["lib/notebook/kernel.ts"]);
});

Deno.test("no source silences the checkers or leaves something for later", async () => {
  assertEquals(
    await linesWith(/deno-lint-ignore|@ts-(ignore|expect-error|nocheck)|\bas any[\s;,)\].]*$/),
    [],
  );
  assertEquals(await linesWith(/\b(TODO|FIXME|XXX)\b/), []);
});

Deno.test("no source reads the clock or rolls unseeded dice", async () => {
  assertEquals(await linesWith(/Math\.random\(|Date\.now\(|new Date\(\)/), []);
});

Deno.test("numbers are written the same in every country", async () => {
  assertEquals(await linesWith(/toLocale\w*String\(\)/), []);
  assertEquals(await linesWith(/localeCompare\([^,)]*\)/), []);
});

Deno.test("the clone holds no other top-level name", async () => {
  const { stdout, success } = await new Deno.Command("git", {
    args: ["ls-files", "--cached", "--others", "--exclude-standard"],
    cwd: CLONE,
  }).output();
  // A downloaded archive has no git to ask.
  const names = success
    ? new TextDecoder().decode(stdout).split("\n").map((path) => path.split("/")[0])
    : [];
  const others = [...new Set(names)].filter((name) => name !== "" && !TOP_LEVEL.includes(name));
  assertEquals(others, []);
});
