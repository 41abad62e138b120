import type { DoseResponseFit } from "../../dose_response/mod.ts";
import { list, nearest, plural, quote, UsageError } from "../../errors/mod.ts";
import { type CategoryStyle, categoryStyle, MOST_CATEGORIES } from "../theme/palette.ts";

/** Fits drawn in one colour under one name: a single curve, or the replicates of one thing. */
export interface Series {
  readonly name: string;
  readonly style: CategoryStyle;
  readonly fits: readonly DoseResponseFit[];
}

/** The series of one panel. */
export interface SeriesPanel {
  readonly title: string;
  readonly series: readonly Series[];
}

/** Fits sorted into panels and series. */
export interface Grouping {
  readonly panels: readonly SeriesPanel[];
  /** Every series by name, in the order of first appearance. */
  readonly names: readonly string[];
  /** Naming columns that differ within a series, "replicate" as a rule. */
  readonly over: readonly string[];
  /** Naming columns that are the same everywhere. */
  readonly common: Readonly<Record<string, string>>;
  readonly unit: string;
  readonly scale: DoseResponseFit["curve"]["scale"];
}

/**
 * Sorts fits into panels by one naming column (or several) and into series by another.
 *
 * Without `color` every fit is a series of its own, named by the columns that tell it from the rest.
 * Fits that share panel and series are its replicates.
 *
 * @throws {UsageError} If there are no fits, a column is unknown, doses or responses have different
 * units, or a panel has more series than can be told apart
 */
export function groupFits(
  fits: readonly DoseResponseFit[],
  { color, facet = [] }: { color?: string; facet?: string | readonly string[] },
): Grouping {
  if (fits.length === 0) {
    throw new UsageError("Cannot draw dose-response curves: needs at least one fit, found none");
  }
  const columns = [...new Set(fits.flatMap(({ curve }) => Object.keys(curve.key)))];
  assertColumn(color, columns, "color");
  const facets = [facet].flat();
  for (const column of facets) assertColumn(column, columns, "facet");
  const varying = columns.filter((name) => distinct(fits, name).length > 1);
  const naming = color === undefined ? varying.filter((name) => !facets.includes(name)) : [color];
  const joined = (columns: readonly string[]) => ({ curve }: DoseResponseFit) =>
    columns.map((column) => spoken(column, curve.key[column] ?? "")).filter(Boolean).join(", ");
  const nameOf = joined(naming);
  const names = [...new Set(fits.map(nameOf))];
  const panels = [...Map.groupBy(fits, joined(facets))]
    .map(([title, members]) => ({ title, series: seriesOf(members, nameOf, names) }));
  for (const panel of panels) assertDistinguishable(panel);
  return {
    panels,
    names,
    over: varying.filter((name) => !facets.includes(name) && !naming.includes(name)),
    common: Object.fromEntries(
      columns.filter((name) => !varying.includes(name)).map((
        name,
      ) => [name, fits[0].curve.key[name]]),
    ),
    unit: onlyOne(fits.map(({ curve }) => curve.unit), "dose units"),
    scale: onlyOne(fits.map(({ curve }) => curve.scale), "response scales"),
  };
}

/** A bare number says nothing without its column: "replicate 1". */
function spoken(column: string, value: string): string {
  return /^[\d.]+$/.test(value) ? `${column} ${value}` : value;
}

function seriesOf(
  fits: readonly DoseResponseFit[],
  nameOf: (fit: DoseResponseFit) => string,
  names: readonly string[],
): Series[] {
  return [...Map.groupBy(fits, nameOf)]
    .map(([name, members]) => ({
      name,
      style: categoryStyle(names.indexOf(name) % MOST_CATEGORIES),
      fits: members,
    }));
}

function distinct(fits: readonly DoseResponseFit[], column: string): string[] {
  return [...new Set(fits.map(({ curve }) => curve.key[column] ?? ""))];
}

function assertColumn(name: string | undefined, columns: readonly string[], option: string): void {
  if (name === undefined || columns.includes(name)) return;
  const close = nearest(name, columns);
  throw new UsageError(
    `Cannot draw dose-response curves: ${option} must be one of the fits' columns (${
      list(columns)
    }), found ${quote(name)}` + (close === undefined ? "" : `. Did you mean ${quote(close)}?`),
  );
}

function assertDistinguishable({ title, series }: SeriesPanel): void {
  if (series.length <= MOST_CATEGORIES) return;
  const where = title === "" ? "one panel" : `panel ${quote(title)}`;
  throw new UsageError(
    `Cannot draw ${
      plural(series.length, "curve")
    } in ${where}: at most ${MOST_CATEGORIES} can be ` +
      `told apart. Give color a column with fewer values, split the panel with facet, or use savePages`,
  );
}

function onlyOne<T extends string>(values: readonly T[], what: string): T {
  const found = [...new Set(values)];
  if (found.length === 1) return found[0];
  throw new UsageError(
    `Cannot draw dose-response curves: ${what} must be the same in one chart, found ${list(found)}`,
  );
}
