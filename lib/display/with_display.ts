/** What a record shows, by MIME type; plain text always, the rest where it helps. */
export interface DisplayBundle {
  /** For terminals, and wherever nothing else can be shown. */
  readonly "text/plain": string;
  /** A table or a page fragment, escaped. */
  readonly "text/html"?: string;
  /** A drawing; hidden by untrusted notebooks. */
  readonly "image/svg+xml"?: string;
  /** The drawing as base64 pixels, shown by every notebook. */
  readonly "image/png"?: string;
  /** Prose with numbers in it. */
  readonly "text/markdown"?: string;
}

const JUPYTER = Symbol.for("Jupyter.display");
const INSPECT = Symbol.for("Deno.customInspect");

/**
 * A frozen copy-free record that shows itself: the bundle in Jupyter, its plain text in a terminal.
 *
 * The two methods are non-enumerable, so the record stays plain data: `JSON.stringify` and
 * `Object.keys` see only values, and a spread copy drops the display with the old text. Works on
 * arrays too. The kernel's own API is not touched: the symbol is the whole protocol.
 *
 * @param record A plain record or array, which is frozen in place
 * @param show Makes the bundle when asked, so that a record nobody looks at costs nothing; may be
 * asynchronous, as a PNG is (the plain text then comes from `text`)
 * @param text The plain text alone, needed only when `show` is asynchronous
 *
 * @example Usage
 * ```ts
 * import { withDisplay } from "halfmax/display/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const answer = withDisplay({ value: 42 }, () => ({ "text/plain": "forty-two" }));
 * assertEquals(JSON.stringify(answer), '{"value":42}');
 * assertEquals(Deno.inspect(answer), "forty-two");
 * ```
 */
export function withDisplay<T extends object>(
  record: T,
  show: () => DisplayBundle | Promise<DisplayBundle>,
  text?: () => string,
): Readonly<T> {
  const plain = text ?? (() => (show() as DisplayBundle)["text/plain"]);
  Object.defineProperty(record, JUPYTER, { value: show });
  Object.defineProperty(record, INSPECT, { value: plain });
  return Object.freeze(record);
}
