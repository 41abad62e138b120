import {
  type DisplayBundle,
  escapeHtml,
  formatNumber,
  htmlTable,
  type TableColumn,
  textTable,
  withDisplay,
} from "../display/mod.ts";
import { plural, UsageError } from "../errors/mod.ts";
import { formatPotency, type Potency } from "../potency/mod.ts";
import type { FitStatus } from "../dose_response/mod.ts";
import { meanResponse } from "./mean_response.ts";
import type { NamedScreen } from "./named_screen.ts";
import { potencyOf } from "./potency_of_fit.ts";
import { type ScreenFits, STATUSES } from "./screen_fits.ts";

/** One curve of a screen: how strong its effect is, and how sure. */
export interface ScreenedCurve {
  /** Its position in the screen, from 0. */
  readonly curve: number;
  /** The cell line. */
  readonly cellLine: string;
  /** The drug. */
  readonly drug: string;
  /** Mean fitted response over the tested log doses, control is 1; of a flat curve that of its wells. */
  readonly auc: number;
  /** Against no effect, with false discoveries controlled over all curves of the screen. */
  readonly q: number;
  /** What became of the fit. */
  readonly status: FitStatus;
  /** Whether it is a hit. */
  readonly hit: boolean;
}

/** The hits of a screen among all its curves that have an answer. */
export interface ScreenHits {
  /** Every curve with an AUC and a q value, in the order of the screen. */
  readonly curves: readonly ScreenedCurve[];
  /** The hits, lowest AUC first. */
  readonly hits: readonly ScreenedCurve[];
  /**
   * Curves without an answer: too few doses, all wells alike, or an area under the fitted curve that
   * lies beyond all of its own wells.
   */
  readonly unanswered: number;
  /** What a hit needs: q at most this. */
  readonly q: number;
  /** What a hit needs: AUC at most this. */
  readonly auc: number;
}

/** What a curve needs to be a hit. */
export interface ScreenHitsOptions {
  /** Highest q value; default 0.01. */
  readonly q?: number;
  /** Highest AUC (mean response, control is 1); default 0.7. */
  readonly auc?: number;
}

/**
 * The hits of a screen: curves with an effect that the wells show (q) and that is large (AUC).
 *
 * Both are needed. With thousands of curves a small effect can be certain, and a large one chance.
 *
 * @param fits What `fitScreen` or `fitScreenInWorkers` returned
 * @param screen The screen that was fitted
 * @returns Counts and curves; it shows itself as n of N and a table of the strongest
 * @throws {UsageError} If the fits are not those of the screen, or a threshold is no number above 0
 *
 * @example Usage
 * ```ts
 * import { fitScreen, screenHits, simulateScreen } from "halfmax/screen/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const screen = simulateScreen({ lines: 5, drugs: 20 });
 * const { curves, hits } = screenHits(fitScreen(screen), screen, { q: 0.01, auc: 0.7 });
 * assertEquals(curves.length, 100);
 * assertEquals(hits.every(({ q, auc }) => q <= 0.01 && auc <= 0.7), true);
 * ```
 */
export function screenHits(
  fits: ScreenFits,
  screen: NamedScreen,
  { q = 0.01, auc = 0.7 }: ScreenHitsOptions = {},
): ScreenHits {
  requireSameScreen(fits, screen, "find hits");
  for (const [name, threshold] of Object.entries({ q, auc })) {
    if (threshold > 0 && threshold < Infinity) continue;
    throw new UsageError(`Cannot find hits: ${name} must be a number above 0, found ${threshold}`);
  }
  const { values, codes } = fits;
  const curves: ScreenedCurve[] = [];
  for (let curve = 0; curve < fits.curves; curve++) {
    const [ownAuc, ownQ] = [meanResponse(fits, screen, curve), values.q_no_effect[curve]];
    if (Number.isNaN(ownAuc) || Number.isNaN(ownQ)) continue;
    curves.push({
      curve,
      cellLine: screen.cellLine[curve],
      drug: screen.drug[curve],
      auc: ownAuc,
      q: ownQ,
      status: STATUSES[codes.status[curve]],
      hit: ownQ <= q && ownAuc <= auc,
    });
  }
  const hits = curves.filter(({ hit }) => hit).sort((a, b) => a.auc - b.auc || a.curve - b.curve);
  const found = { curves, hits, unanswered: fits.curves - curves.length, q, auc };
  return withDisplay(found, () => show(found, fits, screen.unit));
}

/** The fits of one screen do not go with the names of another. */
export function requireSameScreen(fits: ScreenFits, screen: NamedScreen, action: string): void {
  if (fits.curves === screen.curves) return;
  throw new UsageError(
    `Cannot ${action}: the fits must be those of the screen, found ${
      plural(fits.curves, "fit")
    } and ${plural(screen.curves, "curve")}`,
  );
}

/** Hits that a table shows. */
const SHOWN = 15;

function show(found: ScreenHits, fits: ScreenFits, unit: string): DisplayBundle {
  const { curves, hits, unanswered, q, auc } = found;
  const line =
    `${hits.length.toLocaleString("en-US")} of ${
      plural(curves.length, "curve")
    } are hits (q ≤ ${q}, AUC ≤ ${auc})` +
    (unanswered === 0 ? "" : `; ${plural(unanswered, "curve")} without an answer`);
  const strongest = hits.slice(0, SHOWN).map((hit) => ({
    ...hit,
    potency: potencyOf(fits, hit.curve, { kind: "absolute", unit }),
  }));
  const rest = hits.length > SHOWN ? `The ${SHOWN} strongest:` : "";
  return {
    "text/plain": [line, ...(rest === "" ? [] : [rest]), textTable(strongest, COLUMNS)].join("\n"),
    "text/html": `<p>${escapeHtml([line, rest].filter(Boolean).join(". "))}</p>${
      htmlTable(strongest, COLUMNS)
    }`,
  };
}

const COLUMNS: readonly TableColumn<ScreenedCurve & { readonly potency: Potency }>[] = [
  { header: "drug", cell: ({ drug }) => drug },
  { header: "cell line", cell: ({ cellLine }) => cellLine },
  { header: "AUC", cell: ({ auc }) => auc.toFixed(3).replace("-", "−"), align: "right" },
  { header: "q", cell: ({ q }) => formatNumber(q, 2), align: "right" },
  { header: "absolute IC50", cell: ({ potency }) => formatPotency(potency, { reason: false }) },
  { header: "status", cell: ({ status }) => status },
];
