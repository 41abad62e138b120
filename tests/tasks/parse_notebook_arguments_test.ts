import { UsageError } from "../../lib/errors/mod.ts";
import { parseNotebookArguments } from "../../lib/tasks/mod.ts";
import { assertEquals, assertThrows } from "../assert.ts";

const ALL = ["/clone/notebooks/01_a.ipynb", "/clone/notebooks/02_b.ipynb"];

Deno.test("parseNotebookArguments() means all notebooks when none is named", () => {
  assertEquals(parseNotebookArguments([], "/clone", ALL), {
    paths: ALL,
    parameters: {},
    inPlace: false,
  });
  assertEquals(parseNotebookArguments(["--in-place"], "/clone", ALL).inPlace, true);
});

Deno.test("parseNotebookArguments() looks notebooks up from where the user stands", () => {
  const { paths } = parseNotebookArguments(["my.ipynb", "/b.ipynb"], "/home/me", ALL);
  assertEquals(paths, ["/home/me/my.ipynb", "/b.ipynb"]);
});

Deno.test("parseNotebookArguments() reads values as JSON where they are, else as text", () => {
  const args = [
    "a.ipynb",
    "level=0.9",
    "input=../my plates.csv",
    "names=[1,2]",
    "on=true",
    "x=a=b",
  ];
  assertEquals<unknown>(parseNotebookArguments(args, "/", ALL).parameters, {
    level: 0.9,
    input: "../my plates.csv",
    names: [1, 2],
    on: true,
    x: "a=b",
  });
});

Deno.test("parseNotebookArguments() refuses what it cannot place, with the mend", () => {
  const refused = (args: string[], message: string) =>
    assertThrows(() => parseNotebookArguments(args, "/", ALL), UsageError, message);
  refused(
    ["--inplace"],
    'an argument must be a notebook (….ipynb), name=value or --in-place, found "--inplace"',
  );
  refused(["input=a.csv"], "Name it: deno task notebooks notebooks/01_a.ipynb input=a.csv");
  refused(["a.ipynb", "b.ipynb", "n=1"], "parameters (n=1) need the one notebook they are for");
  refused(["a.ipynb", "n=1", "--in-place"], "Leave out --in-place");
});
