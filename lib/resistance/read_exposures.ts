import { parsePotency } from "../potency/mod.ts";
import { choiceColumn, readColumns, readDescribedTable, textColumn } from "../tables/mod.ts";
import type { Exposure } from "./exposure_context.ts";

/** An exposure of one drug as read; what the IC50 counts is for the caller to say. */
export interface DrugExposure extends Omit<Exposure, "ic50Basis"> {
  /** The inhibitor. */
  readonly drug: string;
  /** "verified" or "derived", as the file says. */
  readonly status: string;
}

/**
 * The concentrations of a table of exposures that say whether they are total or free; other rows
 * (half-lives, clearances, shares bound) are left alone.
 *
 * Columns: drug, quantity, basis (total, free or empty), value (as printed: number, bound or range),
 * unit, status, source.
 *
 * @throws {DataError} If a column is missing or a value is not a concentration
 *
 * @example Alectinib works on wild type, and its free exposure does not show it
 * ```ts
 * import { makePotency } from "halfmax/potency/mod.ts";
 * import { exposureContext, readExposures } from "halfmax/resistance/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const exposures = await readExposures("data/exposure/exposure.csv");
 * const free = exposures.find(({ drug, basis }) => drug === "alectinib" && basis === "free")!;
 * assertEquals([free.concentration.relation, free.concentration.estimate], ["<", 12.7]);
 *
 * const ic50 = makePotency({ estimate: 20, readout: "viability" });
 * const { exposureOverIC50 } = exposureContext(ic50, { ...free, ic50Basis: "free" });
 * assertEquals([exposureOverIC50.relation, exposureOverIC50.estimate], ["<", 0.635]);
 * ```
 */
export async function readExposures(path: string): Promise<readonly DrugExposure[]> {
  const rows = readColumns(await readDescribedTable(path), {
    drug: textColumn(),
    quantity: textColumn(),
    basis: choiceColumn(["total", "free"], { missing: "null" }),
    value: textColumn(),
    unit: textColumn(),
    status: textColumn(),
    source: textColumn(),
  });
  return rows.flatMap(({ drug, quantity, basis, value, unit, status, source }) =>
    basis === null ? [] : [{
      drug,
      basis,
      concentration: parsePotency(value, { unit, endpoint: "concentration", source }),
      description: quantity,
      status,
      source,
    }]
  );
}
