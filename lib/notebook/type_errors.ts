import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { codeCells, type Notebook, readNotebook, textOf } from "./notebook.ts";

/**
 * Type errors in the cells of notebooks, which a kernel runs unchecked.
 *
 * The cells of each notebook are joined to one module and given to `deno check` with the `deno.json`
 * above the notebook, so an import means there what it means in the kernel. A name must be declared
 * only once in a notebook.
 *
 * @param paths The notebooks' files
 * @returns What `deno check` said, with each place as notebook, cell and line; "" where all is well
 */
export async function typeErrors(paths: readonly string[]): Promise<string> {
  const folder = await Deno.makeTempDir({ prefix: "notebook-types-" });
  try {
    const modules = await Promise.all(paths.map(async (path, index): Promise<JoinedCells> => {
      const joined = joinCells(path, await readNotebook(path), join(folder, `${index + 1}.ts`));
      await Deno.writeTextFile(joined.file, joined.text);
      return joined;
    }));
    const byConfig = Map.groupBy(modules, ({ path }) => configAbove(path));
    const said = [...byConfig].map(([config, modules]) => check(config, modules));
    return (await Promise.all(said)).filter((text) => text !== "").join("\n");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** The code of a notebook as one module, and where each of its lines comes from. */
interface JoinedCells {
  readonly path: string;
  readonly file: string;
  readonly text: string;
  readonly places: readonly string[];
}

function joinCells(path: string, notebook: Notebook, file: string): JoinedCells {
  const lines = codeCells(notebook).flatMap(({ number, cell }) => [
    ...textOf(cell.source).split("\n").map((text, index) => ({
      text,
      place: `${path} cell [${number}] line ${index + 1}`,
    })),
    // A cell may end without a semicolon.
    { text: ";", place: `${path} end of cell [${number}]` },
  ]);
  // An export makes the file a module, whose names are its own.
  const text = [...lines.map((line) => line.text), "export {};", ""].join("\n");
  return { path, file, text, places: lines.map(({ place }) => place) };
}

function configAbove(path: string): string | null {
  let folder = dirname(resolve(path));
  while (true) {
    const config = join(folder, "deno.json");
    if (isFile(config)) return config;
    const parent = dirname(folder);
    if (parent === folder) return null;
    folder = parent;
  }
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

async function check(config: string | null, modules: readonly JoinedCells[]): Promise<string> {
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "check",
      "--frozen",
      ...(config === null ? ["--no-config"] : ["--config", config]),
      ...modules.map(({ file }) => file),
    ],
    env: { NO_COLOR: "1" },
    stdin: "null",
  }).output();
  return success ? "" : modules.reduce(nameThePlaces, new TextDecoder().decode(stderr));
}

/** Turns "at file:///…/1.ts:12:5" into "at notebooks/01.ipynb cell [3] line 2 column 5". */
function nameThePlaces(said: string, { file, places }: JoinedCells): string {
  const url = pathToFileURL(file).href;
  const parts = said.split(`${url}:`);
  return parts.slice(1).reduce((text, part) => {
    const [position, line, column] = part.match(/^(\d+):(\d+)/) ?? ["", "0", "0"];
    const place = places[Number(line) - 1] ?? "the end";
    return `${text}${place} column ${column}${part.slice(position.length)}`;
  }, parts[0]);
}
