import { COMMANDS } from "../../lib/cli/commands.ts";
import { completionScript } from "../../lib/cli/completion.ts";
import { assertEquals, assertStringIncludes } from "../assert.ts";
import { halfmax } from "./halfmax.ts";

const request = { deno: "/opt/it's here/deno", config: "/clone/deno.json" };

function has(program: string): boolean {
  try {
    return new Deno.Command(program, { args: ["--version"], stdout: "null" }).outputSync().success;
  } catch {
    return false;
  }
}

/** What the script offers for a line whose last word is being typed. */
async function offered(...words: string[]): Promise<string[]> {
  const script = completionScript({ ...request, shell: "bash" }, COMMANDS);
  const { stdout, stderr } = await new Deno.Command("bash", {
    args: [
      "-c",
      `${script}\nCOMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _halfmax; printf '%s\\n' "\${COMPREPLY[@]}"`,
      "bash",
      "halfmax",
      ...words,
    ],
  }).output();
  assertEquals(new TextDecoder().decode(stderr), "");
  return new TextDecoder().decode(stdout).split("\n").filter(Boolean);
}

Deno.test({
  name: "the bash script completes subcommands, options and values",
  ignore: !has("bash"),
  async fn() {
    assertEquals(await offered("an"), ["analyze"]);
    assertEquals(await offered(""), [...Object.keys(COMMANDS), "--help", "--version"]);
    assertEquals(await offered("fit", "--mod"), ["--model"]);
    assertEquals(await offered("fit", "--model", ""), ["4PL", "3PL", "2PL"]);
    assertEquals(await offered("fit", "x"), [], "files, which bash itself completes");
  },
});

for (const shell of ["zsh", "fish"] as const) {
  Deno.test({
    name: `${shell} reads its script${has(shell) ? "" : ` [needs ${shell}, which is not here]`}`,
    ignore: !has(shell),
    async fn() {
      const script = completionScript({ ...request, shell }, COMMANDS);
      const { success, stderr } = await new Deno.Command(shell, {
        args: ["-n", "-c", script],
      }).output();
      assertEquals([success, new TextDecoder().decode(stderr)], [true, ""]);
    },
  });
}

Deno.test("every script knows every subcommand and option", () => {
  for (const shell of ["bash", "zsh", "fish"] as const) {
    const script = completionScript({ ...request, shell }, COMMANDS);
    for (const [name, { syntax }] of Object.entries(COMMANDS)) {
      assertStringIncludes(script, name);
      for (const option of Object.keys(syntax)) {
        assertStringIncludes(script, shell === "fish" ? `-l ${option} ` : `--${option}`);
      }
    }
  }
});

Deno.test("halfmax completion needs a shell that it knows", async () => {
  const { code, stderr } = await halfmax(["completion", "tcsh"]);
  assertEquals(code, 2);
  assertStringIncludes(stderr, "needs one shell (bash, zsh and fish), found tcsh");
});
