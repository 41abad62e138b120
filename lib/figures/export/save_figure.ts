import { list, nearest, quote, UsageError } from "../../errors/mod.ts";
import { formatCsv, readBytes, writeBytesAtomically } from "../../tables/mod.ts";
import { type Figure, figureFor, type PlottedRow } from "../figure.ts";
import { presetNamed } from "../theme/theme.ts";
import { LIBRARY } from "./library.ts";

/** The picture formats that figures are written in. */
export type FigureFormat = "svg" | "pdf" | "png" | "tiff";

/** How a figure is saved. */
export interface SaveFigureOptions {
  /** Journal (or "screen", "slide") to lay the figure out for; by default the one it was made for. */
  readonly journal?: string;
  /** A width by the journal's name for it ("single", "double") or in mm. */
  readonly width?: string | number;
  /** Height in mm. */
  readonly height?: number;
  /** Formats to write; by default what the path's extension says, else what the journal takes. */
  readonly formats?: readonly FigureFormat[];
  /** Resolution of PNG and TIFF; by default the journal's. */
  readonly dpi?: number;
  /** Files that the figure was made from: their SHA-256 goes into the metadata. */
  readonly inputs?: readonly string[];
}

/**
 * Writes a figure as files that a journal accepts, laid out for its width and type size.
 *
 * Beside the pictures stand the plotted data (`….data.csv`) and the record of how they came about
 * (`….metadata.json`): library version, call, preset and where its numbers were read, words, and
 * SHA-256 of data and inputs. Every file is written whole or not at all, and the same figure has the
 * same bytes on every run and machine.
 *
 * @param figure What a chart returned
 * @param path Path without extension, or with that of the one format wanted; its folder is made
 * @returns The paths written
 * @throws {UsageError} If the journal or a format is unknown, the resolution is not between 72 and
 * 2,400, or the folder cannot be written
 *
 * @example Usage
 * ```ts
 * import { doseResponseChart, saveFigure } from "halfmax/figures/mod.ts";
 * import { fitDoseResponse } from "halfmax/dose_response/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const doses = [1, 10, 100, 1000, 10000];
 * const responses = [0.99, 0.95, 0.6, 0.15, 0.06];
 * const curve = { key: { drug: "SIMULATED" }, doses, responses, unit: "nM", scale: "fraction" as const,
 *   control: { basis: "declared" as const, value: 1 } };
 * const figure = doseResponseChart(fitDoseResponse([curve]));
 * const folder = await Deno.makeTempDir();
 * const paths = await saveFigure(figure, `${folder}/figure-1.svg`, { journal: "nature" });
 * assertEquals(paths[0], `${folder}/figure-1.svg`);
 * ```
 */
export async function saveFigure(
  figure: Figure,
  path: string,
  options: SaveFigureOptions = {},
): Promise<string[]> {
  const files = await figureFiles(figure, path, options);
  await makeFolderOf(files[0].name);
  for (const { name, bytes } of files) await writeBytesAtomically(name, bytes);
  return files.map(({ name }) => name);
}

/** A file of a figure, not yet written. */
export interface FigureFile {
  /** The path that `saveFigure` would write. */
  readonly name: string;
  /** Its content. */
  readonly bytes: Uint8Array;
}

/**
 * The files that {@linkcode saveFigure} writes, as bytes: for whoever writes many files together.
 *
 * @throws {UsageError} As `saveFigure`, but for the folder
 */
export async function figureFiles(
  figure: Figure,
  path: string,
  { journal, width, height, formats, dpi, inputs = [] }: SaveFigureOptions = {},
): Promise<FigureFile[]> {
  const preset = presetNamed(journal ?? figure.preset, "save a figure");
  const { stem, extension } = splitPath(path);
  const wanted = formatsOf(formats ?? (extension ? [extension] : preset.formats));
  const resolution = resolutionOf(dpi ?? preset.dpi);
  const sized = {
    ...(width === undefined ? {} : { width }),
    ...(height === undefined ? {} : { height }),
  };
  const asIs = preset.name === figure.preset && Object.keys(sized).length === 0;
  const drawn = asIs ? figure : figureFor(figure, preset.name, sized);
  const files: FigureFile[] = [];
  for (const format of wanted) {
    const bytes = await encode(drawn, format, resolution);
    files.push({ name: `${stem}.${format}`, bytes });
  }
  const csv = new TextEncoder().encode(csvOf(drawn.data));
  files.push({ name: `${stem}.data.csv`, bytes: csv });
  const record = {
    library: LIBRARY,
    call: {
      chart: drawn.made,
      saveFigure: { journal: preset.name, formats: wanted, dpi: resolution, ...sized },
    },
    title: drawn.title,
    caption: drawn.caption,
    alt: drawn.alt,
    widthMM: drawn.widthMM,
    heightMM: drawn.heightMM,
    preset: { title: preset.title, source: preset.source, checked: preset.checked },
    sha256: { data: await sha256(csv), inputs: await hashesOf(inputs) },
  };
  const json = new TextEncoder().encode(`${JSON.stringify(record, null, 2)}\n`);
  files.push({ name: `${stem}.metadata.json`, bytes: json });
  return files;
}

const FORMATS: readonly FigureFormat[] = ["svg", "pdf", "png", "tiff"];

/** "figure-1.svg" is a stem and a format; "figure-1.5" is a stem. */
function splitPath(path: string): { stem: string; extension: string | null } {
  const match = /^(.*[^/\\])\.(svg|pdf|png|tiff?)$/i.exec(path);
  if (match === null) {
    if (path !== "" && !/[/\\]$/.test(path)) return { stem: path, extension: null };
    throw new UsageError(
      `Cannot save a figure: path must name a file without extension, found ${quote(path)}`,
    );
  }
  const extension = match[2].toLowerCase();
  return { stem: match[1], extension: extension === "tif" ? "tiff" : extension };
}

function formatsOf(names: readonly string[]): FigureFormat[] {
  if (names.length === 0) {
    throw new UsageError(
      `Cannot save a figure: formats must be some of ${list(FORMATS)}, found none`,
    );
  }
  return [...new Set(names)].map((name) => {
    const format = FORMATS.find((choice) => choice === name);
    if (format !== undefined) return format;
    const close = nearest(name, FORMATS);
    throw new UsageError(
      `Cannot save a figure: formats must be some of ${list(FORMATS)}, found ${quote(name)}` +
        (close === undefined ? "" : `. Did you mean ${quote(close)}?`),
    );
  });
}

function resolutionOf(dpi: number): number {
  if (dpi >= 72 && dpi <= 2400) return dpi;
  throw new UsageError(
    `Cannot save a figure: dpi must be a number from 72 to 2,400, found ${dpi}`,
  );
}

async function encode(figure: Figure, format: FigureFormat, dpi: number): Promise<Uint8Array> {
  switch (format) {
    case "svg":
      return new TextEncoder().encode(figure.svg);
    case "png":
      return (await import("./png.ts")).figurePng(figure.svg, { dpi });
    case "tiff":
      return (await import("./tiff.ts")).figureTiff(figure.svg, { dpi });
    case "pdf":
      return (await import("./pdf.ts")).figuresPdf([figure], figure.title);
  }
}

function csvOf(rows: readonly PlottedRow[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return formatCsv(columns, rows.map((row) => columns.map((name) => row[name] ?? null)));
}

async function hashesOf(paths: readonly string[]): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const path of paths) hashes[path] = await sha256(await readBytes(path));
  return hashes;
}

async function sha256(bytes: Uint8Array): Promise<string> {
  const copy = new Uint8Array(bytes);
  return new Uint8Array(await crypto.subtle.digest("SHA-256", copy)).toHex();
}

async function makeFolderOf(path: string): Promise<void> {
  const folder = /^(.*)[/\\][^/\\]*$/.exec(path)?.[1];
  if (!folder) return;
  try {
    await Deno.mkdir(folder, { recursive: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      `Cannot save a figure: folder ${quote(folder)} must be writable. ${reason}`,
    );
  }
}
