import { DataError, quote } from "../../errors/mod.ts";
import type { LayoutAnswer } from "./layout_worker.ts";

/** Tries DOT texts one by one. */
export type TryDot = (dots: readonly string[]) => Promise<readonly LayoutAnswer[]>;

/**
 * What Graphviz says is wrong with a DOT text, with line and column.
 *
 * Graphviz names the line and the token, not which of several alike. So the text is tried again up to
 * the end of each of them: the first that is refused is the one.
 */
export async function dotError(
  source: string,
  dot: string,
  message: string,
  tried: TryDot,
): Promise<DataError> {
  const string = /String starting:([^\n]*)/.exec(message)?.[1];
  if (string !== undefined) {
    return refusal(source, dot, dot.indexOf(string), `${quote('"')} that is never closed`);
  }
  const [, line, token] = /line (\d+)(?: near '([\s\S]*)')?/.exec(message) ?? [];
  if (line === undefined || !message.startsWith("syntax error")) {
    return new DataError(
      `Cannot read ${source}: must be DOT that Graphviz takes, found ${message}`,
    );
  }
  const begin = startOf(dot, Number(line));
  if (token === undefined) return refusal(source, dot, dot.length, "the end of the text");
  const places = placesOf(dot, token, begin);
  const answers = await tried(places.map((place) => dot.slice(0, place + token.length)));
  const first = answers.findIndex((answer) => "error" in answer && answer.error.includes("near '"));
  return refusal(source, dot, places[first] ?? begin, quote(token));
}

function refusal(source: string, dot: string, at: number, found: string): DataError {
  const before = dot.slice(0, Math.max(0, at)).split("\n");
  const column = before[before.length - 1].length + 1;
  return new DataError(
    `Cannot read ${source}: line ${before.length}, column ${column} must be DOT, found ${found}`,
  );
}

/** Where a line, counted from 1, begins. */
function startOf(dot: string, line: number): number {
  return dot.split("\n").slice(0, line - 1).reduce((sum, { length }) => sum + length + 1, 0);
}

/** Where a token stands in the line that begins there. */
function placesOf(dot: string, token: string, begin: number): number[] {
  const end = dot.indexOf("\n", begin) < 0 ? dot.length : dot.indexOf("\n", begin);
  const places: number[] = [];
  for (let at = dot.indexOf(token, begin); at >= 0 && at < end; at = dot.indexOf(token, at + 1)) {
    places.push(at);
  }
  return places;
}
