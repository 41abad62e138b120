import settings from "../../deno.json" with { type: "json" };
import { COMMANDS } from "../../lib/cli/commands.ts";
import { list } from "../../lib/errors/mod.ts";
import { assert, assertEquals, assertStringIncludes } from "../assert.ts";
import { halfmax, inFolder } from "./halfmax.ts";

Deno.test("halfmax --help names the commands and the exit codes", async () => {
  const { code, stdout, stderr } = await halfmax(["--help"]);
  assertEquals([code, stderr], [0, ""]);
  for (
    const text of [
      "fit FILE",
      "fold FILE",
      "matrix FILE…",
      "frequency PATH",
      "--version",
      "Exit codes",
      "\n  65  ",
    ]
  ) {
    assertStringIncludes(stdout, text);
  }
  assertEquals((await halfmax(["help"])).stdout, stdout);
  assertEquals((await halfmax(["-h"])).stdout, stdout);
});

Deno.test("halfmax fit --help explains every option, wherever it stands", async () => {
  const { code, stdout, stderr } = await halfmax(["fit", "--help"]);
  assertEquals([code, stderr], [0, ""]);
  const options = ["out", "format", "model", "dose", "dose-unit", "response", "response-scale"];
  for (const option of [...options, "by", "wide"]) assertStringIncludes(stdout, `\n  --${option} `);
  assert(stdout.split("\n").every((line) => line.length <= 100), "no line goes beyond 100 columns");
  assertEquals((await halfmax(["fit", "x.csv", "--bogus", "-h"])).stdout, stdout);
  assertEquals((await halfmax(["help", "fit"])).stdout, stdout);
});

Deno.test("halfmax new --help, which has no options, has no heading for them", async () => {
  const { code, stdout } = await halfmax(["new", "--help"]);
  assertEquals([code, stdout.includes("Options")], [0, false]);
  assertStringIncludes(stdout, "new FOLDER\n\nWhat it makes\n");
});

Deno.test("halfmax --version says the version of deno.json", async () => {
  assertEquals(await halfmax(["--version"]), {
    code: 0,
    stdout: `halfmax ${settings.version}\n`,
    stderr: "",
  });
});

Deno.test("halfmax refuses no command and an unknown one", async () => {
  const names = Object.keys(COMMANDS);
  const none = await halfmax([]);
  assertEquals([none.code, none.stdout], [2, ""]);
  assertStringIncludes(
    none.stderr,
    `needs a command (${list(names, names.length)}), found none. See halfmax --help`,
  );
  const unknown = await halfmax(["fitt", "x.csv"]);
  assertEquals([unknown.code, unknown.stdout], [2, ""]);
  assertStringIncludes(unknown.stderr, 'found "fitt". Did you mean fit?');
  assertEquals((await halfmax(["toString"])).code, 2);
  assertEquals((await halfmax(["help", "toString"])).code, 2);
});

Deno.test("halfmax fit refuses an unknown option, no file and two files", async () => {
  const cases: [string[], string][] = [
    [["x.csv", "--respons", "y"], 'unknown option "--respons". Did you mean --response?'],
    [[], "needs one FILE, found none"],
    [["a.csv", "b.csv"], "needs one FILE, found a.csv b.csv"],
    [[""], 'needs one FILE, found ""'],
    [["x.csv", "--model", "5PL"], "--model must be 4PL or 3PL or 2PL"],
    [["x.csv", "--wide", "a=1"], "--wide needs --dose-unit"],
    [["x.csv", "--wide", "a=1", "--dose-unit", "nM"], "--wide needs --response-scale"],
    [["x.csv", "--wide", "a=1", "--dose", "d"], "--dose has no meaning with --wide"],
    [["x.csv", "--wide", "a=1", "--response", "r"], "--response has no meaning with --wide"],
  ];
  for (const [args, message] of cases) {
    const { code, stdout, stderr } = await halfmax(["fit", ...args]);
    assertEquals([code, stdout], [2, ""], args.join(" "));
    assertStringIncludes(stderr, message);
  }
});

Deno.test("halfmax fit takes a missing file, a folder and a system path as bad data", async () => {
  await inFolder({}, async (folder) => {
    const missing = await halfmax(["fit", "nowhere/x.csv"], folder);
    assertEquals([missing.code, missing.stdout], [65, ""]);
    assertEquals(
      missing.stderr,
      "halfmax: Cannot read nowhere/x.csv: there is no such file. " +
        "Relative paths start at the folder you stand in\n",
    );
    const directory = await halfmax(["fit", "."], folder);
    assertEquals(directory.code, 65);
    assertStringIncludes(directory.stderr, "Cannot read .: must be a file, found a folder");
    if (Deno.build.os === "linux") {
      const device = await halfmax(["fit", "/dev/stdin"], folder);
      assertEquals(device.code, 65);
      assertStringIncludes(device.stderr, "does not read system paths");
    }
  });
});
