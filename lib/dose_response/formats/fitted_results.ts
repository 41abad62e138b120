import { DataError } from "../../errors/mod.ts";
import type { Table } from "../../tables/mod.ts";
import { hasColumns } from "./response_format.ts";

/** Published tables of fitted curves: they look like input, but hold no responses. */
const FITTED: readonly { readonly name: string; readonly columns: readonly string[] }[] = [
  { name: "GDSC's fitted dose responses", columns: ["NLME_CURVE_ID", "LN_IC50"] },
  {
    name: "DepMap PRISM's fitted curve parameters",
    columns: ["broad_id", "upper_limit", "lower_limit", "ec50"],
  },
  {
    name: "CTRP's fitted curves",
    columns: ["experiment_id", "master_cpd_id", "apparent_ec50_umol"],
  },
];

/**
 * Refuses tables of fitted curves, which have one row per curve and no dose.
 *
 * @throws {DataError} If the table is one of them; the message says what to read instead
 */
export function refuseFitted(table: Table): void {
  const fitted = FITTED.find(({ columns }) => hasColumns(table, columns));
  if (fitted === undefined) return;
  throw new DataError(
    `Cannot read ${table.source}: needs responses at doses, found ${fitted.name}. ` +
      `Read the raw data of the same release, or its IC50s with readPotencies`,
  );
}
