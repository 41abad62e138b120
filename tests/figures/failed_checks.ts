import { join } from "node:path";
import { checkFigure, type FigureCheckItem } from "../../lib/figures/mod.ts";

/** What a journal's check finds wrong with an SVG that is already laid out for it: a figure read back. */
export function failedChecks(svg: string, preset: string): FigureCheckItem[] {
  const millimetres = (side: string) =>
    Number(new RegExp(`<svg[^>]* ${side}="([\\d.]+)mm"`).exec(svg)?.[1]);
  const [widthMM, heightMM] = [millimetres("width"), millimetres("height")];
  const words = { title: "", alt: "", caption: "", data: [], made: { by: "", options: {} } };
  return checkFigure({ svg, preset, widthMM, heightMM, ...words })
    .items.filter(({ passed }) => !passed);
}

/**
 * What is wrong with the figures that `saveFigure` has written into a folder since then, each held
 * against the journal it was saved for; one line each.
 */
export async function failedSavedFigures(folder: string, since: Date): Promise<string[]> {
  const failed: string[] = [];
  for (const name of namesIn(folder)) {
    const stem = /^(.+)\.metadata\.json$/.exec(name)?.[1];
    const file = join(folder, name);
    if (stem === undefined || Deno.statSync(file).mtime! < since) continue;
    const { call } = JSON.parse(await Deno.readTextFile(file));
    const { journal } = call.saveFigure;
    const svg = await Deno.readTextFile(join(folder, `${stem}.svg`));
    for (const { what, found, needed } of failedChecks(svg, journal)) {
      failed.push(`${stem} for ${journal}: ${what} ${found}, needs ${needed}`);
    }
  }
  return failed;
}

/** A notebook that saves nothing has no folder. */
function namesIn(folder: string): string[] {
  try {
    return [...Deno.readDirSync(folder)].map(({ name }) => name);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}
