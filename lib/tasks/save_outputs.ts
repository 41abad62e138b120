import { join } from "node:path";
import { codeCells, type Notebook, textOf } from "../notebook/mod.ts";

/** How many files a notebook's outputs made. */
export interface SavedOutputs {
  /** Drawings, each as SVG, PNG or both. */
  readonly figures: number;
  /** Tables, each as HTML and as text. */
  readonly tables: number;
}

/**
 * Writes what an executed notebook shows as files: `figure-1.svg`, `figure-1.png`, … in the order
 * shown, and each HTML table as `table-1.html` with its plain text as `table-1.txt`.
 */
export async function saveOutputs(notebook: Notebook, folder: string): Promise<SavedOutputs> {
  await Deno.mkdir(folder, { recursive: true });
  const outputs = codeCells(notebook).flatMap(({ cell }) => cell.outputs ?? []);
  const shown = outputs.map(({ data }) => data ?? {});
  const figures = shown.filter((data) => "image/svg+xml" in data || "image/png" in data);
  const tables = shown.filter((data) =>
    !figures.includes(data) && textOf(data["text/html"]).includes("<table")
  );
  await Promise.all([
    ...figures.flatMap((data, index) => saveFigure(data, join(folder, `figure-${index + 1}`))),
    ...tables.flatMap((data, index) => saveTable(data, join(folder, `table-${index + 1}`))),
  ]);
  return { figures: figures.length, tables: tables.length };
}

type Data = Readonly<Record<string, unknown>>;

function saveFigure(data: Data, name: string): Promise<void>[] {
  const [svg, png] = [data["image/svg+xml"], data["image/png"]];
  return [
    ...(svg === undefined ? [] : [Deno.writeTextFile(`${name}.svg`, textOf(svg))]),
    ...(png === undefined ? [] : [Deno.writeFile(`${name}.png`, fromBase64(textOf(png)))]),
  ];
}

function saveTable(data: Data, name: string): Promise<void>[] {
  const page = `<!DOCTYPE html>\n<meta charset="utf-8">\n${textOf(data["text/html"])}\n`;
  return [
    Deno.writeTextFile(`${name}.html`, page),
    Deno.writeTextFile(`${name}.txt`, `${textOf(data["text/plain"])}\n`),
  ];
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.fromBase64(text.replaceAll("\n", ""));
}
