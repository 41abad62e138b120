import { withDisplay } from "../display/mod.ts";
import type { Fits } from "../dose_response/mod.ts";
import { list, plural } from "../errors/mod.ts";
import { formatPotency, formatRatio } from "../potency/mod.ts";
import type { Analysis } from "./analysis.ts";

/**
 * Names of a curve in a line: "H3122, crizotinib"; of a file that is one curve, "All wells"; of a row
 * of a table that leaves its names empty, "(no name)".
 */
export function nameOf(key: Readonly<Record<string, string>>): string {
  const names = Object.values(key);
  return names.filter(Boolean).join(", ") || (names.length === 0 ? "All wells" : named(""));
}

/** A name as it is read aloud: an empty one says that it is. */
export function named(name: string): string {
  return name || "(no name)";
}

/** In a notebook: how many curves became what, then IC50s and fold changes. */
export function showAnalysis(analysis: Analysis): Analysis {
  return withDisplay(analysis, () => {
    const { absolute, relative, rows, folds, simulated, fits, source, notDrawn } = analysis;
    const [kind, shown] = rows.control.basis === "none"
      ? ["relative", relative]
      : ["absolute", absolute];
    return {
      "text/plain": [
        `${simulated ? "SIMULATED. " : ""}${source}: ${countedStatus(fits)}`,
        `${kind} IC50`,
        ...shown.map(({ key, potency }) => `  ${nameOf(key)}: ${formatPotency(potency)}`),
        ...folds === null || folds.length === 0 ? [] : [
          "fold change",
          ...folds.map((fold) =>
            `  ${nameOf({ test: named(fold.test), ...fold.key })} over ${fold.reference}: ${
              formatRatio(fold, { note: false })
            }`
          ),
        ],
        ...notDrawn.map((reason) => `not drawn: ${reason}`),
        "Research use only",
      ].join("\n"),
    };
  });
}

/** How many curves became what: "12 curves, 10 measured and 2 flat". */
function countedStatus(fits: Fits): string {
  const status = [...Map.groupBy(fits, ({ status }) => status)]
    .map(([status, group]) => `${group.length} ${status}`);
  return `${plural(fits.length, "curve")}, ${list(status)}`;
}
