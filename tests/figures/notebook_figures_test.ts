/** Every figure that a committed notebook shows passes the check of the preset it is drawn for. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { codeCells, readNotebook, textOf } from "../../lib/notebook/mod.ts";
import { assert, assertEquals } from "../assert.ts";
import { mechanismChart, saveFigure } from "../../lib/figures/mod.ts";
import { countsOfTable, mechanismFrequency } from "../../lib/mechanisms/mod.ts";
import { parseTable } from "../../lib/tables/mod.ts";
import { failedChecks, failedSavedFigures } from "./failed_checks.ts";

const FOLDER = fileURLToPath(new URL("../../notebooks/", import.meta.url));

const names = [...Deno.readDirSync(FOLDER)].map(({ name }) => name)
  .filter((name) => name.endsWith(".ipynb")).sort();

for (const name of names) {
  Deno.test(`every figure of notebooks/${name} passes checkFigure`, async () => {
    const notebook = await readNotebook(join(FOLDER, name));
    const figures = codeCells(notebook).flatMap(({ number, cell }) =>
      (cell.outputs ?? []).flatMap(({ data }) => {
        if (data?.["image/svg+xml"] === undefined) return [];
        const svg = textOf(data["image/svg+xml"]);
        // "… [figure, 150 x 63 mm for "screen", 12 rows of data]"
        const preset = /mm for "(\w+)"/.exec(textOf(data["text/plain"]))?.[1];
        assert(preset !== undefined, `cell ${number} shows an SVG that does not say its preset`);
        return [{ number, failed: failedChecks(svg, preset) }];
      })
    );
    assert(figures.length > 0, "a notebook without a figure");
    assertEquals(figures.filter(({ failed }) => failed.length > 0), []);
  });
}

Deno.test("the check of notebooks' figures finds a text that was moved out of its figure", async () => {
  const notebook = await readNotebook(join(FOLDER, names[0]));
  const [svg] = codeCells(notebook).flatMap(({ cell }) =>
    (cell.outputs ?? []).flatMap(({ data }) =>
      data?.["image/svg+xml"] === undefined ? [] : [textOf(data["image/svg+xml"])]
    )
  );
  assertEquals(failedChecks(svg, "screen"), []);
  const moved = svg.replace(/(<text [^>]*)x="[\d.]+"/, '$1x="-50"');
  assertEquals(failedChecks(moved, "screen").map(({ what }) => what), ["clipped text"]);
  const small = svg.replace(/(<text [^>]*)font-size="[\d.]+"/, '$1font-size="3"');
  assertEquals(failedChecks(small, "screen").map(({ what }) => what), ["smallest text"]);
});

Deno.test("saved figures are held against the journal they were saved for", async () => {
  const folder = await Deno.makeTempDir();
  const [long, before] = [new Date(0), new Date(Date.now() + 60_000)];
  assertEquals(await failedSavedFigures(join(folder, "nothing"), long), []);
  const table = parseTable("study,mechanism,n,N\nA,x,4,11\n", { source: "SIMULATED" });
  const chart = mechanismChart(mechanismFrequency(countsOfTable(table)), { stamp: "SIMULATED" });
  await saveFigure(chart, join(folder, "figure"), { journal: "nature", formats: ["svg"] });
  assertEquals(await failedSavedFigures(folder, long), []);
  const svg = await Deno.readTextFile(join(folder, "figure.svg"));
  await Deno.writeTextFile(
    join(folder, "figure.svg"),
    svg.replace('width="89mm"', 'width="250mm"'),
  );
  assertEquals((await failedSavedFigures(folder, long)).length, 1);
  assertEquals(
    await failedSavedFigures(folder, before),
    [],
    "what was there before is not looked at",
  );
  await Deno.remove(folder, { recursive: true });
});
