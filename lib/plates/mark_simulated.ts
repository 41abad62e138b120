import { makeWells } from "./make_wells.ts";
import type { Well, Wells } from "./well.ts";

/** The same wells, each labelled as simulated: the word must not be lost when they leave their file. */
export function markSimulated(set: Wells): Wells {
  const marked = (well: Well): Well => ({
    ...well,
    labels: { ...well.labels, simulated: well.labels.simulated || "SIMULATED" },
  });
  return makeWells({
    ...set,
    wells: set.wells.map(marked),
    excluded: set.excluded.map((row) => ({ ...row, well: row.well && marked(row.well) })),
  });
}
