import { escapeHtml, htmlTable, type TableColumn, withDisplay } from "../display/mod.ts";
import { list, plural } from "../errors/mod.ts";
import { formatPotency, makePotency } from "../potency/mod.ts";
import { WELL_ROLES } from "./role.ts";
import type { Well, Wells } from "./well.ts";

/**
 * A set of wells that shows itself: one sentence, in Jupyter also a row per plate.
 *
 * Every function that makes a set ends here, so that each set reads
 * `576 wells on 6 plates: 2 cell lines, crizotinib 1 nM to 10 µM, 3 replicates; 2 excluded: "bubble" P2 C7, …`.
 */
export function makeWells(wells: Wells): Wells {
  return withDisplay({ ...wells }, () => ({
    "text/plain": describeWells(wells),
    "text/html": `<p>${escapeHtml(describeWells(wells)).replaceAll("\n", "<br>")}</p>${
      htmlTable(plateSummaries(wells), PLATE_COLUMNS)
    }`,
  }));
}

/** The wells in a sentence, and in a second one what was done to their signal. */
export function describeWells(set: Wells): string {
  const all = everyWell(set);
  const plates = distinct([...set.wells, ...set.excluded].map(({ plate }) => plate));
  const what = [named(all, "cell_line", "cell line"), drugsAndDoses(all, set.unit), replicates(all)]
    .filter(Boolean).join(", ");
  const excluded = set.excluded.map(({ reason, plate, position }) =>
    `"${reason}" ${plate} ${position}`
  );
  const left = excluded.length === 0 ? "" : `; ${excluded.length} excluded: ${listed(excluded)}`;
  const done = set.normalization === "" ? "" : `\n${set.normalization}.`;
  return `${plural(set.rowsRead, "well")} on ${plural(plates.length, "plate")}${
    what === "" ? "" : `: ${what}`
  }${left}${done}`;
}

const EXCLUDED_SHOWN = 5;

function listed(names: readonly string[]): string {
  const rest = names.length - EXCLUDED_SHOWN;
  return names.slice(0, EXCLUDED_SHOWN).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

interface PlateSummary {
  readonly plate: string;
  readonly cellLines: string;
  readonly drugs: string;
  readonly replicates: string;
  readonly roles: string;
  readonly excluded: string;
}

const PLATE_COLUMNS: readonly TableColumn<PlateSummary>[] = [
  { header: "plate", cell: ({ plate }) => plate },
  { header: "cell line", cell: ({ cellLines }) => cellLines },
  { header: "drug", cell: ({ drugs }) => drugs },
  { header: "replicate", cell: ({ replicates }) => replicates },
  { header: "wells", cell: ({ roles }) => roles },
  { header: "excluded", cell: ({ excluded }) => excluded },
];

function plateSummaries(set: Wells): PlateSummary[] {
  const onPlate = Map.groupBy(set.wells, ({ plate }) => plate);
  const excludedFrom = Map.groupBy(set.excluded, ({ plate }) => plate);
  return [...new Set([...onPlate.keys(), ...excludedFrom.keys()])].map((plate) => {
    const [wells, excluded] = [onPlate.get(plate) ?? [], excludedFrom.get(plate) ?? []];
    const all = everyWell({ wells, excluded });
    const labels = (name: string) => list(distinct(all.map((well) => well.labels[name] ?? "")));
    return {
      plate,
      cellLines: labels("cell_line"),
      drugs: drugsAndDoses(all, set.unit),
      replicates: labels("replicate"),
      roles: countRoles(wells),
      excluded: excluded.map(({ reason, position }) => `"${reason}" ${position}`).join(", "),
    };
  });
}

/** How many wells have each role: "sample 60, blank 12". */
export function countRoles(wells: readonly Well[]): string {
  return WELL_ROLES.flatMap((role) => {
    const count = wells.filter((well) => well.role === role).length;
    return count === 0 ? [] : [`${role} ${count}`];
  }).join(", ");
}

function everyWell({ wells, excluded }: Pick<Wells, "wells" | "excluded">): Well[] {
  return [...wells, ...excluded.flatMap(({ well }) => well === null ? [] : [well])];
}

/** The one name, or how many there are. */
function named(wells: readonly Well[], label: string, noun: string): string {
  const names = distinct(wells.map(({ labels }) => labels[label] ?? ""));
  return names.length > 1 ? plural(names.length, noun) : names.join("");
}

function drugsAndDoses(wells: readonly Well[], unit: string): string {
  const samples = wells.filter(({ role }) => role === "sample");
  const doses = samples.flatMap(({ dose }) => dose === null ? [] : [dose]);
  if (doses.length === 0) return "";
  const [least, most] = [
    doses.reduce((a, b) => Math.min(a, b)),
    doses.reduce((a, b) => Math.max(a, b)),
  ];
  const range = least === most
    ? formatDose(least, unit)
    : `${formatDose(least, unit)} to ${formatDose(most, unit)}`;
  const drugs = named(samples, "drug", "drug");
  return `${drugs} ${range}`.trim();
}

/** A dose for reading, in the unit that suits its size: 10,000 nM is "10 µM". */
function formatDose(dose: number, unit: string): string {
  return formatPotency(makePotency({ estimate: dose, unit }));
}

function replicates(wells: readonly Well[]): string {
  const names = distinct(wells.map(({ labels }) => labels.replicate ?? ""));
  return names.length === 0 ? "" : plural(names.length, "replicate");
}

function distinct(names: readonly string[]): string[] {
  return [...new Set(names)].filter((name) => name !== "");
}
