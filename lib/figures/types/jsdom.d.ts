/** The part of jsdom that this room uses; the package ships no declarations. */
export class JSDOM {
  constructor(html?: string);
  readonly window: Window & typeof globalThis;
}
