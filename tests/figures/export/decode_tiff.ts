/** A reader of baseline LZW TIFFs, written from the specification to check the writer. */
export function decodeTiff(bytes: Uint8Array) {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const directory = view.getUint32(4, true);
  const fields = new Map<number, number[]>();
  for (let i = 0; i < view.getUint16(directory, true); i++) {
    const entry = directory + 2 + 12 * i;
    fields.set(view.getUint16(entry, true), valuesOf(view, entry));
  }
  const one = (tag: number) => fields.get(tag)![0];
  const strips = fields.get(273)!.map((at, i) =>
    lzwDecode(bytes.subarray(at, at + fields.get(279)![i]))
  );
  return {
    width: one(256),
    height: one(257),
    samples: one(277),
    dpi: fields.get(282)![0] / fields.get(282)![1],
    compression: one(259),
    pixels: Uint8Array.from(strips.flatMap((strip) => [...strip])),
  };
}

function valuesOf(view: DataView, entry: number): number[] {
  const type = view.getUint16(entry + 2, true);
  const count = view.getUint32(entry + 4, true) * (type === 5 ? 2 : 1);
  const size = type === 3 ? 2 : 4;
  const at = count * size <= 4 ? entry + 8 : view.getUint32(entry + 8, true);
  return Array.from(
    { length: count },
    (_, i) => size === 2 ? view.getUint16(at + 2 * i, true) : view.getUint32(at + 4 * i, true),
  );
}

/** LZW as TIFF has it: codes of 9 to 12 bits, most significant bit first, widened one code early. */
export function lzwDecode(bytes: Uint8Array): number[] {
  const out: number[] = [];
  let table: number[][] = [];
  let [position, width, previous] = [0, 9, [] as number[]];
  const reset = () => {
    table = Array.from({ length: 258 }, (_, i) => [i]);
    width = 9;
    previous = [];
  };
  reset();
  while (true) {
    let code = 0;
    for (let i = 0; i < width; i++, position++) {
      code = (code << 1) | ((bytes[position >> 3] >> (7 - (position & 7))) & 1);
    }
    if (code === 257) return out;
    if (code === 256) {
      reset();
      continue;
    }
    const entry = table[code] ?? [...previous, previous[0]];
    for (const byte of entry) out.push(byte);
    if (previous.length > 0) table.push([...previous, entry[0]]);
    previous = entry;
    // The decoder is one entry behind the encoder, so it widens one entry earlier still.
    if (table.length >= 2047) width = 12;
    else if (table.length >= 1023) width = 11;
    else if (table.length >= 511) width = 10;
  }
}
