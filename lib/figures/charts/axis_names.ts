import { list, plural } from "../../errors/mod.ts";
import type { Grouping } from "./series.ts";

/** The dose axis' name: the drug where all curves share one, with the unit. */
export function doseAxisName({ common, unit }: Grouping, name?: string): string {
  const drug = name ?? common.drug ?? common.compound ?? common.treatment ?? "Dose";
  return `${drug} (${unit})`;
}

/** The response axis' name, with what the numbers are. */
export function responseAxisName({ scale }: Grouping, name?: string): string {
  switch (scale) {
    case "fraction":
      return `${name ?? "Response"} (fraction of control)`;
    case "percent":
      return `${name ?? "Response"} (% of control)`;
    case "raw":
      return `${name ?? "Signal"} (as read)`;
  }
}

/** What the names of a chart's curves have in common and apart: "Crizotinib: H3122 and H3122-CR". */
export function subjectOf(grouping: Grouping): string {
  const panels = grouping.panels.map(({ title }) => title).filter(Boolean);
  const names = grouping.names.filter(Boolean);
  const subjects = names.length > 0 ? names : panels;
  const common = list(Object.values(grouping.common).filter(Boolean));
  const by = panels.length > 1 && names.length > 0 ? ` (${plural(panels.length, "panel")})` : "";
  return [common, list(subjects, 4)].filter(Boolean).join(": ") + by;
}
