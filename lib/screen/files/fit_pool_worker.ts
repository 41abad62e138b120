/// <reference lib="deno.worker" />
import { fitPart } from "../fit_screen.ts";
import type { FitAnswer, FitOrder } from "./fit_pool.ts";

/** Fits one block after the other. */
self.onmessage = ({ data: { number, columns, options } }: MessageEvent<FitOrder>) => {
  const fits = fitPart(columns, options);
  const arrays = [...Object.values(fits.values), ...Object.values(fits.codes)];
  const answer: FitAnswer = { number, fits };
  self.postMessage(answer, arrays.map(({ buffer }) => buffer));
};
