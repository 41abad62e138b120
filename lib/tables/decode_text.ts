import { DataError } from "../errors/mod.ts";

/** Encodings that a text file may be declared in. */
export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

/** Control characters that no text table holds: all below the blank but tab and line ends. */
const CONTROL = /[^\P{Cc}\t\n\v\f\r\x7f-\x9f]/u;

/** How files that are not text begin, and what to say of them. */
const SIGNATURES: readonly { bytes: string; kind: string }[] = [
  { bytes: "PK\x03\x04", kind: "a ZIP archive, as XLSX workbooks are" },
  { bytes: "\xD0\xCF\x11\xE0", kind: "an old Excel workbook (XLS)" },
  { bytes: "%PDF", kind: "a PDF" },
  { bytes: "PAR1", kind: "a Parquet file" },
  { bytes: "\x1F\x8B", kind: "a gzip archive" },
  { bytes: "\x89PNG", kind: "a PNG picture" },
  {
    bytes: "version https://git-lfs",
    kind: "a Git LFS pointer in place of the data; fetch the file itself with git lfs pull",
  },
];

/**
 * Text from the bytes of a file: UTF-8, or UTF-16 with a byte-order mark; anything else only if
 * declared. The mark itself is dropped.
 *
 * @param options.strayBytes What becomes of bytes that are not UTF-8 where nothing declares another
 * encoding: refused, or marked with U+FFFD for a caller who uses no text that holds the mark
 * @throws {DataError} If the bytes are not text, or not in the encoding
 *
 * @example Usage
 * ```ts
 * import { decodeText } from "halfmax/tables/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const latin = Uint8Array.of(0xb5, 0x4d); // "µM" as Excel's plain CSV writes it
 * assertEquals(decodeText(latin, { source: "a.csv", encoding: "windows-1252" }), "µM");
 * ```
 */
export function decodeText(
  bytes: Uint8Array,
  { source, encoding, strayBytes = "refuse" }: {
    source: string;
    encoding?: Encoding;
    strayBytes?: "refuse" | "mark";
  },
): string {
  const head = String.fromCharCode(...bytes.subarray(0, 24));
  const kind = SIGNATURES.find((signature) => head.startsWith(signature.bytes))?.kind;
  if (kind !== undefined) {
    throw new DataError(`Cannot read ${source}: needs a text table, found ${kind}`);
  }
  const written = encoding ?? markedEncoding(head);
  const text = written === "utf-8" && encoding === undefined && strayBytes === "mark"
    ? new TextDecoder().decode(bytes)
    : decode(bytes, written, source);
  const control = text.search(CONTROL);
  if (control >= 0) {
    throw new DataError(
      `Cannot read ${source}: needs a text table, found a binary file (control character U+${
        text.charCodeAt(control).toString(16).padStart(4, "0").toUpperCase()
      })`,
    );
  }
  return text;
}

function markedEncoding(head: string): Encoding {
  if (head.startsWith("\xFF\xFE")) return "utf-16le";
  if (head.startsWith("\xFE\xFF")) return "utf-16be";
  return "utf-8";
}

function decode(bytes: Uint8Array, encoding: Encoding, source: string): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new DataError(
      `Cannot read ${source}: needs text in UTF-8, found bytes that are not ${encoding}. ` +
        'Save the file as UTF-8 ("CSV UTF-8" in a spreadsheet program; File, Save As, Encoding in a text editor). Notebooks can say encoding: "windows-1252" instead, which most older exports are',
    );
  }
}
