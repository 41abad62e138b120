/** The command and the workers start often: nothing heavy may load before it is needed. */
import { join } from "node:path";
import { assert, assertEquals } from "../assert.ts";
import { CLONE, importsOf, libFiles, staticGraph } from "./module_graph.ts";

const HEAVY = /^npm:(danfojs|jsdom|pdfkit|svg-to-pdfkit|@resvg\/|@observablehq\/plot)/;

const files = await libFiles();

/** Files that a `new Worker(new URL("./name.ts", import.meta.url))` somewhere in lib starts. */
async function workers(): Promise<string[]> {
  const started = await Promise.all(files.map(async (file) => {
    const source = await Deno.readTextFile(join(CLONE, file));
    return [...source.matchAll(/new Worker\(\s*new URL\("([^"]+)", import\.meta\.url\)/g)]
      .map(([, name]) => join(file, "..", name).replaceAll("\\", "/"));
  }));
  return [...new Set(started.flat())];
}

const entries = [...files.filter((file) => file === "lib/cli/main.ts"), ...await workers()];
const imports = await importsOf(files);

for (const entry of entries) {
  Deno.test(`${entry} starts without danfojs, jsdom, pdfkit or resvg`, () => {
    const graph = staticGraph(entry, imports);
    assert(graph.size > 1);
    assertEquals([...graph].filter((file) => HEAVY.test(file)), []);
  });
}

Deno.test("staticGraph() would see a heavy package", () => {
  const figures = [...staticGraph("lib/figures/mod.ts", imports)];
  assert(figures.some((file) => HEAVY.test(file)));
});
