import { createHash } from "node:crypto";

/** The SHA-256 of a file, in hexadecimal; read a mebibyte at a time. */
export function sha256OfFile(path: string): string {
  using file = Deno.openSync(path);
  const hash = createHash("sha256");
  const chunk = new Uint8Array(1 << 20);
  for (let read; (read = file.readSync(chunk)) !== null;) hash.update(chunk.subarray(0, read));
  return hash.digest("hex");
}
