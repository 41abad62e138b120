import type { PlateReading } from "./reading_table.ts";

/** A reading with what stands beside its line, "" where nothing does. */
type LabelledReading = PlateReading & { readonly label: string };

/**
 * Readings of one time are told apart by what stands beside them, else by their place: two wavelengths
 * are read at once. So are those after a clock began again, as some do after a day.
 */
export function withOwnNames(
  readings: readonly LabelledReading[],
): PlateReading[] {
  const count = (names: readonly string[]) => Map.groupBy(names, (name) => name);
  const full = (plate: string, name: string) => JSON.stringify([plate, name]);
  const labelled = (label: string, name: string) => label === "" ? name : `${label}, ${name}`;
  const names = count(readings.map(({ plate, name }) => full(plate, name)));
  const labels = count(
    readings.map(({ plate, label, name }) => full(plate, labelled(label, name))),
  );
  const again = clockBeganAgain(readings);
  return readings.map(({ label, ...reading }, i) => {
    const { plate, name, place } = reading;
    if (names.get(full(plate, name))?.length === 1 && !again[i]) return reading;
    const own = labelled(label, name);
    const isAlone = labels.get(full(plate, own))?.length === 1 && !again[i];
    return { ...reading, name: isAlone ? own : `${own} (${place})` };
  });
}

/** Of each reading, whether an earlier one of the same plate and label has a later time. */
function clockBeganAgain(
  readings: readonly LabelledReading[],
): boolean[] {
  const latest = new Map<string, number>();
  return readings.map(({ plate, label, seconds }) => {
    const key = JSON.stringify([plate, label]);
    const before = latest.get(key) ?? -Infinity;
    if (seconds !== null) latest.set(key, Math.max(before, seconds));
    return seconds !== null && seconds < before;
  });
}
