/**
 * `deno task screen:kernel`: compiles the screen's kernel, the AssemblyScript of `lib/screen/kernel`, to the
 * `kernel.wasm` beside it. Only who changes the kernel needs the compiler, so it is no import of the project.
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";
import { orEnd } from "./or_end.ts";

const FOLDER = fileURLToPath(new URL("../screen/kernel/", import.meta.url));
const WASM = "kernel.wasm";

/** Fast, two numbers at a time, on a memory that it is given, without a garbage collector. */
const OPTIONS = [
  ...["-O3", "--noAssert", "--runtime", "stub", "--importMemory", "--enable", "simd"],
  // That numbers go two by two between its own functions is nobody else's business.
  ...["--disableWarning", "112"],
];

/**
 * The compiled kernel: the same bytes wherever it is compiled.
 *
 * @throws {Error} With what the compiler says of the source
 */
export async function compileScreenKernel(): Promise<Uint8Array> {
  const written = new Map<string, string | Uint8Array>();
  const { error, stderr } = await asc.main(["kernel.ts", "--outFile", WASM, ...OPTIONS], {
    readFile: readSource,
    writeFile: (name, contents) => {
      written.set(name, contents);
    },
    listFiles: () => [],
  });
  const wasm = written.get(WASM);
  if (error !== null || !(wasm instanceof Uint8Array)) throw new Error(stderr.toString());
  return wasm;
}

/** Null where there is no such file: the compiler tries several places. */
async function readSource(name: string): Promise<string | null> {
  try {
    return await Deno.readTextFile(join(FOLDER, name));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

if (import.meta.main) {
  await orEnd(async () => {
    const wasm = await compileScreenKernel();
    await Deno.writeFile(join(FOLDER, WASM), wasm);
    console.log(`lib/screen/kernel/${WASM}: ${wasm.length} bytes`);
  });
}
