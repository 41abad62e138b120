import { htmlTable, type TableColumn, textTable, withDisplay } from "../display/mod.ts";
import type { FitStatus } from "../dose_response/mod.ts";
import { type ScreenChecks, type ScreenFits, STATUSES } from "./screen_fits.ts";

/** What became of the curves of a screen, and how the kernel agrees with the general solver. */
export interface ScreenReport {
  /** How many curves. */
  readonly curves: number;
  /** Curves of each status that occurs. */
  readonly statuses: readonly { readonly status: FitStatus; readonly curves: number }[];
  /** What the general solver said. */
  readonly checks: ScreenChecks;
}

/**
 * What became of the curves of a screen: how many of each status, and what the general solver said of
 * those that it was asked about.
 *
 * @param fits What `fitScreen` or `fitScreenInWorkers` returned
 * @returns Counts; it shows itself as a table
 *
 * @example Usage
 * ```ts
 * import { fitScreen, screenReport, simulateScreen } from "halfmax/screen/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const { curves, statuses } = screenReport(fitScreen(simulateScreen({ lines: 4, drugs: 5 })));
 * assertEquals(statuses.reduce((sum, one) => sum + one.curves, 0), curves);
 * ```
 */
export function screenReport({ curves, codes, checks }: ScreenFits): ScreenReport {
  const counts = STATUSES.map(() => 0);
  for (const code of codes.status) counts[code]++;
  const statuses = STATUSES.map((status, code) => ({ status, curves: counts[code] }))
    .filter(({ curves }) => curves > 0);
  const report = { curves, statuses, checks };
  return withDisplay(report, () => {
    const rows = rowsOf(report);
    return { "text/plain": textTable(rows, COLUMNS), "text/html": htmlTable(rows, COLUMNS) };
  });
}

interface Row {
  readonly what: string;
  readonly count: number;
  readonly of: number;
}

function rowsOf({ curves, statuses, checks }: ScreenReport): Row[] {
  const { doubtful, checked, agree, generalBetter, kernelBetter, disagree } = checks;
  return [
    ...statuses.map(({ status, curves: count }) => ({ what: status, count, of: curves })),
    { what: "doubted by the kernel itself", count: doubtful, of: curves },
    { what: "checked against the general solver", count: checked, of: curves },
    { what: "agree", count: agree, of: checked },
    { what: "general solver better, taken", count: generalBetter, of: checked },
    { what: "kernel better", count: kernelBetter, of: checked },
    { what: "same curve, another status or IC50", count: disagree, of: checked },
  ];
}

const COLUMNS: readonly TableColumn<Row>[] = [
  { header: "what", cell: ({ what }) => what },
  {
    header: "curves",
    cell: ({ count, of }) => `${count.toLocaleString("en-US")} of ${of.toLocaleString("en-US")}`,
    align: "right",
  },
];
