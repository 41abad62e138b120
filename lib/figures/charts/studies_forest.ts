import { formatPercent } from "../../display/mod.ts";
import { plural, UsageError } from "../../errors/mod.ts";
import type { PooledFrequency } from "../../mechanisms/mod.ts";
import { type Figure, type FigureOptions, makeFigure, type PlottedRow } from "../figure.ts";
import { panelGrid } from "../layout/panel_grid.ts";
import { type ShareRow, shareRows } from "../marks/share_rows.ts";
import { CATEGORY_COLORS } from "../theme/palette.ts";
import { countWords, shareWords } from "./share_words.ts";

/** The most studies that one plot shows. */
const MOST_STUDIES = 80;

/**
 * One mechanism over studies: each study's share with its interval, the pooled share as a diamond, and
 * the prediction interval.
 *
 * A square's area is the study's weight in the pooling, or its number assessed where the model has no
 * weights. Below three studies there is no pooled interval and the plot says so: an open diamond marks
 * the estimate. Studies that could not be pooled stay as rows of text with the reason.
 *
 * @param result What `poolFrequencies` returned
 * @throws {UsageError} If there are no studies at all, or more than 80
 *
 * @example Usage
 * ```ts
 * import { studiesForest } from "halfmax/figures/mod.ts";
 * import { countsOfTable, mechanismFrequency, poolFrequencies } from "halfmax/mechanisms/mod.ts";
 * import { parseTable } from "halfmax/tables/mod.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const text = "study,mechanism,n,N\nA,ALK mutation,4,11\nB,ALK mutation,9,40\nC,ALK mutation,6,21\n";
 * const counts = countsOfTable(parseTable(text, { source: "SIMULATED" }));
 * const figure = studiesForest(poolFrequencies(mechanismFrequency(counts)), { stamp: "SIMULATED" });
 * assertEquals(figure.data.map(({ name }) => name), [
 *   "A",
 *   "B",
 *   "C",
 *   "pooled (k = 3)",
 *   "prediction interval",
 * ]);
 * ```
 */
export function studiesForest(result: PooledFrequency, options: FigureOptions = {}): Figure {
  const { mechanism, pooled, remarks } = result;
  const studies = studyRows(result);
  const { level, k, prediction } = pooled;
  const estimate = pooledEstimate(result);
  const pooledRows = [pooledRow(result), ...predictionRows(result)];
  const noInterval = estimate !== null && pooled.lower === null;
  const weighted = pooled.studies.some(({ weight }) => weight !== null);
  const signs = [
    ...(pooled.studies.length > 0
      ? [
        `Squares, studies (area by ${weighted ? "weight" : "number assessed"})`,
        `lines, ${formatPercent(level)} intervals (Wilson)`,
      ]
      : []),
    ...(estimate === null ? [] : [
      noInterval
        ? "open diamond, estimate without interval"
        : `diamond, pooled with its ${formatPercent(level)} interval (${pooled.interval})`,
    ]),
    ...(k < 3 ? [`k = ${k}: too few studies to pool with an interval`] : []),
  ];
  const note = signs.join("; ");
  const drawing = panelGrid([
    shareRows({ entries: [...studies, ...pooledRows], column: "", reference: estimate }),
  ], { columns: 1, aspect: 0, axes: { x: `${mechanism} (%)`, y: "" }, note });
  const words = pooledWords(result);
  const further = [
    heterogeneityWords(result),
    pooled.reason,
    prediction !== null && !prediction.informative
      ? "Prediction interval of little use below five studies"
      : "",
    ...remarks,
  ].filter(Boolean);
  return makeFigure({
    by: "studiesForest",
    drawing,
    title: `${mechanism} in ${plural(k, "study", "studies")}: ${words}`,
    alt: `Forest plot of ${mechanism}, ${plural(k, "study", "studies")}. ${
      studies.slice(0, 12).map(({ name, text }) => `${name}: ${text}.`).join(" ")
    } Pooled: ${words}.`,
    caption: [`${note}. Model, ${pooled.model}`, ...further].map((part) =>
      `${part.charAt(0).toUpperCase()}${part.slice(1)}.`
    ).join(" "),
    data: [
      ...studies.map((row) => rowOf(row, "study", pooled)),
      ...pooledRows.map((row) => rowOf(row, "pooled", pooled)),
    ],
  }, options);
}

function studyRows({ pooled, leftOut }: PooledFrequency): ShareRow[] {
  const count = pooled.studies.length + leftOut.length;
  if (count === 0 || count > MOST_STUDIES) {
    throw new UsageError(
      `Cannot draw studies: needs 1 to ${MOST_STUDIES}, found ${count}` +
        (count === 0 ? "" : ". Draw them in parts"),
    );
  }
  const size = ({ weight, total }: (typeof pooled.studies)[number]) => weight ?? total;
  const most = Math.max(...pooled.studies.map(size));
  return [
    ...pooled.studies.map((study): ShareRow => ({
      name: study.name,
      shape: "square",
      estimate: study.estimate,
      lower: study.lower,
      upper: study.upper,
      color: CATEGORY_COLORS[0],
      weight: most > 0 ? size(study) / most : 1,
      text: countWords({
        ...study,
        assessable: study.total,
        status: "estimated",
        reason: "",
        asPrinted: null,
      }, pooled.level),
    })),
    ...leftOut.map(({ cohort, reason }) => textRow(cohort, `not pooled: ${reason}`)),
  ];
}

/** One study is not pooled: it stands as itself. */
function pooledEstimate({ pooled: { k, estimate } }: PooledFrequency): number | null {
  return k < 2 ? null : estimate;
}

function pooledRow(result: PooledFrequency): ShareRow {
  const { lower, upper } = result.pooled;
  const estimate = pooledEstimate(result);
  return {
    ...textRow(`pooled (k = ${result.pooled.k})`, pooledWords(result)),
    shape: "diamond",
    estimate,
    lower,
    upper,
    color: CATEGORY_COLORS[1],
  };
}

function predictionRows({ pooled: { prediction } }: PooledFrequency): ShareRow[] {
  if (prediction === null) return [];
  const { lower, upper, reference, informative } = prediction;
  const limits = `${tenths(lower)} to ${tenths(upper)} % (${reference})`;
  return [{
    ...textRow("prediction interval", limits + (informative ? "" : ", k < 5: says little")),
    lower,
    upper,
  }];
}

function textRow(name: string, text: string): ShareRow {
  const none = { estimate: null, lower: null, upper: null };
  return { name, text, ...none, shape: "limits", color: CATEGORY_COLORS[1], weight: 1 };
}

/** What may be said of all studies together. */
function pooledWords({ pooled }: PooledFrequency): string {
  const { estimate, lower, upper, events, total, k, status, level } = pooled;
  const counts = `${events.toLocaleString("en-US")} of ${total.toLocaleString("en-US")}`;
  if (estimate === null) return `${counts}, no estimate (${status})`;
  if (k === 1) return `${counts}, one study: nothing is pooled`;
  if (lower === null || upper === null) {
    return `${counts}, ${shareWords(estimate, null, null)}, no interval`;
  }
  return events === 0
    ? `${counts}, ${formatPercent(level)} upper limit ${tenths(upper)} %`
    : `${counts}, ${shareWords(estimate, lower, upper)}`;
}

function heterogeneityWords({ pooled: { heterogeneity } }: PooledFrequency): string {
  if (heterogeneity === null) return "";
  const { tauSquared, iSquaredFromQ } = heterogeneity;
  return `Between studies tau² ${tauSquared.toFixed(3)} on the model's scale, I² ${
    tenths(iSquaredFromQ)
  } % (from Q)`;
}

function tenths(share: number): string {
  return (100 * share).toFixed(1);
}

function rowOf(
  { name, estimate, lower, upper, text }: ShareRow,
  kind: "study" | "pooled",
  { studies }: PooledFrequency["pooled"],
): PlottedRow {
  const study = kind === "study" ? studies.find((one) => one.name === name) : undefined;
  return {
    kind: name === "prediction interval" && kind === "pooled" ? "prediction" : kind,
    name,
    n: study?.events ?? null,
    N: study?.total ?? null,
    estimate,
    lower,
    upper,
    weight: study?.weight ?? null,
    shown: text,
  };
}
