/**
 * `deno task notebooks [--in-place] [notebook.ipynb …] [name=value …]`: runs notebooks, all of them
 * when none is named, and writes their figures and tables to `results/`.
 */
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { plural, UsageError } from "../errors/mod.ts";
import { orEnd } from "./or_end.ts";
import { parseNotebookArguments } from "./parse_notebook_arguments.ts";
import { type NotebookResult, runNotebook } from "./run_notebook.ts";

const CLONE = fileURLToPath(new URL("../../", import.meta.url));

if (import.meta.main) {
  await orEnd(async () => {
    const standing = Deno.env.get("INIT_CWD") ?? Deno.cwd();
    const { paths, ...options } = parseNotebookArguments(Deno.args, standing, allNotebooks());
    if (paths.length === 0) {
      throw new UsageError("Cannot run the notebooks: found none in notebooks/");
    }
    for (const path of paths) {
      const started = performance.now();
      const result = await runNotebook(path, { results: join(CLONE, "results"), ...options });
      console.log(`${summary(result)}, ${((performance.now() - started) / 1000).toFixed(1)} s`);
    }
  });
}

function allNotebooks(): string[] {
  const folder = join(CLONE, "notebooks");
  const names = [...Deno.readDirSync(folder)].map(({ name }) => name);
  return names.filter((name) => name.endsWith(".ipynb")).sort().map((name) => join(folder, name));
}

function summary({ path, folder, cells, figures, tables, lostAtFirst }: NotebookResult): string {
  const lost = lostAtFirst.length === 0
    ? ""
    : ` (ran twice: the kernel lost the output of cell ${lostAtFirst.join(", ")})`;
  return `${relative(CLONE, path)}: ${plural(cells, "cell")}, ${plural(figures, "figure")} and ` +
    `${plural(tables, "table")} in ${relative(CLONE, folder)}${lost}`;
}
