/**
 * Colours of categories: Okabe and Ito's set, which stays apart under colour-blindness, in an order
 * whose first five also differ most when simulated.
 *
 * @see Okabe M, Ito K (2008) Color Universal Design; Wong B (2011) Nat Methods 8:441, doi:10.1038/nmeth.1618
 */
export const CATEGORY_COLORS: readonly string[] = [
  "#0072B2",
  "#D55E00",
  "#009E73",
  "#CC79A7",
  "#E69F00",
  "#56B4E9",
  "#F0E442",
  "#000000",
];

/** Symbols beside the colours, so that a grey print can still be read. */
export const CATEGORY_SYMBOLS: readonly SymbolName[] = [
  "circle",
  "square",
  "triangle",
  "diamond",
  "triangle down",
  "star",
  "cross",
  "hexagon",
];

/** Dashes beside the colours, in multiples of the line's width; the first two are easiest to tell. */
export const CATEGORY_DASHES: readonly (readonly number[])[] = [
  [],
  [4, 2],
  [1.2, 1.6],
  [6, 1.6, 1.2, 1.6],
  [8, 2.4],
  [2.4, 1.2],
  [6, 1.2, 1.2, 1.2, 1.2, 1.2],
  [10, 1.6],
];

/** The symbols that points are drawn with. */
export type SymbolName =
  | "circle"
  | "square"
  | "triangle"
  | "diamond"
  | "triangle down"
  | "star"
  | "cross"
  | "hexagon";

/** How one category looks wherever it is drawn. */
export interface CategoryStyle {
  readonly color: string;
  readonly symbol: SymbolName;
  /** In multiples of the line's width; empty for a solid line. */
  readonly dash: readonly number[];
  /** Points are drawn open from the second round of colours on. */
  readonly open: boolean;
}

/** The most categories that one panel can tell apart: eight colours, filled and open. */
export const MOST_CATEGORIES = 2 * CATEGORY_COLORS.length;

/** Ink for text, axes and what is not a category. */
export const INK = "#000000";
/** Lines that stand behind the data: references, leaders. */
export const QUIET = "#767676";
/** What was not measured. */
export const UNKNOWN = "#bbbbbb";
/** Paper. */
export const PAPER = "#ffffff";

/** The look of the category at `index`, counted from 0. */
export function categoryStyle(index: number): CategoryStyle {
  const turn = index % CATEGORY_COLORS.length;
  return {
    color: CATEGORY_COLORS[turn],
    symbol: CATEGORY_SYMBOLS[turn],
    dash: CATEGORY_DASHES[turn],
    open: index >= CATEGORY_COLORS.length,
  };
}
