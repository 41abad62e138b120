import { INSTALL_JUPYTER, type Jupyter } from "../notebook/mod.ts";

/** What the doctor looks at; {@linkcode inspectMachine} gathers it. */
export interface Machine {
  /** Version of the running Deno. */
  readonly deno: string;
  /** The path of the running Deno. */
  readonly denoPath: string;
  /** Jupyter's environment, or null where no Python runs. */
  readonly jupyter: Jupyter | null;
  /** Versions that requirements.txt pins, by package. */
  readonly pinned: Readonly<Record<string, string>>;
  /** The command of the kernel that Jupyter would start as `deno`; null where it knows none. */
  readonly kernelCommand: readonly string[] | null;
  /** What Deno says against its lock file; "" where it is fresh. */
  readonly lockProblem: string;
  /** Whether there is a node_modules folder. */
  readonly hasNodeModules: boolean;
}

/** One thing examined: whether it is well, what was found, and what mends it. */
export interface Finding {
  /** Whether it is as it must be. */
  readonly ok: boolean;
  /** What was examined. */
  readonly subject: string;
  /** What was found, as a sentence goes on after the subject. */
  readonly found: string;
  /** What to type or do; absent where all is well. */
  readonly mend?: string;
}

const OLDEST_DENO = "2.9.0";

/** Holds a machine to what the notebooks and tests need; one finding per subject, in a fixed order. */
export function checkMachine(machine: Machine): readonly Finding[] {
  return [
    denoFinding(machine),
    jupyterFinding(machine),
    kernelFinding(machine),
    lockFinding(machine),
    nodeModulesFinding(machine),
  ];
}

function denoFinding({ deno, denoPath, pinned }: Machine): Finding {
  const subject = "Deno";
  const found = `${deno} at ${denoPath}`;
  if (atLeast(deno, OLDEST_DENO)) return { ok: true, subject, found };
  const mend = `halfmax needs ${OLDEST_DENO} or newer. Install it into the environment: ` +
    `.venv/bin/pip install deno==${pinned.deno ?? OLDEST_DENO}`;
  return { ok: false, subject, found, mend };
}

function jupyterFinding({ jupyter, pinned }: Machine): Finding {
  const subject = "Jupyter";
  const mend = INSTALL_JUPYTER;
  if (jupyter === null) return { ok: false, subject, found: "no Python runs here", mend };
  const packages = Object.entries(jupyter.versions);
  const found =
    `${packages.map(([name, version]) => `${name} ${version ?? "missing"}`).join(", ")} ` +
    `in ${jupyter.prefix}`;
  const asPinned = packages.every(([name, version]) =>
    version !== null && (pinned[name] === undefined || pinned[name] === version)
  );
  return asPinned && jupyter.isolated
    ? { ok: true, subject, found }
    : { ok: false, subject, found, mend };
}

function kernelFinding({ kernelCommand, denoPath }: Machine): Finding {
  const subject = "Kernel";
  const mend = "deno task kernel";
  if (kernelCommand === null) return { ok: false, subject, found: "not installed", mend };
  const found = `starts ${kernelCommand[0]}`;
  return kernelCommand[0] === denoPath
    ? { ok: true, subject, found }
    : { ok: false, subject, found: `${found}, not this Deno`, mend };
}

function lockFinding({ lockProblem }: Machine): Finding {
  const subject = "Lock file";
  if (lockProblem === "") return { ok: true, subject, found: "fresh" };
  const mend =
    "deno install --lockfile-only; if `git diff deno.json deno.lock` is meant, commit both";
  return { ok: false, subject, found: lockProblem, mend };
}

function nodeModulesFinding({ hasNodeModules }: Machine): Finding {
  const subject = "Packages";
  return hasNodeModules
    ? {
      ok: false,
      subject,
      found: "a node_modules folder hides the locked packages",
      mend: "remove node_modules; Deno keeps packages in its own cache",
    }
    : { ok: true, subject, found: "in Deno's cache, no node_modules" };
}

function atLeast(version: string, oldest: string): boolean {
  const [a, b] = [version, oldest].map((text) => text.split(/[.+-]/).map(Number));
  const place = b.findIndex((part, index) => a[index] !== part);
  return place === -1 || a[place] > b[place];
}
