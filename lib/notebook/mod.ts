/**
 * What only a Jupyter kernel has (showing in the middle of a cell, progress), and the running,
 * checking and comparing of notebooks from outside.
 *
 * @module
 */
import { keepOutputsInOrder } from "./output_order.ts";

export { show } from "./show.ts";
export { trackProgress } from "./track_progress.ts";
export type { Progress } from "./track_progress.ts";

export { executeNotebook } from "./execute_notebook.ts";
export type { ExecutedNotebook, ExecuteOptions } from "./execute_notebook.ts";
export { writePage } from "./write_page.ts";
export { injectParameters, parameterNames } from "./parameters.ts";
export type { ParameterValue } from "./parameters.ts";
export { codeCells, hasTag, readNotebook, textOf } from "./notebook.ts";
export type { Cell, Notebook, Output } from "./notebook.ts";
export { formatNotebook } from "./format_notebook.ts";
export { compareNotebooks } from "./compare_notebooks.ts";
export { missingOutputs } from "./missing_outputs.ts";
export { endsInValue } from "./ends_in_value.ts";
export { typeErrors } from "./type_errors.ts";

export { awayFromHome, findJupyter, INSTALL_JUPYTER, requireJupyter } from "./jupyter.ts";
export type { Jupyter } from "./jupyter.ts";
export { installKernel, kernelPath, kernelSpec } from "./kernel_spec.ts";
export type { KernelSpec } from "./kernel_spec.ts";

keepOutputsInOrder();
