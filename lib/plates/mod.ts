/** Wells, layouts, plate-shaped files, normalisation and plate quality. @module */
export type { Control, ExcludedWell, ResponseScale, Well, WellRole, Wells } from "./well.ts";
