/**
 * Packages that ship no types are typed at their one import. These tests hold that the types bite:
 * each snippet is a mistake that must fail `deno check`.
 */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { assertEquals, assertStringIncludes } from "../assert.ts";
import { CLONE } from "./module_graph.ts";

const here = (path: string) => pathToFileURL(join(CLONE, path)).href;

const MISTAKES: readonly { name: string; code: string; says: string }[] = [
  {
    name: "assertions",
    code: `import { assertEquals } from "${here("tests/assert.ts")}";
      assertEquals(1, "1");`,
    says: "TS2345",
  },
  {
    name: "jsdom",
    code: `// @ts-types="${here("lib/figures/types/jsdom.d.ts")}"
      import { JSDOM } from "jsdom";
      new JSDOM("").window.document.createElementOf("svg");`,
    says: "'createElementOf' does not exist",
  },
  {
    name: "the figures' document",
    code: `import { svgElement } from "${here("lib/figures/document.ts")}";
      svgElement("rect", { width: [1] });`,
    says: "TS2322",
  },
  {
    name: "fontkit",
    code: `// @ts-types="${here("lib/figures/types/fontkit.d.ts")}"
      import { create } from "fontkit";
      create("arimo.ttf");`,
    says: "TS2345",
  },
  {
    name: "pdfkit",
    code: `import type PDFDocument from "${here("lib/figures/types/pdfkit.d.ts")}";
      export const page = (doc: PDFDocument) => doc.addPage({ size: "A4", margin: 0 });`,
    says: "TS2322",
  },
  {
    name: "ml-levenberg-marquardt",
    code: `import { levenbergMarquardt } from "ml-levenberg-marquardt";
      levenbergMarquardt({ x: [1], y: "1" }, () => (x: number) => x, { initialValues: [1] });`,
    says: "TS2322",
  },
  {
    name: "d3-sankey",
    code: `// @ts-types="npm:@types/d3-sankey@0.12.5"
      import { sankey } from "d3-sankey";
      sankey().nodePad(4);`,
    says: "'nodePad' does not exist",
  },
  {
    name: "the layout of flows",
    code: `import { layOutFlows } from "${here("lib/figures/layout/flow_layout.ts")}";
      layOutFlows([{ column: "1", rank: 0, size: 2 }], [], {});`,
    says: "TS2322",
  },
  {
    name: "svg-to-pdfkit",
    code: `// @ts-types="${here("lib/figures/types/svg_to_pdfkit.d.ts")}"
      import svgToPdf from "svg-to-pdfkit";
      svgToPdf("<svg/>", 0, 0);`,
    says: "TS2554",
  },
  {
    name: "d3-array",
    code: `import { groupRows } from "${here("lib/tables/mod.ts")}";
      groupRows([{ line: "x" }], ["lines"]);`,
    says: "TS2322",
  },
  {
    name: "Observable Plot",
    code: `import * as Plot from "@observablehq/plot";
      Plot.plot({ marks: [Plot.dots([])] });`,
    says: "TS2551",
  },
];

const RIGHT = `import { assertEquals } from "${here("tests/assert.ts")}"; assertEquals(1, 1);`;

/** What `deno check` says of each snippet, all checked in one go. */
async function check(snippets: readonly string[]): Promise<readonly string[]> {
  const folder = await Deno.makeTempDir();
  try {
    const files = snippets.map((_, index) => join(folder, `snippet-${index}.ts`));
    await Promise.all(files.map((file, index) => Deno.writeTextFile(file, snippets[index])));
    const { stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["check", "--frozen", "--config", join(CLONE, "deno.json"), ...files],
      env: { NO_COLOR: "1" },
    }).output();
    const errors = new TextDecoder().decode(stderr).split(/\n(?=TS\d+ )/);
    return files.map((file) =>
      errors.filter((error) => error.includes(`${pathToFileURL(file).href}:`)).join("\n")
    );
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const said = await check([...MISTAKES.map(({ code }) => code), RIGHT]);

MISTAKES.forEach(({ name, says }, index) => {
  Deno.test(`misuse of ${name} fails deno check`, () => assertStringIncludes(said[index], says));
});

Deno.test("right use passes deno check", () => assertEquals(said.at(-1), ""));
