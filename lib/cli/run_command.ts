import { UsageError } from "../errors/mod.ts";
import type { Command, Task } from "./command.ts";
import type { Arguments, Syntax } from "./parse_arguments.ts";

/** What `halfmax run` was asked to do. */
export interface RunRequest {
  /** The notebook, as the user wrote it. */
  readonly notebook: string;
  /** The parameters given, as texts. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The folder of the executed notebook. */
  readonly out: string;
  /** Whether a page is written beside it. */
  readonly html: boolean;
}

const SYNTAX: Syntax = {
  "html": { meaning: "also writes the executed notebook as a page for a browser" },
};

const NOTES = `Parameters
  name=value gives a parameter of the cell tagged "parameters" a new value; a cell below it, tagged
  "injected-parameters", records it, as papermill does. A name that the cell does not declare is
  refused. A value that is JSON is read as JSON (level=0.9), anything else is text. Where the
  parameter's own value is a path, the new one is taken from the folder you stand in.
  out=DIR is the folder of the executed notebook (default results/NAME). A notebook that declares
  "results" writes its figures there too, unless you say results=… yourself.

Permissions
  A notebook's cells run with everything you may do, as in any Jupyter kernel. This command alone
  starts another program: the Python of the environment, which holds Jupyter.

Exit codes
  0 done, 1 a cell ended in an error (the notebook is written as far as it came), 2 wrong usage,
  65 no such notebook

Examples
  # SIMULATED plates
  deno task halfmax run notebooks/01_dose_response.ipynb \\
    input=data/h3122_crizotinib_simulated/wells.csv out=results/their --html
`;

/** `halfmax run`: a notebook on other data, executed and kept. */
export const runCommand: Command<RunRequest> = {
  summary: "run a notebook with other values of its parameters and keep what it shows",
  usage: "NOTEBOOK.ipynb [name=value …] [out=DIR] [--html]",
  syntax: SYNTAX,
  notes: NOTES,
  plan,
  inParent: true,
  load: () => import("./run.ts"),
};

function plan({ options, operands }: Arguments): Task<RunRequest> {
  const refuse = (what: string) => new UsageError(`Cannot run halfmax run: ${what}`);
  const notebooks = operands.filter((text) => text.endsWith(".ipynb") && !/^\w+=/.test(text));
  if (notebooks.length !== 1) {
    throw refuse(
      `needs one notebook (….ipynb), found ${notebooks.join(" ") || operands.join(" ") || "none"}`,
    );
  }
  const given = operands.filter((text) => text !== notebooks[0]).map((text) => {
    const [, name, value] = /^([A-Za-z_$][\w$]*)=(.*)$/s.exec(text) ?? [];
    if (name === undefined) {
      throw refuse(`a parameter must be name=value, found ${JSON.stringify(text)}`);
    }
    return [name, value] as const;
  });
  const twice = given.find(([name], i) => given.findIndex(([other]) => other === name) !== i);
  if (twice !== undefined) throw refuse(`${twice[0]} must be given once, found twice`);
  const { out, ...parameters } = Object.fromEntries(given);
  const name = notebooks[0].split(/[/\\]/).at(-1)!.replace(/\.ipynb$/, "");
  return {
    request: {
      notebook: notebooks[0],
      parameters,
      out: out ?? `results/${name}`,
      html: options.has("html"),
    },
    inputs: [notebooks[0]],
    output: null,
  };
}
