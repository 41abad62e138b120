import { SaxesParser } from "saxes";
import { DataError, UsageError } from "../errors/mod.ts";

/** What a reader of XML is told, in the order of the file; names are without their prefix. */
export interface XmlHandler {
  /** An element begins. */
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  /** Text between tags, CDATA too. */
  text(text: string): void;
  /** An element ends. */
  close(name: string): void;
}

/** Largest XML file that is read, in bytes. */
const MOST_BYTES = 256 * 2 ** 20;

/** Elements within elements: far more than any table needs. */
const MOST_DEPTH = 64;

/** Bytes that are parsed at a time, so that the text of a large file never exists as a whole. */
const PORTION = 64 * 2 ** 10;

/**
 * Runs through XML from start to end, telling a handler what comes.
 *
 * A document type declaration is refused, whatever it says: it is where entities that expand without
 * end, and references to other files, would stand. So no entity but XML's own five is ever replaced.
 *
 * @param bytes UTF-8, or UTF-16 with a byte-order mark
 * @throws {DataError} If it is not well-formed XML, declares a document type, nests deeper than 64
 * elements or is larger than 256 MiB
 */
export function parseXml(bytes: Uint8Array, source: string, handler: XmlHandler): void {
  if (bytes.length > MOST_BYTES) {
    throw new DataError(
      `Cannot read ${source}: needs XML of at most ${MOST_BYTES / 2 ** 20} MiB, found ${
        Math.ceil(bytes.length / 2 ** 20)
      } MiB`,
    );
  }
  const parser = new SaxesParser({ xmlns: false as const, position: true });
  let depth = 0;
  parser.on("error", (error) => {
    throw new DataError(
      `Cannot read ${source}: needs well-formed XML, found a fault at line ${error.message}`,
    );
  });
  parser.on("doctype", () => {
    throw new DataError(
      `Cannot read ${source}: needs XML without a document type declaration, found one. ` +
        `It may declare entities that expand without end, so such files are not read`,
    );
  });
  parser.on("opentag", ({ name, attributes }) => {
    if (++depth > MOST_DEPTH) {
      throw new DataError(
        `Cannot read ${source}: needs elements nested at most ${MOST_DEPTH} deep, found more`,
      );
    }
    handler.open(localName(name), attributes);
  });
  parser.on("text", (text) => handler.text(text));
  parser.on("cdata", (text) => handler.text(text));
  parser.on("closetag", ({ name }) => {
    depth--;
    handler.close(localName(name));
  });
  try {
    for (const text of decoded(bytes, source)) parser.write(text);
    parser.close();
  } catch (error) {
    if (error instanceof DataError || error instanceof UsageError) throw error;
    throw new DataError(
      `Cannot read ${source}: needs well-formed XML, found a fault: ${
        error instanceof Error ? error.message : String(error)
      }`,
    );
  }
}

function* decoded(bytes: Uint8Array, source: string): Generator<string> {
  const [first, second] = bytes;
  const encoding = first === 0xff && second === 0xfe
    ? "utf-16le"
    : first === 0xfe && second === 0xff
    ? "utf-16be"
    : "utf-8";
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for (let from = 0; from < bytes.length; from += PORTION) {
      yield decoder.decode(bytes.subarray(from, from + PORTION), { stream: true });
    }
    yield decoder.decode();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new DataError(`Cannot read ${source}: needs XML in UTF-8, found bytes that are not`);
  }
}

function localName(name: string): string {
  return name.slice(name.lastIndexOf(":") + 1);
}
