/**
 * Lays graphs out with Graphviz: a worker, so that a graph that takes too long can be given up.
 *
 * @module
 */
import { instance } from "@viz-js/viz";

/** What comes back for each graph: Graphviz's own JSON, or what it says is wrong. */
export type LayoutAnswer = { readonly json: string } | { readonly error: string };

self.onmessage = async ({ data }: MessageEvent<readonly string[]>) => {
  const viz = await instance();
  self.postMessage(data.map((dot): LayoutAnswer => {
    const { output, errors } = viz.render(dot, { format: "json", engine: "dot" });
    return output === undefined
      ? { error: errors.map(({ message }) => message ?? "").join("; ") }
      : { json: output };
  }));
};
