/**
 * Wells, layouts, plate-shaped files, normalisation and plate quality.
 *
 * @module
 */
export type { Control, ExcludedWell, ResponseScale, Well, WellRole, Wells } from "./well.ts";
export { readWells, wellsOfTable } from "./read_wells.ts";
export type { ReadWellsOptions } from "./read_wells.ts";
export type { WellColumn, WellColumnsOptions } from "./well_columns.ts";
export { readLayout } from "./read_layout.ts";
export type { LoadLayoutOptions } from "./load_layout.ts";
export type { Layout, LayoutWell } from "./layout.ts";
export {
  isOuterWell,
  parsePosition,
  PLATE_SHAPES,
  plateFormatOf,
  positionAt,
  rowAndColumn,
} from "./position.ts";
export type { PlateFormat, RowAndColumn } from "./position.ts";
export { readPlates } from "./read_plates.ts";
export { inspectPlates } from "./inspect_plates.ts";
export type { ReadPlatesOptions } from "./inspect_plates.ts";
export type { FoundRange, PlatesInFile } from "./plates_in_file.ts";
export { fractionsOfControl } from "./fractions_of_control.ts";
export { includeExcluded } from "./include_excluded.ts";
export { normalizePlates } from "./normalize_plates.ts";
export type { NormalizePlatesOptions } from "./normalize_plates.ts";
export { plateQuality } from "./plate_quality.ts";
export type { PlateQuality, PlateQualityOptions } from "./plate_quality.ts";
export { judgePlate } from "./plate_verdict.ts";
export type { PlateNumbers, PlateVerdict } from "./plate_verdict.ts";
export { describePositionEffect, positionEffects } from "./position_effect.ts";
export type { PositionEffect, PositionEffects } from "./position_effect.ts";
export type { PatternKind } from "./position_pattern.ts";
export {
  coefficientOfVariation,
  robustZPrime,
  signalToBackground,
  strictlyStandardizedMeanDifference,
  zPrime,
} from "./control_separation.ts";
export { parsePlateBlocks, readPlateBlocks } from "./plate_block.ts";
export type { PlateBlock, PlateBlockOptions } from "./plate_block.ts";
export { joinLayout } from "./join_layout.ts";
export type { JoinLayoutOptions } from "./join_layout.ts";
export { findDoseColumn, inCommonUnit, knownUnit, readDose } from "./dose_column.ts";
export type { DoseColumn, DoseColumnOptions } from "./dose_column.ts";
export { findResponseColumn } from "./response_column.ts";
export type { ResponseColumn } from "./response_column.ts";
export { namingColumns } from "./naming_columns.ts";
export { checkDeclaredScale, checkScale } from "./scale.ts";
export { settleRole } from "./role.ts";
export { parseExclusion } from "./exclusion.ts";
