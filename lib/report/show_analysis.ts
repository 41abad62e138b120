import { withDisplay } from "../display/mod.ts";
import { formatPotency, formatRatio } from "../potency/mod.ts";
import type { Analysis } from "./analysis.ts";
import { countedStatus } from "./fit_in_parts.ts";

/** Names of a curve in a line: "H3122, crizotinib"; of a file that is one curve, "All wells". */
export function nameOf(key: Readonly<Record<string, string>>): string {
  return Object.values(key).filter(Boolean).join(", ") || "All wells";
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
            `  ${nameOf({ test: fold.test, ...fold.key })} over ${fold.reference}: ${
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
