const NOT_EXCLUDED = new Set(["", "0", "no", "n", "false", "-", "na", "n/a"]);
const JUST_MARKED = new Set(["1", "yes", "y", "true", "x"]);

/**
 * Why a well is left out, from its cell in the exclude column; null where it is not.
 *
 * The cell holds the reason in words ("bubble"). An empty cell, "no", "false" and "0" leave the well
 * in; a bare mark ("yes", "true", "1", "x") leaves it out, and the reason says only that it was marked.
 */
export function parseExclusion(text: string, column: string): string | null {
  const plain = text.trim().toLowerCase();
  if (NOT_EXCLUDED.has(plain)) return null;
  return JUST_MARKED.has(plain) ? `marked in column "${column}"` : text.trim();
}
