/** The report as a person meets it: in a browser, light and dark, wide and narrow, and on paper. */
import axe from "axe-core";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { svgItems } from "../../../lib/figures/check/svg_items.ts";
import {
  type Analysis,
  analysisReport,
  analyzeDoseResponse,
  analyzePlates,
} from "../../../lib/report/mod.ts";
import { assert, assertEquals } from "../../assert.ts";
import { withChromium } from "../../browser/jupyter_server.ts";

import { run, testWith } from "../../figures/slow/tools.ts";
import { WIDE, WIDE_CALL } from "../curves.ts";
import { SIMULATED, smallPlates } from "../plates.ts";

const lines = Array.from({ length: 20 }, (_, i) => `Line ${i + 1}`);

const analyses: Readonly<Record<string, Analysis>> = {
  "the SIMULATED plates": await analyzePlates(SIMULATED, { reference: "H3122" }),
  "curves without plates": await analyzeDoseResponse(await fileOf(WIDE), WIDE_CALL),
  "forty plates": await analyzePlates(smallPlates({ lines, replicates: ["1", "2"] }), {
    reference: "Line 1",
  }),
};

async function fileOf(text: string): Promise<string> {
  const path = await Deno.makeTempFile({ suffix: ".csv" });
  await Deno.writeTextFile(path, text);
  return path;
}

/** A report in Chromium, with what it said on the console and what it asked for. */
async function withReport(
  analysis: Analysis,
  use: (
    page: Page,
    seen: { console: string[]; requests: string[] },
    folder: string,
  ) => Promise<void>,
  context: Parameters<Browser["newContext"]>[0] = {},
): Promise<void> {
  const folder = await Deno.makeTempDir();
  const path = join(folder, "report.html");
  await Deno.writeTextFile(path, analysisReport(analysis));
  await withChromium(async (browser) => {
    const page = await (await browser.newContext(context)).newPage();
    const seen = { console: [] as string[], requests: [] as string[] };
    page.on("console", (message) => seen.console.push(`${message.type()}: ${message.text()}`));
    page.on("pageerror", (error) => seen.console.push(String(error)));
    page.on("request", (request) => seen.requests.push(request.url()));
    await page.goto(pathToFileURL(path).href);
    await use(page, seen, folder);
  });
  await Deno.remove(folder, { recursive: true });
}

const inBrowser = (name: string, fn: () => Promise<void>) =>
  // The browser's connection outlives the test by a moment.
  Deno.test({ name, fn, sanitizeOps: false, sanitizeResources: false });

for (const [name, analysis] of Object.entries(analyses)) {
  // A large page is the same in all of them, and takes long to examine.
  const [schemes, widths] = analysis.figures.length > 8
    ? [["light"] as const, [1200]]
    : [["light", "dark"] as const, [1200, 390]];
  for (const colorScheme of schemes) {
    for (const width of widths) {
      inBrowser(
        `the report of ${name} is accessible, ${colorScheme}, ${width} px`,
        () =>
          withReport(analysis, async (page, seen) => {
            await page.evaluate(axe.source);
            const { violations } = await page.evaluate(() => Reflect.get(globalThis, "axe").run());
            const grave =
              (violations as { id: string; impact: string; nodes: { html: string }[] }[])
                .filter(({ impact }) => impact === "serious" || impact === "critical")
                .map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 120)}`);
            assertEquals(grave, []);
            assertEquals(seen.console, []);
            assertEquals(seen.requests.length, 1, "the page itself and nothing else");
            const overflow = await page.evaluate(() =>
              document.documentElement.scrollWidth - document.documentElement.clientWidth
            );
            assertEquals(overflow, 0, "the page never scrolls sideways");
          }, { colorScheme, viewport: { width, height: 900 } }),
      );
    }
  }

  testWith(
    "pdftotext",
    `the report of ${name} prints without a cut figure`,
    () =>
      withReport(analysis, async (page, _seen, folder) => {
        const pdf = join(folder, "report.pdf");
        await page.pdf({ path: pdf, preferCSSPageSize: true });
        const pages = run("pdftotext", "-layout", pdf, "-").split("\f")
          .map((text) => text.replace(/\s/g, ""));
        for (const { name, figure } of analysis.figures) {
          const texts = svgItems(figure.svg).texts.map(({ text }) => text.replace(/\s/g, ""));
          const whole = pages.filter((text) => texts.every((part) => text.includes(part)));
          assert(whole.length >= 1, `${name} stands on no page as a whole`);
        }
        const withRows = pages.filter((text) => /notassessable:noZ|\dvehicle,\d+blank/.test(text));
        const headed = withRows.filter((text) => text.includes("robustZ′"));
        assert(withRows.length > 0 || analysis.wells === null);
        assertEquals(headed.length, withRows.length, "every page of a table has its header");
        await page.emulateMedia({ media: "print" });
        await page.setViewportSize({ width: 680, height: 1000 });
        const [widest, highest] = await page.evaluate(() => {
          const boxes = [...document.querySelectorAll("figure svg")]
            .map((svg) => svg.getBoundingClientRect());
          return [
            Math.max(...boxes.map((box) => box.width)),
            Math.max(...boxes.map((b) => b.height)),
          ];
        });
        // A4 without its margins, in CSS pixels.
        assert(widest <= 680 && highest <= 226 * 96 / 25.4, `${widest} x ${highest} px`);
      }),
  );
}

inBrowser(
  "a table sorts by mouse and by keyboard, numbers by value",
  () =>
    withReport(analyses["the SIMULATED plates"], async (page) => {
      const table = page.locator("#quality table");
      const plates = () => table.locator("tbody th").allTextContents();
      const header = (name: string) => table.locator("thead th").filter({ hasText: name }).first();
      assertEquals(await plates(), ["P1", "P2", "P3", "P4", "P5", "P6"]);
      await header("S/B").locator("button").click();
      assertEquals(await plates(), ["P4", "P2", "P6", "P5", "P3", "P1"]);
      assertEquals(await header("S/B").getAttribute("aria-sort"), "ascending");
      await page.keyboard.press("Enter");
      assertEquals(await plates(), ["P1", "P3", "P5", "P6", "P2", "P4"]);
      assertEquals(await header("S/B").getAttribute("aria-sort"), "descending");
      await header("plate").locator("button").focus();
      await page.keyboard.press("Space");
      assertEquals(await plates(), ["P1", "P2", "P3", "P4", "P5", "P6"]);
      assertEquals(await header("S/B").getAttribute("aria-sort"), null);
    }),
);

inBrowser("a script in the data does not run", () => {
  const evil =
    `"><img src="http://example.org/x" onerror="document.title='run'"><script>1</script>`;
  return analyzePlates(smallPlates({ lines: ["A", evil], source: evil })).then((analysis) =>
    withReport(analysis, async (page, seen) => {
      assertEquals(await page.locator("img").count(), 0);
      assertEquals([seen.console, seen.requests.length], [[], 1]);
      assert((await page.title()).startsWith("Dose-response of "));
    })
  );
});
