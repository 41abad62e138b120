import settings from "../../deno.json" with { type: "json" };

const ROOT = new URL("../../", import.meta.url);

/** What a run of the command left: its exit code and what it printed. */
export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts `halfmax` as `deno task halfmax` does, for a user who stands in the folder `cwd`. */
export function startHalfmax(args: readonly string[], cwd: string): Deno.ChildProcess {
  const [deno, ...flags] = settings.tasks.halfmax.command.split(" ");
  if (deno !== "deno") throw new Error(`The task halfmax must start deno, found ${deno}`);
  return new Deno.Command(Deno.execPath(), {
    args: [...flags, ...args],
    cwd: ROOT,
    env: { INIT_CWD: cwd, NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

/** Runs `halfmax` to its end. */
export async function halfmax(args: readonly string[], cwd = Deno.cwd()): Promise<Run> {
  const { code, stdout, stderr } = await startHalfmax(args, cwd).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, stdout: text(stdout), stderr: text(stderr) };
}

/** Gives a test a folder of its own with these files in it, and removes it afterwards. */
export async function inFolder(
  files: Readonly<Record<string, string>>,
  test: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "halfmax test é " }));
  try {
    for (const [name, text] of Object.entries(files)) {
      await Deno.writeTextFile(`${folder}/${name}`, text);
    }
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** The names in a folder, hidden ones too, sorted; none where there is no folder. */
export function namesIn(folder: string): string[] {
  try {
    return [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}
