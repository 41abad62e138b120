import { quote, UsageError } from "../errors/mod.ts";

/**
 * Names separated by commas: `cell_line,replicate`.
 *
 * A name that holds a comma stands in double quotes, as in CSV: `"line, clone",replicate`. An empty
 * text is no names at all.
 *
 * @param option The option they were given to, for the message
 * @param what What is named, for the message
 * @throws {UsageError} If a name is empty, given twice, or a quote is left open
 */
export function parseNames(text: string, option: string, what = "column names"): string[] {
  if (text.trim() === "") return [];
  const part = /\s*(?:"((?:[^"]|"")*)"|([^,"]*?))\s*(,|$)/ys;
  const names: string[] = [];
  for (let separator: string | undefined = ","; separator === ",";) {
    const start = part.lastIndex;
    const match = part.exec(text);
    const name = match?.[1]?.replaceAll('""', '"') ?? match?.[2] ?? "";
    if (name === "") throw refuse(option, `${what} separated by commas`, text.slice(start));
    if (names.includes(name)) throw refuse(option, `different ${what}`, `${name} twice`);
    names.push(name);
    separator = match?.[3];
  }
  return names;
}

/**
 * The dose of each column of a wide table: `Raw 0=0, Raw 1=0.17`.
 *
 * The last equals sign before a number divides name and dose, so a name may hold commas and equals
 * signs. Doses have a decimal point and no unit: one option gives the unit of all.
 *
 * @param option The option they were given to, for the message
 * @throws {UsageError} If a part is no `column=dose`, a dose is no number >= 0, or a column is twice
 */
export function parseDoseColumns(text: string, option: string): Record<string, number> {
  const part = /\s*(.+?)\s*=\s*([^,=]*?)\s*(?:,|$)/ys;
  const doses = new Map<string, number>();
  do {
    const start = part.lastIndex;
    const [, name, dose] = part.exec(text) ?? [];
    if (name === undefined) throw refuse(option, "COLUMN=DOSE,COLUMN=DOSE,…", text.slice(start));
    if (!/^\+?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(dose)) {
      throw refuse(option, `a number >= 0 without a unit after ${quote(name)}`, dose);
    }
    if (doses.has(name)) throw refuse(option, "different columns", `${name} twice`);
    doses.set(name, Number(dose));
  } while (part.lastIndex < text.length);
  return Object.fromEntries(doses);
}

function refuse(option: string, needed: string, found: string): UsageError {
  return new UsageError(`Cannot read ${option}: must be ${needed}, found ${quote(found)}`);
}
