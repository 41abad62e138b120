import { potenciesOfTable, type PotencyRecord } from "../../lib/potency/mod.ts";
import { parseTable } from "../../lib/tables/mod.ts";

/** Potencies in nM from a small CSV. */
export function records(csv: string, source = "table.csv"): readonly PotencyRecord[] {
  return potenciesOfTable(parseTable(csv, { source }), { unit: "nM" });
}
