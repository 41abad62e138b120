import type { Well } from "../plates/mod.ts";
import type { Analysis } from "./analysis.ts";
import { column, type ColumnOf, naming, type ReportTable, tableOf } from "./report_table.ts";

/** What has a column of its own in the table of wells. */
const OWN = ["row", "plate", "well", "role", "dose", "signal", "response"];

/**
 * The wells as analysed; where there are no plates, the responses as fitted.
 *
 * @param scale Unit of the responses
 */
export function observations({ wells, rows, fits, by }: Analysis, scale: string): ReportTable {
  if (wells !== null) {
    const labels = [...new Set(wells.wells.flatMap(({ labels }) => Object.keys(labels)))];
    return tableOf({ name: "wells", title: "Wells as analysed" }, wells.wells, [
      ...wellColumns(rows.unit, scale),
      ...labels.filter((name) => !OWN.includes(name))
        .map((name) => naming(name, ({ labels }: Well) => labels)),
    ]);
  }
  const responses = fits.flatMap(({ curve }) =>
    curve.doses.map((dose, i): Response => ({
      key: curve.key,
      dose,
      response: curve.responses[i],
    }))
  );
  return tableOf({ name: "wells", title: "Responses as fitted" }, responses, [
    ...by.map((name) => naming(name, ({ key }: Response) => key)),
    column("dose", "dose; 0 is the vehicle", ({ dose }) => dose, rows.unit),
    column("response", "the response as fitted", ({ response }) => response, scale),
  ]);
}

interface Response {
  readonly key: Readonly<Record<string, string>>;
  readonly dose: number;
  readonly response: number;
}

function wellColumns(unit: string, scale: string): ColumnOf<Well>[] {
  return [
    column("row", "row of the input, as a spreadsheet counts", ({ row }) => row),
    column("plate", "the plate", ({ plate }) => plate),
    column("well", "position on the plate", ({ position }) => position),
    column("role", "what the well is for", ({ role }) => role),
    column("dose", "dose; 0 in vehicle wells", ({ dose }) => dose, unit),
    column("signal", "the signal as read", ({ signal }) => signal, "as read"),
    column("response", "the response as fitted", ({ response }) => response, scale),
  ];
}
