/**
 * What people type in a clone (`deno task …`): examine the machine, run the notebooks, open JupyterLab.
 *
 * @module
 */
export { checkMachine } from "./check_machine.ts";
export type { Finding, Machine } from "./check_machine.ts";
export { inspectMachine } from "./inspect_machine.ts";
export { runNotebook } from "./run_notebook.ts";
export type { NotebookResult, RunNotebookOptions } from "./run_notebook.ts";
export { parseNotebookArguments } from "./parse_notebook_arguments.ts";
export type { NotebookArguments } from "./parse_notebook_arguments.ts";
export { saveOutputs } from "./save_outputs.ts";
export type { SavedOutputs } from "./save_outputs.ts";
export { galleryPictures } from "./gallery_pictures.ts";
