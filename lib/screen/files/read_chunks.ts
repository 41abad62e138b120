import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { DataError } from "../../errors/mod.ts";

/** Bytes that are read at once. */
const CHUNK = 1 << 20;

/**
 * The bytes of a file, piece by piece; a gzip archive (of one member or many, as bgzip writes) comes
 * out unpacked.
 *
 * @param path The file
 * @param onRead Told how many bytes of the file were read so far, packed where it is packed
 * @returns Pieces of up to 1 MiB; each is good until the next is asked for
 * @throws {DataError} If an archive is cut off or broken
 */
export async function* readChunks(
  path: string,
  onRead: (bytes: number) => void = () => {},
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  if (!isGzip(path)) {
    yield* plainChunks(path, onRead);
    return;
  }
  const packed = Readable.from(copies(plainChunks(path, onRead)));
  const unpacked = createGunzip({ chunkSize: CHUNK });
  packed.on("error", (error) => unpacked.destroy(error));
  try {
    for await (const chunk of packed.pipe(unpacked)) yield chunk;
  } catch (error) {
    throw new DataError(
      `Cannot read ${path}: needs a whole gzip archive, found one that is cut off or broken (${
        error instanceof Error ? error.message : error
      }). Fetch or pack it again`,
    );
  }
}

/** Whether a file begins as gzip archives do. */
export function isGzip(path: string): boolean {
  const [first, second] = readStart(path, 2);
  return first === 0x1f && second === 0x8b;
}

/** The first bytes of a file, fewer where it is shorter. */
export function readStart(path: string, length: number): Uint8Array {
  using file = Deno.openSync(path);
  const bytes = new Uint8Array(length);
  return bytes.subarray(0, file.readSync(bytes) ?? 0);
}

async function* plainChunks(
  path: string,
  onRead: (bytes: number) => void,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  using file = Deno.openSync(path);
  const chunk = new Uint8Array(CHUNK);
  let total = 0;
  for (let read; (read = file.readSync(chunk)) !== null;) {
    total += read;
    onRead(total);
    yield chunk.subarray(0, read);
    // Timers and messages of workers get their turn.
    await Promise.resolve();
  }
}

/** A stream keeps pieces for a while, so each gets memory of its own. */
async function* copies(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) yield chunk.slice();
}
