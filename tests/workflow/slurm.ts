/** A Slurm of two nodes on this machine, from Debian's packages, started and stopped by a test. */
import { join } from "node:path";
import { run, succeed } from "./snakemake.ts";

/** Programs of slurm-wlm and munge. */
const PROGRAMS = ["munged", "slurmctld", "slurmd", "sbatch", "scontrol", "squeue"];

/** A running Slurm. */
export interface Slurm {
  /** What a program needs in its environment to talk to it. */
  readonly env: Record<string, string>;
  /** Kills a node as a power failure would: its daemon, and all that runs on it. */
  killNode(node: string): Promise<void>;
  /** Ends all daemons. */
  stop(): Promise<void>;
}

/** Why Slurm cannot be started here; null where it can. */
export async function slurmIsMissing(): Promise<string | null> {
  if (Deno.uid() !== 0) return "needs root, as slurmd does";
  for (const program of PROGRAMS) {
    const { code } = await run("sh", ["-c", `command -v ${program}`]);
    if (code !== 0) return `needs ${program}: apt-get install slurm-wlm munge`;
  }
  return null;
}

/** Starts munge, the controller and two nodes of one processor each, all in a folder. */
export async function startSlurm(folder: string): Promise<Slurm> {
  const env = { SLURM_CONF: join(folder, "slurm.conf") };
  const daemons: Deno.ChildProcess[] = [];
  const start = (program: string, args: readonly string[]) => {
    const output = "null";
    daemons.push(
      new Deno.Command(program, {
        args: [...args],
        env,
        stdin: "null",
        stdout: output,
        stderr: output,
      }).spawn(),
    );
    return daemons[daemons.length - 1];
  };
  const stop = async () => {
    for (const daemon of daemons.toReversed()) {
      try {
        daemon.kill("SIGTERM");
      } catch {
        // It is gone already.
      }
      await daemon.status;
    }
  };
  try {
    for (const name of ["state", "spool.n1", "spool.n2", "munge"]) {
      Deno.mkdirSync(join(folder, name));
    }
    Deno.writeTextFileSync(env.SLURM_CONF, await configuration(folder));
    const key = join(folder, "munge", "key");
    Deno.writeFileSync(key, crypto.getRandomValues(new Uint8Array(1024)), { mode: 0o400 });
    const at = (name: string) => join(folder, "munge", name);
    start("munged", [
      ...["--foreground", "--force", "--key-file", key, "--socket", at("socket")],
      ...["--pid-file", at("pid"), "--log-file", at("log"), "--seed-file", at("seed")],
    ]);
    await until("munge to answer", () => run("munge", ["--socket", at("socket"), "--no-input"]));
    start("slurmctld", ["-D"]);
    const nodes = new Map(["n1", "n2"].map((node) => [node, start("slurmd", ["-D", "-N", node])]));
    await until("two idle nodes", async () => {
      const { text } = await run("sinfo", ["--noheader", "--format=%n %T", "--Node"], { env });
      return { code: text.match(/idle/g)?.length === 2 ? 0 : 1, text };
    });
    return {
      env,
      stop,
      async killNode(node) {
        const daemon = nodes.get(node);
        if (daemon === undefined) throw new Error(`there is no node ${node}`);
        const log = join(folder, `slurmd.${node}.log`);
        // A job is called running before its step is there.
        const found = () => Promise.resolve({ code: stepsOf(log).length > 0 ? 0 : 1, text: "" });
        await until(`a step on ${node}`, found);
        const steps = stepsOf(log);
        daemon.kill("SIGKILL");
        for (const pid of steps.flatMap((step) => [...descendants(step), step])) killHard(pid);
        await daemon.status;
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function configuration(folder: string): Promise<string> {
  const host = (await succeed("hostname", ["-s"])).trim();
  const at = (name: string) => join(folder, name);
  return `ClusterName=halfmax
SlurmctldHost=${host}(127.0.0.1)
SlurmUser=root
SlurmctldPort=17817
AuthType=auth/munge
AuthInfo=socket=${at("munge/socket")}
CredType=cred/munge
StateSaveLocation=${at("state")}
SlurmdSpoolDir=${folder}/spool.%n
SlurmctldPidFile=${at("slurmctld.pid")}
SlurmdPidFile=${folder}/slurmd.%n.pid
SlurmctldLogFile=${at("slurmctld.log")}
SlurmdLogFile=${folder}/slurmd.%n.log
ProctrackType=proctrack/pgid
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SlurmdTimeout=20
ReturnToService=2
MailProg=/bin/true
AccountingStorageType=accounting_storage/none
JobCompType=jobcomp/none
JobAcctGatherType=jobacct_gather/none
NodeName=n1 NodeHostname=${host} NodeAddr=127.0.0.1 Port=17821 CPUs=1 RealMemory=4000
NodeName=n2 NodeHostname=${host} NodeAddr=127.0.0.1 Port=17822 CPUs=1 RealMemory=4000
PartitionName=main Nodes=n1,n2 Default=YES MaxTime=INFINITE State=UP
`;
}

/** Asks every half second, for half a minute, until the answer is good. */
async function until(
  what: string,
  ask: () => Promise<{ readonly code: number; readonly text: string }>,
): Promise<void> {
  let last = "";
  for (let tries = 0; tries < 60; tries++) {
    const { code, text } = await ask();
    if (code === 0) return;
    last = text;
    await new Promise((done) => setTimeout(done, 500));
  }
  throw new Error(`waited in vain for ${what}: ${last}`);
}

/** The steps that run on a node: programs called slurmstepd that write to its log. */
function stepsOf(log: string): number[] {
  return processes().filter(({ pid, name }) => name === "slurmstepd" && opens(pid, log))
    .map(({ pid }) => pid);
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly name: string;
}

function processes(): Process[] {
  return [...Deno.readDirSync("/proc")].filter(({ name }) => /^\d+$/.test(name)).flatMap(
    ({ name }) => {
      const [, program, parent] = /\((.*)\) \w (\d+)/.exec(read(`/proc/${name}/stat`)) ?? [];
      return parent === undefined
        ? []
        : [{ pid: Number(name), parent: Number(parent), name: program }];
    },
  );
}

function childrenOf(pid: number): number[] {
  return processes().filter(({ parent }) => parent === pid).map(({ pid }) => pid);
}

function descendants(pid: number): number[] {
  return childrenOf(pid).flatMap((child) => [...descendants(child), child]);
}

function opens(pid: number, file: string): boolean {
  try {
    return [...Deno.readDirSync(`/proc/${pid}/fd`)].some(({ name }) =>
      Deno.readLinkSync(`/proc/${pid}/fd/${name}`) === file
    );
  } catch {
    return false;
  }
}

function killHard(pid: number): void {
  try {
    Deno.kill(pid, "SIGKILL");
  } catch {
    // It ended by itself.
  }
}

function read(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch {
    return "";
  }
}
