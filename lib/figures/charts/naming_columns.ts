/** Columns of which not all rows have the same value, in the order of the rows. */
export function varyingColumns(keys: readonly Readonly<Record<string, string>>[]): string[] {
  const columns = [...new Set(keys.flatMap((key) => Object.keys(key)))];
  return columns.filter((column) => new Set(keys.map((key) => key[column] ?? "")).size > 1);
}
