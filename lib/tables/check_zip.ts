import { crc32, inflateRawSync } from "node:zlib";
import { DataError, plural } from "../errors/mod.ts";

/** A workbook that unpacks to more than this is refused before it is unpacked: 100 MB. */
export const MOST_UNPACKED = 100_000_000;

/** Nor one of more parts than this. */
const MOST_PARTS = 10_000;

/** One file in a ZIP archive, as the archive's directory lists it. */
interface Part {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly checksum: number;
  readonly offset: number;
}

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;

/**
 * Proves that a ZIP archive is safe to unpack, and gives the texts of its XML parts.
 *
 * The sizes in the archive's directory are added up before anything is inflated; then each part is
 * inflated with its own size as the limit, so that a directory that lies is found out too, and held to
 * its checksum. XML that
 * declares a document type (where entities are defined that expand without end) is refused: no
 * workbook needs one.
 *
 * @param bytes The whole archive
 * @param options.most Most bytes that it may unpack to; {@linkcode MOST_UNPACKED} by default
 * @returns The text of each XML part by its name
 * @throws {DataError} If the archive is cut off or damaged, encrypted, too large when unpacked, or
 * declares entities
 * @see PKWARE, .ZIP File Format Specification (APPNOTE.TXT) 6.3.10, sections 4.3.7 to 4.3.16
 */
export function checkZip(
  bytes: Uint8Array,
  { source, most = MOST_UNPACKED }: { readonly source: string; readonly most?: number },
): ReadonlyMap<string, string> {
  const parts = readDirectory(bytes, source);
  const total = parts.reduce((sum, { unpacked }) => sum + unpacked, 0);
  if (total > most || parts.length > MOST_PARTS) {
    throw new DataError(
      `Cannot read ${source}: a workbook may unpack to at most ${megabytes(most)} in ${
        plural(MOST_PARTS, "part")
      }, found ${megabytes(total)} in ${plural(parts.length, "part")}`,
    );
  }
  const texts = new Map<string, string>();
  for (const part of parts) {
    const content = inflate(bytes, part, source);
    if (!/\.(xml|rels|vml)$/i.test(part.name)) continue;
    const text = new TextDecoder(xmlEncoding(content)).decode(content);
    if (/<!(DOCTYPE|ENTITY)/i.test(text)) {
      throw new DataError(
        `Cannot read ${source}: needs plain XML, found a document type in ${part.name}, where entities can be declared that expand without end`,
      );
    }
    texts.set(part.name, text);
  }
  return texts;
}

function readDirectory(bytes: Uint8Array, source: string): Part[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOfDirectory(view);
  if (end < 0) {
    throw new DataError(
      `Cannot read ${source}: the workbook is cut off (the directory at its end is missing). Copy or download it again`,
    );
  }
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  const parts: Part[] = [];
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== DIRECTORY_ENTRY) {
      throw damaged(source, "its directory");
    }
    const [name, extra, comment] = [28, 30, 32].map((field) => view.getUint16(at + field, true));
    parts.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + name)),
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      checksum: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      unpacked: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    });
    at += 46 + name + extra + comment;
  }
  return parts;
}

/** Where the end record of the directory begins; a comment of up to 64 kB may follow it. */
function endOfDirectory(view: DataView): number {
  const last = view.byteLength - 22;
  for (let at = last; at >= Math.max(0, last - 0xffff); at--) {
    if (view.getUint32(at, true) === END_OF_DIRECTORY) return at;
  }
  return -1;
}

function inflate(bytes: Uint8Array, part: Part, source: string): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { name, offset, packed, flags } = part;
  if ((flags & 1) !== 0) {
    throw new DataError(
      `Cannot read ${source}: the workbook is encrypted. Save it without a password first`,
    );
  }
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== LOCAL_HEADER) {
    throw damaged(source, name);
  }
  const start = offset + 30 + view.getUint16(offset + 26, true) +
    view.getUint16(offset + 28, true);
  const content = unpack(bytes.subarray(start, start + packed), part);
  if (content === null || crc32(content) !== part.checksum) throw damaged(source, name);
  return content;
}

/** The content of a part; null where it is corrupt, or larger than the directory says. */
function unpack(content: Uint8Array, { packed, unpacked, method }: Part): Uint8Array | null {
  if (content.length !== packed) return null;
  if (method === 0) return packed === unpacked ? content : null;
  if (method !== 8) return null;
  if (unpacked === 0) return new Uint8Array();
  try {
    const inflated = inflateRawSync(content, { maxOutputLength: unpacked });
    return inflated.length === unpacked ? inflated : null;
  } catch {
    return null;
  }
}

function xmlEncoding(content: Uint8Array): string {
  if (content[0] === 0xff && content[1] === 0xfe) return "utf-16le";
  return content[0] === 0xfe && content[1] === 0xff ? "utf-16be" : "utf-8";
}

function damaged(source: string, part: string): DataError {
  return new DataError(
    `Cannot read ${source}: the workbook is damaged (${part} cannot be unpacked). Copy or download it again`,
  );
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1e6).toLocaleString("en-US")} MB`;
}
