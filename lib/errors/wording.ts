/** A text in the double quotes that every message uses, long ones cut in the middle. */
export function quote(text: string): string {
  const shown = text.length <= 60 ? text : `${text.slice(0, 40)}…${text.slice(-15)}`;
  return JSON.stringify(shown);
}

/** A count with its noun: `plural(1, "well")` is "1 well", `plural(3, "well")` is "3 wells". */
export function plural(count: number, noun: string, nouns = `${noun}s`): string {
  return `${count.toLocaleString("en-US")} ${count === 1 ? noun : nouns}`;
}

/** Names as a sentence lists them: "a, b and c"; at most `most` of them, then the count. */
export function list(names: readonly string[], most = 8): string {
  if (names.length > most) {
    return `${names.slice(0, most).join(", ")} and ${names.length - most} more`;
  }
  if (names.length <= 1) return names.join("");
  return `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]}`;
}

/**
 * The choice that a misspelt name most likely meant, or nothing when none is close.
 *
 * Close means at most a third of the longer name's letters apart (a swap of neighbours counts once), or equal
 * but for case, spaces, hyphens and underscores.
 *
 * @example Usage
 * ```ts
 * import { nearest } from "halfmax/errors/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(nearest("dose_nm", ["dose_nM", "response"]), "dose_nM");
 * assertEquals(nearest("plate", ["dose_nM", "response"]), undefined);
 * ```
 */
export function nearest(name: string, choices: readonly string[]): string | undefined {
  const wanted = plainName(name);
  let best: string | undefined;
  let least = Infinity;
  for (const choice of choices) {
    const distance = editDistance(wanted, plainName(choice));
    if (distance < least && distance <= Math.max(wanted.length, choice.length) / 3) {
      [best, least] = [choice, distance];
    }
  }
  return best;
}

/**
 * A name without case, spaces, hyphens and underscores: what names are compared by.
 *
 * @example Usage
 * ```ts
 * import { plainName } from "halfmax/errors/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(plainName("Cell-Line"), plainName("cell_line"));
 * ```
 */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[\s_-]+/g, "");
}

/** Letters added, dropped, changed or swapped with their neighbour. */
function editDistance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    rows.push([i]);
    for (let j = 1; j <= b.length; j++) {
      const change = rows[i - 1][j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = swapped ? rows[i - 2][j - 2] + 1 : Infinity;
      rows[i][j] = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, change, swap);
    }
  }
  return rows[a.length][b.length];
}
