import { UsageError } from "../../../lib/errors/mod.ts";
import { type PagesProgress, savePages } from "../../../lib/figures/mod.ts";
import { assertEquals, assertRejects } from "../../assert.ts";
import { fitOf } from "../fixtures.ts";

const FITS = Array.from(
  { length: 30 },
  (_, i) =>
    fitOf({
      key: { drug: `Drug ${i % 5}`, cell_line: `Line ${Math.floor(i / 5)}` },
      seed: i,
      wells: 1,
    }),
);

Deno.test("savePages() puts 24 panels on a page and says how far it is", async () => {
  const path = `${await Deno.makeTempDir()}/all.pdf`;
  const told: PagesProgress[] = [];
  const result = await savePages(FITS, path, {
    onProgress: (progress) => void told.push(progress),
  });
  assertEquals(result, { path, pages: 2, panels: 30 });
  assertEquals(told, [
    { page: 1, pages: 2, panels: 24, totalPanels: 30 },
    { page: 2, pages: 2, panels: 30, totalPanels: 30 },
  ]);
  const pdf = new TextDecoder("latin1").decode(await Deno.readFile(path));
  assertEquals(pdf.match(/\/Type \/Page\n/g)?.length, 2);
  // A4: 210 x 297 mm.
  assertEquals(pdf.match(/\/MediaBox \[0 0 595\.27\d* 841\.88\d*\]/g)?.length, 2);
});

Deno.test("savePages() puts curves that differ in the coloured column into one panel", async () => {
  const path = `${await Deno.makeTempDir()}/all.pdf`;
  const { panels } = await savePages(FITS, path, { color: "drug" });
  assertEquals(panels, 6);
});

Deno.test("savePages() writes the same bytes every time", async () => {
  const folder = await Deno.makeTempDir();
  await savePages(FITS, `${folder}/a.pdf`, { perPage: 12 });
  await savePages(FITS, `${folder}/b.pdf`, { perPage: 12 });
  assertEquals(await Deno.readFile(`${folder}/a.pdf`), await Deno.readFile(`${folder}/b.pdf`));
});

Deno.test("savePages() refuses nothing, too many to a page, and a folder that is not there", async () => {
  const path = `${await Deno.makeTempDir()}/none/all.pdf`;
  await assertRejects(() => savePages([], path), UsageError, "needs at least one fit, found none");
  await assertRejects(
    () => savePages(FITS, path, { perPage: 0 }),
    UsageError,
    "from 1 to 60, found 0",
  );
  await assertRejects(() => savePages(FITS.slice(0, 2), path), UsageError, "folder does not exist");
});
