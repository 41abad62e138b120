/** Statements that leave nothing to show, or nothing that can be foretold from the text. */
const SILENT =
  /^(const|let|var|import|export|function|async function|class|abstract|type|interface|enum|declare|if|for|while|do|switch|try|throw|void|undefined)\b/;

/**
 * Whether a cell ends in an expression, whose value a notebook shows.
 *
 * A cell that should stay silent ends in a declaration or in `void …`. After a block (`if`, `for`)
 * nothing is foretold.
 *
 * @example Usage
 * ```ts
 * import { endsInValue } from "halfmax/notebook/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(endsInValue("const fits = fitDoseResponse(wells);\nfits // one row per curve"), true);
 * assertEquals(endsInValue("const fits = fitDoseResponse(wells);"), false);
 * ```
 */
export function endsInValue(source: string): boolean {
  const statements = topLevelStatements(source).filter((statement) => statement !== "");
  const last = statements.at(-1);
  return last !== undefined && !SILENT.test(last);
}

/** The statements outside all brackets, without comments; strings are emptied. */
function topLevelStatements(source: string): string[] {
  const statements: string[] = [];
  let current = "";
  let depth = 0;
  for (const token of source.matchAll(TOKEN)) {
    const [text] = token;
    if (text.startsWith("//") || text.startsWith("/*")) continue;
    if ("([{".includes(text)) depth++;
    if (")]}".includes(text)) depth--;
    const rest = source.slice(token.index + text.length);
    if (depth === 0 && (text === ";" || (text === "\n" && isLineOfItsOwn(current, rest)))) {
      statements.push(current.trim());
      current = "";
    } else {
      current += /^['"`]/.test(text) ? '""' : text;
    }
  }
  return [...statements, current.trim()];
}

/** Whether a line break ends a statement: what stands before is complete, what follows begins anew. */
function isLineOfItsOwn(before: string, after: string): boolean {
  return /[\w$)\]}"]\s*$/.test(before) && /^\s*[\w$"']/.test(after) &&
    !/\b(await|new|typeof|void|in|of|instanceof|as|satisfies|return)\s*$/.test(before) &&
    !/^\s*(in|of|instanceof|as|satisfies|else|catch|finally|while)\b/.test(after);
}

/** Comments, strings, templates (without a backtick inside), regular expressions, then any character. */
const TOKEN =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`|(?<=[(,=:[!&|?{;]\s*)\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*|[\s\S]/g;
