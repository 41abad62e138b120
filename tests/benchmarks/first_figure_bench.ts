/**
 * From the start of a kernel to the first figure: the library's dose-response chart against a bare
 * cell of jsdom and Observable Plot. The first must not take more than three times the second.
 */
import { fileURLToPath } from "node:url";
import { executeNotebook } from "../../lib/notebook/mod.ts";

const FOLDER = fileURLToPath(new URL("../../notebooks/", import.meta.url));

const BARE = `import * as Plot from "@observablehq/plot";
import { JSDOM } from "jsdom";
const { document } = new JSDOM("").window;
Plot.plot({ document, marks: [Plot.dot([[1, 2], [3, 4]])] })`;

const LIBRARY = `import {
  doseResponseChart, fitDoseResponse, normalizePlates, readWells,
} from "halfmax";
const wells = await readWells("../data/h3122_crizotinib_simulated/wells.csv", {
  response: "luminescence", scale: "raw",
});
const plates = normalizePlates(wells, { to: "vehicle", minus: "blank" });
const fits = fitDoseResponse(plates, { by: ["cell_line", "replicate"] });
doseResponseChart(fits, { color: "cell_line" })`;

/** Runs one cell as a notebook of its own; Jupyter's own start is part of it. */
async function run(source: string): Promise<void> {
  const path = await Deno.makeTempFile({ dir: FOLDER, prefix: "bench-", suffix: ".ipynb" });
  const cell = { cell_type: "code", metadata: {}, source, outputs: [], execution_count: null };
  const notebook = { cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 5 };
  try {
    await Deno.writeTextFile(path, JSON.stringify(notebook));
    const { notebook: { cells: [{ outputs = [] }] } } = await executeNotebook(path);
    const drawn = outputs.some(({ data = {} }) => "image/svg+xml" in data);
    if (!drawn) throw new Error("The cell drew no figure");
  } finally {
    await Deno.remove(path);
  }
}

const options = { group: "kernel start to first figure", n: 5, warmup: 1 };
Deno.bench({
  ...options,
  name: "a bare cell of jsdom and Plot",
  baseline: true,
  async fn() {
    await run(BARE);
  },
});
Deno.bench({
  ...options,
  name: "plates to dose-response chart",
  async fn() {
    await run(LIBRARY);
  },
});
