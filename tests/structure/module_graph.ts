/** Who imports whom in lib, as `deno info` sees it. */
import { join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** The clone's own folder. */
export const CLONE = fileURLToPath(new URL("../../", import.meta.url));

/** One import statement. */
export interface Import {
  /** The file that imports, as `lib/room/file.ts`. */
  readonly from: string;
  /** The file or package imported: `lib/room/file.ts` or `npm:name@version`. */
  readonly to: string;
  /** Whether it is an `import(…)`, which loads nothing before it is reached. */
  readonly dynamic: boolean;
  /** Whether it brings code; types alone are gone when the program runs. */
  readonly code: boolean;
}

/** AssemblyScript, of which TypeScript sees what it is compiled to. */
const NO_TYPESCRIPT = "lib/screen/kernel";

/** Every source file of lib, as `lib/room/file.ts`. */
export async function libFiles(folder = "lib"): Promise<string[]> {
  const inside = await Array.fromAsync(
    Deno.readDir(join(CLONE, folder)),
    ({ name, isDirectory }) => {
      const path = `${folder}/${name}`;
      if (path === NO_TYPESCRIPT) return [];
      if (isDirectory) return libFiles(path);
      return path.endsWith(".ts") ? [path] : [];
    },
  );
  return inside.flat().sort();
}

/** Every import of the given files, and of what they import. */
export async function importsOf(files: readonly string[]): Promise<readonly Import[]> {
  const folder = await Deno.makeTempDir();
  try {
    const entry = join(folder, "all.ts");
    const lines = files.map((file) => `import "${pathToFileURL(join(CLONE, file)).href}";`);
    await Deno.writeTextFile(entry, lines.join("\n"));
    const { stdout } = await new Deno.Command(Deno.execPath(), {
      args: ["info", "--json", "--frozen", "--config", join(CLONE, "deno.json"), entry],
      stderr: "null",
    }).output();
    const { modules } = JSON.parse(new TextDecoder().decode(stdout)) as { modules: Module[] };
    return modules.filter(({ specifier }) => inClone(specifier) !== null).flatMap(importsOfModule);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** What is loaded before the first line of a file runs: its static imports, and theirs. */
export function staticGraph(file: string, imports: readonly Import[]): ReadonlySet<string> {
  const reached = new Set([file]);
  for (const current of reached) {
    for (const { from, to, dynamic, code } of imports) {
      if (from === current && code && !dynamic) reached.add(to);
    }
  }
  return reached;
}

interface Module {
  readonly specifier: string;
  readonly dependencies?: readonly {
    readonly specifier: string;
    readonly isDynamic?: boolean;
    readonly code?: { readonly specifier?: string };
    readonly type?: { readonly specifier?: string };
  }[];
}

function importsOfModule({ specifier, dependencies = [] }: Module): Import[] {
  const from = inClone(specifier) ?? specifier;
  return dependencies.flatMap(({ specifier: written, isDynamic = false, code, type }) => {
    const target = code?.specifier ?? type?.specifier ?? written;
    const to = inClone(target) ?? target.replace("npm:/", "npm:");
    return { from, to, dynamic: isDynamic, code: code !== undefined };
  });
}

function inClone(specifier: string): string | null {
  if (!specifier.startsWith("file:")) return null;
  const path = relative(CLONE, fileURLToPath(specifier)).replaceAll("\\", "/");
  return path.startsWith("..") ? null : path;
}
