import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { assert, assertEquals, assertStringIncludes, assertThrows } from "../assert.ts";
import { diagramCommand } from "../../lib/cli/diagram_command.ts";
import { parseArguments } from "../../lib/cli/parse_arguments.ts";
import { UsageError } from "../../lib/errors/mod.ts";
import { halfmax, inFolder, namesIn } from "./halfmax.ts";

const CLONE = fileURLToPath(new URL("../../", import.meta.url));

const FILES = {
  "my_nodes.csv": "id,label,kind\nd,drug,drug\nk,kinase,target\ng,growth,outcome\n",
  "edges.csv": "from,to,kind\nd,k,inhibits\nk,g,activates\n",
};

Deno.test("halfmax diagram writes the picture with its data and record, by its ending", async () => {
  await inFolder(FILES, async (folder) => {
    for (const ending of ["pdf", "png"]) {
      const args = ["diagram", "my_nodes.csv", "edges.csv", "--out", `out/figure.${ending}`];
      const { code, stdout, stderr } = await halfmax(args, folder);
      assertEquals([code, stdout], [0, ""], stderr);
      assertStringIncludes(stderr, "My: 3 nodes and 2 edges, 89 x");
    }
    assertEquals(namesIn(join(folder, "out")), [
      "figure.data.csv",
      "figure.metadata.json",
      "figure.pdf",
      "figure.png",
    ]);
  });
});

Deno.test("halfmax diagram without --out writes the SVG to standard output", async () => {
  await inFolder(FILES, async (folder) => {
    const args = ["diagram", "my_nodes.csv", "edges.csv", "--width", "double", "--title", "Mine"];
    const { code, stdout, stderr } = await halfmax(args, folder);
    assertEquals(code, 0, stderr);
    assert(stdout.startsWith("<?xml") && stdout.includes("183mm"));
    assertStringIncludes(stderr, "Mine: 3 nodes");
  });
});

Deno.test("halfmax diagram names an unknown node, and refuses too little width", async () => {
  await inFolder({ ...FILES, "wrong.csv": "from,to\nd,kk\n" }, async (folder) => {
    const wrong = await halfmax(["diagram", "my_nodes.csv", "wrong.csv"], folder);
    assertEquals(wrong.code, 65);
    assertStringIncludes(wrong.stderr, 'row 2, column "to"');
    const narrow = await halfmax(["diagram", "my_nodes.csv", "edges.csv", "--width", "5"], folder);
    assertEquals(narrow.code, 2, narrow.stderr);
  });
});

Deno.test("halfmax diagram refuses what cannot be asked", () => {
  const planned = (...args: string[]) =>
    diagramCommand.plan(parseArguments(args, diagramCommand.syntax, "halfmax diagram"));
  assertThrows(() => planned("n.csv"), UsageError, "needs NODES and EDGES, found n.csv");
  assertThrows(() => planned("n.csv", "e.csv", "--out", "f.gif"), UsageError, "--out must end in");
  assertThrows(() => planned("n.csv", "e.csv", "--seconds", "0"), UsageError, 'found "0"');
  assertEquals(planned("n.csv", "e.csv", "--width", "89").request.width, 89);
});

Deno.test({
  name: "the example of halfmax diagram --help works when pasted",
  ignore: Deno.build.os === "windows",
  fn: () =>
    inFolder({}, async (folder) => {
      await Deno.symlink(join(CLONE, "data"), join(folder, "data"));
      const [, example] = diagramCommand.notes.split("\nExamples\n");
      const task = `deno task --quiet --config "${join(CLONE, "deno.json")}" halfmax`;
      const { code, stderr } = await new Deno.Command("sh", {
        args: ["-e", "-c", example.replaceAll("deno task halfmax", task)],
        cwd: folder,
        env: {
          INIT_CWD: folder,
          NO_COLOR: "1",
          PATH: `${dirname(Deno.execPath())}:${Deno.env.get("PATH")}`,
        },
      }).output();
      assertEquals(code, 0, new TextDecoder().decode(stderr));
      const svg = await Deno.readTextFile(join(folder, "results/evolution.svg"));
      assertStringIncludes(svg, ">lorlatinib</text>");
    }),
});
