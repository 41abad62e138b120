/// <reference lib="deno.worker" />
import { fitPart } from "../fit_screen.ts";
import type { FitOrder, FitWord } from "./fit_pool.ts";

/** Fits one block after the other. */
self.onmessage = ({ data: { number, columns, options } }: MessageEvent<FitOrder>) => {
  const fits = fitPart(columns, options);
  const arrays = [...Object.values(fits.values), ...Object.values(fits.codes)];
  say({ number, fits }, arrays.map(({ buffer }) => buffer));
};

say("ready");

function say(word: FitWord, give: Transferable[] = []): void {
  self.postMessage(word, give);
}
