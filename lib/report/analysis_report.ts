import { escapeHtml } from "../display/mod.ts";
import type { Analysis } from "./analysis.ts";
import { answers } from "./answers.ts";
import { curvesPart } from "./curves_part.ts";
import { foldsPart } from "./folds_part.ts";
import { ic50Part } from "./ic50_part.ts";
import { page } from "./page.ts";
import { qualityPart } from "./quality_part.ts";
import { excludedPart, methodsPart, provenancePart } from "./record_parts.ts";
import { drawings, paragraph } from "./report_parts.ts";

/**
 * The report of an analysis as one HTML page that needs nothing but itself: answers first, then plate
 * quality, curves, IC50s, fold changes, residuals, what was left out, the Methods paragraph and where
 * everything came from.
 *
 * It reads in a browser, light or dark, and on paper; tables sort by their headers; figures are
 * drawings in the page with a description for screen readers. Every text of the data is escaped, and
 * the page's own policy forbids any request.
 *
 * @example Usage
 * ```ts
 * import { analysisReport, analyzePlates } from "halfmax/report/mod.ts";
 * import { assert } from "@std/assert";
 *
 * const page = analysisReport(await analyzePlates("data/h3122_crizotinib_simulated/wells.csv"));
 * assert(page.startsWith("<!DOCTYPE html>") && page.includes("SIMULATED"));
 * ```
 */
export function analysisReport(analysis: Analysis): string {
  const parts = [
    ["quality", "Plate quality", qualityPart(analysis)],
    ["curves", "Curves", curvesPart(analysis)],
    ["ic50", "IC50", ic50Part(analysis)],
    ["folds", `Fold change over ${analysis.call.reference ?? ""}`, foldsPart(analysis)],
    ["residuals", "Does the model fit?", residualsPart(analysis)],
    ["excluded", "Rows left out", excludedPart(analysis)],
    ["methods", "Methods", methodsPart(analysis)],
    ["provenance", "Where this came from", provenancePart(analysis)],
  ].filter(([, , content]) => content !== "");
  const links = parts.map(([id, title]) => `<li><a href="#${id}">${escapeHtml(title)}</a></li>`);
  const sections = parts.map(([id, title, content]) =>
    `<section id="${id}">\n<h2>${escapeHtml(title)}</h2>\n${content}\n</section>`
  );
  const title = `Dose-response of ${baseName(analysis.source)}`;
  return page(
    `${analysis.simulated ? "SIMULATED: " : ""}${title}`,
    `<header>
${analysis.simulated ? '<p class="simulated">SIMULATED</p>\n' : ""}<h1>${escapeHtml(title)}</h1>
<p class="use">Research use only. Made by halfmax ${escapeHtml(analysis.versions.halfmax)}.</p>
${answers(analysis)}
<nav aria-label="Contents"><ul>${links.join("")}</ul></nav>
</header>
<main>
${sections.join("\n")}
</main>`,
  );
}

function baseName(path: string): string {
  return path.split(/[/\\]/).at(-1) || path;
}

function residualsPart({ figures }: Analysis): string {
  const drawn = drawings(figures, "residuals");
  if (drawn.length === 0) return "";
  return [
    paragraph(
      "Where the model fits, residuals scatter around zero without a pattern, in every curve.",
    ),
    ...drawn,
  ].join("\n");
}
