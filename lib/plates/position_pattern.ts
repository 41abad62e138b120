import {
  isOuterWell,
  PLATE_SHAPES,
  type PlateFormat,
  rowAndColumn,
  rowLetter,
} from "./position.ts";
import type { Well } from "./well.ts";

/** A part of the plate, or a direction across it. */
export type PatternKind =
  | "row"
  | "column"
  | "outer wells"
  | "drift across columns"
  | "drift down rows";

/** Fewest wells in a pattern that have a like well outside it. */
const FEWEST = 3;
/** What rounding leaves of zero. */
const NOTHING = 1e-9;

/** One pattern over some wells of a plate. */
export interface PositionPattern {
  readonly kind: PatternKind;
  readonly line: string;
  readonly edge: boolean;
  /** 1 inside and 0 outside, or the share of the way across the plate. */
  readonly x: readonly number[];
}

/** Every pattern over these wells, outer lines first: of two that cannot be told apart the edge is named. */
export function positionPatterns(wells: readonly Well[], format: PlateFormat): PositionPattern[] {
  const { rows, columns } = PLATE_SHAPES[format];
  const places = wells.map(({ position }) => rowAndColumn(position));
  const line = (kind: "row" | "column", number: number): PositionPattern => {
    return {
      kind,
      line: kind === "row" ? rowLetter(number) : String(number),
      edge: number === 1 || number === (kind === "row" ? rows : columns),
      x: places.map((place) => Number(place[kind] === number)),
    };
  };
  const lines = [
    ...Array.from({ length: rows }, (_, i) => line("row", i + 1)),
    ...Array.from({ length: columns }, (_, i) => line("column", i + 1)),
  ];
  const ring = wells.map(({ position }) => Number(isOuterWell(position, format)));
  return [
    ...lines.filter(({ edge }) => edge),
    { kind: "outer wells", line: "", edge: true, x: ring },
    ...lines.filter(({ edge }) => !edge),
    {
      kind: "drift across columns",
      line: "",
      edge: false,
      x: places.map(({ column }) => (column - 1) / (columns - 1)),
    },
    {
      kind: "drift down rows",
      line: "",
      edge: false,
      x: places.map(({ row }) => (row - 1) / (rows - 1)),
    },
  ];
}

function isDrift({ kind }: PositionPattern): boolean {
  return kind === "drift across columns" || kind === "drift down rows";
}

/** Wells of a centred pattern that have a like well outside it. */
export function wellsInside(pattern: PositionPattern): number {
  return pattern.x.filter((x) => isDrift(pattern) ? Math.abs(x) > NOTHING : x > NOTHING).length;
}

/** Whether enough wells speak of a centred pattern; two lines make a difference, not a drift. */
export function canBeTested(pattern: PositionPattern): boolean {
  if (wellsInside(pattern) < FEWEST) return false;
  return !isDrift(pattern) || new Set(pattern.x.map((x) => Math.round(x * 1e6))).size > 3;
}
