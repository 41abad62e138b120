import { HalfmaxError } from "../errors/mod.ts";
import { awayFromHome, requireJupyter } from "./jupyter.ts";

/** The exporter itself: the nbconvert command would leave settings in the user's home. */
const WRITE_PAGE = `
import sys, nbconvert
page, _ = nbconvert.HTMLExporter().from_filename(sys.argv[1])
with open(sys.argv[2], "w", encoding="utf-8") as file:
    file.write(page)`;

/**
 * Writes an executed notebook as a page to read in a browser, beside it and under its name.
 *
 * @param notebook The notebook's file, `….ipynb`
 * @returns The page's file, `….html`
 * @throws {UsageError} If Jupyter is missing
 * @throws {HalfmaxError} If nbconvert fails
 */
export async function writePage(notebook: string): Promise<string> {
  const page = notebook.replace(/\.ipynb$/, ".html");
  const jupyter = await requireJupyter("write the page");
  const { success, stderr } = await new Deno.Command(jupyter.python, {
    args: ["-c", WRITE_PAGE, notebook, page],
    env: awayFromHome(jupyter),
    stdin: "null",
  }).output();
  if (success) return page;
  throw new HalfmaxError(
    `Cannot write ${notebook} as a page: ${new TextDecoder().decode(stderr)}`,
  );
}
