import type { Well, WellRole } from "./well.ts";

/**
 * Labels that a well must share with its vehicle and positive controls beside the plate: two cell
 * lines on one plate have two controls.
 */
export const SAME_CONTROL: readonly string[] = ["cell_line"];

/** The wells that one set of controls serves. */
export interface ControlGroup {
  readonly plate: string;
  /** What the wells have in common beside the plate; empty where the plate holds only one such group. */
  readonly labels: Readonly<Record<string, string>>;
  readonly controls: (role: WellRole) => readonly Well[];
  readonly serves: (well: Well) => boolean;
}

/**
 * The control groups of every plate, in the order of the file.
 *
 * A plate with one cell line is one group. With several, each has its own vehicle and positive wells;
 * those without a cell line serve every line that has none of its own. Blank wells hold no cells, so
 * the whole plate shares them.
 *
 * @param within Labels that tell the groups of a plate apart
 */
export function controlGroups(
  wells: readonly Well[],
  within: readonly string[] = SAME_CONTROL,
): ControlGroup[] {
  return [...Map.groupBy(wells, ({ plate }) => plate)].flatMap(([plate, here]) => {
    const named = (well: Well) => within.map((label) => well.labels[label] ?? "");
    const keyOf = (well: Well) => JSON.stringify(named(well));
    const isNamed = (well: Well) => named(well).some((name) => name !== "");
    const keys = [...new Set(here.filter(isNamed).map(keyOf))];
    if (keys.length <= 1) {
      const controls = (role: WellRole) => here.filter((well) => well.role === role);
      // A line of which every well is excluded has no control here.
      const serves = (well: Well) =>
        well.plate === plate && (!isNamed(well) || keyOf(well) === keys[0]);
      return [{ plate, labels: {}, controls, serves }];
    }
    const shared = here.filter((well) => !isNamed(well));
    return keys.map((key): ControlGroup => ({
      plate,
      labels: Object.fromEntries(within.map((label, i) => [label, JSON.parse(key)[i] as string])),
      controls(role) {
        const all = here.filter((well) => well.role === role);
        if (role === "blank") return all;
        const own = all.filter((well) => keyOf(well) === key);
        return own.length > 0 ? own : shared.filter((well) => well.role === role);
      },
      // Wells of no line (blanks, shared controls) go with the first; nothing compares them.
      serves: (well) =>
        well.plate === plate && (keyOf(well) === key || (!isNamed(well) && key === keys[0])),
    }));
  });
}

/** A group in words: `plate "P3"`, `plate "P3", cell_line "H3122-CR"`. */
export function nameGroup({ plate, labels }: ControlGroup): string {
  const rest = Object.entries(labels).map(([label, name]) => `, ${label} "${name}"`);
  return `plate "${plate}"${rest.join("")}`;
}
