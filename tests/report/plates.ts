import type { Curves } from "../../lib/dose_response/mod.ts";
import { type Wells, wellsOfTable } from "../../lib/plates/mod.ts";
import { computeAnalysis } from "../../lib/report/compute_analysis.ts";
import type { Analysis, AnalysisCall } from "../../lib/report/mod.ts";
import { openInput } from "../../lib/report/open_input.ts";
import { workSteps } from "../../lib/report/work_steps.ts";
import { parseTable } from "../../lib/tables/mod.ts";

/** SIMULATED plates of a sensitive and a resistant line, three biological replicates each. */
export const SIMULATED = "data/h3122_crizotinib_simulated/wells.csv";

/** What a small set of wells is made of. */
export interface SmallPlate {
  /** Names of the lines; every second is ten times less sensitive. */
  readonly lines?: readonly string[];
  /** Names of the biological replicates; none where there is no such column. */
  readonly replicates?: readonly string[];
  /** A further column of names, one value per well row by turns. */
  readonly extra?: readonly [name: string, values: readonly string[]];
  /** What is left out, by the row within the plate (0 is the first vehicle well). */
  readonly excluded?: Readonly<Record<number, string>>;
  /** Whether there are wells at dose zero. */
  readonly vehicle?: boolean;
  /** Where the wells say they come from. */
  readonly source?: string;
}

const DOSES = [0, 0, 0, 1, 3, 10, 30, 100, 300, 1000, 3000, 10000];

/** Wells of made-up plates, one for each line and replicate, without a random number. */
export function smallPlates(
  {
    lines = ["A", "B"],
    replicates = [],
    extra,
    excluded = {},
    vehicle = true,
    source = "small.csv",
  }: SmallPlate = {},
): Wells {
  const rows = lines.flatMap((line, l) =>
    (replicates.length === 0 ? [""] : replicates).flatMap((replicate, r) =>
      DOSES.filter((dose) => vehicle || dose > 0).map((dose, i) => {
        const ic50 = (l % 2 === 0 ? 100 : 1000) * (1 + 0.1 * r);
        const signal = 1000 / (1 + dose / ic50) + 20 * ((i * 7 + r * 3) % 5 - 2);
        const cells = [`${line}-${replicate}`, `B${i + 1}`, line, "drug", dose, signal.toFixed(3)];
        return [
          ...cells,
          ...(replicates.length === 0 ? [] : [replicate]),
          ...(extra === undefined ? [] : [extra[1][i % extra[1].length]]),
          l + r === 0 ? excluded[i] ?? "" : "",
        ];
      })
    )
  );
  const header = [
    "plate",
    "well",
    "cell_line",
    "drug",
    "dose_nM",
    "counts",
    ...(replicates.length === 0 ? [] : ["replicate"]),
    ...(extra === undefined ? [] : [extra[0]]),
    "exclude",
  ];
  const quoted = (cell: unknown) => `"${String(cell).replaceAll('"', '""')}"`;
  const text = [header, ...rows].map((row) => row.map(quoted).join(",")).join("\n");
  const table = parseTable(`${text}\n`, { source });
  return wellsOfTable(table, { response: "counts", scale: "raw" });
}

/** An analysis with everything but its figures, which take longer than all the rest. */
export async function withoutFigures(
  input: string | Wells | Curves,
  call: AnalysisCall = {},
): Promise<Analysis> {
  const computed = await computeAnalysis(await openInput(input, call), call, workSteps(0));
  return { ...computed, figures: [], notDrawn: [] };
}
