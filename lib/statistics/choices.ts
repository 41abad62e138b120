import { list, nearest, quote, UsageError } from "../errors/mod.ts";

/** Throws unless a text is one of the choices; says which are, and the nearest. */
export function requireChoice(
  action: string,
  name: string,
  value: string,
  choices: readonly string[],
): void {
  if (choices.includes(value)) return;
  const near = nearest(String(value), choices);
  throw new UsageError(
    `Cannot ${action}: ${name} must be ${list(choices.map(quote))}, found ${quote(String(value))}` +
      (near ? `. Did you mean ${quote(near)}?` : ""),
  );
}
