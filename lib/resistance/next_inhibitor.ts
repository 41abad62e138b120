import { escapeHtml, htmlTable, type TableColumn, textTable, withDisplay } from "../display/mod.ts";
import { formatPotency, formatRatio, type Potency } from "../potency/mod.ts";
import { type Call, callResistance, type ResistanceCall } from "./call_resistance.ts";
import { type CallThresholds, DEFAULT_THRESHOLDS } from "./call_thresholds.ts";
import {
  type CrossResistance,
  findGenotype,
  findPanel,
  type MatrixEntry,
} from "./cross_resistance.ts";
import { type FoldChange, foldExtent } from "./fold_change_record.ts";

/** One inhibitor's place among those of its panel. */
export interface RankedInhibitor {
  /** The drug. */
  readonly inhibitor: string;
  /** 1 is best; equal ranks cannot be told apart; null where nothing is known to rank by. */
  readonly rank: number | null;
  /** Others of the same rank. */
  readonly tiedWith: readonly string[];
  /** Null where the panel has no fold change over the inhibitor's own reference. */
  readonly fold: FoldChange | null;
  /** As the source has it: also a word, or a dash; null where the panel lacks this cell. */
  readonly printed: Potency | null;
  /** By fold change and absolute IC50 together. */
  readonly call: Call;
  /** Why it is called so, or why nothing is known. */
  readonly reason: string;
}

/** The inhibitors of one source, assay and model, best first, those not known last. */
export interface PanelRanking {
  /** The source, assay and model. */
  readonly panel: string;
  /** Best first; without a rank last. */
  readonly ranking: readonly RankedInhibitor[];
}

/** What the sources say of the inhibitors for one genotype. */
export interface NextInhibitor {
  /** The protein that the genotype is of; null where no column says. */
  readonly target: string | null;
  /** Its name in the matrix. */
  readonly genotype: string;
  /** By which the calls were made. */
  readonly thresholds: CallThresholds;
  /** One ranking for each; never merged. */
  readonly panels: readonly PanelRanking[];
  /** Inhibitors of the matrix of which no source says anything for this genotype. */
  readonly notKnown: readonly string[];
  /** Not for treating patients. */
  readonly use: "Research use only";
}

/**
 * Which inhibitor next, for a genotype: a ranking within each source, assay and model.
 *
 * Each inhibitor is judged by its fold change over its own reference and by its call (fold change and
 * absolute IC50 together); never by nanomolar alone, since a drug's working concentration is its own.
 * One stands before another if its call is better (hypersensitive, sensitive, cannot tell, resistant)
 * or, with the same call, if its whole fold change lies below the other's; else the two are tied. What
 * has no fold change is shown without a rank, with the word the source used. Panels are never merged,
 * and a compound mutation is looked up as itself. Research use only.
 *
 * @param matrix From `crossResistance`
 * @param genotype As in the matrix, in any HGVS spelling; with its protein, "ALK WT", where needed
 * @param options.thresholds For the calls; default {@linkcode DEFAULT_THRESHOLDS}
 * @param options.panel One panel by its name or a part of it; default all that have the genotype
 * @throws {UsageError} If the matrix does not have the genotype (or panel); the nearest is offered
 *
 * @example Usage
 * ```ts
 * import { readPotencies } from "halfmax/potency/mod.ts";
 * import { crossResistance, nextInhibitor } from "halfmax/resistance/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const printed = await readPotencies("data/crizotinib_guide_2025/ic50.csv");
 * const next = nextInhibitor(crossResistance(printed, { reference: "WT" }), "G1202R");
 * assertEquals(next.panels[0].ranking[0].inhibitor, "lorlatinib");
 * assertEquals(next.use, "Research use only");
 * ```
 */
export function nextInhibitor(
  matrix: CrossResistance,
  genotype: string,
  { thresholds = DEFAULT_THRESHOLDS, panel }: { thresholds?: CallThresholds; panel?: string } = {},
): NextInhibitor {
  const { name, target } = findGenotype(matrix, genotype);
  const entries = matrix.cells.filter((cell) => cell.genotype === name && cell.target === target)
    .flatMap((cell) => cell.entries);
  const chosen = panel === undefined
    ? matrix.panels.filter((one) => entries.some((entry) => entry.panel === one.name))
    : [findPanel(matrix, panel)];
  const panels = chosen.map((one): PanelRanking => {
    const inPanel = new Set(
      matrix.cells.flatMap((cell) => cell.entries).filter((entry) => entry.panel === one.name)
        .map(({ inhibitor }) => inhibitor),
    );
    const candidates = matrix.inhibitors.filter((inhibitor) => inPanel.has(inhibitor)).map((
      inhibitor,
    ) =>
      candidateOf(
        inhibitor,
        entries.find((entry) => entry.panel === one.name && entry.inhibitor === inhibitor),
        thresholds,
      )
    );
    return { panel: one.name, ranking: rank(candidates) };
  });
  const next: NextInhibitor = {
    target,
    genotype: name,
    thresholds,
    panels,
    notKnown: matrix.inhibitors.filter((inhibitor) =>
      !entries.some((entry) => entry.inhibitor === inhibitor)
    ),
    use: "Research use only",
  };
  return withDisplay(next, () => show(next));
}

type Candidate = Omit<RankedInhibitor, "rank" | "tiedWith">;

function candidateOf(
  inhibitor: string,
  entry: MatrixEntry | undefined,
  thresholds: CallThresholds,
): Candidate {
  if (entry === undefined) {
    return {
      inhibitor,
      fold: null,
      printed: null,
      call: "cannot tell",
      reason: "not known for this genotype here",
    };
  }
  const { fold, printed, potency } = entry;
  if (fold === null) {
    return {
      inhibitor,
      fold,
      printed,
      call: "cannot tell",
      reason: "the reference itself",
    };
  }
  const { call, reason } = judged(fold, potency, thresholds);
  return { inhibitor, fold, printed, call, reason: [reason, fold.note].filter(Boolean).join("; ") };
}

/** The call, or why these values are not of the kind that thresholds are for. */
function judged(
  fold: FoldChange,
  potency: Potency,
  thresholds: CallThresholds,
): Pick<ResistanceCall, "call" | "reason"> {
  if (potency.kind === "relative" || potency.endpoint !== "IC50" || potency.unit !== "nM") {
    return {
      call: "cannot tell",
      reason: `the thresholds are for absolute IC50s in nM, not ${
        [potency.kind ?? "", potency.endpoint, `in ${potency.unit}`].join(" ").trim()
      }`,
    };
  }
  return callResistance(fold, potency, { thresholds });
}

const ORDER: readonly Call[] = ["hypersensitive", "sensitive", "cannot tell", "resistant"];

function rank(candidates: readonly Candidate[]): RankedInhibitor[] {
  const known = candidates.filter(isKnown);
  const ranks = new Map(
    known.map((one) => [one, 1 + known.filter((other) => isBefore(other, one)).length]),
  );
  const ranked = candidates.map((one): RankedInhibitor => {
    const place = ranks.get(one) ?? null;
    return {
      ...one,
      rank: place,
      tiedWith: place === null
        ? []
        : known.filter((other) => other !== one && ranks.get(other) === place).map((
          { inhibitor },
        ) => inhibitor),
    };
  });
  return ranked.sort((a, b) =>
    order(a.rank ?? Infinity, b.rank ?? Infinity) || order(middle(a), middle(b)) ||
    order(a.printed === null ? 1 : 0, b.printed === null ? 1 : 0) ||
    (a.inhibitor < b.inhibitor ? -1 : 1)
  );
}

/** a - b where both may be infinite. */
function order(a: number, b: number): number {
  return a === b ? 0 : a - b;
}

function isKnown({ fold }: Candidate): boolean {
  return fold !== null && fold.relation !== "not determined";
}

/** Whether one candidate is surely before another. */
function isBefore(a: Candidate, b: Candidate): boolean {
  const calls = ORDER.indexOf(a.call) - ORDER.indexOf(b.call);
  if (calls !== 0) return calls < 0;
  const [above, below] = [a.fold && foldExtent(a.fold), b.fold && foldExtent(b.fold)];
  return above !== null && below !== null && above.upper < below.lower;
}

/** A fold change as one number, only to put ties into a fixed order. */
function middle({ fold }: Candidate): number {
  const extent = fold && foldExtent(fold);
  if (extent === null) return Infinity;
  const { lower, upper } = extent;
  if (lower === 0) return upper;
  return Number.isFinite(upper) ? Math.sqrt(lower * upper) : lower * 1e6;
}

const COLUMNS: readonly TableColumn<RankedInhibitor>[] = [
  {
    header: "rank",
    cell: ({ rank, tiedWith }) =>
      rank === null ? "–" : `${rank}${tiedWith.length > 0 ? " (tied)" : ""}`,
  },
  { header: "inhibitor", cell: ({ inhibitor }) => inhibitor },
  {
    header: "fold change over its own reference",
    cell: ({ fold }) => fold === null ? "–" : formatRatio(fold, { note: false }),
  },
  {
    header: "as the source has it",
    cell: ({ printed }) => printed === null ? "–" : formatPotency(printed, { reason: false }),
  },
  { header: "call", cell: ({ call }) => call },
  { header: "why", cell: ({ reason }) => reason },
];

function show({ target, genotype, panels, notKnown, thresholds }: NextInhibitor) {
  const subject = `${target ?? ""} ${genotype}`.trim();
  const caption = (panel: string) => `${subject}: ${panel}`;
  const notes = [
    ...(notKnown.length > 0 ? [`No source on ${subject}: ${notKnown.join(", ")}`] : []),
    `Calls by "${thresholds.name}", version ${thresholds.version}. Ranks are within one source, ` +
    `assay and model`,
    "Research use only",
  ];
  return {
    "text/plain": [
      ...panels.map(({ panel, ranking }) =>
        textTable(ranking, COLUMNS, { caption: caption(panel) })
      ),
      ...notes,
    ].join("\n\n"),
    "text/html":
      panels.map(({ panel, ranking }) => htmlTable(ranking, COLUMNS, { caption: caption(panel) }))
        .join("") +
      notes.map((note) => `<div style="padding:2px 10px">${escapeHtml(note)}</div>`).join(""),
  };
}
