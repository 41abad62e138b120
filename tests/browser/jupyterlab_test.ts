/**
 * A notebook as a person meets it: JupyterLab in a real browser, all cells run from the menu's command.
 *
 * Run it with `deno task test:browser [notebook]`; the pictures go to results/browser/.
 */
import { basename, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { codeCells, type Notebook, readNotebook } from "../../lib/notebook/mod.ts";
import { assert, assertEquals } from "../assert.ts";
import { withChromium, withJupyterLab } from "./jupyter_server.ts";

const CLONE = fileURLToPath(new URL("../../", import.meta.url));
const MINUTES = 60_000;

const notebook = Deno.args[0] ?? "notebooks/01_dose_response.ipynb";
const pictures = join(CLONE, "results", "browser");

Deno.test({
  name: `${notebook} runs in JupyterLab, and every chart has a size`,
  // The browser's connection outlives the test by a moment.
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const committed = await readNotebook(join(CLONE, notebook));
    await Deno.mkdir(pictures, { recursive: true });
    await withJupyterLab(CLONE, (lab) =>
      withChromium(async (browser) => {
        const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
        await page.goto(lab.address(relative(CLONE, join(CLONE, notebook))));
        await runAllCells(page, codeCells(committed).length);
        await takePicture(page, "light");
        assertEquals(await errorsOn(page), []);
        assertEquals(await outputCounts(page), expectedCounts(committed));
        for (const { width, height } of await chartSizes(page, expectedCharts(committed))) {
          assert(width > 50 && height > 20, `a chart of ${width} x ${height} pixels`);
        }
        await command(page, "apputils:change-theme", { theme: "JupyterLab Dark" });
        await page.waitForSelector("body[data-jp-theme-light=false]", { state: "attached" });
        await takePicture(page, "dark");
      }));
  },
});

/** Starts a command of JupyterLab's, as its menus do; the page shows when it is done. */
function command(page: Page, name: string, args: Record<string, string> = {}): Promise<void> {
  return page.evaluate(([name, args]) => {
    Reflect.get(globalThis, "jupyterapp").commands.execute(name, args);
  }, [name, args] as const);
}

/** Clears what is committed, runs everything in one go, and waits for a number beside every cell. */
async function runAllCells(page: Page, cells: number): Promise<void> {
  await page.waitForSelector(".jp-Notebook .jp-CodeCell", { timeout: MINUTES });
  await page.waitForFunction(
    () => {
      const { sessionContext } = Reflect.get(globalThis, "jupyterapp").shell.currentWidget;
      const { isReady, session } = sessionContext;
      return isReady && session.kernel.connectionStatus === "connected" &&
        session.kernel.status === "idle";
    },
    undefined,
    { timeout: MINUTES },
  );
  await command(page, "notebook:clear-all-cell-outputs");
  await command(page, "notebook:run-all-cells");
  await page.waitForFunction(
    (cells) => {
      const prompts = [...document.querySelectorAll(".jp-CodeCell .jp-InputPrompt")];
      return prompts.filter((prompt) => /\[\d+\]/.test(prompt.textContent ?? "")).length >= cells;
    },
    cells,
    { timeout: 10 * MINUTES },
  );
}

function errorsOn(page: Page): Promise<string[]> {
  return page.$$eval(
    '.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.error"], ' +
      '.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.stderr"]',
    (outputs) => outputs.map((output) => output.textContent ?? ""),
  );
}

/** How many outputs stand under each code cell. */
function outputCounts(page: Page): Promise<number[]> {
  return page.$$eval(
    ".jp-CodeCell",
    (cells) => cells.map((cell) => cell.querySelectorAll(".jp-OutputArea-child").length),
  );
}

function expectedCounts(notebook: Notebook): number[] {
  return codeCells(notebook).map(({ cell }) => cell.outputs?.length ?? 0);
}

function expectedCharts(notebook: Notebook): number {
  return codeCells(notebook)
    .flatMap(({ cell }) => cell.outputs ?? [])
    .filter(({ data = {} }) => "image/svg+xml" in data || "image/png" in data).length;
}

async function chartSizes(page: Page, charts: number) {
  const selector = ".jp-OutputArea-output :is(img, svg)";
  await page.waitForFunction(
    (selector) =>
      [...document.querySelectorAll(selector)]
        .every((chart) => !("naturalWidth" in chart) || Number(chart.naturalWidth) > 0),
    selector,
    { timeout: MINUTES },
  );
  const sizes = await page.$$eval(selector, (charts) =>
    charts.map((chart) => {
      const { width, height } = chart.getBoundingClientRect();
      return { width, height };
    }));
  assertEquals(sizes.length, charts, "charts on the page");
  return sizes;
}

/** The whole notebook, not only what a window would show. */
async function takePicture(page: Page, theme: string): Promise<void> {
  const height = await page.$eval(
    ".jp-Notebook .jp-WindowedPanel-outer",
    (scroller) => scroller.scrollHeight,
  );
  await page.setViewportSize({ width: 1280, height: Math.min(height + 120, 12_000) });
  await page.waitForTimeout(1000);
  const name = `${basename(notebook, ".ipynb")}_${theme}.png`;
  await page.screenshot({ path: join(pictures, name) });
}
