import { codeCells, type Notebook, textOf } from "../notebook/mod.ts";

/**
 * The drawings of an executed notebook by the calls that made them, as "doseResponseChart": the first
 * of each call. A cell that ends in a name has the call that the name was given.
 */
export function galleryPictures(notebook: Notebook): ReadonlyMap<string, string> {
  const pictures = new Map<string, string>();
  for (const { cell } of codeCells(notebook)) {
    const svg = (cell.outputs ?? []).map(({ data }) => data?.["image/svg+xml"]).find(Boolean);
    const name = lastCall(textOf(cell.source));
    if (svg === undefined || name === null || pictures.has(name)) continue;
    pictures.set(name, textOf(svg));
  }
  return pictures;
}

function lastCall(source: string): string | null {
  const statement = source.trim().split(/\n(?=\S)/).findLast((part) => /^\w/.test(part)) ?? "";
  const call = /^(?:await )?(\w+)\(/.exec(statement)?.[1];
  if (call !== undefined) return call;
  const name = /^(\w+);?$/.exec(statement)?.[1];
  if (name === undefined) return null;
  return new RegExp(`const ${name} = (?:await )?(\\w+)\\(`).exec(source)?.[1] ?? null;
}
