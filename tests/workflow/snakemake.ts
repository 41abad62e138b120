/** Snakemake in a virtual environment of its own, and how the tests run the workflow with it. */
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The clone. */
export const CLONE = fileURLToPath(new URL("../../", import.meta.url));

/** What a program left: its exit code and all that it printed. */
export interface Ran {
  readonly code: number;
  readonly text: string;
}

let installed: Promise<string> | null = null;

/**
 * The folder of the programs of a virtual environment with the workflow's requirements. The variable
 * SNAKEMAKE_VENV names one that exists; otherwise one is made in a temporary folder.
 */
export function snakemakePrograms(): Promise<string> {
  installed ??= install();
  return installed;
}

async function install(): Promise<string> {
  const given = Deno.env.get("SNAKEMAKE_VENV");
  if (given !== undefined) return join(given, "bin");
  // No blank in the path: Snakemake's job scripts for clusters do not quote that of its Python.
  const venv = await Deno.makeTempDir({ prefix: "halfmax-snakemake-" });
  addEventListener("unload", () => Deno.removeSync(venv, { recursive: true }));
  await succeed("python3", ["-m", "venv", venv]);
  const requirements = join(CLONE, "workflow", "requirements.txt");
  await succeed(join(venv, "bin", "python3"), [
    ...["-m", "pip", "install", "--quiet", "--disable-pip-version-check"],
    ...["--requirement", requirements],
  ]);
  return join(venv, "bin");
}

/** Starts Snakemake on the workflow in a folder. */
export async function startSnakemake(
  folder: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Deno.ChildProcess> {
  const programs = await snakemakePrograms();
  return new Deno.Command(join(programs, "python3"), {
    args: ["-m", "snakemake", "--snakefile", join(CLONE, "workflow", "Snakefile"), ...args],
    cwd: folder,
    env: { ...environment(programs), ...env },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

/** Runs Snakemake on the workflow in a folder to its end. */
export async function snakemake(folder: string, args: readonly string[]): Promise<Ran> {
  return ranTo(await (await startSnakemake(folder, args)).output());
}

/** Runs a program to its end, in the environment of the workflow. */
export async function run(
  program: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: Record<string, string> } = {},
): Promise<Ran> {
  return ranTo(
    await new Deno.Command(program, { args: [...args], ...options, stdin: "null" }).output(),
  );
}

/** Runs a program, and throws what it printed if it fails. */
export async function succeed(
  program: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: Record<string, string> } = {},
): Promise<string> {
  const { code, text } = await run(program, args, options);
  if (code !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${code}:\n${text}`);
  return text;
}

/** The environment in which the workflow finds this Deno and Snakemake. */
export function environment(programs: string): Record<string, string> {
  const path = [dirname(Deno.execPath()), programs, Deno.env.get("PATH") ?? ""].join(delimiter);
  return { PATH: path, NO_COLOR: "1" };
}

/** What was printed, to both streams. */
export function ranTo({ code, stdout, stderr }: Deno.CommandOutput): Ran {
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, text: text(stdout) + text(stderr) };
}
