import { formatPercent } from "../display/mod.ts";
import { list, plural } from "../errors/mod.ts";
import { formatPotency, type Potency } from "../potency/mod.ts";
import type { FoldChange } from "../resistance/mod.ts";
import type { AnalysedRows, Analysis } from "./analysis.ts";

/** Works that a sentence rests on, in the form that journals print. */
const WORKS = {
  quality:
    "Zhang JH, Chung TDY, Oldenburg KR. J Biomol Screen 1999;4:67. doi:10.1177/108705719900400206",
  profile: "Bates DM, Watts DG. Nonlinear Regression Analysis and Its Applications. Wiley; 1988.",
  rates:
    "Benjamini Y, Hochberg Y. J R Stat Soc B 1995;57:289. doi:10.1111/j.2517-6161.1995.tb02031.x",
  interval: "Student. Biometrika 1908;6:1. doi:10.1093/biomet/6.1.1",
  censored: "Cohen AC. Technometrics 1959;1:217. doi:10.1080/00401706.1959.10489859",
  welch: "Welch BL. Biometrika 1947;34:28. doi:10.1093/biomet/34.1-2.28",
} as const;

/**
 * A paragraph for a Methods section that states what this run did and nothing else, then the works
 * that it cites. Plain text; numbers in brackets are the citations.
 */
export function methodsParagraph(analysis: Analysis): string {
  const cited: string[] = [];
  const cite = (work: keyof typeof WORKS) => {
    if (!cited.includes(WORKS[work])) cited.push(WORKS[work]);
    return `[${cited.indexOf(WORKS[work]) + 1}]`;
  };
  const sentences = [
    ...dataSentences(analysis),
    ...qualitySentences(analysis, cite),
    ...curveSentences(analysis, cite),
    ...replicateSentences(analysis, cite),
    ...foldSentences(analysis, cite),
    softwareSentence(analysis),
  ];
  const works = cited.map((work, i) => `[${i + 1}] ${work}`);
  return [sentences.join(" "), ...(works.length === 0 ? [] : ["", ...works])].join("\n");
}

type Cite = (work: keyof typeof WORKS) => string;

function dataSentences(analysis: Analysis): string[] {
  const { rows, wells, simulated, source, inputs: [file] } = analysis;
  const reasons = [...Map.groupBy(rows.excluded, ({ reason }) => reason)]
    .map(([reason, rows]) => `${reason} (${rows.length})`);
  const [left, were] = [rows.excluded.length, rows.excluded.length === 1 ? "was" : "were"];
  return [
    ...(simulated ? ["The data are SIMULATED."] : []),
    // Of several readings the source names the one that was taken.
    ...(file !== undefined && source.startsWith(`${file.name}, `)
      ? [`Of ${file.name} the reading "${source.slice(file.name.length + 2)}" was taken.`]
      : []),
    `Of ${countedRows(analysis)}, ${rows.used.toLocaleString("en-US")} were analysed${
      left === 0 ? "." : `; ${left} ${were} left out before any curve was fitted: ${list(reasons)}.`
    }${putBack(analysis)}`,
    ...(wells === null
      ? ["They came without their plates, so that plate quality could not be judged."]
      : []),
    rows.normalization === ""
      ? asTheyCame(rows)
      : `${
        rows.normalization.replace(/^Fraction of control: /, "Responses are fractions of control: ")
      }.`,
  ];
}

function countedRows({ wells, rows }: Analysis): string {
  if (wells === null) return plural(rows.read, "row");
  const plates = new Set([...wells.wells, ...wells.excluded].map(({ plate }) => plate)).size;
  return `${plural(rows.read, "well")} on ${plural(plates, "plate")}`;
}

function putBack({ everyWell }: Analysis): string {
  if (everyWell === null) return "";
  const ic50s = everyWell.length === 1 ? "IC50 was" : "IC50s were";
  const each = everyWell.map(({ key, potency }) => `${nameOf(key)}${short(potency)}`);
  return ` With those that have a signal put back, the absolute ${ic50s} ${list(each)}.`;
}

function asTheyCame({ scale, control }: AnalysedRows): string {
  if (scale === "raw") return "Signals were analysed as read, without normalisation.";
  const declared = control.basis === "declared"
    ? `, and control (${control.value}) was taken as exact`
    : "";
  return `Responses came as ${scale} of control${declared}.`;
}

function qualitySentences({ quality }: Analysis, cite: Cite): string[] {
  const known = quality.flatMap(({ zPrime }) => zPrime ?? []);
  if (known.length === 0) return [];
  const low = [...new Set(quality.flatMap(({ against }) => against ?? []))];
  const verdicts = [...Map.groupBy(quality, ({ verdict }) => verdict)]
    .map(([verdict, rows]) => `${rows.length} ${verdict}`);
  const [least, most] = [Math.min(...known), Math.max(...known)].map((z) =>
    z.toFixed(2).replace("-", "−")
  );
  return [
    `Plate quality was judged before fitting by Z′ between vehicle and ${list(low)} wells ${
      cite("quality")
    }, the variation of the vehicle wells and position effects (Z′ ${
      least === most ? least : `${least} to ${most}`
    }; ${list(verdicts)}).`,
  ];
}

const MODELS = {
  "4PL":
    "Four-parameter logistic curves, bottom + (top − bottom) / (1 + (dose / IC50)^slope), all four parameters free,",
  "3PL":
    "Three-parameter logistic curves, top / (1 + (dose / IC50)^slope), the lower plateau held at 0,",
  "2PL":
    "Two-parameter logistic curves, control / (1 + (dose / IC50)^slope), the plateaus held at control and 0,",
} as const;

function curveSentences({ fits, by, rows, call }: Analysis, cite: Cite): string[] {
  const vehicle = fits.some(({ curve }) => curve.doses.includes(0));
  const measured = [...Map.groupBy(fits, ({ status }) => status)]
    .map(([status, group]) => `${group.length} ${status}`);
  return [
    `${MODELS[call.model ?? "4PL"]} were fitted by unweighted least squares to the wells of ${
      plural(fits.length, "curve")
    }${by.length === 0 ? "" : ` (one for each ${list(by.map(words))})`}${
      vehicle ? ", vehicle wells entering as observations at dose zero" : ""
    }.`,
    `Each curve was tested against no effect by an F test, with the false discovery rate over all curves controlled ${
      cite("rates")
    }; the outcomes were ${list(measured)}.`,
    `The relative IC50 is the dose halfway between the plateaus of the curve${
      rows.control.basis === "none"
        ? "."
        : ", the absolute IC50 the dose at which the curve crosses half of control."
    }`,
    `Limits of a single curve are 95 % profile-likelihood limits on the log scale, calibrated by the F distribution ${
      cite("profile")
    }; where a side stays open, the one-sided 95 % limit or the last tested dose is given as a bound.`,
  ];
}

/** Only what this run used: the potencies say how their limits were made. */
function replicateSentences(
  { over, absolute, relative, rows, withoutPoor }: Analysis,
  cite: Cite,
): string[] {
  if (over === null) return ["Intervals speak of the wells of one experiment."];
  const potencies = rows.control.basis === "none" ? relative : [...absolute, ...relative];
  const counts = potencies.map(({ potency, replicates }) =>
    potency.replicates ?? replicates.length
  );
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  const used = (method: string) =>
    potencies.some(({ potency: { interval } }) =>
      interval?.meaning === "confidence" && interval.method === method
    );
  const allBounds = potencies.some(({ replicates }) =>
    replicates.length > 0 &&
    replicates.every(({ potency }) => potency.relation === ">" || potency.relation === "<")
  );
  return [
    `Over ${least === most ? least : `${least} to ${most}`} biological replicates (column ${
      words(over)
    }) the IC50 is the geometric mean${
      used("t over replicates")
        ? ` with a 95 % t interval on the log scale ${cite("interval")}`
        : ""
    }${
      used("censored likelihood over replicates")
        ? `; a replicate that gave only a bound entered as such by a censored log-normal likelihood ${
          cite("censored")
        }`
        : ""
    }${
      allBounds ? "; where all replicates gave bounds, the most cautious of them is reported" : ""
    }.`,
    ...withoutPoorSentence(withoutPoor),
  ];
}

function withoutPoorSentence(withoutPoor: Analysis["withoutPoor"]): string[] {
  if (withoutPoor === null) return [];
  const { plates, absolute } = withoutPoor;
  const each = absolute.map(({ key, potency }) => `${nameOf(key)}${short(potency)}`);
  return [
    `Without the curves of ${plates.length === 1 ? "the poor plate" : "poor plates"} ${
      list(plates)
    } the absolute ${each.length === 1 ? "IC50 was" : "IC50s were"} ${list(each)}.`,
  ];
}

function foldSentences({ folds, over, call }: Analysis, cite: Cite): string[] {
  if (folds === null || folds.length === 0) return [];
  const bounds = folds.some(({ relation }) => relation === ">" || relation === "<");
  const kinds = [...new Set(folds.flatMap(({ kind }) => kind ?? []))];
  const how = over === null
    ? `from one fit of both curves with 95 % profile-likelihood limits ${cite("profile")}`
    : ["as the ratio of geometric means", ...intervalsOf(folds, cite)].join(" ");
  return [
    `Fold changes over ${call.reference} were computed ${how} (${
      list(kinds.map((kind) => `${kind} over ${kind} IC50`))
    })${
      bounds
        ? "; where one of the two is only a bound, so is the fold change, taken over the far limit of the other"
        : ""
    }.`,
  ];
}

/** How the intervals of fold changes over replicates were made, where there are any. */
function intervalsOf(folds: readonly FoldChange[], cite: Cite): string[] {
  const methods = folds.flatMap(({ relation, interval }) =>
    relation === "=" && interval?.meaning === "confidence" ? [interval.method] : []
  );
  const [welch, censored] = ["Welch", "censored"].map((word) =>
    methods.some((method) => method.includes(word))
  );
  return [
    ...(welch ? [`with Welch's 95 % t interval on the log scale ${cite("welch")}`] : []),
    ...(censored
      ? [
        `${welch ? "or, " : ""}where a replicate gave only a bound, ${
          welch ? "" : "with "
        }a t interval from the censored log-normal likelihood ${cite("censored")}`,
      ]
      : []),
  ];
}

function softwareSentence({ versions: { halfmax, deno } }: Analysis): string {
  return `Analyses were done with halfmax ${halfmax} on Deno ${deno}.`;
}

function nameOf(key: Readonly<Record<string, string>>): string {
  const names = Object.values(key).filter(Boolean);
  return names.length === 0 ? "" : `${names.join(" ")} `;
}

function short(potency: Potency): string {
  const { lower, upper, interval } = potency;
  const value = formatPotency({ ...potency, lower: null, upper: null, replicates: null }, {
    reason: false,
  });
  const known = potency.relation === "=" && lower !== null && upper !== null &&
    interval?.meaning === "confidence";
  if (!known) return value;
  const limits = formatPotency({ ...potency, replicates: null }, { reason: false });
  return limits.replace(`${formatPercent(interval.level)} CI `, "");
}

function words(name: string): string {
  return name.replaceAll("_", " ");
}
