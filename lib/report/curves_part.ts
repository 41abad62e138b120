import { formatPValue } from "../display/mod.ts";
import type { DoseResponseFit } from "../dose_response/mod.ts";
import { plural } from "../errors/mod.ts";
import { formatPotency } from "../potency/mod.ts";
import type { Analysis } from "./analysis.ts";
import { drawings, items, measure, naming } from "./report_parts.ts";
import { nameOf } from "./show_analysis.ts";
import { type SortableColumn, sortableTable } from "./sortable_table.ts";

/** The fitted curves, drawn and in a table. */
export function curvesPart({ fits, by, figures }: Analysis): string {
  const parameter = (
    header: string,
    of: (parameters: NonNullable<DoseResponseFit["parameters"]>) => {
      readonly estimate: number;
      readonly determined: boolean;
    },
  ) =>
    measure<DoseResponseFit>(header, ({ parameters }) => {
      const known = parameters === null ? null : of(parameters);
      return known?.determined ? known.estimate : null;
    });
  const columns: SortableColumn<DoseResponseFit>[] = [
    ...naming<DoseResponseFit>(by, ({ curve }) => curve.key),
    { header: "status", cell: ({ status }) => status },
    measure("wells", ({ wells }) => wells, String),
    {
      header: "absolute IC50",
      cell: ({ ic50 }) => formatPotency(ic50.absolute, { reason: false }),
      sort: ({ ic50 }) => ic50.absolute.estimate,
    },
    {
      header: "relative IC50",
      cell: ({ ic50 }) => formatPotency(ic50.relative, { reason: false }),
      sort: ({ ic50 }) => ic50.relative.estimate,
    },
    parameter("slope", ({ hillSlope }) => hillSlope),
    parameter("top", ({ top }) => top),
    parameter("bottom", ({ bottom }) => bottom),
    measure("q", ({ noEffect }) => noEffect?.q ?? null, formatPValue),
  ];
  const reasons = fits.filter(({ reason }) => reason !== "")
    .map(({ curve, status, reason }) => `${nameOf(curve.key)}: ${status}, ${reason}`);
  return [
    ...drawings(figures, "dose-response"),
    ...drawings(figures, "each-replicate"),
    sortableTable(
      fits,
      columns,
      `${
        plural(fits.length, "curve")
      }; limits speak of the wells of one curve; q, test against no effect`,
    ),
    items(reasons),
  ].join("\n");
}
