import { escapeHtml } from "../display/mod.ts";
import { list, plural } from "../errors/mod.ts";
import { describePositionEffect, type PlateQuality } from "../plates/mod.ts";
import { formatPotency, formatRatio } from "../potency/mod.ts";
import type { Analysis } from "./analysis.ts";
import { eachReplicate } from "./ic50_part.ts";
import { named, nameOf } from "./show_analysis.ts";

/** More IC50s or fold changes than this stand in their tables alone. */
const MOST_ANSWERS = 12;

/** More plates or curves than this with something wrong are counted, not told one by one. */
const MOST_DOUBTS = 6;

/** IC50s up to this many show what each replicate says. */
const FEW = 3;

type Line = readonly [name: string, text: string];

/** What a reader came for, in the first lines, and what speaks against it. */
export function answers(analysis: Analysis): string {
  const { absolute, relative, rows, notDrawn } = analysis;
  const concentrations = rows.control.basis === "none" ? relative : absolute;
  const lines: Line[] = [
    ...concentrations.slice(0, MOST_ANSWERS).flatMap((one): Line[] => [
      [nameOf(one.key), `${one.potency.kind} IC50 ${formatPotency(one.potency)}`],
      ...(one.replicates.length > 1 && concentrations.length <= FEW
        ? [["each replicate", eachReplicate(one)] as const]
        : []),
    ]),
    ...leftAside(analysis),
    ...foldLines(analysis),
    ...plateDoubts(analysis),
    ...curveDoubts(analysis),
    ...notDrawn.map((reason): Line => ["Not drawn", reason]),
  ];
  const items = lines.map(([name, text]) =>
    `<li><b>${escapeHtml(name)}</b><span>${escapeHtml(text)}</span></li>`
  );
  const more = concentrations.length - MOST_ANSWERS;
  return `<ul class="answers">${items.join("")}</ul>${
    more <= 0 ? "" : `<p>and ${plural(more, "more IC50")} below</p>`
  }`;
}

/** IC50s that rest on fewer curves where poor plates are left aside. */
function leftAside({ withoutPoor, absolute }: Analysis): Line[] {
  if (withoutPoor === null) return [];
  const changed = withoutPoor.absolute.filter(({ key, potency }) =>
    absolute.some((one) =>
      nameOf(one.key) === nameOf(key) && one.potency.replicates !== potency.replicates
    )
  );
  if (changed.length > FEW) return [];
  return changed.map(({ key, potency }): Line => [
    `${nameOf(key)}, without ${plural(withoutPoor.plates.length, "poor plate")}`,
    `absolute IC50 ${formatPotency(potency)}`,
  ]);
}

function foldLines({ folds }: Analysis): Line[] {
  return (folds ?? []).slice(0, MOST_ANSWERS).map((fold): Line => [
    [`${named(fold.test)} over ${fold.reference}`, ...Object.values(fold.key)].filter(Boolean).join(
      ", ",
    ),
    `${formatRatio(fold, { note: false })}, ${fold.direction}`,
  ]);
}

function plateDoubts({ quality, wells, rows }: Analysis): Line[] {
  if (wells === null) return [["Plate quality", "not known: the input has no plates"]];
  const doubtful = quality.filter(({ verdict }) => verdict !== "good");
  const lost = new Map(lostPlates({ rows, wells }));
  if (doubtful.length > MOST_DOUBTS) {
    return [...Map.groupBy(doubtful, ({ verdict }) => verdict)].map(([verdict, plates]): Line => [
      `${plural(plates.length, `${verdict} plate`)} of ${quality.length}`,
      list(plates.map(({ plate }) => plate)),
    ]);
  }
  const judged = doubtful.map((plate): Line => {
    const why = whyDoubtful(plate);
    const left = lost.get(plate.plate);
    return [
      `Plate ${plate.plate} is ${plate.verdict}`,
      left === undefined ? why : `left out: ${left}. ${why}`,
    ];
  });
  const unjudged = [...lost].filter(([plate]) => !doubtful.some((one) => one.plate === plate))
    .map(([plate, reason]): Line => [`Plate ${plate} is left out`, reason]);
  return [...judged, ...unjudged.slice(0, MOST_DOUBTS)];
}

/** What is wrong with a plate, in words. */
export function whyDoubtful({ reasons, positionEffects }: PlateQuality): string {
  return [...new Set([...positionEffects.map(describePositionEffect), ...reasons])].join("; ");
}

/** The plates of which no well was analysed, with the reason of the most. */
function lostPlates(
  { rows, wells }: { readonly rows: Analysis["rows"]; readonly wells: Analysis["wells"] },
): [plate: string, reason: string][] {
  const analysed = new Set(wells?.wells.map(({ plate }) => plate));
  const lost = rows.excluded.filter(({ plate }) => !analysed.has(plate ?? ""));
  return [...Map.groupBy(lost, ({ plate }) => plate ?? "")].map(([plate, rows]) => {
    const reasons = [...Map.groupBy(rows, ({ reason }) => reason)];
    // A well that the layout does not name is no reason to lose a plate.
    const own = reasons.filter(([reason]) => reason !== "not in the layout");
    const [[reason]] = (own.length === 0 ? reasons : own).sort(([, a], [, b]) =>
      b.length - a.length
    );
    return [plate, reason];
  });
}

function curveDoubts({ fits }: Analysis): Line[] {
  const doubtful = fits.filter(({ status, reason }) => status !== "measured" && reason !== "");
  if (doubtful.length > MOST_DOUBTS) {
    return [...Map.groupBy(doubtful, ({ status }) => status)].map(([status, group]): Line => [
      `${plural(group.length, "curve")} of ${fits.length} ${status}`,
      list(group.map(({ curve }) => nameOf(curve.key))),
    ]);
  }
  return doubtful.map(({ curve, status, reason }): Line => [
    `Curve ${nameOf(curve.key)} is ${status}`,
    reason,
  ]);
}
