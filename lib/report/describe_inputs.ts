import { isSpreadsheet, parseWorkbook, readBytes, saysSimulated } from "../tables/mod.ts";
import type { AnalysisCall, AnalysisInput } from "./analysis.ts";

/** The files that an analysis reads, with their hashes, and whether their text calls them SIMULATED. */
export async function describeInputs(
  path: string,
  { layout }: Pick<AnalysisCall, "layout">,
): Promise<{ readonly inputs: readonly AnalysisInput[]; readonly simulated: boolean }> {
  const names = [path, ...layout !== undefined && isFile(layout) ? [layout] : []];
  const files = await Promise.all(names.map(async (name) => {
    const bytes = await readBytes(name);
    // A title above a plate may say it, which is no label of any well.
    const simulated = isSpreadsheet(bytes)
      ? saysSimulated(await parseWorkbook(bytes, { source: name }))
      : saysSimulated(textIn(bytes));
    return { input: { name, bytes: bytes.length, sha256: await sha256(bytes) }, simulated };
  }));
  return {
    inputs: files.map(({ input }) => input),
    simulated: files.some(({ simulated }) => simulated),
  };
}

/** What can be read in a file of any kind; without the zeros, UTF-16 too. */
function textIn(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes).replaceAll("\0", "");
}

/** SHA-256 of bytes, hexadecimal. */
export async function sha256(bytes: Uint8Array): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array(bytes))).toHex();
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    // No file of that name, or a text too long to be one.
    return false;
  }
}
