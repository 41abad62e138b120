import { basename, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { UsageError } from "../errors/mod.ts";
import { cloneCommit } from "./clone_commit.ts";
import type { Command } from "./command.ts";

/** What `halfmax new` was asked to make, and what the study will use. */
export interface NewRequest {
  /** Name of the study: that of its folder. */
  readonly name: string;
  /** The clone that it imports. */
  readonly clone: string;
  /** The commit that the clone stands at; null where it is no clone. */
  readonly commit: string | null;
  /** The running Deno, for the README. */
  readonly deno: string;
}

/** What a new study holds. */
export const STUDY_FILES = [
  "README.md",
  "analysis.ipynb",
  "data/datapackage.json",
  "data/layout.csv",
  "data/plates.csv",
  "deno.json",
  "deno.lock",
  "package.json",
] as const;

const NOTES = `What it makes
  analysis.ipynb        a notebook that runs as it is
  data/plates.csv       SIMULATED plates as an instrument writes them; put yours in their place
  data/layout.csv       what stands in each well; change it to yours
  data/datapackage.json what the data are, column by column
  deno.json             imports this clone of halfmax, with the packages it needs at their versions
  README.md             what to do next, and the commit of halfmax that the study was made with

  The folder may lie anywhere. One that is there already is refused.

Examples
  # SIMULATED plates stand in it until you put yours there
  deno task halfmax new my-study
`;

/** `halfmax new`: a folder for a study of one's own. */
export const newCommand: Command<NewRequest> = {
  summary: "make a folder for a study: notebook, layout, data package, README",
  usage: "FOLDER",
  syntax: {},
  notes: NOTES,
  plan: ({ operands }) => {
    if (operands.length !== 1 || operands[0] === "") {
      throw new UsageError(
        `Cannot run halfmax new: needs one FOLDER, found ${operands.join(" ") || "none"}`,
      );
    }
    const [folder] = operands;
    if (isThere(folder)) {
      throw new UsageError(
        `Cannot make ${folder}: there is something of that name already. Name another folder`,
      );
    }
    const clone = fileURLToPath(new URL("../../", import.meta.url));
    return {
      request: {
        name: basename(resolve(folder)),
        clone,
        commit: cloneCommit(clone),
        deno: Deno.execPath(),
      },
      inputs: [],
      output: { folder, files: STUDY_FILES },
    };
  },
  load: () => import("./new.ts"),
};

function isThere(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch (error) {
    return !(error instanceof Deno.errors.NotFound);
  }
}
