import { plural } from "../../errors/mod.ts";

/** A group as it is read: "none" is those without a drug before, as "0" of prior lines. */
export function spokenGroup(
  { group, key }: { readonly group: string; readonly key: Readonly<Record<string, string>> },
): string {
  const none = group === "none" && ("prior_drug" in key || "prior_drugs" in key);
  const lines = group === key.prior_lines ? Number(group) : NaN;
  if (none || lines === 0) return "before any drug";
  return lines > 0 ? `after ${plural(lines, "drug")}` : group;
}
