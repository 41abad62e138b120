import { formatNumber, formatPValue } from "../display/mod.ts";
import { plural } from "../errors/mod.ts";
import { formatRatio } from "../potency/mod.ts";
import type { FoldChange } from "../resistance/mod.ts";
import type { Analysis } from "./analysis.ts";
import { drawings, measure } from "./report_parts.ts";
import { named } from "./show_analysis.ts";
import { type SortableColumn, sortableTable } from "./sortable_table.ts";

/** Fold changes over the reference; nothing where none was named. */
export function foldsPart({ folds, figures }: Analysis): string {
  if (folds === null || folds.length === 0) return "";
  const shared = [...new Set(folds.flatMap(({ key }) => Object.keys(key)))];
  const columns: SortableColumn<FoldChange>[] = [
    { header: "test", cell: ({ test }) => named(test) },
    ...shared.map((name) => ({
      header: name.replaceAll("_", " "),
      cell: ({ key }: FoldChange) => key[name] ?? "",
    })),
    {
      header: "fold change",
      cell: (fold) => formatRatio(fold, { note: false }),
      sort: ({ estimate }) => estimate,
    },
    {
      header: "estimates divided, as papers do",
      cell: ({ relation, byEstimates }) =>
        byEstimates === null ? "–" : `${relation} ${formatNumber(byEstimates)}-fold`,
      sort: ({ byEstimates }) => byEstimates,
    },
    measure("p", ({ pValue }) => pValue, formatPValue),
    { header: "direction", cell: ({ direction }) => direction },
    {
      header: "of",
      cell: ({ kind, endpoint, scope }) =>
        [kind === null ? endpoint : `${kind} ${endpoint}`, scope].join(", "),
    },
    { header: "note", cell: ({ note }) => note || "–" },
  ];
  return [
    ...drawings(figures, "fold-change"),
    sortableTable(folds, columns, plural(folds.length, "fold change")),
  ].join("\n");
}
