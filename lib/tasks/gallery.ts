/**
 * `deno task gallery`: the pictures of every chart type, taken out of the executed notebook 06, as
 * `notebooks/gallery/<call>.svg` for the README.
 */
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { plural } from "../errors/mod.ts";
import { readNotebook } from "../notebook/mod.ts";
import { galleryPictures } from "./gallery_pictures.ts";
import { orEnd } from "./or_end.ts";

const CLONE = fileURLToPath(new URL("../../", import.meta.url));

if (import.meta.main) {
  await orEnd(async () => {
    const notebook = await readNotebook(join(CLONE, "notebooks/06_figures_for_papers.ipynb"));
    const pictures = galleryPictures(notebook);
    const folder = join(CLONE, "notebooks/gallery");
    await Deno.mkdir(folder, { recursive: true });
    for (const [name, svg] of pictures) await Deno.writeTextFile(join(folder, `${name}.svg`), svg);
    console.log(`${plural(pictures.size, "picture")} in ${relative(CLONE, folder)}`);
  });
}
