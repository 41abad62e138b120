/// <reference lib="deno.unstable" />
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { UsageError } from "../errors/mod.ts";
import type { Task } from "./command.ts";
import { EXIT } from "./exit_code.ts";
import { requireFile } from "./input_file.ts";
import { type Outcome, outcomeOf } from "./outcome.ts";
import { discardOutput, type OutputFolder, planOutputFolder } from "./output_folder.ts";

/** What the worker is told: which command, its request, and where its results go. */
export interface Job {
  readonly command: string;
  readonly request: unknown;
  readonly output: OutputFolder | null;
}

/**
 * Does a task in a worker that can read its inputs, write its output folder, and nothing else: no
 * other file, no network, no environment, no other program.
 *
 * When the user or a scheduler stops the run, what it had begun to write is removed.
 */
export async function runInSandbox(command: string, task: Task<unknown>): Promise<Outcome> {
  const output = planOutput(task);
  const worker = new Worker(new URL("./worker.ts", import.meta.url), {
    type: "module",
    deno: { permissions: permissions(task.inputs, output, { workers: task.workers }) },
  });
  const job: Job = { command, request: task.request, output };
  const outcome = await new Promise<Outcome>((done) => {
    Deno.addSignalListener("SIGINT", () => done({ code: EXIT.interrupted, message: "Stopped" }));
    if (Deno.build.os !== "windows") {
      Deno.addSignalListener("SIGTERM", () => done({ code: EXIT.terminated, message: "Stopped" }));
    }
    worker.onmessage = ({ data }: MessageEvent<Outcome>) => done(data);
    worker.onerror = (event) => {
      event.preventDefault();
      done(outcomeOf(event.message));
    };
    worker.postMessage(job);
  });
  worker.terminate();
  if (output !== null && outcome.code !== EXIT.done) {
    discardOutput(output);
    // A write under way when the worker was ended may come to its end after that.
    await new Promise((resume) => setTimeout(resume, LAST_WRITE_MS));
    discardOutput(output);
  }
  return outcome;
}

/** The sources of the library, which a worker that starts workers has to read. */
const SOURCES = fileURLToPath(new URL("../", import.meta.url));

/** Longer than the writing of one file takes. */
const LAST_WRITE_MS = 50;

/** The permissions of the worker for these paths, by the names they have and the places they lead to. */
export function permissions(
  inputs: readonly string[],
  output: OutputFolder | null,
  { workers = false }: { readonly workers?: boolean } = {},
): Deno.PermissionOptionsObject {
  return {
    // Giving a staged file its name takes reading it.
    read: [
      ...inputs.flatMap(places),
      ...(output === null ? [] : [output.staging]),
      ...(workers ? [SOURCES] : []),
    ],
    write: output === null ? false : places(output.missing ?? output.folder),
    net: false,
    env: false,
    run: false,
    ffi: false,
    sys: false,
    import: false,
  };
}

function planOutput({ inputs, folders = [], output }: Task<unknown>): OutputFolder | null {
  for (const input of inputs) requireFile(input, { orFolder: folders.includes(input) });
  if (output === null) return null;
  for (const file of output.files) {
    const path = join(output.folder, file);
    const target = realPath(path);
    if (target !== null && inputs.some((input) => realPath(input) === target)) {
      throw new UsageError(`Cannot write ${path}: it is the input itself. Name another --out`);
    }
  }
  return planOutputFolder(output.folder, output.files, runNumber());
}

/** A number of this run alone: machines that share a folder may use the same process ids. */
function runNumber(): number {
  return Deno.pid * 2 ** 20 + crypto.getRandomValues(new Uint32Array(1))[0] % 2 ** 20;
}

function places(path: string): string[] {
  return [...new Set([resolve(path), realPath(path) ?? resolve(path)])];
}

function realPath(path: string): string | null {
  try {
    return Deno.realPathSync(path);
  } catch {
    return null;
  }
}
