import { list, nearest, plural, quote, UsageError } from "../../errors/mod.ts";
import type { ExclusiveMechanisms, FrequencyGroup } from "../../mechanisms/mod.ts";
import { spokenGroup } from "./spoken_group.ts";

/** Notebooks are not type-checked as they run: what may overlap is refused here. */
export function requireExclusive(given: ExclusiveMechanisms, what: string): void {
  if (typeof given === "object" && given !== null && "units" in given && "rule" in given) return;
  throw new UsageError(
    `Cannot draw ${what}: a biopsy may hold several findings, so frequencies and findings overlap ` +
      "and do not add up to 1. Give what exclusiveMechanisms returns: one mechanism each, by a rule",
  );
}

/** The groups asked for in that order, or all: by number where they are numbers. */
export function chosenGroups(
  { groups }: ExclusiveMechanisms,
  asked: readonly string[] | undefined,
  what: string,
): readonly FrequencyGroup[] {
  const names = groups.map(({ label }) => label);
  const unknown = asked?.find((name) => !names.includes(name));
  if (unknown !== undefined || asked?.length === 0) {
    const close = nearest(unknown ?? "", names);
    throw new UsageError(
      `Cannot draw ${what}: groups must be of ${list(names.map(quote), 12)}, found ${
        unknown === undefined ? "none" : quote(unknown)
      }` + (close === undefined ? "" : `. Did you mean ${quote(close)}?`),
    );
  }
  if (asked !== undefined) {
    return [...new Set(asked)].map((name) => groups[names.indexOf(name)]);
  }
  return names.every((name) => /^\d+$/.test(name))
    ? groups.toSorted((a, b) => Number(a.label) - Number(b.label))
    : groups;
}

/** How many units of a group have each look. */
export function countedMechanisms(
  { units }: ExclusiveMechanisms,
  group: string,
  { of, length }: { of: (mechanism: string) => number; length: number },
): number[] {
  const counts = new Array<number>(length).fill(0);
  for (const unit of units) if (unit.group === group) counts[of(unit.mechanism)]++;
  return counts;
}

/** What one mechanism per unit means, over the drawing and in the caption. */
export function exclusiveWords(
  { unit, rule, shared, units, mechanisms }: ExclusiveMechanisms,
  groups: readonly FrequencyGroup[],
): { note: string; caption: string } {
  const several = rule === "several as one"
    ? `a ${unit} with several mechanisms counts as that`
    : `of several mechanisms the first by precedence`;
  const note = `One mechanism per ${unit}: ${several}`;
  const names = new Map(groups.map((group) => [
    group.label,
    spokenGroup({ group: group.label, key: group.key }),
  ]));
  const has = (name: string) =>
    mechanisms.includes(name) &&
    units.some(({ group, mechanism }) => names.has(group) && mechanism === name);
  return {
    note,
    caption: [
      note,
      ...(has("unknown") ? ["Unknown, all could have been seen and none was"] : []),
      ...(has("not fully assessed")
        ? ["Not fully assessed, none was seen and some could not have been"]
        : []),
      ...shared.filter(({ groups: [a, b] }) => names.has(a) && names.has(b))
        .map(({ groups: [a, b], patients }) =>
          `${plural(patients, "patient")} in both ${names.get(a)} and ${names.get(b)}`
        ),
      `N, ${groups.map((group) => `${names.get(group.label)} ${group.units}`).join(", ")}`,
    ].join(". ") + ".",
  };
}
