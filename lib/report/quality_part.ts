import { formatPercent } from "../display/mod.ts";
import { plural } from "../errors/mod.ts";
import type { PlateQuality } from "../plates/mod.ts";
import type { Analysis } from "./analysis.ts";
import { whyDoubtful } from "./answers.ts";
import { drawings, measure, paragraph } from "./report_parts.ts";
import { type SortableColumn, sortableTable } from "./sortable_table.ts";

/** The plates and what to make of them, or that there are none. */
export function qualityPart({ quality, wells, figures, rows }: Analysis): string {
  if (wells === null) return paragraph(withoutPlates(rows));
  if (quality.length === 0) return drawings(figures, "plates").join("\n");
  return [
    ...drawings(figures, "plate-quality"),
    sortableTable(quality, QUALITY, plural(quality.length, "plate")),
    ...drawings(figures, "plates"),
  ].join("\n");
}

function withoutPlates({ control }: Analysis["rows"]): string {
  return "The input holds responses without their plates, so nothing can be said of plate quality." +
    (control.basis === "declared"
      ? ` Control (${control.value}) was taken as exact: how it scattered, the input does not say.`
      : "");
}

const hundredths = (value: number | null) =>
  value === null ? "–" : value.toFixed(2).replace("-", "−");

const QUALITY: readonly SortableColumn<PlateQuality>[] = [
  { header: "plate", cell: ({ plate, labels }) => [plate, ...Object.values(labels)].join(", ") },
  measure("Z′", ({ zPrime }) => zPrime, hundredths),
  measure("robust Z′", ({ robustZPrime }) => robustZPrime, hundredths),
  measure("SSMD", ({ ssmd }) => ssmd),
  measure("S/B", ({ signalToBackground }) => signalToBackground),
  measure(
    "vehicle CV",
    ({ vehicleCV }) => vehicleCV,
    (value) => value === null ? "–" : formatPercent(value, 2),
  ),
  {
    header: "controls",
    cell: ({ vehicleWells, lowWells, against }) =>
      `${vehicleWells} vehicle${against === null ? "" : `, ${lowWells} ${against}`}`,
  },
  {
    header: "verdict",
    cell: (plate) => [plate.verdict, whyDoubtful(plate)].filter(Boolean).join(": "),
  },
];
