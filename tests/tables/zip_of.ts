import { crc32, deflateRawSync } from "node:zlib";

/** A ZIP archive of these parts; a part may claim another size than it has. */
export function zipOf(
  parts: Readonly<Record<string, string | Uint8Array>>,
  { claims = {}, flags = 0 }: { claims?: Record<string, number>; flags?: number } = {},
): Uint8Array {
  const text = new TextEncoder();
  const chunks: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const [name, part] of Object.entries(parts)) {
    const content = typeof part === "string" ? text.encode(part) : part;
    const packed = new Uint8Array(deflateRawSync(content));
    const fields = [20, flags, 8, 0, 0];
    const sizes = [crc32(content), packed.length, claims[name] ?? content.length];
    const header = new DataView(new ArrayBuffer(30));
    header.setUint32(0, 0x04034b50, true);
    fields.forEach((value, i) => header.setUint16(4 + 2 * i, value, true));
    sizes.forEach((value, i) => header.setUint32(14 + 4 * i, value, true));
    header.setUint16(26, name.length, true);
    const entry = new DataView(new ArrayBuffer(46));
    entry.setUint32(0, 0x02014b50, true);
    [20, ...fields].forEach((value, i) => entry.setUint16(4 + 2 * i, value, true));
    sizes.forEach((value, i) => entry.setUint32(16 + 4 * i, value, true));
    entry.setUint16(28, name.length, true);
    entry.setUint32(42, at, true);
    const local = [new Uint8Array(header.buffer), text.encode(name), packed];
    chunks.push(...local);
    directory.push(new Uint8Array(entry.buffer), text.encode(name));
    at += local.reduce((sum, { length }) => sum + length, 0);
  }
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  [8, 10].forEach((field) => end.setUint16(field, Object.keys(parts).length, true));
  end.setUint32(12, directory.reduce((sum, { length }) => sum + length, 0), true);
  end.setUint32(16, at, true);
  return Uint8Array.from(
    [...chunks, ...directory, new Uint8Array(end.buffer)].flatMap((bytes) => [...bytes]),
  );
}
