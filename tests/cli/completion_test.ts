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

/** A script for a shell that is here. */
function needs(shell: "zsh" | "fish", name: string, test: (script: string) => Promise<void>): void {
  Deno.test({
    name: `${name}${has(shell) ? "" : ` [needs ${shell}, which is not here]`}`,
    ignore: !has(shell),
    async fn() {
      const file = await Deno.makeTempFile();
      await Deno.writeTextFile(file, completionScript({ ...request, shell }, COMMANDS));
      try {
        await test(file);
      } finally {
        await Deno.remove(file);
      }
    },
  });
}

async function outputOf(program: string, ...args: string[]): Promise<string> {
  const { stdout, stderr } = await new Deno.Command(program, { args }).output();
  assertEquals(new TextDecoder().decode(stderr), "");
  return new TextDecoder().decode(stdout);
}

needs("fish", "the fish script completes subcommands, options and values", async (script) => {
  const offered = async (line: string) =>
    (await outputOf(
      "fish",
      "--no-config",
      "-c",
      `source $argv[1]; complete -C $argv[2]`,
      script,
      line,
    ))
      .split("\n").filter(Boolean).map((word) => word.split("\t")[0]);
  assertEquals(await offered("halfmax ana"), ["analyze"]);
  assertEquals(await offered("halfmax fit --mod"), ["--model"]);
  assertEquals((await offered("halfmax fit --model ")).toSorted(), ["2PL", "3PL", "4PL"]);
});

/** An interactive zsh in a terminal of its own, which is given a line and a press of the tab key. */
const IN_ZSH = `
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "autoload -Uz compinit; compinit -u -D; source $1; PS1=''; print BE""GIN"
while zpty -r shell line; do [[ $line == *BEGIN* ]] && break; done
zpty -w -n shell "$2"$'\\t'
sleep 1
zpty -w shell ""
while zpty -r -t shell line; do print -rn -- "$line"; done
zpty -d shell
`;

needs("zsh", "the zsh script completes subcommands, options and values", async (script) => {
  const typed = (line: string) => outputOf("zsh", "-f", "-c", IN_ZSH, "zsh", script, line);
  assertStringIncludes(await typed("halfmax ana"), "halfmax analyze");
  assertStringIncludes(await typed("halfmax fit --mod"), "halfmax fit --model");
  assertStringIncludes(await typed("halfmax fit --model "), "2PL  3PL  4PL");
});

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
