import { assert } from "../assert.ts";

const FOLDER = new URL("./__svg__/", import.meta.url);

/** `HALFMAX_UPDATE=1 deno test …` or `deno test … -- --update` writes the pictures anew. */
const UPDATE = Deno.args.includes("--update") || Deno.env.get("HALFMAX_UPDATE") === "1";

/**
 * Compares an SVG with `__svg__/<name>.svg`, which a browser opens.
 *
 * Where they differ, the new one is written beside it as `<name>-changed.svg`. One element to a line, so
 * that a difference can be read.
 */
export async function assertSvgSnapshot(name: string, svg: string): Promise<void> {
  const file = new URL(`${name}.svg`, FOLDER);
  const changed = new URL(`${name}-changed.svg`, FOLDER);
  const actual = svg.replaceAll("><", ">\n<");
  if (UPDATE) return await Deno.writeTextFile(file, actual);
  const expected = await Deno.readTextFile(file).catch(() => "");
  if (actual === expected) return await Deno.remove(changed).catch(() => {});
  await Deno.writeTextFile(changed, actual);
  assert(
    false,
    `${name}.svg ${expected === "" ? "is missing" : "has changed"}: look at ${changed.pathname}, ` +
      `then run with HALFMAX_UPDATE=1 if it is right`,
  );
}
