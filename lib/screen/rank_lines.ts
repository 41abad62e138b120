import {
  type DisplayBundle,
  escapeHtml,
  htmlTable,
  type TableColumn,
  textTable,
  withDisplay,
} from "../display/mod.ts";
import { list, nearest, plural, quote, UsageError } from "../errors/mod.ts";
import {
  dividePotencies,
  formatPotency,
  formatRatio,
  makeRatio,
  type Potency,
  type Ratio,
} from "../potency/mod.ts";
import type { NamedScreen } from "./named_screen.ts";
import { potencyOf } from "./potency_of_fit.ts";
import type { ScreenFits } from "./screen_fits.ts";
import { requireSameScreen } from "./screen_hits.ts";

/** A cell line among those of a screen, by its IC50 of one drug. */
export interface RankedLine {
  /** The cell line. */
  readonly cellLine: string;
  /** Its IC50; a bound where the curve does not reach it. */
  readonly potency: Potency;
  /** The IC50 over that of the median line; a bound stays one. */
  readonly fold: Ratio;
}

/** The cell lines of a screen by their IC50 of one drug. */
export interface RankedLines {
  /** The drug. */
  readonly drug: string;
  /** IC50 of the median line. */
  readonly median: Potency;
  /** The lines that have a place, most resistant first. */
  readonly lines: readonly RankedLine[];
  /** Lines whose bound does not say on which side of the median line they are. */
  readonly undecided: readonly RankedLine[];
  /** Lines without an IC50 and without a bound. */
  readonly unranked: readonly string[];
}

/** Which lines are ranked by what. */
export interface RankLinesOptions {
  /** The drug. */
  readonly drug: string;
  /** Which IC50; default absolute, where the curve crosses half of control. */
  readonly kind?: "relative" | "absolute";
}

/**
 * The cell lines of a screen by their IC50 of one drug, most resistant first, each over the median line.
 *
 * A bound keeps its sign and stands at its limit: `> 10 µM` above every number up to 10 µM. A bound that
 * leaves open on which side of the median line it is, as `> 80 nM` where that is 500 nM, has no place and
 * is counted apart. The median line is the middle one with every bound at its limit (of two, the more
 * sensitive); where it is a bound itself, two bounds have no ratio. The interval of a ratio is that of
 * the line over the median line's estimate, which is taken as a point of reference.
 *
 * @param fits What `fitScreen` or `fitScreenInWorkers` returned
 * @param screen The screen that was fitted
 * @throws {UsageError} If the screen has no such drug, the fits are not those of the screen, or no line
 * has an IC50 or a bound
 *
 * @example Usage
 * ```ts
 * import { fitScreen, rankLines, simulateScreen } from "halfmax/screen/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const screen = simulateScreen({ lines: 9, drugs: 2 });
 * const { lines, undecided, unranked } = rankLines(fitScreen(screen), screen, { drug: "drug 0002" });
 * assertEquals(lines.length + undecided.length + unranked.length, 9);
 * ```
 */
export function rankLines(
  fits: ScreenFits,
  screen: NamedScreen,
  { drug, kind = "absolute" }: RankLinesOptions,
): RankedLines {
  requireSameScreen(fits, screen, "rank cell lines");
  const all = curvesOfDrug(screen, drug).map((curve) => ({
    cellLine: screen.cellLine[curve],
    potency: potencyOf(fits, curve, { kind, unit: screen.unit }),
  }));
  const placed = all.filter(({ potency }) => placeOf(potency) !== null)
    .sort((a, b) => compare(b.potency, a.potency));
  if (placed.length === 0) {
    throw new UsageError(
      `Cannot rank cell lines: needs lines with an IC50 or a bound, found none for ${quote(drug)}`,
    );
  }
  // Sorted from resistant to sensitive: of two in the middle, the more sensitive.
  const median = placed[Math.floor(placed.length / 2)].potency;
  const lines = placed.map((line) => ({ ...line, fold: foldOver(line.potency, median) }));
  const ranked: RankedLines = {
    drug,
    median,
    lines: lines.filter(({ potency }) => !isUndecided(potency, median)),
    undecided: lines.filter(({ potency }) => isUndecided(potency, median)),
    unranked: all.filter(({ potency }) => placeOf(potency) === null)
      .map(({ cellLine }) => cellLine),
  };
  return withDisplay(ranked, () => show(ranked));
}

function curvesOfDrug({ drug: drugs }: NamedScreen, drug: string): number[] {
  const curves = drugs.flatMap((name, curve) => name === drug ? [curve] : []);
  if (curves.length > 0) return curves;
  const names = [...new Set(drugs)];
  const close = nearest(drug, names);
  throw new UsageError(
    `Cannot rank cell lines: drug must be one of ${list(names)}, found ${quote(drug)}` +
      (close === undefined ? "" : `. Did you mean ${quote(close)}?`),
  );
}

/** Where a line stands: at its number or limit; null where it has neither. */
function placeOf({ relation, estimate }: Potency): number | null {
  return relation === "=" || relation === ">" || relation === "<" ? estimate : null;
}

/** From sensitive to resistant; at one place a bound from below stands before, from above after. */
function compare(a: Potency, b: Potency): number {
  return (placeOf(a) ?? 0) - (placeOf(b) ?? 0) || sideOf(a) - sideOf(b);
}

function sideOf({ relation }: Potency): number {
  return relation === ">" ? 1 : relation === "<" ? -1 : 0;
}

/** A bound whose limit lies on the other side of the median line than where it points. */
function isUndecided(potency: Potency, median: Potency): boolean {
  const [limit, middle] = [placeOf(potency) ?? 0, placeOf(median) ?? 0];
  return sideOf(potency) * (limit - middle) < 0;
}

/** Over an estimate everything is scaled; over a bound the rules of two potencies decide. */
function foldOver(potency: Potency, median: Potency): Ratio {
  const { relation, estimate, lower, upper, interval, kind } = potency;
  const one = median.estimate;
  if (median.relation !== "=" || one === null) return dividePotencies(potency, median);
  const over = (value: number | null) => value === null ? null : value / one;
  return makeRatio({
    relation: relation === ">" || relation === "<" ? relation : "=",
    estimate: over(estimate),
    lower: over(lower),
    upper: over(upper),
    interval,
    kind,
    approximate: false,
    byEstimates: null,
    note: "",
  });
}

/** Lines that a table shows: the most resistant and the most sensitive. */
const SHOWN = 16;

function show({ drug, median, lines, undecided, unranked }: RankedLines): DisplayBundle {
  const bounds = lines.filter(({ potency }) => potency.relation !== "=").length;
  const line = [
    `${drug}: ${plural(lines.length, "line")} ranked, ${bounds} of them by a bound`,
    `median line ${formatPotency(median, { reason: false })}`,
    ...(undecided.length === 0
      ? []
      : [`${undecided.length} with a bound on the other side of the median line, not ranked`]),
    ...(unranked.length === 0 ? [] : [`${unranked.length} without an IC50 or a bound`]),
  ].join("; ");
  const options = { mostRows: SHOWN };
  return {
    "text/plain": `${line}\n${textTable(lines, COLUMNS, options)}`,
    "text/html": `<p>${escapeHtml(line)}</p>${htmlTable(lines, COLUMNS, options)}`,
  };
}

const COLUMNS: readonly TableColumn<RankedLine>[] = [
  { header: "cell line", cell: ({ cellLine }) => cellLine },
  { header: "IC50", cell: ({ potency }) => formatPotency(potency, { reason: false }) },
  { header: "over the median line", cell: ({ fold }) => formatRatio(fold, { note: false }) },
  { header: "why a bound", cell: ({ potency }) => potency.reason },
];
