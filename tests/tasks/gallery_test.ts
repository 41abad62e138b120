import { assert, assertEquals } from "../assert.ts";
import { galleryPictures } from "../../lib/tasks/gallery_pictures.ts";
import { readNotebook } from "../../lib/notebook/mod.ts";

/** Functions of the library that draw, but are not chart types of their own. */
const NOT_TYPES = new Set(["figureFor"]);

/** They read what is drawn, and draw nothing. */
const READERS = new Set(["readDiagram", "diagramFromDot"]);

const notebook = await readNotebook("notebooks/06_figures_for_papers.ipynb");
const pictures = galleryPictures(notebook);

Deno.test("notebooks/gallery holds the pictures of notebook 06 (deno task gallery writes them)", async () => {
  const files = [...Deno.readDirSync("notebooks/gallery")].map(({ name }) => name).sort();
  assertEquals(files, [...pictures.keys()].map((name) => `${name}.svg`).sort());
  for (const [name, svg] of pictures) {
    assert(svg.startsWith("<?xml") && svg.trimEnd().endsWith("</svg>"), name);
    assertEquals(await Deno.readTextFile(`notebooks/gallery/${name}.svg`), svg, name);
  }
});

Deno.test("notebook 06 shows every chart type of the library", async () => {
  const source = await Deno.readTextFile("lib/figures/mod.ts");
  const charts = [...source.matchAll(/^export \{ (\w+) \} from "\.\/(charts|diagrams|compose)\//gm)]
    .map(([, name]) => name).filter((name) => !READERS.has(name));
  assert(charts.length > 15);
  assertEquals(charts.filter((name) => !pictures.has(name)), []);
  const others = [...pictures.keys()].filter((name) => !charts.includes(name));
  assertEquals(others.filter((name) => !NOT_TYPES.has(name)), []);
});
