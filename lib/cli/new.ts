import { pathToFileURL } from "node:url";
import settings from "../../deno.json" with { type: "json" };
import overrides from "../../package.json" with { type: "json" };
import lock from "../../deno.lock" with { type: "text" };
import description from "../../data/h3122_crizotinib_simulated/datapackage.json" with {
  type: "json",
};
import layout from "../../data/h3122_crizotinib_simulated/layout.csv" with { type: "text" };
import plates from "../../data/h3122_crizotinib_simulated/plate_block.csv" with { type: "text" };
import { type NewRequest, STUDY_FILES } from "./new_command.ts";
import { type OutputFolder, writeOutput } from "./output_folder.ts";
import { writeError } from "./streams.ts";
import { studyNotebook } from "./study_notebook.ts";
import { studyReadme } from "./study_readme.ts";

/** The work of `halfmax new`. */
export function run(request: NewRequest, output: OutputFolder | null): Promise<void> {
  if (output === null) return Promise.resolve();
  writeOutput(output, studyFiles(request));
  writeError(`Made ${output.name}: ${STUDY_FILES.join(", ")}. Begin with its README.md`);
  return Promise.resolve();
}

/** The files of a new study, by name. */
export function studyFiles(request: NewRequest): Record<typeof STUDY_FILES[number], string> {
  return {
    "README.md": studyReadme(request),
    "analysis.ipynb": studyNotebook(request.name),
    "data/datapackage.json": jsonText(studyPackage(request.name)),
    "data/layout.csv": layout,
    "data/plates.csv": plates,
    "deno.json": jsonText(studySettings(request.clone)),
    "deno.lock": jsonText(studyLock()),
    "package.json": jsonText({ overrides: overrides.overrides }),
  };
}

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/**
 * The versions of all packages, so that the study needs no network to find them; Deno notes there that
 * the clone is a package beside it.
 */
function studyLock(): unknown {
  const { workspace, ...packages } = JSON.parse(lock);
  const clone = `jsr:${settings.name}@${settings.version}`;
  const links = { [clone]: { dependencies: workspace.dependencies } };
  return { ...packages, workspace: { ...workspace, links } };
}

/** The clone's settings, with its own files named by where they are. */
function studySettings(clone: string): unknown {
  const lib = new URL("lib/", pathToFileURL(clone.endsWith("/") ? clone : `${clone}/`)).href;
  const python = (path: string) => `${clone}${path}`.replaceAll("\\", "/");
  const mayRun = [python(".venv/bin/python3"), python(".venv/Scripts/python.exe"), "python3"];
  const halfmax = settings.tasks.halfmax.command
    .replace(/--allow-run=\S+/, `"--allow-run=${mayRun.join(",")}"`)
    .replace("lib/cli/main.ts", `"${lib}cli/main.ts"`);
  return {
    nodeModulesDir: settings.nodeModulesDir,
    unstable: settings.unstable,
    compilerOptions: settings.compilerOptions,
    tasks: {
      halfmax,
      lab: `deno run -A --frozen "${lib}tasks/lab.ts" "--ServerApp.root_dir=$PWD"`,
    },
    imports: { ...settings.imports, "halfmax": `${lib}mod.ts`, "halfmax/": lib },
  };
}

/** The data package of the template's layout; the plates are no table and need no schema. */
function studyPackage(name: string): unknown {
  const resources = description.resources.filter(({ name }) => name === "layout");
  return {
    $schema: description.$schema,
    name: name.toLowerCase().replace(/[^a-z0-9._-]+/g, "-").replace(/^-+|-+$/g, "") || "study",
    title: `${name} (SIMULATED until its data are put in)`,
    description:
      "SIMULATED, nothing here was measured: plates of a sensitive and a resistant line under " +
      "crizotinib, to be replaced. plates.csv holds the signals as the instrument wrote them, " +
      "layout.csv what is in each well. Say here what was measured, by whom, how, and when.",
    licenses: description.licenses,
    sources: description.sources,
    resources: resources.map((resource) => ({
      ...resource,
      description: "What is in each well of plates.csv",
    })),
  };
}
