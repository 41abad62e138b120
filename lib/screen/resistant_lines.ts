import {
  type DisplayBundle,
  escapeHtml,
  formatPercent,
  htmlTable,
  type TableColumn,
  textTable,
  withDisplay,
} from "../display/mod.ts";
import { list, plural, UsageError } from "../errors/mod.ts";
import type { Ratio } from "../potency/mod.ts";
import type { RankedLines } from "./rank_lines.ts";

/** A cell line, and of how many drugs it needs much more than the median line. */
export interface ResistantLine {
  /** The cell line. */
  readonly cellLine: string;
  /** The drugs it resists. */
  readonly drugs: readonly string[];
  /** Drugs for which its IC50 or bound says whether it does. */
  readonly assessable: number;
}

/**
 * Lines that resist several drugs: for each cell line, of how many drugs its IC50 is at least `fold`
 * times that of the median line.
 *
 * A bound counts where it says enough: `> 20-fold` is at least 5-fold; `> 2-fold` says neither, and the
 * line is not assessable for that drug. So is a line without a place in the ranking.
 *
 * @param rankings What `rankLines` returned, one for each drug
 * @param options.fold How many times the IC50 of the median line; default 5
 * @returns Lines that resist any, most drugs first; it shows itself as a table
 * @throws {UsageError} If `fold` is not above 1
 *
 * @example Usage
 * ```ts
 * import { fitScreen, rankLines, resistantLines, simulateScreen } from "halfmax/screen/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const screen = simulateScreen({ lines: 9, drugs: 2 });
 * const ranking = rankLines(fitScreen(screen), screen, { drug: "drug 0002" });
 * assertEquals(resistantLines([ranking]).every(({ assessable }) => assessable === 1), true);
 * ```
 */
export function resistantLines(
  rankings: readonly RankedLines[],
  { fold = 5 }: { readonly fold?: number } = {},
): readonly ResistantLine[] {
  if (!(fold > 1 && fold < Infinity)) {
    throw new UsageError(`Cannot find resistant lines: fold must be above 1, found ${fold}`);
  }
  const answers = rankings.flatMap(({ drug, lines }) =>
    lines.map((line) => ({
      drug,
      cellLine: line.cellLine,
      resists: isAtLeast(line.fold, fold),
    })).filter(({ resists }) => resists !== null)
  );
  const resistant = [...Map.groupBy(answers, ({ cellLine }) => cellLine)]
    .map(([cellLine, own]): ResistantLine => ({
      cellLine,
      drugs: own.filter(({ resists }) => resists).map(({ drug }) => drug),
      assessable: own.length,
    }))
    .filter(({ drugs }) => drugs.length > 0)
    .sort((a, b) =>
      b.drugs.length - a.drugs.length || a.assessable - b.assessable ||
      (a.cellLine < b.cellLine ? -1 : 1)
    );
  return withDisplay(resistant, () => show(resistant, rankings.length, fold));
}

/** Whether a ratio is at least some number; null where it does not say. */
function isAtLeast({ relation, estimate }: Ratio, fold: number): boolean | null {
  if (estimate === null) return null;
  if (relation === "=") return estimate >= fold;
  if (relation === ">" || relation === ">=") return estimate >= fold ? true : null;
  if (relation === "<" || relation === "<=") return estimate < fold ? false : null;
  return null;
}

/** Lines that a table shows. */
const SHOWN = 16;

function show(lines: readonly ResistantLine[], drugs: number, fold: number): DisplayBundle {
  const line =
    `${plural(lines.length, "line")} at least ${fold}-fold over the median line for any ` +
    `of ${plural(drugs, "drug")}`;
  const options = { mostRows: SHOWN };
  return {
    "text/plain": `${line}\n${textTable(lines, COLUMNS, options)}`,
    "text/html": `<p>${escapeHtml(line)}</p>${htmlTable(lines, COLUMNS, options)}`,
  };
}

const COLUMNS: readonly TableColumn<ResistantLine>[] = [
  { header: "cell line", cell: ({ cellLine }) => cellLine },
  {
    header: "resists",
    cell: ({ drugs, assessable }) =>
      `${drugs.length} of ${assessable} drugs, ${formatPercent(drugs.length / assessable, 2)}`,
  },
  { header: "which", cell: ({ drugs }) => list(drugs, 4) },
];
