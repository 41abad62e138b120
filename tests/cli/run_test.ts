import { parameterValues } from "../../lib/cli/run.ts";
import { runCommand } from "../../lib/cli/run_command.ts";
import { parseArguments } from "../../lib/cli/parse_arguments.ts";
import { UsageError } from "../../lib/errors/mod.ts";
import { readNotebook } from "../../lib/notebook/mod.ts";
import { assertEquals, assertStringIncludes, assertThrows } from "../assert.ts";
import { halfmax, inFolder, namesIn } from "./halfmax.ts";
import { SQUARES } from "../notebook/fixture.ts";

const planned = (...args: string[]) =>
  runCommand.plan(parseArguments(args, runCommand.syntax, "halfmax run")).request;

Deno.test("halfmax run reads a notebook, parameters and the folder of its results", () => {
  assertEquals(planned("a b/01.ipynb", "input=x=1.csv", "level=0.9"), {
    notebook: "a b/01.ipynb",
    parameters: { input: "x=1.csv", level: "0.9" },
    out: "results/01",
    html: false,
  });
  assertEquals(planned("01.ipynb", "out=there", "--html").out, "there");
  assertThrows(() => planned("input=x.csv"), UsageError, "needs one notebook");
  assertThrows(() => planned("a.ipynb", "input"), UsageError, 'name=value, found "input"');
  assertThrows(() => planned("a.ipynb", "b=1", "b=2"), UsageError, "b must be given once");
});

Deno.test("parameterValues() takes paths from where the user stands, the rest as JSON or text", async () => {
  const notebook = await readNotebook("notebooks/02_fold_change.ipynb");
  const given = {
    parameters: { input: "their.xlsx", target: "500", reference: "H3122", stamp: "" },
    out: "results/their",
    folder: "notebooks",
  };
  assertEquals(parameterValues(notebook, given), {
    input: "../their.xlsx",
    target: 500,
    reference: "H3122",
    stamp: "",
    results: "../results/their",
  });
  const layout = { ...given, parameters: { input: "columns 2-11: crizotinib 0, 5 nM; rows B-F" } };
  assertEquals(parameterValues(notebook, layout).input, layout.parameters.input);
  const own = { ...given, parameters: { results: "elsewhere" } };
  assertEquals(parameterValues(notebook, own), { results: "../elsewhere" });
});

Deno.test("halfmax run refuses a parameter that the notebook does not have", async () => {
  await inFolder({}, async (folder) => {
    const { code, stderr } = await halfmax(["run", SQUARES, "sidee=2", "out=x"], folder);
    assertEquals(code, 2);
    assertStringIncludes(stderr, 'Did you mean "side"?');
    assertEquals(namesIn(folder), []);
  });
});
