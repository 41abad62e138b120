import {
  type DoseResponseChartOptions,
  doseResponseContent,
} from "../charts/dose_response_chart.ts";
import type { DoseResponseFit } from "../../dose_response/mod.ts";
import { plural, UsageError } from "../../errors/mod.ts";
import { writeBytesAtomically } from "../../tables/mod.ts";
import { makeFigure, naturalHeight } from "../figure.ts";
import { figuresPdf, type PdfPage } from "./pdf.ts";

/** How far the pages are. */
export interface PagesProgress {
  /** The page just drawn, counted from 1. */
  readonly page: number;
  /** How many there will be. */
  readonly pages: number;
  /** Panels drawn so far. */
  readonly panels: number;
  /** Panels of all pages. */
  readonly totalPanels: number;
}

/** How pages of small multiples are made. */
export interface SavePagesOptions
  extends Omit<DoseResponseChartOptions, "width" | "height" | "title" | "alt" | "caption"> {
  /** Panels on a page, default 24. */
  readonly perPage?: number;
  /** Title of the document. */
  readonly title?: string;
  /** Told after each page; awaited, so that a notebook can show it. */
  readonly onProgress?: (progress: PagesProgress) => void | Promise<void>;
}

/** A4 upright, and what is left of it inside the margins. */
const PAPER_MM = [210, 297] as const;
const WIDTH_MM = 186;
const HEIGHT_MM = 272;

/**
 * Very many curves as one PDF: pages of small multiples, 24 to an A4 page by default.
 *
 * A panel holds one curve, or with `color` the curves that differ in that column alone. The dose axis
 * is the same on all pages; the response axis is that of its page. Pages are drawn one after the
 * other, so memory does not grow with their number but by the finished PDF.
 *
 * @param fits What `fitDoseResponse` returned
 * @param path The PDF to write
 * @returns The path and how many pages and panels it has
 * @throws {UsageError} If there are no fits, `perPage` is not between 1 and 60, or the path cannot be
 * written
 *
 * @example Usage
 * ```ts
 * import { savePages } from "halfmax/figures/mod.ts";
 * import { fitDoseResponse } from "halfmax/dose_response/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const curve = (cell_line: string) => ({
 *   key: { cell_line },
 *   doses: [1, 10, 100, 1000, 10000],
 *   responses: [0.99, 0.95, 0.6, 0.15, 0.06],
 *   unit: "nM",
 *   scale: "fraction" as const,
 *   control: { basis: "declared" as const, value: 1 },
 * });
 * const fits = fitDoseResponse([curve("SIMULATED 1"), curve("SIMULATED 2")]);
 * const folder = await Deno.makeTempDir();
 * const { pages, panels } = await savePages(fits, `${folder}/curves.pdf`);
 * assertEquals([pages, panels], [1, 2]);
 * ```
 */
export async function savePages(
  fits: readonly DoseResponseFit[],
  path: string,
  { perPage = 24, onProgress, title, ...options }: SavePagesOptions = {},
): Promise<{ path: string; pages: number; panels: number }> {
  if (!(Number.isInteger(perPage) && perPage >= 1 && perPage <= 60)) {
    throw new UsageError(
      `Cannot save pages: perPage must be a whole number from 1 to 60, found ${perPage}`,
    );
  }
  if (fits.length === 0) {
    throw new UsageError("Cannot save pages: needs at least one fit, found none");
  }
  const facet = options.facet ?? facetsOf(fits, options.color);
  const panels = [...Map.groupBy(fits, (fit) => nameOf(fit, [facet].flat())).values()];
  const pages = Math.ceil(panels.length / perPage);
  const columns = options.columns ?? Math.min(panels.length, columnsFor(perPage));
  const doses = [...new Set(fits.flatMap(({ curve }) => curve.doses))];

  async function* drawPages(): AsyncGenerator<PdfPage> {
    for (let page = 1; page <= pages; page++) {
      const first = (page - 1) * perPage;
      const here = panels.slice(first, first + perPage);
      const remark = `panels ${first + 1} to ${first + here.length} of ${
        panels.length.toLocaleString("en-US")
      }`;
      const content = doseResponseContent(here.flat(), {
        bands: false,
        ...options,
        facet,
        columns,
        aspect: options.aspect ?? aspectFor(perPage, columns),
      }, { doses, remark });
      const size = { preset: options.preset ?? "nature", width: WIDTH_MM };
      const height = Math.min(HEIGHT_MM, naturalHeight(content, size));
      const figure = makeFigure(content, { ...size, textSize: options.textSize, height });
      yield { ...figure, paperMM: PAPER_MM };
      const progress = { page, pages, panels: first + here.length, totalPanels: panels.length };
      await onProgress?.(progress);
    }
  }

  const name = title ?? `Dose-response of ${plural(fits.length, "curve")}`;
  await writeBytesAtomically(path, await figuresPdf(drawPages(), name));
  return { path, pages, panels: panels.length };
}

/** Every column that tells curves apart, but for the one that is coloured. */
function facetsOf(fits: readonly DoseResponseFit[], color: string | undefined): string[] {
  const columns = [...new Set(fits.flatMap(({ curve }) => Object.keys(curve.key)))];
  return columns.filter((column) =>
    column !== color && new Set(fits.map(({ curve }) => curve.key[column])).size > 1
  );
}

function nameOf({ curve }: DoseResponseFit, columns: readonly string[]): string {
  return JSON.stringify(columns.map((column) => curve.key[column] ?? ""));
}

function columnsFor(perPage: number): number {
  return Math.max(1, Math.round(Math.sqrt((perPage * WIDTH_MM) / HEIGHT_MM)));
}

/** Panels about as high as fills the page, but no higher than wide. */
function aspectFor(perPage: number, columns: number): number {
  const rows = Math.ceil(perPage / columns);
  const [width, height] = [0.85 * WIDTH_MM / columns, (HEIGHT_MM - 25) / rows - 9];
  return Math.min(1, height / width);
}
