/**
 * Time and peak memory of `halfmax screen` from CSV and Parquet to Parquet, beside what DuckDB needs
 * to read and group the same file: SIMULATED screens of 1e5, 1e6 and 1e7 rows, both programs pinned to
 * one core with one thread, then with two threads.
 *
 *   pip install duckdb && deno run -A tests/benchmarks/screen_files_against_duckdb.ts [ROWS…]
 *
 * The variable PYTHON names a Python that has duckdb; default python3.
 *
 * @module
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROWS_PER_CURVE = 30;
const SCRIPT = fileURLToPath(new URL("screen_files.py", import.meta.url));
const MAIN = fileURLToPath(new URL("../../lib/cli/main.ts", import.meta.url));
const PYTHON = Deno.env.get("PYTHON") ?? "python3";
const HALFMAX = [
  ...[Deno.execPath(), "run", "--no-prompt", "--ignore-env", "--allow-env=INIT_CWD"],
  ...["--allow-read", "--allow-write", MAIN],
];

if (import.meta.main) {
  const sizes = Deno.args.length > 0 ? Deno.args.map(Number) : [1e5, 1e6, 1e7];
  const folder = await Deno.makeTempDir({ prefix: "halfmax bench " });
  try {
    console.log(`load at the start: ${Deno.loadavg().map((load) => load.toFixed(1)).join(" ")}`);
    console.log("                           halfmax                 DuckDB                  ratio");
    console.log(
      "format          rows cores       s   CPU s     MB       s   CPU s     MB       s  CPU s",
    );
    for (const format of ["csv", "parquet"]) {
      for (const rows of sizes) await compare(folder, format, rows);
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function compare(folder: string, format: string, rows: number): Promise<void> {
  const file = join(folder, `screen.${format}`);
  await python(["make", String(Math.floor(rows / ROWS_PER_CURVE)), file]);
  for (const cores of [1, 2]) {
    const pin = cores === 1 ? ["taskset", "-c", "0"] : [];
    const ours = await measure([
      ...pin,
      ...HALFMAX,
      ...["screen", file, "--by", "cell_line,drug", "--no-interval", "--quiet"],
      ...["--threads", String(cores), "--out", join(folder, "fits.parquet")],
    ]);
    const theirs = await measure([...pin, PYTHON, SCRIPT, "group", file, String(cores)]);
    const program = ({ seconds, cpu, megabytes }: Measured) => [
      seconds.toFixed(2).padStart(7),
      cpu.toFixed(2).padStart(7),
      String(megabytes).padStart(6),
    ];
    const cells = [
      format.padEnd(9),
      rows.toLocaleString("en-US").padStart(10),
      String(cores).padStart(5),
      ...program(ours),
      ...program(theirs),
      (ours.seconds / theirs.seconds).toFixed(2).padStart(7),
      (ours.cpu / theirs.cpu).toFixed(2).padStart(6),
    ];
    console.log(cells.join(" "));
  }
}

interface Measured {
  readonly seconds: number;
  /** Seconds of all processors: what is left of a time when other programs take their share. */
  readonly cpu: number;
  readonly megabytes: number;
}

/** Time and peak memory of a program, start included. */
async function measure(command: readonly string[]): Promise<Measured> {
  const answer = await python(["measure", ...command]);
  const [seconds, cpu, megabytes] = answer.split(" ").map(Number);
  return { seconds, cpu, megabytes };
}

async function python(args: readonly string[]): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(PYTHON, {
    args: [SCRIPT, ...args],
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout).trim();
}
